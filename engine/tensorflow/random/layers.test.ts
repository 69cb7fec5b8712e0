import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { layers as Layers, Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { nativeTensorflow } from '../compiled/testing/native'
import { seeded } from '../seeded'

const native = nativeTensorflow()

function on(name: string, body: (tf: TensorFlow) => void | Promise<void>): void {
  it(name, async (t) => {
    const found = await native
    if ('missing' in found) return t.skip(found.missing)
    await body(found.tf)
  })
}

function noisy(layer: Layers.Layer, x: Tensor): Float32Array {
  return (layer.apply(x, { training: true }) as Tensor).dataSync<'float32'>().slice()
}

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: Float32Array) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))

/** With Math.random as it would be at the start of a run of its own. */
async function seededBy<T>(seed: number, body: () => T | Promise<T>): Promise<T> {
  const { random } = Math
  Math.random = seeded(seed)
  try {
    return await body()
  } finally {
    Math.random = random
  }
}

const MANY = 40_000

describe('layers of noise on native TensorFlow', { concurrency: false }, () => {
  on('drop the share they say, scale what is left, and draw anew each time', (tf) => {
    const layer = tf.layers.dropout({ rate: 0.3 })
    const [first, second] = [1, 2].map(() => noisy(layer, tf.ones([MANY])))
    for (const values of [first, second]) {
      assert.ok(Math.abs(values.filter((value) => value === 0).length / MANY - 0.3) < 0.01)
      assert.ok(values.every((value) => value === 0 || value === Math.fround(1 / Math.fround(0.7))))
    }
    const alike = first.filter((value, i) => (value === 0) === (second[i] === 0)).length / MANY
    assert.ok(Math.abs(alike - (0.3 ** 2 + 0.7 ** 2)) < 0.02, `${alike} are alike`)
  })

  on('drop nothing when nobody trains', (tf) => {
    const x = tf.randomNormal([50])
    for (const layer of [tf.layers.dropout({ rate: 0.5 }), tf.layers.gaussianNoise({ stddev: 1 }), tf.layers.gaussianDropout({ rate: 0.5 }), tf.layers.alphaDropout({ rate: 0.5 })]) {
      assert.deepEqual((layer.apply(x) as Tensor).dataSync(), x.dataSync())
    }
  })

  on('drop whole columns where a shape or SpatialDropout1D says so', (tf) => {
    for (const layer of [tf.layers.spatialDropout1d({ rate: 0.5 }), tf.layers.dropout({ rate: 0.5, noiseShape: [null as never, 1, 20] })]) {
      const rows = (tf.tensor3d(noisy(layer, tf.ones([10, 6, 20])), [10, 6, 20])).arraySync()
      for (const row of rows) for (const step of row) assert.deepEqual(step, row[0])
      assert.notDeepEqual(rows[0], rows[1])
    }
  })

  on('add normal noise, multiply by it, or drop to the value that TensorFlow.js drops to', (tf) => {
    const noise = noisy(tf.layers.gaussianNoise({ stddev: 2 }), tf.ones([MANY]))
    assert.ok(Math.abs(mean(noise) - 1) < 0.05 && Math.abs(deviation(noise) - 2) < 0.05)
    const product = noisy(tf.layers.gaussianDropout({ rate: 0.2 }), tf.fill([MANY], 3))
    assert.ok(Math.abs(mean(product) - 3) < 0.05 && Math.abs(deviation(product) - 3 * Math.sqrt(0.2 / 0.8)) < 0.05)
    const alpha = noisy(tf.layers.alphaDropout({ rate: 0.3 }), tf.randomNormal([MANY], 0, 1, 'float32', 1))
    const least = 1.6732632 * 1.050701
    const dropped = ((1 - 0.3) * (1 + 0.3 * least ** 2)) ** -0.5 * least * (1 + 0.3)
    assert.ok(Math.abs(alpha.filter((value) => Math.abs(value - dropped) < 1e-5).length / MANY - 0.3) < 0.01)
  })

  on('repeat themselves when Math.random is seeded', async (tf) => {
    const run = () => {
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [8], units: 16 }), tf.layers.dropout({ rate: 0.5 }), tf.layers.gaussianNoise({ stddev: 0.5 }), tf.layers.dense({ units: 1 })] })
      model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
      return model.fit(tf.randomNormal([40, 8]), tf.randomNormal([40, 1]), { epochs: 6, batchSize: 16, verbose: 0 }).then(({ history }) => history['loss'])
    }
    const [first, again, other] = [await seededBy(1, run), await seededBy(1, run), await seededBy(2, run)]
    assert.deepEqual(again, first)
    assert.notDeepEqual(other, first)
  })

  on('with a seed drop the same each time, which is what a seed means on every engine', async (tf) => {
    const layer = tf.layers.dropout({ rate: 0.5, seed: 7 })
    const x = tf.ones([100])
    const [first, second] = [noisy(layer, x), noisy(layer, x)]
    assert.deepEqual(second, first)
    await tf.setBackend('cpu')
    const plain = noisy(tf.layers.dropout({ rate: 0.5, seed: 7 }), tf.ones([100]))
    await tf.setBackend('tensorflow')
    assert.deepEqual(plain, first)
  })

  on('keep their state out of weights and files, and dispose of it with the layer', async (tf) => {
    const before = tf.memory().numTensors
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 4 }), tf.layers.dropout({ rate: 0.5 }), tf.layers.dense({ units: 1 })] })
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
    const [x, y] = [tf.ones([8, 3]), tf.ones([8, 1])]
    await model.fit(x, y, { epochs: 5, verbose: 0 })
    assert.equal(model.getWeights().length, 4)
    assert.equal(model.trainableWeights.length, 4)
    let specs: unknown[] | undefined
    await model.save(tf.io.withSaveHandler(async (artifacts) => ((specs = artifacts.weightSpecs), { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) })))
    assert.equal(specs?.length, 4)
    const { optimizer } = model
    model.dispose()
    optimizer.dispose()
    tf.dispose([x, y])
    assert.equal(tf.memory().numTensors, before)
  })
})
