import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { startWasm } from '..'
import { operand, same, tensor, whole, withGradients } from './testing/both-engines'

before(async () => {
  await startWasm(tf, {})
})

describe('gather on wasm, and its gradient', () => {
  for (let i = 0; i < 16; i++) {
    const shape = Array.from({ length: whole(1, 4) }, () => whole(1, 6))
    const axis = whole(0, shape.length - 1)
    const indices = operand(Array.from({ length: whole(1, 3) }, () => whole(1, 5)), () => whole(0, shape[axis] - 1))
    it(`[${indices.shape.join(', ')}] of [${shape.join(', ')}] along axis ${axis}`, async () => {
      const x = operand(shape)
      await same('result and gradient', () => withGradients([tensor(x)], (from) => tf.gather(from, tensor(indices, 'int32'), axis)))
      const levels = operand(shape, () => whole(-1e9, 1e9))
      await same('int32', () => [tf.gather(tensor(levels, 'int32'), tensor(indices, 'int32'), axis)])
    })
  }

  it('by batch', async () => {
    const [x, indices] = [operand([3, 5, 2]), operand([3, 4], () => whole(0, 4))]
    await same('result', () => [tf.gather(tensor(x), tensor(indices, 'int32'), 1, 1)])
  })

  it('refuses an index outside, and leaves nothing behind', async () => {
    await tf.setBackend('wasm')
    const [x, indices] = [tf.zeros([3, 2]), tf.tensor1d([0, 3], 'int32')]
    const before = tf.backend().numDataIds()
    assert.throws(() => tf.gather(x, indices), /the index value 3 is not in \[0, 2\]/)
    assert.equal(tf.backend().numDataIds(), before)
    tf.dispose([x, indices])
  })
})

describe('sums of segments on wasm', () => {
  it('are those of plain JavaScript, with segments that are empty or outside', async () => {
    for (const shape of [[7], [7, 3], [7, 2, 2]]) {
      const [x, segments] = [operand(shape), operand([7], () => whole(-1, 5))]
      await same(`[${shape.join(', ')}]`, () => [tf.unsortedSegmentSum(tensor(x), tensor<tf.Rank.R1>(segments, 'int32'), 5)])
    }
  })
})
