import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { compileSparse, sparseCategoricalCrossentropy } from './04-sparse-labels'

const classes = (...numbers: number[]) => tf.tensor1d(numbers, 'int32')

/** Four rows of probabilities for three classes. */
const p = () => tf.tensor2d([[0.1, 0.8, 0.1], [0.3, 0.4, 0.3], [0.05, 0.05, 0.9], [0.2, 0.5, 0.3]])

check('gives the crossentropy of class numbers', () => {
  const loss = sparseCategoricalCrossentropy(classes(1, 0, 2, 1), p())
  expect(loss, 'crossentropy of the classes 1, 0, 2, 1, −(ln 0.8 + ln 0.3 + ln 0.9 + ln 0.5) / 4').toBeTensor({ shape: [], values: 0.556406 })
  const one = sparseCategoricalCrossentropy(classes(2), tf.tensor2d([[0.2, 0.7, 0.1]]))
  expect(one, 'crossentropy of a single row, −ln 0.1').toBeTensor({ shape: [], values: -Math.log(0.1) })
  const uniform = sparseCategoricalCrossentropy(classes(0, 13, 45, 45, 7), tf.fill([5, 46], 1 / 46))
  expect(uniform, 'crossentropy of a blind guess among 46, ln 46').toBeTensor({ values: Math.log(46), tolerance: 1e-4 })
})

/** Random probabilities and class numbers. */
function random(rows: number, width: number) {
  const p = tf.randomNormal<tf.Rank.R2>([rows, width], 0, 2).softmax()
  const y = Array.from({ length: rows }, (_, i) => (i * 17 + 3) % width)
  return { p, y: classes(...y), oneHot: tf.oneHot(classes(...y), width).toFloat() }
}

check('agrees with the loss for one-hot labels', () => {
  for (const [rows, width] of [[30, 46], [7, 7], [3, 12]] as const) {
    const { p, y, oneHot } = random(rows, width)
    const same = oneHot.mul(p.log()).sum(1).neg().mean().dataSync()[0]
    expect(sparseCategoricalCrossentropy(y, p), `crossentropy of ${rows} rows and ${width} classes, as with one-hot labels`).toBeTensor({
      shape: [],
      values: same,
      tolerance: 1e-4,
    })
  }
})

check('stays a number when a probability is 0', () => {
  const loss = sparseCategoricalCrossentropy(classes(1), tf.tensor2d([[1, 0]])).dataSync()[0]
  expect(loss, 'crossentropy of a certain mistake, whose p = 0 counts as 1e-7').toBeNear(-Math.log(1e-7), 1e-2)
})

check('refuses a class number without a column', () => {
  for (const label of [3, 46, -1]) {
    expect(() => sparseCategoricalCrossentropy(classes(1, label, 0, 2), p()), `a class number of ${label} with 3 classes`).toThrowNaming(
      'y', 'label', 'labels', 'class', 'classes',
    )
  }
})

/** The loss that a function would give that scores row i with column `at(i, j)` for each j of a list, on average. */
function scored(rows: number[][], pairs: [row: number, column: number][]): number {
  return pairs.reduce((sum, [row, column]) => sum - Math.log(rows[row][column]), 0) / pairs.length
}

/** Four rows for five classes on which no two ways to pick probabilities agree, and their class numbers. */
const FIVE = [
  [0.1, 0.2, 0.3, 0.15, 0.25],
  [0.5, 0.05, 0.05, 0.3, 0.1],
  [0.02, 0.08, 0.4, 0.44, 0.06],
  [0.33, 0.27, 0.11, 0.22, 0.07],
]
const LABELS = [1, 0, 3, 1]

function isOn(pairs: [number, number][]): boolean {
  const given = attempt(() => sparseCategoricalCrossentropy(classes(...LABELS), tf.tensor2d(FIVE)).dataSync()[0])
  return Math.abs((given ?? NaN) - scored(FIVE, pairs)) < 1e-4
}

trap('argmax-of-index', 'Every row was scored on the same class: argMax was taken of class numbers. They already are the class; argMax is for one-hot rows.', () => {
  const largest = LABELS.indexOf(Math.max(...LABELS))
  return isOn(LABELS.map((_, row) => [row, largest]))
})

trap('all-pairs', 'Each row was scored on the labels of all rows: p.gather(y, 1) gives [n, n], every row at every label. Each row has one label, its own.', () => {
  return isOn(LABELS.flatMap((_, row) => LABELS.map((label): [number, number] => [row, label])))
})

trap('rows-for-columns', 'The class numbers picked rows of p. p.gather(y) gives row y; a class is a column, and row i has its label in y[i].', () => {
  return isOn(LABELS.flatMap((label) => FIVE[0].map((_, column): [number, number] => [label, column])))
})

trap('sum-not-mean', 'The loss doubled with the batch: average over the rows, so that it does not depend on how many there are.', () => {
  const once = attempt(() => sparseCategoricalCrossentropy(classes(1, 0, 2, 1), p()).dataSync()[0])
  return Math.abs((once ?? 0) - 4 * 0.556406) < 1e-4
})

/** A compiled net for rows of 6 numbers and 4 classes, always with the same weights. */
function net(optimizer: tf.Optimizer | string = 'rmsprop'): tf.LayersModel {
  const model = tf.sequential({
    layers: [tf.layers.dense({ inputShape: [6], units: 5, activation: 'relu' }), tf.layers.dense({ units: 4, activation: 'softmax' })],
  })
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  const fixed = model.getWeights().map(({ shape }, k) => {
    const size = tf.util.sizeFromShape(shape)
    return tf.tensor(Array.from({ length: size }, (_, i) => Math.sin(i * 1.7 + k)), shape)
  })
  model.setWeights(fixed)
  return model
}

/** Ten rows, their classes (a network takes float32), and the classes as one-hot rows. */
function ten() {
  const x = tf.tensor2d(Array.from({ length: 60 }, (_, i) => Math.cos(i * 2.3)), [10, 6])
  const y = Array.from({ length: 10 }, (_, i) => (i * 3 + (i > 4 ? 1 : 0)) % 4)
  return { x, y: tf.tensor1d(y), oneHot: tf.oneHot(classes(...y), 4).toFloat() }
}

const evaluated = (model: tf.LayersModel, x: tf.Tensor, y: tf.Tensor) => [model.evaluate(x, y)].flat().map((scalar) => scalar.dataSync()[0])

check('compiles for class numbers', () => {
  const { x, y, oneHot } = ten()
  const model = net()
  const before = evaluated(model, x, oneHot)
  compileSparse(model)
  const after = evaluated(model, x, y)
  expect(after[0], 'loss on class numbers, as with one-hot rows before').toBeNear(before[0], 1e-5)
  expect(after.length, 'how many numbers evaluate gives: the loss and the accuracy').toBe(2)
  expect(after[1], 'accuracy on class numbers, as with one-hot rows before').toBeNear(before[1], 1e-5)
})

check('trains as with one-hot rows', async () => {
  const { x, y, oneHot } = ten()
  const [dense, sparse] = [net(), net()]
  compileSparse(sparse)
  const options = { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 } as const
  const one = await dense.fit(x, oneHot, options)
  const other = await sparse.fit(x, y, options)
  expect(other.history['loss'] as number[], 'the loss of three epochs on class numbers, as on one-hot rows').toBeNear(one.history['loss'] as number[], 1e-4)
  expect(other.history['acc'] as number[] | undefined, 'the accuracy of three epochs on class numbers, as on one-hot rows').toBeNear(one.history['acc'] as number[], 1e-4)
})

check('keeps the optimizer and the weights', async () => {
  const { x, oneHot, y } = ten()
  const optimizer = tf.train.sgd(0.25)
  const model = net(optimizer)
  await model.fit(x, oneHot, { epochs: 2, batchSize: 10, verbose: 0 })
  const before = model.getWeights().map((tensor) => Array.from(tensor.dataSync()))
  compileSparse(model)
  expect(model.optimizer.getClassName(), 'optimizer after compileSparse').toBe('SGD')
  expect(model.optimizer.getConfig()['learningRate'], 'learning rate after compileSparse').toBeNear(0.25)
  expect(model.getWeights().map((tensor) => Array.from(tensor.dataSync())), 'weights after compileSparse').toEqual(before)
  await model.fit(x, y, { epochs: 1, batchSize: 10, verbose: 0 })
  expect(model.optimizer.iterations, 'steps of the optimizer, two before compileSparse and one after it').toBe(3)
})

trap('onehot-into-sparse', 'The network still wants one-hot rows: it was compiled with categoricalCrossentropy. The loss for class numbers is sparseCategoricalCrossentropy.', () => {
  const { x, oneHot } = ten()
  const model = net()
  const [before] = evaluated(model, x, oneHot)
  return attempt(() => compileSparse(model)) === undefined && Math.abs((attempt(() => evaluated(model, x, oneHot)[0]) ?? NaN) - before) < 1e-5
})

trap('recompile-lost-metric', 'The accuracy is gone: compiling again starts anew, so the metrics have to be named again.', () => {
  const { x, y } = ten()
  const model = net()
  compileSparse(model)
  return attempt(() => evaluated(model, x, y))?.length === 1
})

trap('fresh-optimizer', 'The network got a new optimizer: its learning rate and all it remembers from earlier steps are gone. compile also takes the optimizer there is, m.optimizer.', () => {
  const optimizer = tf.train.sgd(0.25)
  const model = net(optimizer)
  compileSparse(model)
  const { learningRate } = model.optimizer.getConfig() as { learningRate?: number }
  return model.optimizer !== optimizer && (model.optimizer.getClassName() !== 'SGD' || learningRate !== 0.25)
})
