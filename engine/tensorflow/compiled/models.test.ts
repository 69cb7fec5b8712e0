import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LayersModel, layers as Layers, ModelFitArgs, Optimizer, Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { bothWays, noteHistory, noteModel, type Numbers } from './testing/both-ways'
import { nativeTensorflow } from './testing/native'

/** Each kind of net, optimizer and loss, trained, evaluated and asked, with compiled steps and without. */

type L = typeof Layers
interface Net {
  layers(l: L): Layers.Layer[]
  input: number[]
  words?: number
  outputs?: number
  loss?: string
  metrics?: string[]
  optimizer?: (tf: TensorFlow) => Optimizer
  batch?: number
  rows?: number
}

const dense = (l: L, more: Layers.Layer[] = []) => [l.dense({ units: 16, activation: 'relu' }), ...more, l.dense({ units: 3, activation: 'softmax' })]
const classes = { outputs: 3, loss: 'categoricalCrossentropy', metrics: ['accuracy', 'mse'] }

const nets: Record<string, Net> = {
  'a regression, batch 1': { input: [13], layers: (l) => [l.dense({ units: 8, activation: 'tanh' }), l.dense({ units: 1 })], metrics: ['mae'], batch: 1, rows: 9 },
  'a classifier': { input: [12], ...classes, layers: (l) => dense(l) },
  ...Object.fromEntries(
    Object.entries({
      sgd: (tf: TensorFlow) => tf.train.sgd(0.05),
      momentum: (tf: TensorFlow) => tf.train.momentum(0.05, 0.9),
      'momentum, Nesterov': (tf: TensorFlow) => tf.train.momentum(0.05, 0.9, true),
      rmsprop: (tf: TensorFlow) => tf.train.rmsprop(0.01),
      'rmsprop with momentum': (tf: TensorFlow) => tf.train.rmsprop(0.01, 0.8, 0.5),
      adam: (tf: TensorFlow) => tf.train.adam(0.01),
      adamax: (tf: TensorFlow) => tf.train.adamax(0.01, 0.9, 0.999, 1e-7, 0.01),
      adagrad: (tf: TensorFlow) => tf.train.adagrad(0.05),
      adadelta: (tf: TensorFlow) => tf.train.adadelta(0.05),
    }).map(([name, optimizer]): [string, Net] => [`optimizer ${name}`, { input: [12], ...classes, optimizer, layers: (l) => dense(l) }]),
  ),
  // Where a gradient is zero TensorFlow.js takes the root of −epsilon, so there must be none.
  'optimizer rmsprop, centered': { input: [6], optimizer: (tf) => tf.train.rmsprop(0.001, 0.9, 0, 1e-20, true), layers: (l) => [l.dense({ units: 4, activation: 'tanh' }), l.dense({ units: 1 })] },
  ...Object.fromEntries(
    ['meanSquaredError', 'meanAbsoluteError', 'meanAbsolutePercentageError', 'meanSquaredLogarithmicError', 'squaredHinge', 'hinge', 'categoricalHinge', 'logcosh', 'kullbackLeiblerDivergence', 'poisson', 'cosineProximity'].map((loss): [string, Net] => [
      `loss ${loss}`,
      { input: [6], outputs: 3, loss, layers: (l) => [l.dense({ units: 3, activation: 'softmax' })] },
    ]),
  ),
  'sparse crossentropy': { input: [8], loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'], outputs: 1, layers: (l) => dense(l) },
  'binary crossentropy': { input: [8], loss: 'binaryCrossentropy', metrics: ['accuracy', 'precision'], outputs: 1, layers: (l) => [l.dense({ units: 1, activation: 'sigmoid' })] },
  'batch normalization': { input: [12], ...classes, layers: (l) => dense(l, [l.batchNormalization()]) },
  'layer normalization': { input: [12], ...classes, layers: (l) => dense(l, [l.layerNormalization()]) },
  'regularizers and constraints': {
    input: [12],
    layers: (l) => [l.dense({ units: 8, activation: 'elu', kernelRegularizer: 'l1l2', biasRegularizer: 'l1l2', kernelConstraint: 'maxNorm' }), l.dense({ units: 1 })],
  },
  'dropout with a seed': { input: [12], ...classes, layers: (l) => dense(l, [l.dropout({ rate: 0.3, seed: 7 })]) },
  convolutions: {
    input: [10, 10, 2],
    ...classes,
    layers: (l) => [
      l.conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }),
      l.maxPooling2d({ poolSize: 2 }),
      l.separableConv2d({ filters: 4, kernelSize: 3, padding: 'same' }),
      l.averagePooling2d({ poolSize: [2, 2] }),
      l.flatten(),
      l.dense({ units: 3, activation: 'softmax' }),
    ],
  },
  'transposed and depthwise convolutions': {
    input: [16],
    outputs: 1,
    loss: 'binaryCrossentropy',
    layers: (l) => [
      l.reshape({ targetShape: [4, 4, 1] }),
      l.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
      l.upSampling2d({ size: [2, 2] }),
      l.depthwiseConv2d({ kernelSize: 3, padding: 'same' }),
      l.globalAveragePooling2d({}),
      l.dense({ units: 1, activation: 'sigmoid' }),
    ],
  },
  'words, 1-D convolutions': {
    input: [20],
    words: 30,
    layers: (l) => [l.embedding({ inputDim: 30, outputDim: 4 }), l.conv1d({ filters: 4, kernelSize: 5, activation: 'relu' }), l.maxPooling1d({ poolSize: 2 }), l.globalMaxPooling1d(), l.dense({ units: 1 })],
  },
  'a mask and an LSTM': { input: [7], words: 5, layers: (l) => [l.embedding({ inputDim: 5, outputDim: 3, maskZero: true }), l.lstm({ units: 4 }), l.dense({ units: 1 })] },
  'a bidirectional GRU': { input: [6, 3], layers: (l) => [l.bidirectional({ layer: l.gru({ units: 3 }), mergeMode: 'concat' }), l.dense({ units: 1 })] },
  'a convolutional LSTM': { input: [3, 5, 5, 1], layers: (l) => [l.convLstm2d({ filters: 2, kernelSize: 3 }), l.flatten(), l.dense({ units: 1 })] },
  'time distributed': { input: [5, 3], layers: (l) => [l.timeDistributed({ layer: l.dense({ units: 2, activation: 'relu' }) }), l.flatten(), l.dense({ units: 1 })] },
}

/** Rows that a batch does not divide, so that each epoch ends with a smaller one. */
const ROWS = 21
const EPOCHS = 5

function trained(tf: TensorFlow, { layers, input, words, outputs = 1, loss = 'meanSquaredError', metrics, optimizer, rows = ROWS }: Net) {
  const model = tf.sequential()
  model.add(tf.layers.inputLayer({ inputShape: input }))
  for (const layer of layers(tf.layers)) model.add(layer)
  model.compile({ optimizer: optimizer?.(tf) ?? tf.train.adam(0.01), loss, ...(metrics && { metrics }) })
  const x = words ? tf.randomUniform([rows, ...input], 0, words, 'int32', 3) : tf.randomNormal([rows, ...input], 0, 1, 'float32', 3)
  const indices = tf.randomUniform([rows], 0, outputs === 1 ? 2 : outputs, 'int32', 4)
  const y = outputs > 1 ? tf.oneHot(indices, outputs).toFloat() : indices.toFloat().reshape([rows, 1])
  return { model, x, y }
}

async function train(tf: TensorFlow, numbers: Numbers, net: Net): Promise<void> {
  const { model, x, y } = trained(tf, net)
  const batchSize = net.batch ?? 8
  const losses: number[] = []
  const args: ModelFitArgs = { batchSize, epochs: EPOCHS, shuffle: true, verbose: 0, callbacks: { onBatchEnd: async (_batch, logs) => void losses.push(...(Object.values(logs!))) } }
  const { history } = await model.fit(x, y, args)
  numbers.set('losses of batches', losses)
  noteHistory(numbers, history)
  for (let i = 0; i < 4; i++) {
    for (const [k, value] of [model.evaluate(x, y, { batchSize })].flat().entries()) numbers.set(`evaluated ${i}, ${k}`, value.dataSync().slice())
    numbers.set(`predicted ${i}`, (model.predict(x, { batchSize }) as Tensor).dataSync().slice())
  }
  noteModel(numbers, model)
  const { optimizer } = model
  disposeOf(model)
  optimizer.dispose()
}

function disposeOf(model: LayersModel): void {
  model.dispose()
}

describe('a compiled step does what it does without', { concurrency: false }, () => {
  const native = nativeTensorflow()
  for (const [name, net] of Object.entries(nets)) {
    it(name, async (t) => {
      const found = await native
      if ('missing' in found) return t.skip(found.missing)
      const { difference, where, verdicts, leaks } = await bothWays(found.tf, found.backend, (tf, numbers) => train(tf, numbers, net))
      assert.ok(difference <= 1e-5, `${where} differs by ${difference}`)
      assert.deepEqual(leaks, { tensors: 0, handles: 0 })
      const compiled = verdicts.filter(({ kind }) => kind === 'compiled').map(({ step }) => step.split(' ')[0])
      assert.deepEqual([...new Set(compiled)].sort(), ['evaluation', 'prediction', 'training'], JSON.stringify(verdicts))
      assert.deepEqual(verdicts.filter(({ kind }) => kind === 'eager'), [])
    })
  }
})
