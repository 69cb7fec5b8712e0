import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { startWasm } from '..'
import { type Operand, operand, same, tensor, whole } from './testing/both-engines'

before(async () => {
  await startWasm(tf, {})
})

interface Net {
  /** Of one sample. */
  input: number[]
  layers(): tf.layers.Layer[]
  /** In the batch; three if not told. */
  samples?: number
  /** Inputs are whole numbers below this, instead of numbers from −1 to 1. */
  words?: number
}

const { layers } = tf
const pictures = [8, 8, 3]
const seed = 7

const nets: Record<string, Net> = {
  conv2d: { input: pictures, layers: () => [layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }), layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' })] },
  'conv2d with max pooling': { input: pictures, layers: () => [layers.conv2d({ filters: 4, kernelSize: 3 }), layers.maxPooling2d({ poolSize: 2 }), layers.conv2d({ filters: 5, kernelSize: 2, activation: 'elu' })] },
  'a shortcut of 1 × 1': { input: pictures, layers: () => [layers.conv2d({ filters: 4, kernelSize: 1, strides: 2, padding: 'same' })] },
  'average pooling': { input: pictures, layers: () => [layers.conv2d({ filters: 4, kernelSize: 3 }), layers.averagePooling2d({ poolSize: 2 })] },
  'global pooling': { input: pictures, layers: () => [layers.conv2d({ filters: 4, kernelSize: 3 }), layers.globalMaxPooling2d({}), layers.dense({ units: 3 })] },
  'global average pooling': { input: pictures, layers: () => [layers.conv2d({ filters: 4, kernelSize: 3 }), layers.globalAveragePooling2d({}), layers.dense({ units: 3 })] },
  separableConv2d: { input: pictures, layers: () => [layers.separableConv2d({ filters: 6, kernelSize: 3, depthMultiplier: 2 }), layers.separableConv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' })] },
  depthwiseConv2d: { input: pictures, layers: () => [layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', activation: 'relu' }), layers.depthwiseConv2d({ kernelSize: 2, strides: 2, depthMultiplier: 2 })] },
  conv2dTranspose: { input: [4, 4, 3], layers: () => [layers.conv2dTranspose({ filters: 5, kernelSize: 4, strides: 2, padding: 'same' }), layers.leakyReLU(), layers.conv2dTranspose({ filters: 2, kernelSize: 3 })] },
  'upsampling, padding and cropping': {
    // One square picture: the gradients of plain JavaScript are wrong for the later pictures of a batch (nearest), and
    // refused for others than squares (bilinear).
    samples: 1,
    input: [4, 4, 2],
    layers: () => [
      layers.conv2d({ filters: 2, kernelSize: 1 }),
      layers.upSampling2d({ size: [2, 2] }),
      layers.zeroPadding2d({ padding: [1, 1] }),
      layers.cropping2D({ cropping: [[1, 0], [0, 1]] }),
      layers.conv2d({ filters: 2, kernelSize: 3 }),
      layers.upSampling2d({ size: [2, 2], interpolation: 'bilinear' }),
    ],
  },
  conv1d: { input: [12, 3], layers: () => [layers.conv1d({ filters: 4, kernelSize: 3, activation: 'relu' }), layers.maxPooling1d({ poolSize: 2 }), layers.conv1d({ filters: 2, kernelSize: 2 }), layers.globalMaxPooling1d({})] },
  batchNormalization: { input: pictures, layers: () => [layers.conv2d({ filters: 3, kernelSize: 3, useBias: false }), layers.batchNormalization({}), layers.activation({ activation: 'relu' })] },
  layerNormalization: { input: [6], layers: () => [layers.dense({ units: 8 }), layers.layerNormalization({})] },
  'activations with weights': { input: [6], layers: () => [layers.dense({ units: 8 }), layers.prelu({}), layers.dense({ units: 8 }), layers.elu({}), layers.dense({ units: 4, activation: 'selu' })] },
  embedding: { input: [5], words: 11, layers: () => [layers.embedding({ inputDim: 11, outputDim: 4 }), layers.globalAveragePooling1d({})] },
  'embedding with a mask, lstm': { input: [5], words: 11, layers: () => [layers.embedding({ inputDim: 11, outputDim: 4, maskZero: true }), layers.lstm({ units: 3, recurrentInitializer: 'glorotUniform' })] },
  simpleRNN: { input: [5, 2], layers: () => [layers.simpleRNN({ units: 4, returnSequences: true, recurrentInitializer: 'glorotUniform' }), layers.simpleRNN({ units: 3, recurrentInitializer: 'glorotUniform' })] },
  gru: { input: [5, 2], layers: () => [layers.gru({ units: 4, recurrentInitializer: 'glorotUniform' })] },
  bidirectional: { input: [5, 2], layers: () => [layers.bidirectional({ layer: layers.lstm({ units: 3, recurrentInitializer: 'glorotUniform' }), mergeMode: 'concat' })] },
  timeDistributed: { input: [4, 3], layers: () => [layers.timeDistributed({ layer: layers.dense({ units: 2 }) }), layers.flatten(), layers.dense({ units: 2 })] },
  dropout: { input: [6], layers: () => [layers.dense({ units: 8 }), layers.dropout({ rate: 0.5, seed }), layers.dense({ units: 2 })] },
  conv3d: { input: [4, 5, 5, 2], layers: () => [layers.conv3d({ filters: 3, kernelSize: 2 }), layers.maxPooling3d({ poolSize: 2 })] },
}

/** Weights of these shapes, drawn once per net and given to both engines. */
function weightsFor(net: Net): Operand[] {
  const model = build(net)
  const weights = model.getWeights().map(({ shape }) => operand(shape))
  model.dispose()
  return weights
}

function build({ input, layers: make }: Net): tf.Sequential {
  const model = tf.sequential()
  model.add(layers.inputLayer({ inputShape: input }))
  for (const layer of make()) model.add(layer)
  return model
}

describe('layers train on wasm as they do in plain JavaScript', () => {
  for (const [name, net] of Object.entries(nets)) {
    it(name, async () => {
      const x = operand([net.samples ?? 3, ...net.input], net.words ? () => whole(0, net.words! - 1) : undefined)
      await tf.setBackend('cpu')
      Object.assign(tf.backend(), { firstUse: false })
      const weights = tf.tidy(() => weightsFor(net) as unknown as tf.TensorContainer) as unknown as Operand[]
      const train = (): tf.Tensor[] => {
        const model = build(net)
        model.setWeights(weights.map((weight) => tensor(weight)))
        const optimizer = tf.train.sgd(0.02)
        for (let i = 0; i < 3; i++) {
          optimizer.minimize(() => (model.apply(tensor(x), { training: true }) as tf.Tensor).sub(0.3).square().mean())
        }
        const after = model.getWeights().map((weight) => weight.clone())
        optimizer.dispose()
        model.dispose()
        return after
      }
      await same('weights after three steps', train, 1e-3)
    })
  }
})
