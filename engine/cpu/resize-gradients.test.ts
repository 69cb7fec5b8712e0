import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Tensor4D } from '@tensorflow/tfjs'
import { startEngine, type TensorFlow } from '..'

let tf: TensorFlow
before(async () => {
  ;({ tf } = await startEngine('cpu'))
})

/** Two pictures of 2 × 3 with two channels; no two numbers are alike. */
const SHAPE: [number, number, number, number] = [2, 2, 3, 2]
const values = Array.from({ length: 24 }, (_, i) => Math.sin(7 * i))

type Resize = 'resizeNearestNeighbor' | 'resizeBilinear'

/** A sum in which each number of the resized pictures counts differently. */
function weighted(resize: Resize, alignCorners: boolean, x: Tensor4D) {
  return tf.mul(tf.image[resize](x, [4, 6], alignCorners), tf.cos(tf.range(0, 96)).reshape([2, 4, 6, 2])).sum()
}

describe('gradients of resized pictures on cpu', () => {
  for (const resize of ['resizeNearestNeighbor', 'resizeBilinear'] as const) {
    for (const alignCorners of [false, true]) {
      it(`${resize}${alignCorners ? ', corners aligned' : ''}: each number counts as much as it moves the sum`, () => {
        const sum = (numbers: number[]) => tf.tidy(() => Number(weighted(resize, alignCorners, tf.tensor4d(numbers, SHAPE)).dataSync()[0]))
        const gradient = tf.grad((x) => weighted(resize, alignCorners, x as Tensor4D))(tf.tensor4d(values, SHAPE))
        assert.deepEqual(gradient.shape, SHAPE)
        // The sum is linear in each number, so a step of 1 is as good as a small one.
        const nudged = values.map((value, i) => sum(values.with(i, value + 1)) - sum(values))
        gradient.dataSync().forEach((value, i) => assert.ok(Math.abs(value - nudged[i]) < 1e-4, `number ${i}: ${value}, not ${nudged[i]}`))
      })
    }
  }

  it('leave nothing behind', () => {
    const before = tf.backend().numDataIds()
    tf.tidy(() => {
      tf.grad((x) => weighted('resizeNearestNeighbor', false, x as Tensor4D))(tf.tensor4d(values, SHAPE))
    })
    assert.equal(tf.backend().numDataIds(), before)
  })
})
