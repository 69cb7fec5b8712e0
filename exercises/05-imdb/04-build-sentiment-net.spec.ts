import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, messageOf, trap } from '#spec'
import { binaryCrossentropy, buildSentimentNet, type NetOptions } from './04-build-sentiment-net'

const small: NetOptions = { dim: 6, hidden: [5, 4] }

/** Rows with numbers from −3 to 3, so that every hidden unit meets sums of both signs. */
const rows = (n: number, dim: number) => tf.randomUniform<tf.Rank.R2>([n, dim], -3, 3)

/** What goes into the output unit of a net with these weights, worked out by hand: one number a row, [n, 1]. */
function lastSum(model: tf.LayersModel, x: tf.Tensor2D, activation: 'relu' | 'tanh' | 'linear'): tf.Tensor2D {
  const weights = model.getWeights() as tf.Tensor2D[]
  let h = x
  for (let layer = 0; layer < weights.length; layer += 2) {
    h = h.matMul<tf.Tensor2D>(weights[layer]).add(weights[layer + 1])
    if (layer + 2 < weights.length && activation !== 'linear') h = activation === 'relu' ? h.relu() : h.tanh()
  }
  return h
}

/** The largest difference between two tensors. */
const apart = (a: tf.Tensor, b: tf.Tensor) => a.sub(b).abs().max().dataSync()[0]

/** Random biases, so that whether they are there and where they are added shows. */
function shaken(model: tf.LayersModel): tf.LayersModel {
  model.setWeights(model.getWeights().map((w) => tf.randomUniform(w.shape, -1, 1)))
  return model
}

const shapesOf = (model: tf.LayersModel) => model.getWeights().map(({ shape }) => shape)

check('has the layers that it is told', () => {
  expect(shapesOf(buildSentimentNet(small)), 'shapes of weights and biases for 6 inputs and hidden layers of [5, 4]').toEqual([[6, 5], [5], [5, 4], [4], [4, 1], [1]])
  expect(shapesOf(buildSentimentNet({ dim: 3, hidden: [7] })), 'shapes of weights and biases for 3 inputs and a hidden layer of [7]').toEqual([[3, 7], [7], [7, 1], [1]])
  expect(buildSentimentNet(small).inputs[0]?.shape, 'the shape of the input for dim 6').toEqual([null, 6])
})

check('counts its parameters as the book and the notes do', () => {
  expect(buildSentimentNet({ dim: 10_000, hidden: [16, 16] }).countParams(), 'parameters of 10,000 words and [16, 16]: 160,016 + 272 + 17').toBe(160_305)
  expect(buildSentimentNet({ dim: 10_000, hidden: [16] }).countParams(), 'parameters of 10,000 words and [16]: 160,016 + 17').toBe(160_033)
  expect(buildSentimentNet({ dim: 5_000, hidden: [16, 16, 16] }).countParams(), 'parameters of 5,000 words and [16, 16, 16]: 80,016 + 272 + 272 + 17').toBe(80_577)
})

check('hidden relu, one sigmoid at the end', () => {
  const model = shaken(buildSentimentNet(small))
  const x = rows(40, 6)
  const p = model.predict(x) as tf.Tensor2D
  expect(p, 'prediction for 40 rows').toBeTensor({ shape: [40, 1] })
  const byHand = lastSum(model, x, 'relu').sigmoid()
  expect(apart(p, byHand), 'largest difference to sigmoid(… relu(x·W₁ + b₁) …)').toBeAtMost(1e-4)
  expect(apart(p, model.apply(x, { training: true }) as tf.Tensor), 'largest difference between training and prediction, which dense layers do not have').toBeAtMost(1e-4)
})

check('takes tanh in its hidden layers', () => {
  const x = rows(40, 6)
  const model = shaken(buildSentimentNet({ ...small, activation: 'tanh' }))
  expect(apart(model.predict(x) as tf.Tensor, lastSum(model, x, 'tanh').sigmoid()), "activation: 'tanh', largest difference to sigmoid(… tanh(x·W₁ + b₁) …)").toBeAtMost(1e-4)
  const relu = shaken(buildSentimentNet({ ...small, activation: 'relu' }))
  expect(apart(relu.predict(x) as tf.Tensor, lastSum(relu, x, 'relu').sigmoid()), "activation: 'relu', largest difference to sigmoid(… relu(x·W₁ + b₁) …)").toBeAtMost(1e-4)
})

check('starts from random weights', () => {
  const weights = buildSentimentNet(small).getWeights().filter(({ rank }) => rank === 2)
  const spread = weights.map((w) => w.max().sub(w.min()).dataSync()[0])
  expect(Math.min(...spread) > 0 ? 'different' : 'all the same', 'start weights of a layer, whose units could not learn different things otherwise').toBe('different')
})

/** Loss and accuracy of a net on four rows of which it has one wrong, beside its probabilities for them. */
function evaluated(o: NetOptions) {
  const model = shaken(buildSentimentNet(o))
  const x = rows(4, 6)
  const p = Array.from((model.predict(x) as tf.Tensor).dataSync())
  const y = p.map((value, i) => Number(value > 0.5 === i > 0))
  const [loss, accuracy] = [model.evaluate(x, tf.tensor2d(y, [4, 1]))].flat().map((scalar) => scalar.dataSync()[0])
  return { loss, accuracy, p, y }
}
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const crossentropy = (p: number, y: number) => -Math.log(Math.min(Math.max(y === 1 ? p : 1 - p, 1e-7), 1))

check('is compiled with RMSProp, the loss it is told, and accuracy', () => {
  const optimizer = buildSentimentNet(small).optimizer as tf.Optimizer | undefined
  expect(optimizer?.getClassName(), 'optimizer').toBe('RMSProp')
  expect((optimizer?.getConfig() as { learningRate?: number } | undefined)?.learningRate, 'learning rate').toBeNear(0.001)
  for (const loss of [undefined, 'binaryCrossentropy'] as const) {
    const seen = evaluated({ ...small, ...(loss && { loss }) })
    const expected = mean(seen.p.map((p, i) => crossentropy(p, seen.y[i])))
    expect(seen.loss, `loss of four rows${loss ? ` with loss: '${loss}'` : ''}, the binary crossentropy`).toBeNear(expected, 1e-3)
    expect(seen.accuracy, 'the metric of four rows of which three are right, the accuracy').toBeNear(0.75, 1e-4)
  }
  const seen = evaluated({ ...small, loss: 'meanSquaredError' })
  expect(seen.loss, "loss of four rows with loss: 'meanSquaredError', the mean of (p − y)²").toBeNear(mean(seen.p.map((p, i) => (p - seen.y[i]) ** 2)), 1e-4)
  expect(seen.accuracy, "the metric of four rows of which three are right, with loss: 'meanSquaredError'").toBeNear(0.75, 1e-4)
})

const bce = (y: number[], p: number[]) => binaryCrossentropy(tf.tensor1d(y), tf.tensor1d(p))

check('measures the distance between labels and probabilities', () => {
  expect(bce([1, 0, 1, 0], [0.9, 0.2, 0.4, 0.7]), 'crossentropy of labels 1, 0, 1, 0 and p = 0.9, 0.2, 0.4, 0.7: −(ln 0.9 + ln 0.8 + ln 0.4 + ln 0.3) / 4').toBeTensor({
    shape: [],
    values: -(Math.log(0.9) + Math.log(0.8) + Math.log(0.4) + Math.log(0.3)) / 4,
  })
  expect(bce([1, 0, 1], [0.5, 0.5, 0.5]), 'crossentropy of a blind guess among two, ln 2').toBeTensor({ shape: [], values: Math.log(2) })
  expect(bce([0], [0.25]), 'crossentropy of one row of label 0 and p = 0.25, −ln 0.75').toBeTensor({ shape: [], values: -Math.log(0.75) })
})

check('stays a number when a probability is 0 or 1', () => {
  const wrong = bce([1, 0], [0, 1]).dataSync()[0]
  expect(wrong, 'crossentropy of two certain mistakes, label 1 with p = 0 and label 0 with p = 1, −ln 1e-7').toBeBetween(15.5, 16.5)
  const right = bce([1, 0], [1, 0]).dataSync()[0]
  expect(right, 'crossentropy of two certain rows that are right').toBeBetween(-1e-5, 1e-5)
})

/** Whether the outputs of a net are something other than the sigmoid of what goes into its last unit. */
function outputsAre(what: (sum: tf.Tensor2D) => tf.Tensor): boolean {
  const model = attempt(() => shaken(buildSentimentNet({ dim: 6, hidden: [5, 4] })))
  if (!model || String(shapesOf(model)) !== '6,5,5,5,4,4,4,1,1') return false
  const x = rows(40, 6)
  return apart(model.predict(x) as tf.Tensor, what(lastSum(model, x, 'relu'))) < 1e-4
}

trap('softmax-one-unit', 'Every output is 1: softmax divides by the sum over all units, and the sum over one unit is that unit. A single unit needs a sigmoid.', () => {
  const model = attempt(() => shaken(buildSentimentNet(small)))
  const p = model?.predict(rows(40, 6))
  return p instanceof tf.Tensor && String(p.shape) === '40,1' && p.dataSync().every((value) => Math.abs(value - 1) < 1e-6)
})

trap('relu-head', 'The outputs are no probabilities: relu has no upper end. The last layer needs a sigmoid, which stays between 0 and 1.', () => outputsAre((sum) => sum.relu()))

trap('linear-head', 'The outputs are no probabilities: some are below 0 or above 1. The last layer needs a sigmoid as its activation.', () => outputsAre((sum) => sum))

trap('categorical-loss', 'categoricalCrossentropy compares the columns of a row, one for each class, and here is only one column, a single probability. For that it is binaryCrossentropy.', () => {
  const model = attempt(() => buildSentimentNet(small))
  // TensorFlow.js refuses labels of one column for this loss.
  return model !== undefined && /categorical/i.test(messageOf(() => model.evaluate(rows(4, 6), tf.tensor2d([[0], [1], [1], [0]]))))
})

trap('two-relu-missing', 'The hidden layers are linear: two linear layers behind each other are one. Give each hidden layer its activation.', () => {
  const model = attempt(() => shaken(buildSentimentNet(small)))
  if (!model || model.getWeights().length !== 6) return false
  const x = rows(40, 6)
  const p = model.predict(x) as tf.Tensor
  return apart(p, lastSum(model, x, 'linear').sigmoid()) < 1e-4
})

trap('one-sided', 'Rows of label 0 cost nothing: y · log p is 0 for them. They have a term of their own, (1 − y) · log(1 − p).', () => {
  const loss = attempt(() => bce([1, 0, 0], [0.5, 0.9, 0.2]).dataSync()[0])
  return loss !== undefined && Math.abs(loss - Math.log(2) / 3) < 1e-4
})

trap('log-zero', 'A certain mistake costs an infinite loss, or NaN: log 0 is no number, and neither is 0 · log 0. Clip p to 1e-7 … 1 − 1e-7 before the logarithm.', () => {
  const values = [bce([1, 0], [0, 1]), bce([1, 0], [1, 0])].map((loss) => loss.dataSync()[0])
  const usual = bce([1, 0], [0.5, 0.5]).dataSync()[0]
  return values.some((value) => !Number.isFinite(value)) && Number.isFinite(usual)
})
