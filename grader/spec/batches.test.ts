import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { type Batch, multiHotBatches } from './batches'
import { fakeHost } from './testing/host'

const texts = [[1, 3], [], [2, 2], [0], [4]]

describe('batches of multi-hot rows', () => {
  before(() => fakeHost())
  const all = async (batches: tf.data.Dataset<Batch>) => {
    const rows: { x: number[]; y: number[] }[] = []
    const sizes: number[] = []
    await batches.forEachAsync(({ xs, ys }) => {
      const [x, y] = [xs.arraySync(), ys.arraySync() as number[][]]
      sizes.push(x.length)
      x.forEach((row, i) => rows.push({ x: row, y: y[i] }))
      tf.dispose([xs, ys])
    })
    return { rows, sizes }
  }

  it('light each word of a text once, in the order of the texts', async () => {
    const { rows, sizes } = await all(multiHotBatches(texts, [1, 0, 1, 0, 1], { dim: 5, batch: 2 }))
    assert.deepEqual(sizes, [2, 2, 1])
    assert.deepEqual(rows.map(({ x }) => x), [[0, 1, 0, 1, 0], [0, 0, 0, 0, 0], [0, 0, 1, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 1]])
    assert.deepEqual(rows.map(({ y }) => y), [[1], [0], [1], [0], [1]])
  })
  it('come in a new order each time when they are shuffled, every text with its own target', async () => {
    const many = Array.from({ length: 40 }, (_, i) => [i])
    const batches = multiHotBatches(many, many.map(([i]) => [i, -i]), { dim: 40, batch: 16, shuffle: true })
    const orders: number[][] = []
    for (let epoch = 0; epoch < 2; epoch++) {
      const { rows } = await all(batches)
      orders.push(rows.map(({ y }) => y[0]))
      for (const { x, y } of rows) assert.deepEqual([x.indexOf(1), -x.indexOf(1)].map((n) => n + 0), y.map((n) => n + 0))
    }
    assert.notDeepEqual(orders[0], orders[1])
    for (const order of orders) assert.deepEqual(order.toSorted((a, b) => a - b), many.map(([i]) => i))
  })
  it('train a network without leaving tensors behind', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [5], units: 1, activation: 'sigmoid' })] })
    model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] })
    const batches = multiHotBatches(texts, [1, 0, 1, 0, 1], { dim: 5, batch: 2, shuffle: true })
    await model.fitDataset(batches, { epochs: 1, verbose: 0, validationData: batches })
    const before = tf.memory().numTensors
    const { history } = await model.fitDataset(batches, { epochs: 2, verbose: 0, validationData: batches })
    assert.equal(tf.memory().numTensors, before)
    assert.deepEqual(Object.keys(history).toSorted(), ['acc', 'loss', 'val_acc', 'val_loss'])
    assert.equal(history['loss'].length, 2)
  })
})
