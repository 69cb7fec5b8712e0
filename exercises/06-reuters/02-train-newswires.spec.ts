import * as tf from '@tensorflow/tfjs'
import { reuters } from '#datasets'
import { attempt, bar, check, expect, train, trap } from '#spec'
import { buildTopicNet, findEpochs, type Rows, topK, trainTopics } from './02-train-newswires'

type Activation = 'relu' | 'linear' | 'softmax' | 'sigmoid'

/** What a dense net of these weights gives for `x`, worked out by hand. */
function forward(model: tf.LayersModel, x: tf.Tensor2D, hidden: Activation, head: Activation): tf.Tensor2D {
  const bend = (z: tf.Tensor2D, by: Activation): tf.Tensor2D =>
    by === 'relu' ? z.relu() : by === 'softmax' ? z.softmax() : by === 'sigmoid' ? z.sigmoid() : z
  const weights = model.getWeights()
  return weights.reduce<tf.Tensor2D>((input, kernel, i) => {
    if (i % 2 === 1) return input
    return bend(input.matMul<tf.Tensor2D>(kernel as tf.Tensor2D).add(weights[i + 1]), i + 2 === weights.length ? head : hidden)
  }, x)
}

/** How far two predictions are apart at most. */
const apart = (a: tf.Tensor, b: tf.Tensor) => a.sub(b).abs().max().dataSync()[0]

/** Five rows of numbers large enough that sums far above 1 occur as well. */
const large = (dim: number) => tf.randomUniform<tf.Rank.R2>([5, dim], 0, 10)

const shapes = (model: tf.LayersModel) => model.getWeights().map(({ shape }) => shape)

check('has the inputs, hidden layers and classes it is told', () => {
  const three = buildTopicNet({ dim: 20, hidden: [7, 5, 3], classes: 4 })
  expect(three.inputs[0]?.shape, 'the shape of the input with dim 20').toEqual([null, 20])
  expect(shapes(three), 'weights and biases of dim 20, hidden [7, 5, 3], 4 classes').toEqual([[20, 7], [7], [7, 5], [5], [5, 3], [3], [3, 4], [4]])
  expect(shapes(buildTopicNet({ dim: 6, hidden: [9], classes: 46 })), 'weights and biases of dim 6, hidden [9], 46 classes').toEqual([[6, 9], [9], [9, 46], [46]])
})

check('has 647,214 parameters at full size', () => {
  const model = buildTopicNet({ dim: 10_000, hidden: [64, 64], classes: 46 })
  expect(model.countParams(), 'parameters: 10,000·64 + 64, then 64·64 + 64, then 64·46 + 46').toBe(647_214)
})

check('hidden relu, softmax at the end', () => {
  const model = buildTopicNet({ dim: 12, hidden: [16, 8], classes: 6 })
  const x = large(12)
  const p = model.predict(x) as tf.Tensor2D
  expect(apart(p, forward(model, x, 'relu', 'softmax')), 'largest difference to softmax(relu(relu(x·W₁ + b₁)·W₂ + b₂)·W₃ + b₃)').toBeAtMost(1e-4)
  expect(p.sum(1), 'the sum of each row of probabilities').toBeTensor({ values: [1, 1, 1, 1, 1] })
  const inTraining = model.apply(x, { training: true }) as tf.Tensor2D
  expect(apart(p, inTraining), 'largest difference between training and prediction, which dense layers do not have').toBeAtMost(1e-4)
})

/** Loss and metric of a net on two rows: on the first it is right, on the second it is not, whose label is shared by two classes. */
function evaluated() {
  const model = buildTopicNet({ dim: 12, hidden: [16, 8], classes: 6 })
  const x = tf.randomUniform<tf.Rank.R2>([2, 12])
  const p = model.predict(x) as tf.Tensor2D
  const [right, wrong] = p.argMax(1).dataSync()
  const label = (shares: Record<number, number>) => Array.from({ length: 6 }, (_, i) => shares[i] ?? 0)
  const y = tf.tensor2d([label({ [right]: 1 }), label({ [(wrong + 1) % 6]: 0.6, [(wrong + 2) % 6]: 0.4 })])
  const [loss, accuracy] = [model.evaluate(x, y)].flat().map((scalar) => scalar.dataSync()[0])
  return { model, loss, accuracy, p, y }
}

check('is compiled with RMSProp, crossentropy and accuracy', () => {
  const { model, loss, accuracy, p, y } = evaluated()
  const optimizer = model.optimizer as tf.Optimizer | undefined
  expect(optimizer?.getClassName(), 'optimizer').toBe('RMSProp')
  expect((optimizer?.getConfig() as { learningRate?: number } | undefined)?.learningRate, 'learning rate').toBeNear(0.001)
  expect(loss, 'loss of two rows, −Σ y·log p on average').toBeNear(p.log().mul(y).sum().neg().div(2).dataSync()[0], 1e-4)
  expect(accuracy, 'metric of two rows of which one is right, the accuracy').toBeNear(0.5, 1e-4)
})

trap('sigmoid-head', 'The probabilities of a row do not sum to 1: a wire has exactly one topic, so the last layer needs softmax. Sigmoid is for wires with several topics.', () => {
  const model = buildTopicNet({ dim: 12, hidden: [16, 8], classes: 6 })
  const x = large(12)
  return shapes(model).length === 6 && apart(model.predict(x) as tf.Tensor2D, forward(model, x, 'relu', 'sigmoid')) < 1e-5
})

trap('linear-hidden', 'The hidden layers are linear, and linear layers in a row are one: give each of them relu.', () => {
  const model = buildTopicNet({ dim: 12, hidden: [16, 8], classes: 6 })
  const x = large(12)
  if (shapes(model).length !== 6) return false
  const p = model.predict(x) as tf.Tensor2D
  return ['softmax' as const, 'sigmoid' as const].some((head) => {
    return apart(p, forward(model, x, 'linear', head)) < 1e-5 && apart(p, forward(model, x, 'relu', head)) > 1e-3
  })
})

trap('small-hidden', 'The hidden layers have 16 units, whatever was asked for. That was enough for two classes; layers narrower than 46 units lose some of 46 topics.', () => {
  const wide = shapes(buildTopicNet({ dim: 12, hidden: [64, 64], classes: 46 }))
  const odd = shapes(buildTopicNet({ dim: 12, hidden: [33, 21], classes: 46 }))
  return [wide, odd].every((shape) => shape[0]?.[1] === 16 || shape[2]?.[1] === 16)
})

trap('mse-loss', 'The loss is the mean squared error. Labels and outputs are probabilities of 46 classes: use the crossentropy between them, categoricalCrossentropy.', () => {
  const { loss, p, y } = evaluated()
  return Math.abs(loss - p.sub(y).square().mean().dataSync()[0]) < 1e-5
})

trap('binary-loss', 'The loss is binaryCrossentropy, which takes each of the 46 columns for a question of its own. One topic of 46 is one question: categoricalCrossentropy.', () => {
  const { loss, p, y } = evaluated()
  const no = (x: tf.Tensor) => tf.scalar(1).sub(x)
  const binary = y.mul(p.log()).add(no(y).mul(no(p).log())).neg().mean().dataSync()[0]
  return Math.abs(loss - binary) < 1e-4
})

const CLASSES = 4
/** So many columns say the same, that a few steps at RMSProp's usual rate are enough to learn from them. */
const COLUMNS = 40

/**
 * Rows of four classes. In a plain row the columns of its class are lit, in a swapped row those of the class before.
 * An odd row has columns of its own that no other row lights: nothing can be learned about it from any other.
 */
function toy(kinds: ('plain' | 'odd' | 'swapped')[]): Rows {
  const blocks = CLASSES + kinds.length
  const lit = kinds.map((kind, i) => (kind === 'odd' ? CLASSES + i : i % CLASSES))
  const classes = kinds.map((kind, i) => (kind === 'swapped' ? (i + 1) % CLASSES : i % CLASSES))
  const hot = (columns: number[], width: number) => tf.oneHot(tf.tensor1d(columns, 'int32'), width).toFloat()
  const x = hot(lit, blocks).expandDims(2).tile([1, 1, COLUMNS]).reshape<tf.Tensor2D>([kinds.length, blocks * COLUMNS])
  return { x, y: hot(classes, CLASSES) as tf.Tensor2D }
}
const some = <T>(n: number, item: T): T[] => new Array<T>(n).fill(item)

/** Sixty rows, of which the first twelve are for validation. */
const TOYS = {
  'odd rows first': () => toy([...some(12, 'odd' as const), ...some(48, 'plain' as const)]),
  'odd rows last': () => toy([...some(48, 'plain' as const), ...some(12, 'odd' as const)]),
  // The more is learned, the worse for the first twelve.
  'swapped rows first': () => toy([...some(12, 'swapped' as const), ...some(48, 'plain' as const)]),
}
const EPOCHS = 6
const SMALL = { hidden: [32], epochs: EPOCHS, batch: 8, held: 12 }

const found = new Map<keyof typeof TOYS, ReturnType<typeof findEpochs>>()
/** What findEpochs finds on one of the toys: numbers, so once is enough for all that is asked about them. */
async function epochsOn(name: keyof typeof TOYS) {
  if (!found.has(name)) found.set(name, findEpochs(TOYS[name](), SMALL))
  return found.get(name)!
}
const lowestOn = async (name: keyof typeof TOYS) => Math.min(...(await epochsOn(name)).valLoss)
/** Whether the network came to know the validation rows of a toy. */
const knows = async (name: keyof typeof TOYS) => (await lowestOn(name)) < 0.95 && (await epochsOn(name)).valAcc[EPOCHS - 1] > 0.95

check('measures after each epoch', async () => {
  const { valLoss, valAcc, best } = await epochsOn('odd rows last')
  expect([valLoss?.length, valAcc?.length], `how many numbers valLoss and valAcc have after ${EPOCHS} epochs`).toEqual([EPOCHS, EPOCHS])
  expect(valLoss[EPOCHS - 1], 'the last valLoss, where validation rows are like those trained on').toBeAtMost(0.7 * valLoss[0])
  expect(valAcc[EPOCHS - 1], 'the last valAcc, where validation rows are like those trained on').toBeBetween(0.99, 1)
  expect(best, 'best, where every epoch lowers the validation loss').toBe(EPOCHS)
})

check('finds the epoch at which the validation loss turns', async () => {
  const { valLoss, valAcc, best } = await epochsOn('swapped rows first')
  expect(valLoss[EPOCHS - 1], 'the last valLoss, where all that is learned is wrong for the validation rows').toBeAtLeast(1.1 * valLoss[0])
  expect(valAcc[EPOCHS - 1], 'the last valAcc, where all that is learned is wrong for the validation rows').toBeBetween(0, 0.01)
  expect(best, 'best, where every epoch raises the validation loss').toBe(1)
})

check('keeps the first rows apart from training', async () => {
  expect(await lowestOn('odd rows first'), 'the lowest valLoss, where nothing can be learned about the first rows from the others').toBeAtLeast(1)
})

check('works with numbers of rows that do not go up', async () => {
  const { valLoss, valAcc } = await findEpochs(toy(some(23, 'plain')), { hidden: [8, 8], epochs: 2, batch: 5, held: 7 })
  expect([valLoss.length, valAcc.length], 'how many numbers valLoss and valAcc have after 2 epochs on 16 of 23 rows').toEqual([2, 2])
})

trap('held-out-at-the-end', 'The last rows were kept apart: validation takes the first `held` rows, training all after them. (validationSplit takes rows from the end.)', async () => {
  return (await knows('odd rows first')) && (await lowestOn('odd rows last')) > 1
})

trap('trained-on-validation', 'The loss on rows that the network cannot know about came down: it has trained on its validation rows, or was measured on its training rows. Fit only the rows after the first `held`, and measure on the first `held`.', async () => {
  return (await knows('odd rows first')) && (await knows('odd rows last'))
})

trap('training-loss', 'valLoss is the loss on the rows the network trains on: it falls, though the rows kept apart go worse and worse. The history calls the other one val_loss.', async () => {
  const { valLoss, valAcc } = await epochsOn('swapped rows first')
  return valLoss[EPOCHS - 1] < 0.7 * valLoss[0] && valAcc[EPOCHS - 1] < 0.01
})

trap('zero-based-epoch', 'The best epoch is one later: a place in a list counts from 0, epochs count from 1.', async () => {
  return (await epochsOn('odd rows last')).best === EPOCHS - 1 && (await epochsOn('swapped rows first')).best === 0
})

check('trains a new network on all rows', async () => {
  const d = TOYS['odd rows first']()
  const inputs = d.x.shape[1]
  const model = await trainTopics(d, { hidden: [64, 32], epochs: 15, batch: 10 })
  expect(shapes(model), `weights and biases of hidden [64, 32] on rows of ${inputs} numbers and 4 classes`).toEqual([[inputs, 64], [64], [64, 32], [32], [32, 4], [4]])
  expect(model.optimizer.iterations, 'steps: 60 rows in batches of 10 are 6, 15 times over').toBe(90)
  const right = (model.predict(d.x) as tf.Tensor2D).argMax(1).equal(d.y.argMax(1)).toFloat()
  expect(right.slice(0, 12).mean().dataSync()[0], 'accuracy on the first 12 rows after 15 epochs: they are for training now').toBeAtLeast(0.9)
  expect(right.slice(12).mean().dataSync()[0], 'accuracy on the other 48 rows after 15 epochs').toBeAtLeast(0.9)
  const other = await trainTopics(d, { hidden: [32, 16], epochs: 1, batch: 60 })
  const loss = ([other.evaluate(d.x, d.y)].flat()[0]).dataSync()[0]
  expect(loss, 'loss of a second network after a single step, which knows nothing of the first').toBeAtLeast(1)
})

/** Three rows of probabilities: the most probable topics of the first are 2, 0 and 3. */
const guesses = () => tf.tensor2d([[0.3, 0.04, 0.5, 0.16], [0.1, 0.2, 0.3, 0.4], [0.97, 0.01, 0.02, 0]])

check('lists the most probable topics', () => {
  expect(topK(guesses(), 2), 'the two most probable topics of [0.3, 0.04, 0.5, 0.16], [0.1, 0.2, 0.3, 0.4] and [0.97, 0.01, 0.02, 0]').toBeNear([
    [{ index: 2, prob: 0.5 }, { index: 0, prob: 0.3 }],
    [{ index: 3, prob: 0.4 }, { index: 2, prob: 0.3 }],
    [{ index: 0, prob: 0.97 }, { index: 2, prob: 0.02 }],
  ] as never)
  expect(topK(guesses(), 1).map(([{ index }]) => index), 'the most probable topic of each row, as argMax gives it').toEqual([2, 3, 0])
  expect(topK(guesses(), 4).map((row) => row.map(({ index }) => index)), 'all four topics of each row, the most probable first').toEqual([
    [2, 0, 3, 1],
    [3, 2, 1, 0],
    [0, 2, 1, 3],
  ])
})

check('takes 46 topics, some of them next to impossible', () => {
  const p = tf.randomNormal<tf.Rank.R2>([6, 46], 0, 6).softmax()
  const rows = p.arraySync().map((row) => row.map((prob, index) => ({ index, prob })).sort((a, b) => b.prob - a.prob))
  expect(topK(p, 5), 'the five most probable of 46 topics').toBeNear(rows.map((row) => row.slice(0, 5)) as never)
})

trap('places-not-topics', 'The indices are 0, 1, 2 … in every row: these are places in the sorted list. Keep the number of the topic beside its probability while sorting.', () => {
  const found = attempt(() => topK(guesses(), 2))
  return found !== undefined && found.every((row) => row[0].index === 0 && row[1].index === 1) && Math.abs(found[1][0].prob - 0.4) < 1e-4
})

trap('least-probable-first', 'The least probable topics came out. Sort from the largest probability to the smallest.', () => {
  const found = attempt(() => topK(guesses(), 2))
  return found !== undefined && Math.abs(found[0][0].prob - 0.04) < 1e-4 && found[0][0].index === 1
})

trap('sorted-as-text', 'A probability of 9e-7 came out on top: sort() without a function compares numbers as text. Compare with (a, b) => b − a.', () => {
  const found = attempt(() => topK(tf.tensor2d([[0.5, 9e-7, 0.3, 0.1999991]]), 1))
  return Math.abs((found?.[0]?.[0]?.prob ?? 1) - 9e-7) < 1e-8
})

/** Newswires as rows: multi-hot words, one-hot topics. */
function rowsOf({ sequences, labels }: { sequences: number[][]; labels: ArrayLike<number> }, dim: number): Rows {
  const x = new Float32Array(sequences.length * dim)
  sequences.forEach((words, i) => words.forEach((word) => (x[i * dim + word] = 1)))
  const y = tf.tidy(() => tf.oneHot(tf.tensor1d(Array.from(labels), 'int32'), 46).toFloat() as tf.Tensor2D)
  return { x: tf.tensor2d(x, [sequences.length, dim]), y }
}

train(
  'finds the topics of newswires it has never seen',
  {
    quick: { words: 2_000, rows: 4_000, held: 500, testRows: 1_000, epochs: 10, batch: 128 },
    full: { words: 10_000, rows: 8_982, held: 1_000, testRows: 2_246, epochs: 20, batch: 512 },
  },
  async (run) => {
    const { words, rows, held, testRows, epochs, batch } = run.settings
    const { train, test } = reuters({ numWords: words, train: rows, test: testRows })
    const d = rowsOf(train, words)
    const hidden = [64, 64]
    const { valLoss, valAcc, best } = await run.training({ rows: rows - held, epochs, batch }, () => findEpochs(d, { hidden, epochs, batch, held }))
    expect([valLoss.length, valAcc.length], `how many numbers valLoss and valAcc have after ${epochs} epochs`).toEqual([epochs, epochs])
    expect(best, 'best, the epoch with the lowest valLoss').toBe(valLoss.indexOf(Math.min(...valLoss)) + 1)
    run.show('epoch with the lowest validation loss', best, { book: 9 })
    run.show('lowest validation loss', valLoss[best - 1], { book: 0.8835 })
    run.show('validation loss after the last epoch', valLoss[epochs - 1], { book: 1.0707 })
    run.show('best validation accuracy', Math.max(...valAcc), { book: 0.815 })
    const model = await run.training({ rows, epochs: best, batch }, () => trainTopics(d, { hidden, epochs: best, batch }))
    tf.dispose([d.x, d.y])
    const unseen = rowsOf(test, words)
    expect(run.accuracy(model, unseen.x, unseen.y), 'test accuracy').toReach(bar('test accuracy', { book: 0.777 }))
  },
)
