import * as tf from '@tensorflow/tfjs'
import { toys } from '#datasets'
import { check, expect, startValuesLeft, trap } from '#spec'
import { type LogReg, predictProba, trainLogReg } from './06-logistic-regression'

/** Rows and labels as arrays and as tensors. */
function rowsOf({ x, y, n, d }: { x: Float32Array; y: ArrayLike<number>; n: number; d: number }) {
  const rows = Array.from({ length: n }, (_, i) => Array.from(x.subarray(i * d, (i + 1) * d)))
  const labels = Array.from(y)
  return { rows, labels, x: tf.tensor2d(x, [n, d]), y: tf.tensor1d(labels, 'float32') }
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

/**
 * Plain gradient descent in plain arrays. `start` and the result are w and b in one list; `slope` is the derivative of
 * a row's loss by its logit.
 */
function fitted(
  rows: number[][],
  labels: number[],
  lr: number,
  epochs: number,
  start = [...rows[0].map(() => 0), 0],
  slope = (p: number, label: number) => p - label,
): number[] {
  const inputs = rows.map((row) => [...row, 1])
  let weights = start
  for (let epoch = 0; epoch < epochs; epoch++) {
    const slopes = inputs.map((row, i) => slope(sigmoid(row.reduce((sum, value, j) => sum + value * weights[j], 0)), labels[i]) / rows.length)
    weights = weights.map((weight, j) => weight - lr * slopes.reduce((sum, s, i) => sum + s * inputs[i][j], 0))
  }
  return weights
}

/** w and b of a fitted regression, as plain numbers. */
const weightsOf = ({ w, b }: LogReg) => [...w.dataSync(), b.dataSync()[0]]

const model = (w: number[], b: number): LogReg => ({ w: tf.tensor1d(w), b: tf.scalar(b) })

/** The share of rows on the right side of p = 0.5. */
function accuracy(m: LogReg, x: tf.Tensor2D, labels: number[]): number {
  const p = predictProba(m, x).dataSync()
  return labels.filter((label, i) => p[i] > 0.5 === (label === 1)).length / labels.length
}

check('gives each row a probability', () => {
  const x = tf.tensor2d([[0, 0], [1, 1], [2, -1], [-3, 0.5]])
  expect(predictProba(model([2, 1], 0.5), x), 'predictProba with w [2, 1] and b 0.5, the sigmoid of x·w + b').toBeTensor({
    shape: [4],
    values: [0.5, 3.5, 3.5, -5].map(sigmoid),
  })
  expect(predictProba(model([1, 0, -1], 0), tf.tensor2d([[5, 9, 5]])), 'predictProba of a single row, with a logit of 0').toBeTensor({
    shape: [1],
    values: [0.5],
  })
  expect(predictProba(model([-2], 3), tf.tensor2d([[1], [2]])), 'predictProba of rows of one number, with logits 1 and −1').toBeTensor({
    shape: [2],
    values: [1, -1].map(sigmoid),
  })
})

check('stays between 0 and 1, and a number', () => {
  const near = predictProba(model([1], 0), tf.tensor2d([[-14], [-3], [3], [14]])).dataSync()
  expect(Math.min(...near), 'the smallest probability for logits from −14 to 14, above 0').toBeBetween(1e-9, 0.5)
  expect(Math.max(...near), 'the largest probability for logits from −14 to 14, below 1').toBeBetween(0.5, 1 - 1e-7)
  const far = predictProba(model([100], 0), tf.tensor2d([[-1], [1]]))
  expect(far, 'predictProba at logits of −100 and 100').toBeTensor({ values: [0, 1] })
})

/**
 * Two clouds so close that no line parts them, 120 rows of two numbers: the first number is about 0.5 in class 0 and
 * 1.5 in class 1, give or take 1, the second is about −1 in both.
 */
function clouds() {
  const [first, second] = [3, 4].map((seed) => toys.overlappingNormals({ n: 120, seed }))
  const x = first.x.map((value, i) => value - 1.5 - 3 * first.y[i])
  const other = second.x.map((value, i) => value - 3 - 4 * second.y[i])
  return rowsOf({ x: Float32Array.from({ length: 240 }, (_, k) => (k % 2 === 0 ? x : other)[k >> 1]), y: first.y, n: 120, d: 2 })
}

check('gives w and b in their shapes', async () => {
  const { w, b } = await trainLogReg(tf.tensor2d([[1, 2, 3]]), tf.tensor1d([1]), { lr: 0.1, epochs: 3 })
  expect(w, 'w for a row of 3 numbers').toBeTensor({ shape: [3] })
  expect(b, 'b').toBeTensor({ shape: [] })
})

check('starts at 0', async () => {
  // p is 0.5 everywhere. The columns have mean 0, so that whatever is added to every slope would not matter.
  const x = tf.tensor2d([[1, 2], [-3, 0], [2, -2]])
  const { w } = await trainLogReg(x, tf.tensor1d([1, 0, 0]), { lr: 0.3, epochs: 1 })
  expect(w, 'w after one update from 0 on 3 rows, lr times the mean of (y − 0.5)·x').toBeTensor({ values: [0.1, 0.2] })
  const { b } = await trainLogReg(x, tf.tensor1d([1, 0, 0]), { lr: 0.001, epochs: 1 })
  expect(b.dataSync()[0], 'b after one update with lr 0.001, still close to its start at 0').toBeBetween(-0.01, 0.01)
})

check('makes one update an epoch, of all rows', async () => {
  const { rows, labels, x, y } = clouds()
  for (const [lr, epochs] of [[0.5, 4], [0.1, 9]]) {
    const now = weightsOf(await trainLogReg(x, y, { lr, epochs }))
    const next = weightsOf(await trainLogReg(x, y, { lr, epochs: epochs + 1 }))
    expect(next, `w and b after ${epochs + 1} epochs: those after ${epochs}, which were [${rounded(now)}], minus ${lr} times the gradient there`)
      .toBeNear(fitted(rows, labels, lr, 1, now), 1e-4)
  }
})

check('fits like a sigmoid unit trained the same way', async () => {
  const { rows, labels, x, y } = clouds()
  const m = await trainLogReg(x, y, { lr: 1, epochs: 150 })
  expect(weightsOf(m), 'w and b on two clouds that overlap, after 150 epochs').toBeNear(fitted(rows, labels, 1, 150), 0.02)
})

check('tells apart two clouds, also in rows it has not seen', async () => {
  const { rows, labels } = rowsOf(toys.blobs({ n: 300, seed: 5 }))
  const part = (from: number, to: number) => tf.tensor2d(rows.slice(from, to))
  const m = await trainLogReg(part(0, 200), tf.tensor1d(labels.slice(0, 200), 'float32'), { lr: 0.1, epochs: 100 })
  expect(accuracy(m, part(200, 300), labels.slice(200)), 'accuracy on 100 new rows').toBeAtLeast(0.97)
})

check('cannot solve what no line solves', async () => {
  const { labels, x, y } = rowsOf(toys.xor({ n: 200, seed: 1 }))
  const m = await trainLogReg(x, y, { lr: 0.5, epochs: 60 })
  expect(accuracy(m, x, labels), 'accuracy on the four corners of xor').toBeAtMost(0.6)
})

/** Three rows of label 1 and one of label 0 at the same place, so far out that every logit is in the hundreds. */
const contradiction = () => ({ x: tf.tensor2d([[100], [100], [100], [100]]), y: tf.tensor1d([1, 1, 1, 0]) })

check('bears confident mistakes', async () => {
  const { x, y } = contradiction()
  const weights = weightsOf(await trainLogReg(x, y, { lr: 1, epochs: 4 }))
  expect(weights.every(Number.isFinite), `w and b are numbers (they are ${rounded(weights)}) when a row is wrong with a logit of 2,500`).toBe(true)
})

const rounded = (values: number[]) => values.map((value) => Number(value.toPrecision(4))).join(', ')

trap('threshold-zero', 'predictProba gave only 0s and 1s: give the probability itself. Whoever wants a class cuts it at 0.5; 0 is the cut for the logit x·w + b.', () => {
  const p = predictProba(model([1], 0), tf.tensor2d([[-2], [-0.5], [0.25], [1], [3]])).dataSync()
  return p.every((value) => value === 0 || value === 1)
})

trap('mse-labels', 'This is a classifier, not a regression to the numbers 0 and 1.', async () => {
  const { rows, labels, x, y } = clouds()
  const m = await trainLogReg(x, y, { lr: 0.5, epochs: 20 })
  const far = predictProba(m, tf.tensor2d([[-20, 0], [20, 0]])).dataSync()
  if (far.some((p) => p < -0.01 || p > 1.01)) return `Your outputs reach from ${rounded([Math.min(...far)])} to ${rounded([Math.max(...far)])}, which are no probabilities: put x·w + b through a sigmoid.`
  const few = weightsOf(await trainLogReg(x, y, { lr: 0.05, epochs: 8 }))
  const isFitted = (slope: (p: number, label: number) => number) => {
    const weights = fitted(rows, labels, 0.05, 8, undefined, slope)
    return few.every((weight, j) => Math.abs(weight - weights[j]) < 1e-4)
  }
  const logit = (p: number) => Math.log(p / (1 - p))
  const use = 'use the crossentropy, −log p or −log(1 − p).'
  // The square, or half of it.
  for (const factor of [2, 1]) {
    if (isFitted((p, label) => factor * (p - label) * p * (1 - p))) return `Your loss is the squared error of the probabilities: ${use}`
    if (isFitted((p, label) => factor * (logit(p) - label))) return `Your loss is the squared error of x·w + b: ${use}`
  }
  return false
})

trap('log-zero', 'NaN at a confident mistake: where the logit z is in the hundreds, p is exactly 0 or 1, and log(0) or exp(z) is infinite. Clip p before the logarithm, or write the loss as max(z, 0) − z·y + log(1 + exp(−|z|)).', async () => {
  const far = predictProba(model([1], 0), tf.tensor2d([[-100], [100]])).dataSync()
  const { x, y } = contradiction()
  const few = weightsOf(await trainLogReg(x, y, { lr: 1e-4, epochs: 2 }))
  const many = weightsOf(await trainLogReg(x, y, { lr: 1, epochs: 4 }))
  return [...far, ...few].every(Number.isFinite) && many.some(Number.isNaN)
})

trap('variable-start-value', 'tf.variable copies its start value, and the tensor it was made from stays behind: make it inside tf.tidy, tf.tidy(() => tf.variable(tf.zeros([d]))). Variables survive a tidy.', async () => {
  const [x, y] = [tf.tensor2d([[1, 2, 3], [2, 0, 1]]), tf.tensor1d([1, 1])]
  const left = await startValuesLeft(() => trainLogReg(x, y, { lr: 0.1, epochs: 2 }))
  return left.some((tensor) => (tensor.size === 3 || tensor.size === 1) && tensor.dataSync().every((value) => value === 0))
})
