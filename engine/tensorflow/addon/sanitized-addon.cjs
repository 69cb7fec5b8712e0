/** Loads the addons in SANITIZED_ADDON in place of those that are installed. */
const path = require('node:path')

const ADDONS = ['tfjs_binding.node', 'quiet.node']

const { dlopen } = process
process.dlopen = (module, file, ...flags) => {
  const name = path.basename(file)
  return dlopen(module, ADDONS.includes(name) ? path.join(process.env.SANITIZED_ADDON, name) : file, ...flags)
}
