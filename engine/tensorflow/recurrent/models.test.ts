import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { disposeDrawing, type Drawing } from '../random'
import { assertSame, counts, fixedMask, randomFrom, startNative, type Values, withLean, withStock } from './testing/stock-and-lean'

let skipped: string | undefined
before(async () => {
  skipped = await startNative()
})

const { layers } = tf
const SAMPLES = 6
const glorot = { recurrentInitializer: 'glorotUniform' as const }

interface Net {
  build(): tf.LayersModel
  /** Of one sample, for each input. */
  inputs: number[][]
  /** Inputs are whole numbers below this, instead of numbers from -1 to 1 and some rows of zeros. */
  words?: number
  /** Why its recurrent layers are left to the code of TensorFlow.js. */
  left?: string
}

function stack(inputShape: number[], ...rest: tf.layers.Layer[]): tf.LayersModel {
  const model = tf.sequential()
  model.add(layers.inputLayer({ inputShape }))
  for (const layer of rest) model.add(layer)
  return model
}

function net(shape: number[], make: () => tf.layers.Layer[], more: Pick<Net, 'words' | 'left'> = {}): Net {
  return { inputs: [shape], build: () => stack(shape, ...make()), ...more }
}

const nets: Record<string, Net> = {
  'words with a mask, lstm': net([7], () => [layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true }), layers.lstm({ units: 4, ...glorot })], { words: 5 }),
  'words with a mask, lstm of lstm': net([7], () => [layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true }), layers.lstm({ units: 4, returnSequences: true, ...glorot }), layers.lstm({ units: 3, ...glorot })], { words: 5 }),
  'masking, gru': net([6, 2], () => [layers.masking({ maskValue: 0 }), layers.gru({ units: 4, returnSequences: true, ...glorot }), layers.gru({ units: 3, goBackwards: true, ...glorot })]),
  'masking, simpleRNN': net([6, 2], () => [layers.masking({ maskValue: 0 }), layers.simpleRNN({ units: 4, ...glorot })]),
  'dense before and behind': net([6, 2], () => [layers.dense({ units: 3, activation: 'tanh' }), layers.gru({ units: 4, ...glorot }), layers.dense({ units: 2 })]),
  'bidirectional lstm': net([5, 2], () => [layers.bidirectional({ layer: layers.lstm({ units: 3, ...glorot }), mergeMode: 'concat' })]),
  'bidirectional gru of all steps, added': net([5, 2], () => [layers.bidirectional({ layer: layers.gru({ units: 3, returnSequences: true, ...glorot }), mergeMode: 'sum' })]),
  'bidirectional simpleRNN with a mask': net([5, 2], () => [layers.masking({ maskValue: 0 }), layers.bidirectional({ layer: layers.simpleRNN({ units: 3, returnSequences: true, ...glorot }), mergeMode: 'ave' })]),
  'lstm in timeDistributed': net([3, 4, 2], () => [layers.timeDistributed({ layer: layers.lstm({ units: 3, ...glorot }) })]),
  'regularizers and constraints': net([5, 2], () => [
    layers.lstm({ units: 3, kernelRegularizer: 'l1l2', recurrentRegularizer: 'l1l2', biasRegularizer: 'l1l2', kernelConstraint: 'maxNorm', recurrentConstraint: 'unitNorm', ...glorot }),
  ]),
  'no bias, sigmoid gates': net([5, 2], () => [layers.gru({ units: 3, useBias: false, recurrentActivation: 'sigmoid', ...glorot })]),
  unroll: net([5, 2], () => [layers.gru({ units: 3, unroll: true, implementation: 2, ...glorot })]),
  'a dropout layer before': net([5, 2], () => [layers.dropout({ rate: 0.4, seed: 3 }), layers.lstm({ units: 3, ...glorot })]),
  'frozen': net([5, 2], () => [layers.dense({ units: 2 }), layers.lstm({ units: 3, trainable: false, ...glorot }), layers.dense({ units: 1 })]),
  'an activation of whole rows': net([5, 2], () => [layers.lstm({ units: 3, activation: 'softmax', ...glorot })], { left: 'an activation that the lean code does not know' }),
  'cells in an RNN': net([5, 2], () => [layers.rnn({ cell: [layers.lstmCell({ units: 3, ...glorot }), layers.gruCell({ units: 2, ...glorot })] })]),
  'a cell in an RNN': net([5, 2], () => [layers.rnn({ cell: layers.simpleRNNCell({ units: 3, ...glorot }), returnSequences: true })]),
  'encoder and decoder': {
    inputs: [[5, 2], [4, 3]],
    build() {
      const [source, target] = [tf.input({ shape: [5, 2] }), tf.input({ shape: [4, 3] })]
      const [, h, c] = layers.lstm({ units: 4, returnState: true, ...glorot }).apply(source) as tf.SymbolicTensor[]
      const [steps] = layers.lstm({ units: 4, returnSequences: true, returnState: true, ...glorot }).apply([target, h, c]) as tf.SymbolicTensor[]
      return tf.model({ inputs: [source, target], outputs: layers.dense({ units: 2 }).apply(steps) as tf.SymbolicTensor })
    },
  },
  'bidirectional with initial states': {
    inputs: [[5, 2], [3], [3]],
    build() {
      const [x, a, b] = [[5, 2], [3], [3]].map((shape) => tf.input({ shape }))
      const y = layers.bidirectional({ layer: layers.gru({ units: 3, ...glorot }), mergeMode: 'mul' }).apply(x, { initialState: [a, b] }) as tf.SymbolicTensor
      return tf.model({ inputs: [x, a, b], outputs: y })
    },
  },
}

/** Trains from drawn weights on drawn numbers; gives losses, predictions before and after, and the weights. */
async function train({ build, inputs, words }: Net): Promise<Values[]> {
  const random = randomFrom(11)
  const draw = (shape: number[], one: () => number) => tf.tensor(Array.from({ length: tf.util.sizeFromShape(shape) }, one), shape)
  const number = () => 2 * random() - 1
  const model = build()
  const xs = inputs.map((shape) => draw([SAMPLES, ...shape], words ? () => Math.floor(words * random()) : number))
  // Some steps are nothing but zeros.
  if (!words) xs.forEach((x, i) => (xs[i] = x.mul(draw([SAMPLES, ...x.shape.slice(1, -1), 1], () => Number(random() < 0.7)))))
  const start = model.getWeights().map(({ shape }) => draw(shape, number))
  model.setWeights(start)
  const predict = () => [model.predict(xs)].flat()
  const first = predict()
  const ys = first.map(({ shape }) => draw(shape, number))
  model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' })
  const { history } = await model.fit(xs, ys, { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 })
  const named: [string, tf.Tensor][] = [...first.map((x): [string, tf.Tensor] => ['prediction before', x]), ...predict().map((x): [string, tf.Tensor] => ['prediction after', x]), ...model.getWeights().map((x): [string, tf.Tensor] => ['weight', x])]
  const result = named.map(([name, x]) => ({ name, shape: x.shape, values: Float32Array.from(x.dataSync()) }))
  model.dispose()
  return [{ name: 'losses', shape: [3], values: Float32Array.from(history['loss'] as number[]) }, ...result]
}

describe('nets with recurrent layers train as with the code of TensorFlow.js', () => {
  for (const [name, one] of Object.entries(nets)) {
    it(name, async (t) => {
      if (skipped) return t.skip(skipped)
      const stock = await withStock(() => train(one))
      assert.ok(stock.every(({ values }) => values.every(Number.isFinite)))
      assertSame(await withLean(() => train(one), one.left === undefined ? {} : { left: one.left }), stock)
    })
  }
})

describe('a stateful layer', () => {
  const build = (kind: 'lstm' | 'gru' | 'simpleRNN') => {
    const model = tf.sequential({ layers: [layers[kind]({ units: 3, stateful: true, batchInputShape: [2, 4, 2], ...glorot }), layers.dense({ units: 1 })] })
    model.compile({ optimizer: tf.train.sgd(0.05), loss: 'meanSquaredError' })
    return model
  }

  for (const kind of ['lstm', 'gru', 'simpleRNN'] as const) {
    it(`goes on where the batch before ended, and keeps no more than stock: ${kind}`, async (t) => {
      if (skipped) return t.skip(skipped)
      const run = async () => {
        const random = randomFrom(5)
        const draw = (shape: number[]) => tf.tensor(Array.from({ length: tf.util.sizeFromShape(shape) }, () => 2 * random() - 1), shape)
        const model = build(kind)
        model.setWeights(model.getWeights().map(({ shape }) => draw(shape)))
        const [x, y] = [draw([8, 4, 2]), draw([8, 1])]
        const before = counts().tensors
        const kept: number[] = []
        const losses: number[] = []
        for (let epoch = 0; epoch < 3; epoch++) {
          const { history } = await model.fit(x, y, { batchSize: 2, epochs: 2, shuffle: false, verbose: 0 })
          losses.push(...(history['loss'] as number[]))
          kept.push(counts().tensors - before)
          if (epoch === 1) model.resetStates()
          kept.push(counts().tensors - before)
        }
        const prediction = model.predict(x, { batchSize: 2 }) as tf.Tensor
        const values = [losses, ...[prediction, ...model.getWeights()].map((tensor) => Array.from(tensor.dataSync()))]
        return { values: values.map((list): Values => ({ name: '', shape: [], values: Float32Array.from(list) })), kept }
      }
      const stock = await withStock(run)
      const lean = await withLean(run)
      assertSame(lean.values, stock.values)
      assert.deepEqual(lean.kept, stock.kept)
    })
  }
})

describe('training with lean layers', () => {
  it('leaves nothing behind, however long', async (t) => {
    if (skipped) return t.skip(skipped)
    await withLean(async () => {
      const model = stack([5, 2], layers.bidirectional({ layer: layers.lstm({ units: 3, returnSequences: true, dropout: 0.3, recurrentDropout: 0.3, ...glorot }) }), layers.gru({ units: 2, ...glorot }), layers.dense({ units: 1 }))
      model.compile({ optimizer: 'rmsprop', loss: 'meanSquaredError' })
      const [x, y] = [tf.randomNormal([12, 5, 2]), tf.randomNormal([12, 1])]
      const fit = () => model.fit(x, y, { batchSize: 4, epochs: 1, validationSplit: 0.3, verbose: 0 })
      await fit()
      const before = counts()
      for (let i = 0; i < 5; i++) await fit()
      tf.dispose(model.predict(x))
      assert.deepEqual(counts(), before)
      model.dispose()
    })
  })

  it('keeps both dropouts away from predictions, and repeats them with the same random numbers', async (t) => {
    if (skipped) return t.skip(skipped)
    const layer = layers.lstm({ units: 4, dropout: 0.5, recurrentDropout: 0.5, ...glorot })
    layer.build([3, 6, 5])
    const x = tf.randomNormal([3, 6, 5])
    const seeded = (training: boolean) => {
      const random = Math.random
      Math.random = randomFrom(3)
      try {
        return Array.from((layer.call(x, { training }) as tf.Tensor).dataSync())
      } finally {
        disposeDrawing(layer as Drawing)
        Math.random = random
      }
    }
    const stock = await withStock(() => seeded(false))
    await withLean(() => {
      seeded(false).forEach((value, i) => assert.ok(Math.abs(value - stock[i]) < 1e-6))
      assert.notDeepEqual(seeded(true), seeded(false))
      assert.deepEqual(seeded(true), seeded(true))
    })
  })

  it('draws dropout first, then recurrent dropout, one mask for all steps of a call', async (t) => {
    if (skipped) return t.skip(skipped)
    const drawn: [number[], number][] = []
    const drawMask = (_layer: object, shape: number[], rate: number) => {
      drawn.push([shape, rate])
      return fixedMask(shape, rate)
    }
    await withLean(() => {
      const layer = layers.gru({ units: 4, dropout: 0.2, recurrentDropout: 0.6, ...glorot })
      tf.tidy(() => void [layer.apply(tf.ones([3, 7, 2]), { training: true }), layer.apply(tf.ones([3, 7, 2]))])
    }, { drawMask })
    assert.deepEqual(drawn, [[[3, 2], 0.2], [[3, 4], 0.6]])
  })

  it('saves and loads as before', async (t) => {
    if (skipped) return t.skip(skipped)
    const build = () => stack([5, 2], layers.bidirectional({ layer: layers.gru({ units: 3, returnSequences: true, ...glorot }) }), layers.lstm({ units: 2, ...glorot }))
    const saved = (model: tf.LayersModel) => {
      let artifacts: tf.io.ModelArtifacts | undefined
      return model.save(tf.io.withSaveHandler(async (given) => {
        artifacts = given
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } }
      })).then(() => artifacts!)
    }
    const x = tf.randomNormal([3, 5, 2])
    const values = (model: tf.LayersModel): Values[] => [{ name: '', shape: [], values: (model.predict(x) as tf.Tensor).dataSync() as Float32Array }]
    const stock = await withStock(async () => {
      const model = build()
      return { artifacts: await saved(model), values: values(model) }
    })
    await withLean(async () => {
      const model = await tf.loadLayersModel(tf.io.fromMemory(stock.artifacts))
      assertSame(values(model), stock.values)
      const again = await saved(model)
      assert.deepEqual(again.weightSpecs, stock.artifacts.weightSpecs)
      assert.deepEqual(again.weightData, stock.artifacts.weightData)
      assert.deepEqual(again.modelTopology, stock.artifacts.modelTopology)
    })
  })
})
