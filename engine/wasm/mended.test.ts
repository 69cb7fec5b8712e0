import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { startWasm } from '.'
import { operand, random, same, tensor, whole } from './testing/both-engines'

before(async () => {
  await startWasm(tf, {})
})

const shapes: [number[], number[]][] = [
  [[3, 4], [3, 4]],
  [[3, 4], []],
  [[3, 4], [4]],
  [[2, 3, 4, 5], [2, 1, 1, 5]],
  [[3, 1], [1, 4]],
  [[4], [2, 3, 1]],
  [[0, 3], [1, 3]],
]

describe('two tensors of different shapes on wasm', () => {
  for (const name of ['equal', 'notEqual', 'greater', 'greaterEqual', 'less', 'lessEqual', 'maximum', 'minimum', 'floorDiv', 'mod', 'pow'] as const) {
    it(name, async () => {
      for (const [shapeA, shapeB] of shapes) {
        for (const dtype of ['float32', 'int32'] as const) {
          if (dtype === 'int32' && (name === 'pow' || name === 'mod')) continue
          const [a, b] = [operand(shapeA, () => whole(1, 3)), operand(shapeB, () => whole(1, 3))]
          await same(`[${shapeA.join(', ')}] and [${shapeB.join(', ')}], ${dtype}`, () => [tf[name](tensor(a, dtype), tensor(b, dtype))])
        }
      }
    })
  }

  it('strings', async () => {
    await same('equal', () => [tf.equal(tf.tensor1d(['a', 'b', 'c']), tf.tensor1d(['a', 'c', 'c']))])
  })
})

describe('tiles on wasm', () => {
  it('are those of plain JavaScript', async () => {
    for (const [shape, reps] of [[[3], [4]], [[2, 1, 3], [1, 5, 2]], [[2, 2, 2, 2], [3, 1, 2, 2]], [[1, 3], [1, 1]], [[0, 2], [2, 2]]]) {
      const [x, levels] = [operand(shape), operand(shape, () => whole(-2e9, 2e9))]
      await same(`[${shape.join(', ')}] × [${reps.join(', ')}]`, () => [tf.tile(tensor(x), reps), tf.tile(tensor(levels, 'int32'), reps), tf.tile(tensor(x).greater(0), reps)])
    }
  })
})

describe('numbers as booleans on wasm', () => {
  it('are whether they are not zero', async () => {
    const levels = operand([3, 5], () => (random() < 0.5 ? 0 : whole(-300, 300)))
    for (const dtype of ['float32', 'int32'] as const) await same(dtype, () => [tensor(levels, dtype).cast('bool'), tensor(levels, dtype).cast('bool').cast('int32')])
  })
})

describe('clones on wasm', () => {
  it('share their numbers, and outlive the original', async () => {
    await tf.setBackend('wasm')
    const before = tf.backend().numDataIds()
    const x = tf.tensor1d([1, 2, 3])
    const clone = x.clone()
    assert.equal(tf.backend().numDataIds(), before + 1)
    x.dispose()
    assert.deepEqual([...clone.dataSync()], [1, 2, 3])
    clone.dispose()
    assert.equal(tf.backend().numDataIds(), before)
  })

  it('of a variable keep their numbers when it is assigned others', async () => {
    await same('before and after', () => {
      const w = tf.variable(tf.tensor2d([[1, 2], [3, 4]]))
      const old = w.clone()
      const product = old.matMul(w)
      w.assign(w.mul(2))
      const results = [old, product, w.clone(), old.matMul(w)]
      w.dispose()
      return results
    })
  })
})
