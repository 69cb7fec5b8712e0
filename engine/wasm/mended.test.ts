import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { startWasm } from '.'
import { on, operand, random, same, tensor, whole } from './testing/both-engines'

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

/** Also where numbers are infinite or none, or no numbers at all. */
async function exactlySame(body: () => tf.Tensor[]): Promise<void> {
  assert.deepEqual(await on('wasm', body), await on('cpu', body))
}

describe('strings on wasm', () => {
  const words = () => tf.tensor2d([['a', 'b', 'ü'], ['', 'e', 'f']])

  it('are compared, moved about and filled in', async () => {
    await exactlySame(() => [
      ...[words().equal(tf.tensor1d(['a', 'c', 'ü'])), words().notEqual(words()), words().clone(), words().reshape([3, 2]), words().expandDims()],
      ...[words().tile([2, 1]), words().slice([0, 1], [2, 2])],
      ...[tf.concat([words(), words()], 1), tf.concat([words(), tf.tensor2d([], [0, 3], 'string')]), tf.stack([words(), words()]), ...words().unstack()],
      ...[tf.fill([2, 2], 'word'), tf.fill([0], 'word')],
      tf.sparseToDense(tf.tensor1d([0, 2], 'int32'), tf.tensor1d(['x', 'y']), [4], tf.scalar('none')),
    ])
  })

  it('are printed', async () => {
    const print = async (backend: string) => {
      await tf.setBackend(backend)
      return tf.tidy(() => tf.fill([40, 3], 'word').toString(true) + words().squeeze().toString())
    }
    assert.equal(await print('wasm'), await print('cpu'))
  })
})

describe('numbers within bounds on wasm', () => {
  it('stay NaN when they are, and whole numbers whole', async () => {
    await exactlySame(() => [
      tf.tensor1d([NaN, -3, 2, 100, -Infinity, Infinity]).clipByValue(0, 7),
      tf.tensor1d([-3, 2, 100], 'int32').clipByValue(0, 7),
      ...[tf.tensor2d([], [0, 2]).clipByValue(0, 1), tf.tensor2d([[1, 2], [NaN, 4]]).clipByValue(0, 3), tf.scalar(NaN).clipByValue(0, 1), tf.tensor1d([1e38, 3e38, 3e38]).clipByValue(0, 2e38)],
    ])
  })

  it('have a gradient', async () => {
    await exactlySame(() => [tf.grad((x) => x.clipByValue(-1, 1))(tf.tensor1d([-2, -1, 0, 1, 2]))])
  })
})

describe('counts on wasm', () => {
  const levels = (values: number[][]) => tf.tensor2d(values, undefined, 'int32') as unknown as tf.Tensor1D

  it('are of all numbers, whatever their shape', async () => {
    const weights = () => tf.tensor2d([[0.5, 1], [2, 4]]) as unknown as tf.Tensor1D
    await exactlySame(() => [tf.bincount(levels([[1, 2], [2, 9]]), tf.tensor1d([]), 4), tf.bincount(levels([[1, 2], [2, 9]]), weights(), 4)])
    await exactlySame(() => [tf.image.threshold(tf.tensor3d([1, 2, 200, 210, 3, 220], [2, 3, 1]), 'otsu')])
  })

  it('refuse numbers below zero', async () => {
    await tf.setBackend('wasm')
    tf.tidy(() => {
      assert.throws(() => tf.bincount(levels([[-1]]), tf.tensor1d([]), 4), /non-negative/)
      assert.throws(() => tf.denseBincount(levels([[-1]]), tf.tensor1d([]), 4), /non-negative/)
    })
  })
})

describe('slices on wasm', () => {
  it('beyond the end are refused', async () => {
    await tf.setBackend('wasm')
    tf.tidy(() => {
      assert.throws(() => tf.slice2d(tf.ones<tf.Rank.R2>([4, 3]), [1, 1], [2, 10]), /would overflow/)
      assert.throws(() => tf.slice1d(tf.ones<tf.Rank.R1>([4]), 1, 10), /would overflow/)
    })
    const x = operand([4, 3, 2])
    await same('within', () => [tensor(x).slice(1), tensor(x).slice([1, 0, 1], [2, -1, 1]), tensor(x).slice([0, 3], [4, 0])])
  })
})
