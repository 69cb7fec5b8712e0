import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { buildDigitsNet, inspect, runtime } from './03-build-and-inspect'

/** What a net of these four weights gives for `x`, worked out by hand. */
function forward(model: tf.LayersModel, x: tf.Tensor2D, hidden: 'relu' | 'linear', head: 'softmax' | 'sigmoid'): tf.Tensor2D {
  const [w1, b1, w2, b2] = model.getWeights() as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D]
  const sum = x.matMul(w1).add(b1)
  const scores = (hidden === 'relu' ? sum.relu() : sum).matMul(w2).add(b2)
  return (head === 'softmax' ? scores.softmax() : scores.sigmoid()) as tf.Tensor2D
}

/** The layers of a report that have parameters: whether an input or an activation is listed, too, is left open. */
function layersOf(seen: ReturnType<typeof inspect>) {
  expect(Array.isArray(seen.layers) ? 'a list' : typeof seen.layers, 'layers').toBe('a list')
  return seen.layers.filter(({ params }) => params > 0)
}

/** How far two predictions are apart at most. */
const apart = (a: tf.Tensor, b: tf.Tensor) => a.sub(b).abs().max().dataSync()[0]

const pictures = () => tf.randomUniform<tf.Rank.R2>([5, 784])

/** Something unlike the digits: 3 inputs, 4 units without a bias, 3 units that do not learn, 2 units. */
const other = () =>
  tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [3], units: 4, useBias: false, name: 'narrow' }),
      tf.layers.dense({ units: 3, trainable: false, name: 'frozen' }),
      tf.layers.dense({ units: 2, name: 'end' }),
    ],
  })

check('has 784 inputs, 512 hidden units and 10 outputs', () => {
  const model = buildDigitsNet()
  expect(model.inputs[0]?.shape, 'the shape of the input').toEqual([null, 784])
  expect(model.getWeights().map(({ shape }) => shape), 'shapes of the weights and biases').toEqual([[784, 512], [512], [512, 10], [10]])
})

check('hidden relu, softmax at the end', () => {
  const model = buildDigitsNet()
  // Bright pictures, so that sums far above 1 occur as well.
  const x = pictures().mul<tf.Tensor2D>(10)
  const p = model.predict(x) as tf.Tensor2D
  expect(apart(p, forward(model, x, 'relu', 'softmax')), 'largest difference to softmax(relu(x·W₁ + b₁)·W₂ + b₂)').toBeAtMost(1e-4)
  const inTraining = model.apply(x, { training: true }) as tf.Tensor2D
  expect(apart(p, inTraining), 'largest difference between training and prediction, which two dense layers do not have').toBeAtMost(1e-4)
})

check('has 407,050 parameters', () => {
  expect(buildDigitsNet().countParams(), 'parameters: 784·512 + 512, then 512·10 + 10').toBe(407_050)
})

check('gives ten probabilities before any training', () => {
  const p = buildDigitsNet().predict(tf.randomUniform([3, 784])) as tf.Tensor2D
  expect(p, 'prediction for three pictures').toBeTensor({ shape: [3, 10] })
  expect(p.sum(1), 'the sum of each row').toBeTensor({ values: [1, 1, 1] })
})

check('starts from random weights', () => {
  const [hidden] = buildDigitsNet().getWeights()
  const spread = hidden.max().sub(hidden.min()).dataSync()[0]
  expect(spread > 0 ? 'different' : 'all the same', 'start weights of the hidden layer, whose units could not learn different things otherwise').toBe('different')
})

check('is compiled with RMSProp, crossentropy and accuracy', () => {
  const model = buildDigitsNet()
  const optimizer = model.optimizer as tf.Optimizer | undefined
  expect(optimizer?.getClassName(), 'optimizer').toBe('RMSProp')
  expect((optimizer?.getConfig() as { learningRate?: number } | undefined)?.learningRate, 'learning rate').toBeNear(0.001)
  const x = tf.randomUniform<tf.Rank.R2>([2, 784])
  const p = model.predict(x) as tf.Tensor2D
  // The first row is labelled as the net answers. The second is not, and its label is shared out among two classes.
  const [right, wrong] = p.argMax(1).dataSync()
  const label = (shares: Record<number, number>) => Array.from({ length: 10 }, (_, i) => shares[i] ?? 0)
  const y = tf.tensor2d([label({ [right]: 1 }), label({ [(wrong + 1) % 10]: 0.6, [(wrong + 2) % 10]: 0.4 })])
  const [loss, accuracy] = [model.evaluate(x, y)].flat().map((scalar) => scalar.dataSync()[0])
  const crossentropy = p.log().mul(y).sum().neg().div(2).dataSync()[0]
  expect(loss, 'loss of two rows, −Σ y·log p on average').toBeNear(crossentropy, 1e-4)
  expect(accuracy, 'metric of two rows of which one is right, the accuracy').toBeNear(0.5, 1e-4)
})

check('inspects the digits net', () => {
  const seen = inspect(buildDigitsNet())
  const layers = layersOf(seen)
  expect(layers.map(({ params }) => params), 'params of each layer').toEqual([401_920, 5_130])
  expect(layers.map(({ outputShape }) => outputShape), 'outputShape of each layer').toEqual([[null, 512], [null, 10]])
  expect(seen.total, 'total').toBe(407_050)
  expect(seen.megabytes, 'megabytes, four bytes a parameter').toBeBetween(1.62, 1.64)
})

check('inspects any other net', () => {
  const model = other()
  const seen = inspect(model)
  const layers = layersOf(seen)
  expect(layers.map(({ name }) => name), 'names of the layers').toEqual(['narrow', 'frozen', 'end'])
  expect(layers.map(({ params }) => params), 'params: 3·4 without biases, 4·3 + 3 that do not learn, 3·2 + 2').toEqual([12, 15, 8])
  expect(seen.total, 'total, with the layer that does not learn').toBe(35)
  expect(seen.megabytes, 'megabytes of 35 parameters').toBeBetween(0, 0.01)
  const kept = attempt(() => model.getWeights().every(({ isDisposed }) => !isDisposed))
  expect(kept ? 'kept' : 'disposed', 'the weights of the network, at which inspect only looks').toBe('kept')
})

check('reports engine, tensors and bytes', () => {
  const before = runtime()
  expect(before.backend, 'backend').toBe(tf.getBackend())
  const kept = tf.zeros([250])
  // A tensor of its own that shares its numbers with the first.
  const reshaped = kept.reshape([25, 10])
  const after = runtime()
  expect(after.tensors - before.tensors, 'tensors, after two more were made').toBe(2)
  expect(after.bytes - before.bytes, 'bytes, after two tensors of 250 numbers of float32').toBe(2000)
  tf.dispose([kept, reshaped])
})

trap('no-activation', 'The hidden layer is linear, and two linear layers are one: give the hidden layer relu.', () => {
  const model = buildDigitsNet()
  const x = pictures()
  if (model.getWeights().length !== 4) return false
  const p = model.predict(x) as tf.Tensor2D
  return apart(p, forward(model, x, 'linear', 'softmax')) < 1e-5 && apart(p, forward(model, x, 'relu', 'softmax')) > 1e-3
})

trap('sigmoid-head', 'Ten sigmoids do not sum to 1: exactly one digit is right, so the output layer needs softmax.', () => {
  const model = buildDigitsNet()
  const x = pictures()
  return model.getWeights().length === 4 && apart(model.predict(x) as tf.Tensor2D, forward(model, x, 'relu', 'sigmoid')) < 1e-5
})

trap('bias-forgotten', 'The count is short by one parameter a unit: each unit also has a bias, units · (inputs + 1).', () => {
  const model = buildDigitsNet()
  return model.countParams() === 407_050 && inspect(model).total === 406_528
})
