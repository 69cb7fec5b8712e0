// @ts-check
/**
 * ts-jest, and one line more under every exercise: its exports are watched, so that each spec can tell about
 * leaked tensors and changed inputs without asking. Plain JavaScript, because Jest loads transforms as they are.
 */
const { TsJestTransformer } = require('ts-jest')

const typescript = new TsJestTransformer({ diagnostics: { pretty: false } })
const watched = '\nmodule.exports = require("#spec/observe").observe(module.exports, __filename)\n'

/** @param {string} file */
const isExercise = (file) => /[\\/]\d\d-[\w-]+[\\/]\d\d-[\w-]+\.ts$/.test(file)

/** @type {import('@jest/transform').SyncTransformer} */
module.exports = {
  process(source, file, options) {
    const { code, map } = /** @type {any} */ (typescript.process(source, file, /** @type {any} */ (options)))
    return { code: isExercise(file) ? code + watched : code, map }
  },
  getCacheKey(source, file, options) {
    const key = typescript.getCacheKey(source, file, /** @type {any} */ (options))
    return isExercise(file) ? `${key}-watched` : key
  },
}
