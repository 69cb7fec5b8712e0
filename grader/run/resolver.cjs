// @ts-check
/**
 * Decides which file an import inside a spec means. Plain JavaScript, because Jest loads its resolver before
 * any transform.
 *
 *   `./01-prepare-digits` in a chapter  → the judged one: SUBJECT/04-mnist/01-prepare-digits.ts (the learner's by default)
 *   `@tensorflow/tfjs`                  → the one TensorFlow.js of the worker, already on its engine
 *   `#datasets`                         → the loaders of the worker
 *   `#spec`                             → the course's own, wherever the judged file lies
 */
const path = require('node:path')

const root = path.resolve(__dirname, '../..')
const exercises = path.join(root, 'exercises')
const ours = {
  '#spec': path.join(root, 'grader/spec/index.ts'),
  '#spec/observe': path.join(root, 'grader/spec/observe.ts'),
  '#spec/imports': path.join(root, 'grader/spec/imports.ts'),
  '#datasets': path.join(__dirname, 'lent/datasets.cjs'),
  '@tensorflow/tfjs': path.join(__dirname, 'lent/tf.cjs'),
}

/** @type {(request: string, options: import('jest-resolve').ResolverOptions) => string} */
module.exports = (request, options) => {
  const mapped = ours[/** @type {keyof typeof ours} */ (request)]
  if (mapped) return mapped
  const isExercise = /^\.\/\d\d-[\w-]+$/.test(request) && path.dirname(options.basedir) === exercises
  if (!isExercise) return options.defaultResolver(request, options)
  const subject = path.resolve(root, process.env['SUBJECT'] ?? exercises)
  return options.defaultResolver(path.join(subject, path.basename(options.basedir), request), options)
}
