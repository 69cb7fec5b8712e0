import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { startWasm } from '..'
import { type Operand, operand, random, same, whole } from './testing/both-engines'

before(async () => {
  await startWasm(tf, {})
})

/** A matrix, or a stack of them. */
function matrix(batch: number[], rows: number, columns: number, transposed = false, draw?: () => number): Operand {
  return operand([...batch, ...(transposed ? [columns, rows] : [rows, columns])], draw)
}

const transposes = [[false, false], [false, true], [true, false], [true, true]] as const

/** Rows, inner length, columns, and the batches of both sides. */
type Product = [rows: number, inner: number, columns: number, a: number[], b: number[]]

const products: Product[] = [
  [1, 1, 1, [], []],
  [3, 5, 7, [], []],
  [1, 9, 1, [], []],
  [9, 1, 9, [], []],
  [2, 130, 3, [], []],
  [65, 33, 17, [], []],
  [1, 64, 33, [], []],
  [33, 64, 1, [], []],
  [4, 3, 5, [6], [6]],
  [4, 3, 5, [1], [6]],
  [4, 3, 5, [6], [1]],
  [7, 2, 3, [2, 3], [2, 3]],
]
for (let i = 0; i < 12; i++) {
  const length = () => 1 + Math.floor(40 * random())
  const batch = [1 + Math.floor(3 * random())]
  products.push([length(), length(), length(), batch, batch])
}

const empty: Product[] = [
  [0, 4, 3, [], []],
  [3, 4, 0, [], []],
  [3, 0, 4, [], []],
  [0, 0, 0, [], []],
  [2, 3, 4, [0], [0]],
  [2, 0, 4, [3], [3]],
]

const name = ([rows, inner, columns, a, b]: Product) => `[${[...a, rows, inner].join(', ')}] · [${[...b, inner, columns].join(', ')}]`

describe('products of matrices on wasm', () => {
  for (const product of [...products, ...empty]) {
    it(name(product), async () => {
      const [rows, inner, columns, batchA, batchB] = product
      for (const [transposeA, transposeB] of transposes) {
        for (const dtype of ['float32', 'int32'] as const) {
          const a = matrix(batchA, rows, inner, transposeA, dtype === 'int32' ? () => whole(-10, 9) : undefined)
          const b = matrix(batchB, inner, columns, transposeB, dtype === 'int32' ? () => whole(-10, 9) : undefined)
          const what = `${dtype}${transposeA ? ' aᵀ' : ' a'}·${transposeB ? 'bᵀ' : 'b'}`
          await same(what, () => {
            const result = tf.matMul(tf.tensor(a.values, a.shape, dtype), tf.tensor(b.values, b.shape, dtype), transposeA, transposeB)
            assert.equal(result.dtype, dtype)
            return [result]
          })
        }
      }
    })
  }
})

describe('gradients of products on wasm', () => {
  // The gradient of one matrix against a whole batch would be a sum over the batch, which TensorFlow.js does not take.
  const ofEqualBatches = [...products, ...empty].filter(([, , , a, b]) => String(a) === String(b))
  for (const product of ofEqualBatches) {
    it(name(product), async () => {
      const [rows, inner, columns, batch] = product
      for (const [transposeA, transposeB] of transposes) {
        const a = matrix(batch, rows, inner, transposeA)
        const b = matrix(batch, inner, columns, transposeB)
        // Each number of the product counts differently, so that a gradient turned the wrong way shows.
        const weights = matrix(batch, rows, columns)
        await same(`${transposeA ? 'aᵀ' : 'a'}·${transposeB ? 'bᵀ' : 'b'}`, () => {
          const loss = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB).mul(tf.tensor(weights.values, weights.shape)).sum<tf.Scalar>()
          return tf.grads(loss)([tf.tensor(a.values, a.shape), tf.tensor(b.values, b.shape)])
        })
      }
    })
  }
})

describe('fused products on wasm', () => {
  for (const activation of ['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu', 'prelu'] as const) {
    for (const hasBias of [true, false]) {
      it(`with ${activation}${hasBias ? ' and a bias' : ''}`, async () => {
        for (const [rows, inner, columns] of [[5, 7, 3], [1, 1, 1], [17, 33, 9], [0, 3, 4]]) {
          for (const [transposeA, transposeB] of transposes) {
            const a = matrix([], rows, inner, transposeA)
            const b = matrix([], inner, columns, transposeB)
            const [bias, slopes] = [matrix([], 1, columns), matrix([], 1, columns)]
            await same(`[${rows}, ${inner}]·[${inner}, ${columns}]${transposeA ? ' aᵀ' : ''}${transposeB ? ' bᵀ' : ''}`, () => [
              tf.fused.matMul({
                a: tf.tensor(a.values, a.shape),
                b: tf.tensor(b.values, b.shape),
                transposeA,
                transposeB,
                activation,
                ...(hasBias && { bias: tf.tensor1d(bias.values) }),
                ...(activation === 'leakyrelu' && { leakyreluAlpha: 0.1 }),
                ...(activation === 'prelu' && { preluActivationWeights: tf.tensor(slopes.values, slopes.shape) }),
              }),
            ])
          }
        }
      })
    }
  }
})

describe('products with a matrix that is reshaped between them, on wasm', () => {
  const shapes = [[12, 2], [2, 12], [24, 1], [1, 24], [4, 6], [1, 4, 6], [6, 4]]
  const left = (inner: number) => matrix([], 3, inner)
  const lefts = shapes.map((shape) => left(shape.at(-2)!))
  const w = matrix([], 1, 24)
  const bias = matrix([], 1, 24)
  // Forth and back, so that each shape comes after each other one.
  const turns = [...shapes.keys(), ...[...shapes.keys()].reverse()]
  for (const made of [[24], [6, 4], [2, 12]]) {
    it(`made as [${made.join(', ')}]`, () =>
      same('each product', () => {
        const data = tf.tensor(w.values, made)
        return turns.map((i) => tf.matMul(tf.tensor(lefts[i].values, lefts[i].shape), data.reshape(shapes[i])))
      }))
    it(`made as [${made.join(', ')}], fused`, () =>
      same('each product', () => {
        const data = tf.tensor(w.values, made)
        return turns.map((i) => {
          const columns = shapes[i].at(-1)!
          const b = data.reshape<tf.Tensor2D>(shapes[i].slice(-2))
          return tf.fused.matMul({ a: tf.tensor(lefts[i].values, lefts[i].shape), b, bias: tf.tensor1d(bias.values.slice(0, columns)), activation: 'relu' })
        })
      }))
    it(`made as [${made.join(', ')}], outer products of it`, () =>
      same('each product', () => {
        const data = tf.tensor(w.values, made)
        return [data.reshape([24, 1]).matMul(data.reshape([1, 24])), tf.outerProduct(data.flatten(), data.flatten()), data.reshape([1, 24]).matMul(data.reshape([24, 1]))]
      }))
  }
})

describe('training on wasm', () => {
  it('moves the weights as plain JavaScript does, and leaves nothing behind', async () => {
    const [x, y, w1, w2] = [matrix([], 10, 6), matrix([], 10, 3), matrix([], 6, 5), matrix([], 5, 3)]
    const train = (): tf.Tensor[] => {
      const model = tf.sequential({
        layers: [tf.layers.dense({ inputShape: [6], units: 5, activation: 'relu' }), tf.layers.dense({ units: 3, activation: 'softmax' })],
      })
      model.setWeights([tf.tensor(w1.values, w1.shape), tf.zeros([5]), tf.tensor(w2.values, w2.shape), tf.zeros([3])])
      const optimizer = tf.train.sgd(0.1)
      // What trainOnBatch does, but without waiting, so that all of it lies in one tidy.
      const step = () => tf.losses.meanSquaredError<tf.Tensor, tf.Scalar>(tf.tensor(y.values, y.shape), model.apply(tf.tensor(x.values, x.shape), { training: true }) as tf.Tensor)
      for (let i = 0; i < 5; i++) optimizer.minimize(() => step())
      const weights = model.getWeights().map((weight) => weight.clone())
      optimizer.dispose()
      model.dispose()
      return weights
    }
    await same('weights after five steps', train)
  })
})
