import type { SymbolicTensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../engine'

/** A kind of layer in a setting so small that its numbers can be compared one by one. */
export interface LayerKind {
  /** `conv2d, strided` */
  name: string
  /** The shapes of its inputs without the batch. Most have one. */
  inputs: number[][]
  /** What the inputs hold; numbers between -1 and 1 by default. */
  holds?: 'numbers' | 'words'
  /** What it is trained with; mean squared error by default. Crossentropies get classes as targets. */
  loss?: Loss
  build(tf: TensorFlow, inputs: SymbolicTensor[]): SymbolicTensor
}

export type Loss = 'meanSquaredError' | 'binaryCrossentropy' | 'categoricalCrossentropy'

/** An embedding knows so many words. */
export const VOCABULARY = 7

type Layers = TensorFlow['layers']
type One = ReturnType<Layers['dense']> | ReturnType<Layers['flatten']>

/** A kind that is one layer behind one input. */
function one(name: string, shape: number[], layer: (layers: Layers) => unknown, more: Pick<LayerKind, 'holds' | 'loss'> = {}): LayerKind {
  return { name, inputs: [shape], ...more, build: (tf, [input]) => (layer(tf.layers) as One).apply(input) as SymbolicTensor }
}

/** A kind that merges two inputs of the same shape. */
function two(name: string, layer: (layers: Layers) => unknown): LayerKind {
  return { name, inputs: [[4, 3], [4, 3]], build: (tf, inputs) => (layer(tf.layers) as One).apply(inputs) as SymbolicTensor }
}

const ROW = [5]
const SEQUENCE = [6, 3]
const PICTURE = [7, 6, 2]

/** Every kind of layer that the course and the book use, and the siblings that share their kernels. */
export const layerKinds: LayerKind[] = [
  one('dense', ROW, (l) => l.dense({ units: 4 })),
  one('dense with relu', ROW, (l) => l.dense({ units: 4, activation: 'relu' })),
  one('dense with tanh', ROW, (l) => l.dense({ units: 4, activation: 'tanh' })),
  one('dense on a sequence', SEQUENCE, (l) => l.dense({ units: 4 })),
  one('sigmoid head', ROW, (l) => l.dense({ units: 1, activation: 'sigmoid' }), { loss: 'binaryCrossentropy' }),
  one('softmax head', ROW, (l) => l.dense({ units: 4, activation: 'softmax' }), { loss: 'categoricalCrossentropy' }),
  // A seed makes its draws the same on both engines; they do not come from the engine.
  one('dropout', [20], (l) => l.dropout({ rate: 0.5, seed: 7 })),
  one('elu', ROW, (l) => l.elu()),
  one('leakyReLU', ROW, (l) => l.leakyReLU()),
  one('prelu', ROW, (l) => l.prelu()),
  one('relu', ROW, (l) => l.reLU()),
  one('softmax', ROW, (l) => l.softmax()),
  ...(['selu', 'softplus', 'softsign', 'relu6', 'hardSigmoid', 'swish'] as const).map((activation) => one(activation, ROW, (l) => l.activation({ activation }))),
  one('batchNormalization', ROW, (l) => l.batchNormalization()),
  one('batchNormalization of pictures', PICTURE, (l) => l.batchNormalization()),
  one('layerNormalization', ROW, (l) => l.layerNormalization()),
  one('conv1d', SEQUENCE, (l) => l.conv1d({ filters: 3, kernelSize: 3 })),
  one('conv2d', PICTURE, (l) => l.conv2d({ filters: 3, kernelSize: 3 })),
  one('conv2d with relu', PICTURE, (l) => l.conv2d({ filters: 3, kernelSize: 3, activation: 'relu' })),
  one('conv2d, padding same', PICTURE, (l) => l.conv2d({ filters: 3, kernelSize: 3, padding: 'same' })),
  one('conv2d, strided', PICTURE, (l) => l.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' })),
  one('conv2d, 1 × 1', PICTURE, (l) => l.conv2d({ filters: 3, kernelSize: 1 })),
  one('conv2dTranspose', PICTURE, (l) => l.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' })),
  one('depthwiseConv2d', PICTURE, (l) => l.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 })),
  one('separableConv2d', PICTURE, (l) => l.separableConv2d({ filters: 3, kernelSize: 3 })),
  one('maxPooling1d', SEQUENCE, (l) => l.maxPooling1d({ poolSize: 2 })),
  one('maxPooling2d', PICTURE, (l) => l.maxPooling2d({ poolSize: 2 })),
  one('maxPooling2d, padding same', PICTURE, (l) => l.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })),
  one('averagePooling1d', SEQUENCE, (l) => l.averagePooling1d({ poolSize: 2 })),
  one('averagePooling2d', PICTURE, (l) => l.averagePooling2d({ poolSize: [2, 2] })),
  one('globalMaxPooling1d', SEQUENCE, (l) => l.globalMaxPooling1d()),
  one('globalMaxPooling2d', PICTURE, (l) => l.globalMaxPooling2d({})),
  one('globalAveragePooling1d', SEQUENCE, (l) => l.globalAveragePooling1d()),
  one('globalAveragePooling2d', PICTURE, (l) => l.globalAveragePooling2d({})),
  one('upSampling2d, nearest', PICTURE, (l) => l.upSampling2d({ size: [2, 2] })),
  one('upSampling2d, bilinear', PICTURE, (l) => l.upSampling2d({ size: [2, 2], interpolation: 'bilinear' })),
  one('zeroPadding2d', PICTURE, (l) => l.zeroPadding2d({ padding: 1 })),
  one('cropping2D', PICTURE, (l) => l.cropping2D({ cropping: [[1, 1], [2, 1]] })),
  one('flatten', PICTURE, (l) => l.flatten()),
  one('reshape', SEQUENCE, (l) => l.reshape({ targetShape: [9, 2] })),
  one('permute', SEQUENCE, (l) => l.permute({ dims: [2, 1] })),
  one('repeatVector', ROW, (l) => l.repeatVector({ n: 3 })),
  one('embedding', [6], (l) => l.embedding({ inputDim: VOCABULARY, outputDim: 3 }), { holds: 'words' }),
  one('simpleRNN', SEQUENCE, (l) => l.simpleRNN({ units: 4 })),
  one('simpleRNN, all steps', SEQUENCE, (l) => l.simpleRNN({ units: 4, returnSequences: true })),
  one('gru', SEQUENCE, (l) => l.gru({ units: 4 })),
  one('lstm', SEQUENCE, (l) => l.lstm({ units: 4 })),
  one('bidirectional lstm', SEQUENCE, (l) => l.bidirectional({ layer: l.lstm({ units: 3 }), mergeMode: 'concat' })),
  one('convLstm2d', [3, ...PICTURE], (l) => l.convLstm2d({ filters: 2, kernelSize: 3 })),
  one('timeDistributed', SEQUENCE, (l) => l.timeDistributed({ layer: l.dense({ units: 2 }) })),
  two('add', (l) => l.add()),
  two('multiply', (l) => l.multiply()),
  two('average', (l) => l.average()),
  two('maximum', (l) => l.maximum()),
  two('minimum', (l) => l.minimum()),
  two('concatenate', (l) => l.concatenate()),
  two('dot', (l) => l.dot({ axes: -1 })),
]
