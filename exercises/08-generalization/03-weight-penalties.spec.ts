import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { decayStep, l1Penalty, l2Penalty, penaltyOf } from './03-weight-penalties'

const three = () => tf.tensor1d([1, -2, 3])

check('sums absolute values for L1', () => {
  expect(l1Penalty(three(), 0.001), 'l1Penalty([1, −2, 3], 0.001): 0.001·(1 + 2 + 3)').toBeTensor({ shape: [], values: 0.006, tolerance: 1e-7 })
  expect(l1Penalty(tf.tensor2d([[0.5, -0.5], [0, 4], [-1, -2]]), 2), 'l1Penalty of [[0.5, −0.5], [0, 4], [−1, −2]], λ = 2').toBeTensor({ shape: [], values: 16 })
  expect(l1Penalty(three(), 0), 'l1Penalty with λ = 0').toBeTensor({ shape: [], values: 0 })
  expect(l1Penalty(tf.scalar(-7), 0.1), 'l1Penalty of the scalar −7, λ = 0.1').toBeTensor({ shape: [], values: 0.7 })
})

check('sums squares for L2', () => {
  expect(l2Penalty(three(), 0.001), 'l2Penalty([1, −2, 3], 0.001): 0.001·(1 + 4 + 9)').toBeTensor({ shape: [], values: 0.014, tolerance: 1e-7 })
  expect(l2Penalty(tf.tensor2d([[0.5, -0.5], [0, 4], [-1, -2]]), 2), 'l2Penalty of [[0.5, −0.5], [0, 4], [−1, −2]], λ = 2').toBeTensor({ shape: [], values: 43 })
  expect(l2Penalty(three(), 0), 'l2Penalty with λ = 0').toBeTensor({ shape: [], values: 0 })
})

check('is what the regularizers of TensorFlow.js add', () => {
  const w = tf.randomNormal([40, 6])
  const asLoss = (regularizer: ReturnType<typeof tf.regularizers.l1>) => regularizer.apply(w).dataSync()[0]
  expect(l1Penalty(w, 0.02), 'l1Penalty of 240 random weights, λ = 0.02').toBeTensor({ values: asLoss(tf.regularizers.l1({ l1: 0.02 })), tolerance: 1e-4 })
  expect(l2Penalty(w, 0.02), 'l2Penalty of 240 random weights, λ = 0.02').toBeTensor({ values: asLoss(tf.regularizers.l2({ l2: 0.02 })), tolerance: 1e-4 })
})

/** 3 → 2 → 1, with a dropout between; Σ|w| is 12, Σw² 32 and 5·Σ|b| are far apart. */
function small(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [3], units: 2, activation: 'relu' }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: 1 }),
    ],
  })
  model.setWeights([tf.tensor2d([[1, -1], [2, 0], [-3, 1]]), tf.tensor1d([10, -20]), tf.tensor2d([[4], [0]]), tf.tensor1d([7])])
  return model
}

check('adds up the penalties of all layers, without biases', () => {
  const model = small()
  expect(penaltyOf(model, { l2: 0.001 }), 'penaltyOf with l2 0.001, of the weights 1 −1 2 0 −3 1 and 4 0').toBeNear(0.032, 1e-6)
  expect(penaltyOf(model, { l1: 0.001 }), 'penaltyOf with l1 0.001').toBeNear(0.012, 1e-6)
  expect(penaltyOf(model, { l1: 0.5, l2: 0.25 }), 'penaltyOf with l1 0.5 and l2 0.25: 6 + 8').toBeNear(14, 1e-5)
  expect(penaltyOf(model, {}), 'penaltyOf without any').toBe(0)
  const unbiased = tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1, useBias: false })] })
  unbiased.setWeights([tf.tensor2d([[-3]])])
  expect(penaltyOf(unbiased, { l2: 2 }), 'penaltyOf a single weight −3 without a bias, l2 2').toBeNear(18, 1e-5)
})

check('follows the weights', () => {
  const model = small()
  penaltyOf(model, { l2: 1 })
  model.setWeights(model.getWeights().map((w) => tf.onesLike(w)))
  expect(penaltyOf(model, { l2: 1 }), 'penaltyOf with l2 1, after all 8 weights became 1').toBeNear(8, 1e-5)
})

check('steps down the loss and the penalty', () => {
  const w = tf.tensor2d([[1, -2], [3, 0]])
  const g = tf.tensor2d([[0.5, 0.5], [-1, 2]])
  const stepped = decayStep(w, g, 0.1, 0.5)
  expect(stepped, 'decayStep of [[1, −2], [3, 0]], gradient [[0.5, 0.5], [−1, 2]], lr 0.1, λ 0.5').toBeTensor({ shape: [2, 2], values: [[0.85, -1.85], [2.8, -0.2]] })
  expect(w, 'the weights that were given, afterwards').toBeTensor({ values: [[1, -2], [3, 0]] })
  expect(decayStep(three(), tf.zeros([3]), 0.1, 1), 'decayStep without a gradient, lr 0.1, λ 1: every weight times 0.8').toBeTensor({ shape: [3], values: [0.8, -1.6, 2.4] })
  expect(decayStep(three(), three(), 0.5, 0), 'decayStep with λ 0: plain gradient descent').toBeTensor({ shape: [3], values: [0.5, -1, 1.5] })
})

check('is what training with a regularizer does', async () => {
  const layer = tf.layers.dense({ inputShape: [4], units: 1, useBias: false, kernelRegularizer: tf.regularizers.l2({ l2: 0.05 }) })
  const model = tf.sequential({ layers: [layer] })
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
  const [x, y] = [tf.randomNormal<tf.Rank.R2>([8, 4]), tf.randomNormal<tf.Rank.R2>([8, 1])]
  const before = layer.getWeights()[0].clone() as tf.Tensor2D
  const g = tf.grad((w: tf.Tensor) => x.matMul(w as tf.Tensor2D).sub(y).square().mean())(before)
  await model.trainOnBatch(x, y)
  expect(decayStep(before, g, 0.1, 0.05), 'decayStep, compared with a step of model.fit with SGD and tf.regularizers.l2').toBeTensor({ values: layer.getWeights()[0].dataSync(), tolerance: 1e-5 })
})

/** 20 inputs of which only the first two say anything about y. */
function useless() {
  const x = tf.randomNormal<tf.Rank.R2>([60, 20], 0, 1, 'float32', 5)
  const noise = tf.randomNormal<tf.Rank.R2>([60, 1], 0, 0.5, 'float32', 6)
  return { x, y: x.slice([0, 0], [60, 1]).mul(2).sub(x.slice([0, 1], [60, 1])).add<tf.Tensor2D>(noise) }
}

check('L2 makes weights smaller, L1 makes the useless ones vanish', () => {
  const { x, y } = useless()
  const gradient = (w: tf.Tensor2D) => x.matMul<tf.Tensor2D>(x.matMul<tf.Tensor2D>(w).sub(y), true).mul<tf.Tensor2D>(2 / 60)
  const descend = (step: (w: tf.Tensor2D, g: tf.Tensor2D) => tf.Tensor) => {
    let w = tf.zeros<tf.Rank.R2>([20, 1])
    for (let i = 0; i < 100; i++) w = tf.tidy(() => step(w, gradient(w)) as tf.Tensor2D)
    return Array.from(w.dataSync(), Math.abs)
  }
  const silent = (weights: number[]) => weights.slice(2).filter((w) => w < 0.01).length
  const plain = descend((w, g) => w.sub(g.mul(0.05)))
  const l1 = descend((w, g) => w.sub(g.mul(0.05)).sub(w.sign().mul(0.05 * 0.3)))
  const l2 = descend((w, g) => decayStep(w, g, 0.05, 0.3))
  const size = (weights: number[]) => weights.reduce((sum, w) => sum + w ** 2, 0)
  expect(size(l2), 'Σw² after 100 steps of decayStep with λ 0.3, compared with steps without a penalty').toBeAtMost(0.8 * size(plain))
  expect(silent(l2), `useless weights below 0.01 after decayStep with λ 0.3, of 18; an L1 penalty of the same λ leaves ${silent(l1)}`).toBeAtMost(6)
})

trap('unsquared-l2', 'The L2 penalty of [1, −2, 3] with λ 0.001 is 0.014: what counts is the square of each weight, not the weight itself.', () => {
  const seen = attempt(() => l2Penalty(three(), 0.001).dataSync()[0]) ?? NaN
  return [0.002, 0.006].some((wrong) => Math.abs(seen - wrong) < 1e-6) && `You gave ${Number(seen.toPrecision(3))}.`
})

trap('rooted-l2', 'The L2 penalty of [1, −2, 3] with λ 0.001 is 0.014: no root is taken of the sum of squares, however much the name sounds like a length.', () => {
  return Math.abs((attempt(() => l2Penalty(three(), 0.001).dataSync()[0]) ?? NaN) - 0.001 * Math.sqrt(14)) < 1e-6
})

trap('signed-l1', 'Weights of opposite sign cancelled out: [1, −2, 3] with λ 0.001 gave 0.002. Take the absolute value of each weight, then the sum.', () => {
  return Math.abs((attempt(() => l1Penalty(three(), 0.001).dataSync()[0]) ?? NaN) - 0.002) < 1e-6
})

trap('biases-included', 'The biases were penalised, too. A bias cannot single out an input, so only the weights count: tensors of two axes or more.', () => {
  const seen = attempt(() => penaltyOf(small(), { l1: 1 })) ?? NaN
  return Math.abs(seen - (12 + 37)) < 1e-3
})

trap('decay-not-doubled', 'The weights shrink by half of what they should: the gradient of λ·w² is 2·λ·w.', () => {
  const seen = attempt(() => decayStep(tf.tensor1d([1]), tf.tensor1d([0]), 0.1, 1).dataSync()[0]) ?? NaN
  return Math.abs(seen - 0.9) < 1e-5
})
