/** Loads the addons that lie in SANITIZED_ADDON in place of those of the same name, wherever these are. */
const fs = require('node:fs')
const path = require('node:path')

const { dlopen } = process
process.dlopen = (module, file, ...flags) => {
  const sanitized = path.join(process.env.SANITIZED_ADDON, path.basename(file))
  return dlopen(module, fs.existsSync(sanitized) ? sanitized : file, ...flags)
}
