import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, messageOf, trap } from '#spec'
import { buildRegressor, mae, mse, toDollars } from './02-build-regressor'

const shapes = (model: tf.LayersModel) => model.getWeights().map(({ shape }) => shape)
const shapesFor = (features: number) => [[features, 64], [64], [64, 64], [64], [64, 1], [1]]

/** A network that answers `answer` to any row, if its last layer lets the number through. */
function answering(answer: number): tf.LayersModel {
  const model = buildRegressor(3)
  expect(shapes(model), 'the shapes of the weights, three inputs').toEqual(shapesFor(3))
  model.setWeights(shapesFor(3).map((shape, i) => (i === 5 ? tf.tensor1d([answer]) : tf.zeros(shape))))
  return model
}
const answerOf = (model: tf.LayersModel) => (model.predict(tf.tensor2d([[1, -2, 3]])) as tf.Tensor).dataSync()[0]

check('has two hidden layers of 64 units and one unit at the end', () => {
  const model = buildRegressor(13)
  expect(shapes(model), 'the shapes of the weights, 13 inputs: a kernel and a bias for each layer').toEqual(shapesFor(13))
  expect(model.countParams(), 'parameters for 13 inputs: 14 · 64 + 65 · 64 + 65').toBe(5121)
  expect(shapes(buildRegressor(12)), 'the shapes of the weights, 12 inputs').toEqual(shapesFor(12))
})

check('can answer any number', () => {
  expect(answerOf(answering(50)), 'the answer of a network whose last bias is 50, everything else being 0').toBeNear(50, 1e-3)
  expect(answerOf(answering(-5)), 'the answer of a network whose last bias is −5, everything else being 0').toBeNear(-5, 1e-3)
})

check('bends in its hidden layers, and nowhere else', () => {
  const model = buildRegressor(3)
  expect(shapes(model), 'the shapes of the weights, three inputs').toEqual(shapesFor(3))
  // Kernels that spread positive and negative sums over the units.
  const weights = shapesFor(3).map((shape, layer) => {
    const size = shape.reduce((product, length) => product * length, 1)
    return tf.tensor(Array.from({ length: size }, (_, i) => Math.sin(i * 1.7 + layer)), shape)
  })
  model.setWeights(weights)
  const x = tf.tensor2d([[1, -2, 3], [-1, 0.5, -0.2]])
  const [k1, b1, k2, b2, k3, b3] = weights
  const hidden = x.dot(k1).add(b1).relu().dot(k2).add(b2).relu()
  const expected = hidden.dot(k3).add(b3).dataSync()
  expect(model.predict(x), 'predictions with set weights: relu(relu(x·W₁ + b₁)·W₂ + b₂)·W₃ + b₃').toBeTensor({ shape: [2, 1], values: expected, tolerance: 1e-3 })
})

trap('sigmoid-head', 'The predictions never exceed 1, but prices reach 50: the last layer needs no activation, so that it can give any number.', () => {
  const answer = attempt(() => answerOf(answering(50)))
  return answer !== undefined && Math.abs(answer) <= 1.0001 && Math.abs(answer) > 0.9
})

trap('metric-name', "TensorFlow.js does not know a loss or a metric by this name: write 'meanSquaredError' for the loss and 'mae' for the metric.", () => {
  const [refused] = /Unknown (metric|loss) \w+/.exec(messageOf(() => buildRegressor(3))) ?? []
  return refused !== undefined && `It says: ${refused}.`
})

check('minimizes the mean squared error and watches the mean absolute error', async () => {
  const model = answering(20)
  const x = tf.zeros([2, 3])
  const scores = [model.evaluate(x, tf.tensor2d([[18], [23]]))].flat().map((score) => score.dataSync()[0])
  expect(scores.length, 'how many numbers evaluate gives: the loss and one metric').toBe(2)
  expect(scores[0], 'the loss when 18 and 23 were predicted as 20').toBeNear(6.5, 1e-4)
  expect(scores[1], 'the metric when 18 and 23 were predicted as 20').toBeNear(2.5, 1e-4)
  const { history } = await model.fit(x, tf.tensor1d([18, 23]), { validationData: [x, tf.tensor1d([18, 23])], verbose: 0 })
  expect(Object.keys(history).sort(), 'the names in a history').toEqual(['loss', 'mae', 'val_loss', 'val_mae'])
})

check('is compiled with RMSProp', () => {
  const { optimizer } = buildRegressor(3)
  expect(optimizer?.getClassName(), 'the optimizer').toBe('RMSProp')
  expect(optimizer.getConfig()['learningRate'], 'its learning rate').toBeNear(0.001, 1e-6)
})

const y = () => tf.tensor1d([10, 20, 30])

check('mse: the mean of the squared errors', () => {
  expect(mse(y(), tf.tensor1d([12, 20, 27])), 'mse of 10, 20, 30 predicted as 12, 20, 27: (4 + 0 + 9) / 3').toBeTensor({ shape: [], values: 13 / 3 })
  expect(mse(y(), y()), 'mse of exact predictions').toBeTensor({ shape: [], values: 0 })
  expect(mse(tf.tensor1d([-1]), tf.tensor1d([3])), 'mse of a single row, −1 predicted as 3').toBeTensor({ shape: [], values: 16 })
})

check('mae: the mean of the errors without their sign', () => {
  expect(mae(y(), tf.tensor1d([12, 20, 27])), 'mae of 10, 20, 30 predicted as 12, 20, 27: (2 + 0 + 3) / 3').toBeTensor({ shape: [], values: 5 / 3 })
  expect(mae(y(), y()), 'mae of exact predictions').toBeTensor({ shape: [], values: 0 })
  expect(mae(tf.tensor1d([3]), tf.tensor1d([-1])), 'mae of a single row, 3 predicted as −1').toBeTensor({ shape: [], values: 4 })
})

trap('broadcast-error', '[n] minus [n, 1] is a table of [n, n]: every target minus every prediction. Refuse targets and predictions of different shapes.', () => {
  // Exact predictions of 1, 2 and 4, as a column: nine differences, six of them not 0.
  const [y, p] = [tf.tensor1d([1, 2, 4]), tf.tensor2d([[1], [2], [4]]) as tf.Tensor as tf.Tensor1D]
  const is = (error: () => tf.Scalar, expected: number) => Math.abs((attempt(() => error().dataSync()[0]) ?? NaN) - expected) < 1e-3
  if (is(() => mse(y, p), 28 / 9)) return 'Your mse of exact predictions, given as [3, 1], is 3.11.'
  return is(() => mae(y, p), 12 / 9) && 'Your mae of exact predictions, given as [3, 1], is 1.33.'
})

check('refuses predictions of another shape', () => {
  const column = tf.tensor2d([[10], [20], [30]]) as tf.Tensor as tf.Tensor1D
  const names = ['p', 'y', 'shape', 'shapes', 'rank', 'length', 'predictions', 'targets']
  expect(() => mse(y(), column), 'mse of targets [3] and predictions [3, 1]').toThrowNaming(...names)
  expect(() => mae(y(), column), 'mae of targets [3] and predictions [3, 1]').toThrowNaming(...names)
  expect(() => mse(y(), tf.tensor1d([20])), 'mse of targets [3] and predictions [1]').toThrowNaming(...names)
  expect(() => mae(y(), tf.tensor1d([20])), 'mae of targets [3] and predictions [1]').toThrowNaming(...names)
})

check('reads errors in dollars', () => {
  expect(toDollars(2.5), 'toDollars(2.5)').toBeNear(2500)
  expect(toDollars(0), 'toDollars(0)').toBeNear(0)
  expect(toDollars(2.384), 'toDollars(2.384), not rounded to hundreds').toBeNear(2384)
})
