import * as tf from '@tensorflow/tfjs'
import { toys } from '#datasets'
import { attempt, check, expect, trap } from '#spec'
import { kernelPerceptron, rbfKernel } from './04-kernel-trick'

const labels = (...values: number[]) => tf.tensor1d(values, 'int32')

/** Points 0, 1 and 3 on a line: 1, 3 and 2 apart. */
const line = () => tf.tensor2d([[0], [1], [3]])

const rings = (seed: number, n: number) => {
  const { x, y } = toys.rings({ n, seed, labels: [-1, 1] })
  return { x: tf.tensor2d(x, [n, 2]), y: tf.tensor1d(y, 'int32') }
}

const dots = (a: tf.Tensor2D, b: tf.Tensor2D) => a.matMul(b, false, true) as tf.Tensor2D

/** The share of points that counted mistakes classify rightly. `K` holds their similarities to the training rows [m, n]. */
function accuracy(K: tf.Tensor2D, alphas: tf.Tensor1D, seen: tf.Tensor1D, y: tf.Tensor1D): number {
  const voices = alphas.toFloat().mul(seen.toFloat())
  const scores = K.mul(voices).sum(1)
  return scores.greater(0).equal(y.greater(0)).toFloat().mean().dataSync()[0]
}

check('gives the similarities of three points', () => {
  const [near, middle, far] = [Math.exp(-0.5), Math.exp(-2), Math.exp(-4.5)]
  expect(rbfKernel(line(), line(), 0.5), 'the points 0, 1, 3 with each other, gamma 0.5').toBeTensor({
    shape: [3, 3],
    dtype: 'float32',
    values: [
      [1, near, far],
      [near, 1, middle],
      [far, middle, 1],
    ],
  })
})

check('compares one set of points with another', () => {
  const a = tf.tensor2d([[0, 0], [1, 2], [-1, 0.5]])
  const b = tf.tensor2d([[1, 0], [-1, -1]])
  const squares = [[1, 2], [4, 13], [4.25, 2.25]]
  for (const gamma of [0.25, 1]) {
    expect(rbfKernel(a, b, gamma), `three points with two others, gamma ${gamma}`).toBeTensor({
      shape: [3, 2],
      values: squares.map((row) => row.map((square) => Math.exp(-gamma * square))),
    })
  }
})

check('takes a single point with many coordinates', () => {
  const a = tf.fill<tf.Rank.R2>([1, 50], 0.1)
  const b = tf.tensor2d([new Array<number>(50).fill(0), new Array<number>(50).fill(0.1)])
  expect(rbfKernel(a, b, 2), 'a point of 50 coordinates of 0.1 with 0 and with itself, gamma 2').toBeTensor({ shape: [1, 2], values: [[Math.exp(-1), 1]] })
})

check('is symmetric with ones on its diagonal', () => {
  const a = tf.randomNormal<tf.Rank.R2>([20, 3])
  const K = rbfKernel(a, a, 0.7)
  expect(K, 'K of twenty points with themselves').toBeTensor({ shape: [20, 20] })
  const diagonal = K.arraySync().map((row, i) => row[i])
  expect(diagonal, 'the diagonal: each point with itself').toBeNear(new Array<number>(20).fill(1))
  expect(K, 'K against its own transpose').toBeTensor({ values: K.transpose().dataSync() })
})

check('counts a mistake for each visit when nothing is similar', () => {
  const alphas = kernelPerceptron(tf.zeros([3, 3]), labels(1, -1, 1), 30)
  expect(alphas, 'mistakes at three rows that resemble nothing, so that each score is 0, in 30 epochs').toBeTensor({ shape: [3], values: [30, 30, 30] })
})

check('never counts below 0', () => {
  const alphas = kernelPerceptron(tf.tensor2d([[1, 0], [0, 1]]), labels(1, -1), 5)
  expect(alphas, 'mistakes at one row of class 1 and one of class −1, each similar only to itself, in 5 epochs').toBeTensor({ shape: [2], values: [1, 1] })
  const pulled = kernelPerceptron(tf.ones([2, 2]), labels(-1, 1), 3)
  expect(pulled, 'mistakes at two rows in one place with different labels, in 3 epochs').toBeTensor({ shape: [2], values: [3, 3] })
})

check('stops counting once every row is right', () => {
  const { x, y } = rings(4, 40)
  const K = rbfKernel(x, x, 1)
  const alphas = kernelPerceptron(K, y, 40)
  expect(accuracy(K, alphas, y, y), 'share of its own 40 rows that are right after 40 epochs').toBeAtLeast(0.999)
  expect(alphas.sum().dataSync()[0], 'mistakes in 40 epochs at 40 rows, of which only the first few epochs have any').toBeAtMost(100)
})

check('parts one ring from another', () => {
  for (const seed of [1, 2]) {
    const [seen, fresh] = [rings(seed, 100), rings(seed + 100, 200)]
    const alphas = kernelPerceptron(rbfKernel(seen.x, seen.x, 1), seen.y, 10)
    expect(accuracy(rbfKernel(fresh.x, seen.x, 1), alphas, seen.y, fresh.y), 'share of a fresh ring that is right, rbf kernel').toBeAtLeast(0.97)
    const straight = kernelPerceptron(dots(seen.x, seen.x), seen.y, 5)
    expect(accuracy(dots(fresh.x, seen.x), straight, seen.y, fresh.y), 'share of a fresh ring that is right, straight line').toBeAtMost(0.65)
  }
})

check('refuses labels other than −1 and 1', () => {
  expect(() => kernelPerceptron(tf.ones([3, 3]), labels(-1, 1, 2), 1), 'a label of 2').toThrowNaming('y', 'label', 'labels')
  expect(() => kernelPerceptron(tf.ones([2, 2]), labels(0, 1), 1), 'labels 0 and 1').toThrowNaming('y', 'label', 'labels')
})

trap('distance-not-squared', 'Points 2 apart have the similarity exp(−2·gamma), and it should be exp(−4·gamma): the distance is squared, so leave out the square root.', () => {
  // The second point is 5 away, 3 to the right and 4 up.
  const [apart, further] = rbfKernel(tf.tensor2d([[0, 0]]), tf.tensor2d([[2, 0], [3, 4]]), 0.5).dataSync()
  return Math.abs(apart - Math.exp(-1)) < 1e-4 && Math.abs(further - Math.exp(-2.5)) < 1e-4
})

trap('explicit-loop-3d', 'A tensor of n·m·d numbers was made on the way, one difference for each pair and coordinate: use |a − b|² = |a|² + |b|² − 2·a·b, which needs only n·m.', async () => {
  const [n, m, d] = [11, 13, 30]
  const [a, b] = [tf.randomNormal<tf.Rank.R2>([n, d]), tf.randomNormal<tf.Rank.R2>([m, d])]
  const { kernels } = await tf.profile(() => attempt(() => rbfKernel(a, b, 0.1)) ?? [])
  const sizes = kernels.flatMap(({ inputShapes, outputShapes }) => [...inputShapes, ...outputShapes].map((shape) => shape?.reduce((size, length) => size * length, 1) ?? 0))
  return sizes.some((size) => size >= n * m * d)
})

trap('labels-01', 'Labels 0 and 1 went through: a row labelled 0 multiplies every score by 0, so it never teaches anything. Refuse y unless each label is −1 or 1.', () => {
  return attempt(() => kernelPerceptron(tf.tensor2d([[1, 0], [0, 1]]), labels(0, 1), 2)) !== undefined
})
