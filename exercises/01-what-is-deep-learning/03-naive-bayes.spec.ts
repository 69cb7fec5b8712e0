import * as tf from '@tensorflow/tfjs'
import { toys } from '#datasets'
import { check, expect, trap } from '#spec'
import { fitNaiveBayes, predictNaiveBayes } from './03-naive-bayes'

const labels = (...values: number[]) => tf.tensor1d(values, 'int32')

/** Four messages, five words; message 2 is the only one of class 1. In class 0 word 0 never occurs. */
const messages = () =>
  tf.tensor2d([
    [0, 1, 0, 2, 1],
    [0, 0, 3, 1, 0],
    [4, 1, 1, 0, 0],
    [0, 1, 1, 0, 0],
  ])
const classes = () => labels(0, 0, 1, 0)

/** Words in class 0: 0, 2, 4, 3, 1, ten in all; in class 1: 4, 1, 1, 0, 0, six in all. */
const shares = (alpha: number) => [
  [0, 2, 4, 3, 1].map((count) => (count + alpha) / (10 + 5 * alpha)),
  [4, 1, 1, 0, 0].map((count) => (count + alpha) / (6 + 5 * alpha)),
]
const logs = (alpha: number) => shares(alpha).map((row) => row.map(Math.log))

/** Ten messages of two words each; word 0 tells class 0, word 1 class 1, word 2 nothing. `rare` is the class of one message. */
const lopsided = (rare: 0 | 1) => {
  const y = Array.from({ length: 10 }, (_, i) => (i === 0 ? rare : 1 - rare))
  return fitNaiveBayes(tf.tensor2d(y.map((label) => (label === 0 ? [1, 0, 1] : [0, 1, 1]))), labels(...y), 2)
}

/** Both classes equally frequent; word 0 is twice as frequent in class 0, word 1 in class 1. */
const balanced = () => fitNaiveBayes(tf.tensor2d([[2, 1], [1, 2]]), labels(0, 1), 2)

const only = (t: tf.Tensor) => t.dataSync()[0]

check('learns how frequent each class is', () => {
  const { logPrior } = fitNaiveBayes(messages(), classes(), 2)
  expect(logPrior, 'logPrior of three messages of class 0 and one of class 1').toBeTensor({ shape: [2], values: [Math.log(0.75), Math.log(0.25)] })
})

check('learns how frequent each word is in each class', () => {
  const { logLik } = fitNaiveBayes(messages(), classes(), 2)
  expect(logLik, 'logLik of four messages, ln((count + 1) / (words in the class + 5)); alpha is 1 unless given').toBeTensor({ shape: [2, 5], values: logs(1) })
})

check('adds alpha to each count', () => {
  for (const alpha of [0.5, 3]) {
    const { logLik } = fitNaiveBayes(messages(), classes(), 2, alpha)
    expect(logLik, `logLik, ln((count + ${alpha}) / (words in the class + 5 · ${alpha}))`).toBeTensor({ shape: [2, 5], values: logs(alpha) })
  }
})

check('gives each class shares that add up to 1', () => {
  const { x, y, n, d } = toys.spam({ n: 100 })
  const { logPrior, logLik } = fitNaiveBayes(tf.tensor2d(x, [n, d]), tf.tensor1d(y, 'int32'), 2)
  expect(logLik.exp().sum(1), 'the sums of exp(logLik) over the words').toBeTensor({ shape: [2], values: [1, 1] })
  expect(logPrior.exp().sum(), 'the sum of exp(logPrior)').toBeTensor({ values: 1 })
})

check('has a row for every class', () => {
  const { logPrior, logLik } = fitNaiveBayes(tf.tensor2d([[1, 0], [0, 2], [3, 0]]), labels(2, 1, 0), 3)
  expect(logPrior, 'logPrior of three classes, one message each').toBeTensor({ shape: [3], values: [Math.log(1 / 3), Math.log(1 / 3), Math.log(1 / 3)] })
  const rows = [[4 / 5, 1 / 5], [1 / 4, 3 / 4], [2 / 3, 1 / 3]]
  expect(logLik, 'logLik of three classes, two words').toBeTensor({ shape: [3, 2], values: rows.map((row) => row.map(Math.log)) })
  const wider = fitNaiveBayes(tf.tensor2d([[1, 0], [0, 2]]), labels(1, 0), 4)
  expect(wider.logLik, 'logLik, when y uses two of four classes').toBeTensor({ shape: [4, 2] })
  expect(wider.logPrior, 'logPrior, when y uses two of four classes').toBeTensor({ shape: [4] })
})

check('gives every message its most probable class', () => {
  const m = () => ({
    logPrior: tf.tensor1d([0.5, 0.3, 0.2]).log<tf.Tensor1D>(),
    logLik: tf.tensor2d([[0.7, 0.2, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7]]).log<tf.Tensor2D>(),
  })
  const x = tf.tensor2d([[0, 0, 3], [2, 1, 0], [0, 2, 1], [0, 0, 0], [1, 3, 1]])
  expect(predictNaiveBayes(m(), x), 'classes of five messages, three classes').toBeTensor({ shape: [5], dtype: 'int32', values: [2, 0, 1, 0, 1] })
  expect(predictNaiveBayes(m(), tf.tensor2d([[0, 1, 5]])), 'class of a single message').toBeTensor({ shape: [1], dtype: 'int32', values: [2] })
})

check('counts how often a word stands there, not only whether', () => {
  const x = tf.tensor2d([[3, 1], [1, 3]])
  expect(predictNaiveBayes(balanced(), x), 'classes of (3 × word 0, 1 × word 1) and (1 × word 0, 3 × word 1)').toBeTensor({ values: [0, 1] })
})

check('without evidence takes the frequent class', () => {
  const silence = tf.zeros<tf.Rank.R2>([1, 3])
  expect(only(predictNaiveBayes(lopsided(0), silence)), 'class of an empty message, when 9 of 10 messages are of class 1').toBe(1)
  expect(only(predictNaiveBayes(lopsided(1), silence)), 'class of an empty message, when 9 of 10 messages are of class 0').toBe(0)
})

check('reads long messages', () => {
  const x = tf.tensor2d([[900, 1100], [1100, 900], [30_000, 31_000]])
  expect(predictNaiveBayes(balanced(), x), 'classes of messages of 2,000 words and more').toBeTensor({ values: [1, 0, 1] })
})

check('tells spam from honest mail', () => {
  for (const seed of [1, 2, 3]) {
    const [seen, fresh] = [toys.spam({ n: 400, seed }), toys.spam({ n: 400, seed: seed + 100 })]
    const m = fitNaiveBayes(tf.tensor2d(seen.x, [seen.n, seen.d]), tf.tensor1d(seen.y, 'int32'), 2)
    const answers = predictNaiveBayes(m, tf.tensor2d(fresh.x, [fresh.n, fresh.d])).dataSync()
    const right = fresh.y.filter((label, i) => label === answers[i]).length
    expect(right / fresh.n, 'share of 400 fresh messages that are right').toBeAtLeast(0.95)
  }
})

check('refuses negative counts', () => {
  expect(() => fitNaiveBayes(tf.tensor2d([[1, 2], [0, -1]]), labels(0, 1), 2), 'a count of −1').toThrowNaming('x', 'count', 'counts', 'negative')
})

trap('no-smoothing', 'A word that a class has never seen has the logarithm of 0, which is −Infinity: add alpha to each count first.', () => {
  const { logLik } = fitNaiveBayes(messages(), classes(), 2)
  const [never, ...others] = logLik.dataSync()
  return never === -Infinity || (Number.isNaN(never) && !others.every(Number.isNaN))
})

trap('prior-forgotten', 'Nine of ten messages were of class 1, and a message without any word was put into class 0: without evidence the frequent class should win. Add logPrior.', () => {
  const told = only(predictNaiveBayes(lopsided(0), tf.tensor2d([[0, 9, 0]])))
  return told === 1 && only(predictNaiveBayes(lopsided(0), tf.zeros([1, 3]))) === 0
})

trap('product-underflow', 'A message of 2,000 words was put into the wrong class, though the same mixture in 50 words is not: a product of so many shares is 0 for every class. Add logarithms.', () => {
  const short = predictNaiveBayes(balanced(), tf.tensor2d([[10, 40], [40, 10]])).dataSync()
  const long = predictNaiveBayes(balanced(), tf.tensor2d([[400, 1600], [1600, 400]])).dataSync()
  return String(short) === '1,0' && String(long) !== '1,0'
})
