import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { accuracy, categoricalCrossentropy, softmax, toCategorical } from './02-one-hot-and-crossentropy'

const labels = (...values: number[]) => tf.tensor1d(values, 'int32')

check('gives each label a row with a single 1', () => {
  expect(toCategorical(labels(2, 0, 3), 4), 'toCategorical([2, 0, 3], 4)').toBeTensor({
    shape: [3, 4],
    dtype: 'float32',
    values: [
      [0, 0, 1, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
    ],
  })
})

check('makes a column for every class, used or not', () => {
  const y = toCategorical(labels(0, 1, 8), 10)
  expect(y, 'toCategorical([0, 1, 8], 10)').toBeTensor({ shape: [3, 10] })
})

check('refuses labels without a column', () => {
  expect(() => toCategorical(labels(3, 11, 4), 10), 'a label of 11 with 10 classes').toThrowNaming('labels', 'label')
  expect(() => toCategorical(labels(10), 10), 'a label of 10 with 10 classes').toThrowNaming('labels', 'label')
  expect(() => toCategorical(labels(-1, 4), 10), 'a label of -1').toThrowNaming('labels', 'label')
})

check('turns scores into probabilities', () => {
  expect(softmax(tf.tensor2d([[1, 2, 3], [0, 0, 0]])), 'softmax([[1, 2, 3], [0, 0, 0]])').toBeTensor({
    shape: [2, 3],
    values: [
      [0.0900306, 0.2447285, 0.6652410],
      [1 / 3, 1 / 3, 1 / 3],
    ],
  })
})

check('takes scores as large as 1,000', () => {
  const p = softmax(tf.tensor2d([[1000, 999, 0], [-1000, -1000, -1000]]))
  expect(p, 'softmax([[1000, 999, 0], [−1000, −1000, −1000]]), the largest score of each row taken off first').toBeTensor({
    values: [
      [0.7310586, 0.2689414, 0],
      [1 / 3, 1 / 3, 1 / 3],
    ],
    tolerance: 1e-4,
  })
})

const y = () => tf.tensor2d([[0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]])
const p = () => tf.tensor2d([[0.1, 0.8, 0.1], [0.3, 0.4, 0.3], [0.05, 0.05, 0.9], [0.2, 0.5, 0.3]])

check('measures the distance between labels and probabilities', () => {
  expect(categoricalCrossentropy(y(), p()), 'crossentropy of four rows, −(ln 0.8 + ln 0.3 + ln 0.9 + ln 0.5) / 4').toBeTensor({ shape: [], values: 0.556406 })
  const uniform = tf.fill<tf.Rank.R2>([6, 10], 0.1)
  const tens = tf.oneHot(labels(0, 1, 2, 3, 4, 9), 10).toFloat() as tf.Tensor2D
  expect(categoricalCrossentropy(tens, uniform), 'crossentropy of a blind guess among 10, ln 10').toBeTensor({ values: Math.log(10) })
})

check('stays a number when a probability is 0', () => {
  const loss = categoricalCrossentropy(tf.tensor2d([[0, 1]]), tf.tensor2d([[1, 0]])).dataSync()[0]
  expect(loss, 'crossentropy of a certain mistake, whose p = 0 counts as 1e-7').toBeBetween(10, 1000)
})

check('counts the rows that are right', () => {
  expect(accuracy(y(), p()), 'accuracy of four rows').toBeNear(0.75)
  expect(accuracy(y(), y()), 'accuracy of the labels themselves').toBeNear(1)
  const two = accuracy(tf.tensor2d([[1, 0, 0], [0, 0, 1]]), tf.tensor2d([[0.5, 0.2, 0.3], [0.3, 0.1, 0.6]]))
  expect(two, 'accuracy of two rows that are both right').toBeNear(1)
})

trap('inferred-depth', 'A batch without 9s became 9 columns wide: the number of columns comes from `classes`, not from the labels at hand.', () => {
  return toCategorical(labels(0, 1, 8), 10).shape[1] === 9
})

trap('silent-zero-row', 'Label 11 gave a row of zeros: tf.oneHot says nothing about labels it has no column for, so check them yourself.', () => {
  const y = attempt(() => toCategorical(labels(3, 11, 4), 10))
  return y !== undefined && y.slice([1, 0], [1, 10]).sum().dataSync()[0] === 0
})

trap('unshifted-softmax', 'NaN for large scores: exp(1000) is infinite. Subtract the largest score of each row first; the result is the same.', () => {
  const scores = softmax(tf.tensor2d([[1000, 999, 0]])).dataSync()
  return Number.isNaN(scores[0])
})

trap('sum-not-mean', 'The loss doubled with the batch: average over the rows, so that it does not depend on how many there are.', () => {
  const once = categoricalCrossentropy(y(), p()).dataSync()[0]
  const twice = categoricalCrossentropy(tf.concat([y(), y()]), tf.concat([p(), p()])).dataSync()[0]
  return Math.abs(twice - 2 * once) < 1e-4
})
