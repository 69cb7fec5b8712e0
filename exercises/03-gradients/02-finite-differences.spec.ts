import * as tf from '@tensorflow/tfjs'
import { check, expect, trap } from '#spec'
import { numericGradient, relativeError } from './02-finite-differences'

type Loss = (W: tf.Tensor) => tf.Scalar

/** Losses that leave nothing behind. */
const tidied = (f: (W: tf.Tensor) => tf.Tensor): Loss => (W) => tf.tidy(() => f(W) as tf.Scalar)
const squares = tidied((W) => W.square().sum())
const cubes = tidied((W) => W.pow(3).sum())
const product = tidied((W) => W.prod())

/** Different for each coefficient, so that none can be taken for another: Σ (k + 1) · Wₖ. */
const weighted = tidied((W) => W.flatten().mul(tf.range(1, W.size + 1)).sum())

/** Always the same random numbers, whatever the run. */
const numbers = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed)

/** Notes the coefficients with which a loss is called. */
function noting(f: Loss): { f: Loss; seen: number[][] } {
  const seen: number[][] = []
  const noted: Loss = (W) => {
    seen.push(Array.from(W.dataSync()))
    return f(W)
  }
  return { f: noted, seen }
}

check('measures the gradient of a sum of squares, 2·W', () => {
  const W = tf.tensor1d([1, -2, 0, 3])
  expect(numericGradient(squares, W, 0.5), 'the gradient at [1, −2, 0, 3], with eps 0.5').toBeTensor({ shape: [4], dtype: 'float32', values: [2, -4, 0, 6] })
})

check('looks eps to both sides', () => {
  // ((w + eps)³ − (w − eps)³) / (2·eps) = 3w² + eps²
  const W = tf.tensor1d([1, 0, -2])
  expect(numericGradient(cubes, W, 0.5), 'the slopes of cubes at 1, 0, −2, with eps 0.5').toBeTensor({
    values: [3.25, 0.25, 12.25],
    tolerance: 1e-4,
  })
})

check('chooses eps well by itself', () => {
  const W = tf.tensor1d([1, -2, 3])
  expect(numericGradient(squares, W), 'the gradient at [1, −2, 3] without an eps').toBeTensor({ values: [2, -4, 6], tolerance: 2e-2 })
  const curved = numericGradient(cubes, tf.tensor1d([1, 0, -2]))
  expect(curved, 'the slopes of cubes at 1, 0, −2 without an eps, where a large one measures across the bend').toBeTensor({
    values: [3, 0, 12],
    tolerance: 5e-2,
  })
})

check('keeps the shape of W', () => {
  for (const shape of [[], [5], [1], [2, 3], [3, 1], [2, 3, 4]]) {
    const W = numbers(shape, 11)
    const slopes = Array.from({ length: W.size }, (_, k) => k + 1)
    expect(numericGradient(weighted, W, 0.25), `the gradient for W of shape [${shape.join(', ')}]`).toBeTensor({
      shape,
      values: slopes,
      tolerance: 1e-3,
    })
  }
})

check('calls f twice for each coefficient', () => {
  const { f, seen } = noting(squares)
  numericGradient(f, tf.tensor2d([[1, 2, 3], [4, 5, 6]]), 0.25)
  expect(seen.length, 'calls of f for 6 coefficients').toBe(12)
})

check('moves one coefficient at a time', () => {
  const W = [1, 2, 3]
  const { f, seen } = noting(squares)
  numericGradient(f, tf.tensor1d(W), 0.25)
  const moved = seen.map((values) => values.filter((value, k) => Math.abs(value - W[k]) > 0.1).length)
  expect(moved, 'how many of 3 coefficients were moved, in each call of f').toEqual([1, 1, 1, 1, 1, 1])
})

check('agrees with tf.grad on a linear model', () => {
  const [x, y] = [numbers([8, 3], 21), numbers([8, 2], 22)]
  const loss = tidied((W) => x.matMul(W as tf.Tensor2D).sub(y).square().sum())
  const W = numbers([3, 2], 23)
  const truth = tf.grad(loss)(W).dataSync()
  expect(numericGradient(loss, W, 0.01), 'the gradient of Σ (x·W − y)²').toBeTensor({
    shape: [3, 2],
    values: truth,
    tolerance: 1e-2,
  })
})

check('agrees with tf.grad on fifty coefficients of a tanh network', () => {
  const [x, v, y] = [numbers([6, 5], 31), numbers([10, 1], 32), numbers([6, 1], 33)]
  const loss = tidied((W) => x.matMul(W as tf.Tensor2D).tanh().matMul(v).sub(y).square().mean())
  const W = numbers([5, 10], 34)
  const truth = tf.grad(loss)(W).dataSync()
  expect(numericGradient(loss, W, 0.01), 'the gradient for W [5, 10]').toBeTensor({
    shape: [5, 10],
    values: truth,
    tolerance: 1e-2,
  })
})

const errorOf = (a: number[], b: number[]) => relativeError(tf.tensor1d(a), tf.tensor1d(b))

check('finds no error between equal tensors', () => {
  expect(errorOf([1, -2, 3], [1, -2, 3]), 'relativeError of a tensor and itself').toBeNear(0)
  expect(errorOf([0, 0], [0, 0]), 'relativeError of zeros and zeros: no 0/0').toBeNear(0)
  expect(errorOf([0, 5], [0, 5]), 'relativeError of [0, 5] and itself: no 0/0').toBeNear(0)
})

check('measures an error against the size of the numbers', () => {
  expect(errorOf([100], [101]), 'relativeError of 100 and 101, about 0.01').toBeBetween(0.0045, 0.0105)
  expect(errorOf([-101], [-100]), 'relativeError of −101 and −100, about 0.01').toBeBetween(0.0045, 0.0105)
  expect(errorOf([0.002], [0.001]), 'relativeError of 0.002 and 0.001, about 0.5').toBeBetween(0.3, 1.05)
  expect(errorOf([3, 4], [-3, -4]), 'relativeError of a and −a').toBeBetween(0.9, 2.1)
  expect(errorOf([4], [0]), 'relativeError of 4 and 0, divided by the larger of the two').toBeBetween(0.9, 2.1)
  expect(errorOf([0], [4]), 'relativeError of 0 and 4, divided by the larger of the two').toBeBetween(0.9, 2.1)
  const scalars = relativeError(tf.scalar(100), tf.scalar(101))
  expect(scalars, 'relativeError of two scalars, 100 and 101').toBeBetween(0.0045, 0.0105)
})

check('sees one wrong entry among many', () => {
  const [a, b] = [tf.tensor2d([[1, 1], [1, 1]]), tf.tensor2d([[1, 1], [1, 2]])]
  expect(relativeError(a, b), 'relativeError, when the last of four entries is 1 in a and 2 in b').toBeAtLeast(0.05)
  expect(relativeError(b, a), 'relativeError, when the last of four entries is 2 in a and 1 in b').toBeAtLeast(0.05)
  expect(errorOf([1, 2], [2, 1]), 'relativeError of [1, 2] and [2, 1], which are alike only in sum and length').toBeAtLeast(0.05)
})

check('refuses tensors of different shapes', () => {
  const names = ['a', 'b', 'shape', 'shapes']
  const [row, matrix] = [tf.ones([3]), tf.ones([2, 3])]
  expect(() => relativeError(matrix, row), 'a of shape [2, 3] and b of shape [3]').toThrowNaming(...names)
  expect(() => relativeError(row, matrix), 'a of shape [3] and b of shape [2, 3]').toThrowNaming(...names)
  expect(() => relativeError(matrix, tf.ones([3, 2])), 'a of shape [2, 3] and b of shape [3, 2]').toThrowNaming(...names)
})

trap('eps-too-small', 'The gradient is all 0, because W never changed: in float32 a step like 1e-8 is lost when it is added to a number like 1. Move by 0.01.', () => {
  const W = [1, -2, 3]
  const [far, near] = [noting(squares), noting(squares)]
  const gradient = numericGradient(far.f, tf.tensor1d(W)).dataSync()
  numericGradient(near.f, tf.tensor1d([0, 0, 0]))
  const isLost = far.seen.length > 0 && far.seen.every((values) => String(values) === String(W))
  const isMoved = near.seen.some((values) => values.some((value) => value !== 0))
  return gradient.every((g) => g === 0) && isLost && isMoved
})

trap('shared-buffer', 'Each call of f must see W with one coefficient moved and all others in place. Move it in a copy of the numbers, make a new tensor of them, and put it back before the next one.', () => {
  const W = [1, 2, 3]
  const [far, near] = [noting(product), noting(product)]
  numericGradient(far.f, tf.tensor1d(W), 0.25)
  numericGradient(near.f, tf.tensor1d([0, 0, 0]), 0.25)
  const moved = far.seen.map((values) => values.filter((value, k) => Math.abs(value - W[k]) > 0.1).length)
  if (moved[0] === 1 && moved.some((count) => count > 1)) return 'Here those that had been moved were never put back.'
  const isStill = near.seen.length >= 2 * W.length && near.seen.every((values) => values.every((value) => value === 0))
  return isStill && 'Here none ever moved: what dataSync and bufferSync give is not W itself.'
})

trap('absolute-error', 'The error grew a thousandfold with the numbers: divide the difference by the size of what is compared, or a large gradient always looks wrong.', () => {
  const [small, large] = [errorOf([2], [2.5]), errorOf([2000], [2500])]
  return small > 0 && large / small > 900
})
