// @ts-check
/**
 * ts-jest, and one line more under every exercise: its exports are watched, so that each spec can tell about
 * leaked tensors and changed inputs without asking. In chapters with an exam, a line around every file of the learner's
 * hands it a `require` that can be refused. Plain JavaScript, because Jest loads transforms as they are.
 */
const fs = require('node:fs')
const path = require('node:path')
const { TsJestTransformer } = require('ts-jest')

const typescript = new TsJestTransformer({ diagnostics: { pretty: false } })
const watched = '\nmodule.exports = require("#spec/observe").observe(module.exports, __filename)\n'

/** @param {string} file */
const isExercise = (file) => /[\\/]\d\d-[\w-]+[\\/]\d\d-[\w-]+\.ts$/.test(file)

const exercises = path.resolve(__dirname, '../../exercises')
/** @type {Set<string> | undefined} */
let chapters

/** Chapters of which some spec has a line @exam in its first comment. */
function chaptersWithExam() {
  chapters ??= new Set(
    fs.readdirSync(exercises).filter((chapter) => {
      const folder = path.join(exercises, chapter)
      return fs.statSync(folder).isDirectory() && fs.readdirSync(folder).some((name) => name.endsWith('.spec.ts') && holdsExam(path.join(folder, name)))
    }),
  )
  return chapters
}

/** @param {string} spec */
const holdsExam = (spec) => /^\s*\/\*\*(?:(?!\*\/)[^])*@exam\b/.test(fs.readFileSync(spec, 'utf8'))

/** @param {string} file */
const isGuarded = (file) => !file.endsWith('.spec.ts') && path.dirname(file).split(/[\\/]/).some((folder) => chaptersWithExam().has(folder))

/** On one line with what it holds, so that errors still name the right ones. `jest` and `module` can load files, too. @param {string} code */
const guarded = (code) => `(function (require, module, jest) {${code}\n})(require("#spec/imports").only(require), { exports })`

/** @type {import('@jest/transform').SyncTransformer} */
module.exports = {
  process(source, file, options) {
    const { code, map } = /** @type {any} */ (typescript.process(source, file, /** @type {any} */ (options)))
    const held = isGuarded(file) ? guarded(code) : code
    return { code: isExercise(file) ? held + watched : held, map }
  },
  getCacheKey(source, file, options) {
    const key = typescript.getCacheKey(source, file, /** @type {any} */ (options))
    return `${key}${isExercise(file) ? '-watched' : ''}${isGuarded(file) ? '-guarded' : ''}`
  },
}
