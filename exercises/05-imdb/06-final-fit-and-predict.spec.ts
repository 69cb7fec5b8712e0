import * as tf from '@tensorflow/tfjs'
import { imdb, type Texts } from '#datasets'
import { attempt, bar, check, expect, multiHotBatches, train, trap } from '#spec'
import type { Batches } from './05-hold-out-and-curves'
import { classify, type Final, finalFit, predictProba } from './06-final-fit-and-predict'

/** A column that is lit in test rows only. */
const MARKER = 5

/** A compiled network of one hidden layer for the toy below. */
function toyNet(learningRate = 0.1): tf.LayersModel {
  const model = tf.sequential({
    layers: [tf.layers.dense({ inputShape: [6], units: 8, activation: 'tanh' }), tf.layers.dense({ units: 1, activation: 'sigmoid' })],
  })
  model.compile({ optimizer: tf.train.rmsprop(learningRate), loss: 'binaryCrossentropy', metrics: ['accuracy'] })
  return model
}

/** A network that needs no training: it looks at column 0, which is the label. */
function oracle(): tf.LayersModel {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [6], units: 1, activation: 'sigmoid' })] })
  model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] })
  model.setWeights([tf.tensor2d([20, 0, 0, 0, 0, 0], [6, 1]), tf.tensor1d([-10])])
  return model
}

/** 26 training rows of which column 0 is the label, and 13 test rows, of which so many are labelled the other way round. */
function toy({ wrong = 0, build = () => toyNet() } = {}): Final {
  const label = (n: number) => Array.from({ length: n }, (_, i) => i % 2)
  const rows = (labels: number[], marker: number[]) => labels.map((y, i) => [...(y === 1 ? [0] : []), 1 + (i % 4), ...marker])
  const [training, test] = [label(26), label(13)]
  return {
    build,
    overfitted: toyNet(),
    train: multiHotBatches(rows(training, []), training, { dim: 6, batch: 8, shuffle: true }),
    // Batches of 5, 5 and 3: whoever takes the mean of three accuracies gets another number.
    test: multiHotBatches(rows(test, [MARKER]), test.map((y, i) => (i >= 13 - wrong ? 1 - y : y)), { dim: 6, batch: 5 }),
  }
}

/** The share of all rows that a network gets right. */
async function rightOf(model: tf.LayersModel, batches: Batches): Promise<number> {
  const all = await batches.toArray()
  const [xs, ys] = [tf.concat(all.map((batch) => batch.xs)), tf.concat(all.map((batch) => batch.ys))]
  return (model.predict(xs) as tf.Tensor).greater(0.5).equal(ys.greater(0.5)).toFloat().mean().dataSync()[0]
}

/** The largest difference between the weights of two networks. */
const apart = (a: tf.LayersModel, b: tf.LayersModel) =>
  Math.max(...a.getWeights().map((w, i) => w.sub(b.getWeights()[i]).abs().max().dataSync()[0]))

/** Whether the weights of a network are still there. */
const stateOf = (model: tf.LayersModel) => (attempt(() => model.getWeights().every(({ isDisposed }) => !isDisposed)) ? 'kept' : 'disposed')

check('trains for the epochs it is given', async () => {
  const { model } = await finalFit(3, toy())
  expect(model?.optimizer?.iterations, 'steps: 26 rows in batches of 8 are 4, three times over').toBe(12)
  expect(stateOf(model), 'the model that finalFit gives, which the caller wants to use').toBe('kept')
})

check('leaves the overfitted network as it is', async () => {
  const data = toy()
  const before = data.overfitted.getWeights().map((w) => w.clone())
  await finalFit(2, data)
  expect(stateOf(data.overfitted), 'the overfitted network, which belongs to the caller').toBe('kept')
  const moved = data.overfitted.getWeights().map((w, i) => w.sub(before[i]).abs().max().dataSync()[0])
  expect(Math.max(...moved), 'how far the weights of the overfitted network moved').toBe(0)
})

check('trains the network as it was compiled', async () => {
  const { model } = await finalFit(1, toy({ build: () => toyNet(0.02) }))
  expect(model.optimizer.getClassName(), 'optimizer of the trained network').toBe('RMSProp')
  expect(model.optimizer.getConfig()['learningRate'], 'learning rate of the trained network').toBeNear(0.02)
})

check('learns from the training rows and measures on the test rows', async () => {
  const data = toy({ wrong: 3 })
  const { model, testAcc } = await finalFit(10, data)
  expect(await rightOf(model, data.train), 'accuracy of the model on its training rows, which are easy to learn').toBeAtLeast(0.9)
  expect(testAcc, 'testAcc, the share of all test rows that the model gets right').toBeNear(await rightOf(model, data.test), 1e-3)
})

check('says what was gained', async () => {
  const data = toy({ wrong: 2 })
  const { model, gain } = await finalFit(4, data)
  const [fresh, overfitted] = [await rightOf(model, data.test), await rightOf(data.overfitted, data.test)]
  expect(gain, `gain, ${fresh.toFixed(3)} of the new network minus ${overfitted.toFixed(3)} of the overfitted one`).toBeNear(fresh - overfitted, 2e-3)
})

check('says when something was lost', async () => {
  // A network that learns nothing, beside one that knows what the label is.
  const data = { ...toy({ build: () => toyNet(1e-9) }), overfitted: oracle() }
  const { model, gain } = await finalFit(1, data)
  const [fresh, better] = [await rightOf(model, data.test), await rightOf(data.overfitted, data.test)]
  expect(gain, `gain, ${fresh.toFixed(3)} of the new network minus ${better.toFixed(3)} of a network that is better, so below 0`).toBeNear(fresh - better, 2e-3)
})

check('builds a new network each time', async () => {
  const data = toy()
  const [first, second] = [await finalFit(1, data), await finalFit(2, data)]
  expect(first.model === second.model ? 'the same' : 'two', 'the networks of two calls').toBe('two')
  expect([first.model, second.model].map((model) => model.optimizer.iterations), 'steps of the networks of two calls, for 1 and for 2 epochs').toEqual([4, 8])
})

/** One dense layer whose weights are known. */
function known(): tf.LayersModel {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1, activation: 'sigmoid' })] })
  model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] })
  model.setWeights([tf.tensor2d([[2], [-1]]), tf.tensor1d([0.5])])
  return model
}
const ROWS = [[0, 0], [1, 0], [0, 3], [-1, 1], [2, 1]]
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

check('predicts probabilities', () => {
  const p = predictProba(known(), tf.tensor2d(ROWS))
  expect(p, 'predictProba of five rows, sigmoid(2·x₁ − x₂ + 0.5)').toBeTensor({ shape: [5, 1], values: ROWS.map(([a, b]) => sigmoid(2 * a - b + 0.5)) })
  expect(predictProba(known(), tf.tensor2d([[0, 0]])), 'predictProba of one row').toBeTensor({ shape: [1, 1], values: [sigmoid(0.5)] })
})

const column = (...values: number[]) => tf.tensor2d(values, [values.length, 1])

check('makes classes of probabilities', () => {
  const classes = classify(column(0.1, 0.6, 0.49, 0.51, 0.99))
  expect(classes, 'classify of p = 0.1, 0.6, 0.49, 0.51, 0.99').toBeTensor({ shape: [5], dtype: 'int32', values: [0, 1, 0, 1, 1] })
  expect(classify(column(0.8)), 'classify of the single p = 0.8').toBeTensor({ shape: [1], dtype: 'int32', values: [1] })
})

check('takes any threshold', () => {
  expect(classify(column(0.1, 0.6, 0.89, 0.95), 0.9), 'classify of p = 0.1, 0.6, 0.89, 0.95 with threshold 0.9').toBeTensor({ shape: [4], dtype: 'int32', values: [0, 0, 0, 1] })
  expect(classify(column(0.1, 0.3, 0.15), 0.2), 'classify of p = 0.1, 0.3, 0.15 with threshold 0.2').toBeTensor({ values: [0, 1, 0] })
  expect(classify(column(0, 0.01, 1), 0), 'classify of p = 0, 0.01, 1 with threshold 0').toBeTensor({ values: [0, 1, 1] })
})

check('counts a probability at the threshold as class 0', () => {
  expect(classify(column(0.5, 0.75)), 'classify of p = 0.5 and 0.75').toBeTensor({ values: [0, 1] })
  expect(classify(column(0.75, 0.875), 0.75), 'classify of p = 0.75 and 0.875 with threshold 0.75').toBeTensor({ values: [0, 1] })
})

trap('continue-training', 'This network has already been trained for too long: training goes on from where it is. Take a new one from build().', async () => {
  // Steps so small that a network stays where it starts.
  const data = toy({ build: () => toyNet(1e-9) })
  const before = data.overfitted.getWeights().map((w) => w.clone())
  const { model } = await finalFit(1, data)
  const isMoved = data.overfitted.getWeights().some((w, i) => w.sub(before[i]).abs().max().dataSync()[0] > 0)
  return isMoved || model === data.overfitted || apart(model, data.overfitted) < 1e-4
})

trap('evaluated-on-training-data', 'Your testAcc is the accuracy on the training rows: measure on the test rows, which the network has never seen.', async () => {
  const data = toy({ wrong: 9 })
  const { model, testAcc } = await finalFit(10, data)
  const [onTrain, onTest] = [await rightOf(model, data.train), await rightOf(model, data.test)]
  return Math.abs(onTrain - onTest) > 0.2 && Math.abs(testAcc - onTrain) < 1e-3
})

trap('trained-on-test', 'Test rows reached the training. What a network has learned from says nothing about what it can do with new rows.', async () => {
  const [model] = [toyNet()]
  const before = model.getWeights()[0].slice([MARKER, 0], [1, 8])
  const { model: trained } = await finalFit(2, toy({ build: () => model }))
  // The marker is 0 in every training row, so only test rows can move its weights.
  return trained === model && before.sub(model.getWeights()[0].slice([MARKER, 0], [1, 8])).abs().max().dataSync()[0] > 0
})

/**
 * A network that changes its answer in every step: 0 at first, then 1, then 0. Its rows are empty reviews, two in five of
 * them positive; all test rows are negative.
 */
function swinging(): Final {
  const build = () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [6], units: 1, activation: 'sigmoid' })] })
    model.compile({ optimizer: tf.train.sgd(20), loss: 'binaryCrossentropy', metrics: ['accuracy'] })
    tf.tidy(() => model.setWeights([tf.zeros([6, 1]), tf.tensor1d([-1])]))
    return model
  }
  const empty = (n: number) => Array.from({ length: n }, (): number[] => [])
  const train = multiHotBatches(empty(50), Array.from({ length: 50 }, (_, i) => Number(i % 5 > 2)), { dim: 6, batch: 50 })
  return { build, overfitted: build(), train, test: multiHotBatches(empty(20), new Array<number>(20).fill(0), { dim: 6, batch: 20 }) }
}

trap('tuned-on-test', 'Your testAcc is that of the best epoch on the test rows: then they have chosen the epoch, and nothing is left to measure with. How many epochs there are is decided before, by the validation rows.', async () => {
  const [one, three] = [await finalFit(1, swinging()), await finalFit(3, swinging())]
  return one.testAcc < 0.01 && three.testAcc > 0.99
})

trap('argmax-on-sigmoid', 'All reviews are class 0: argMax says which column is largest, and of one column that is always column 0. Compare the probability with a threshold.', () => {
  const classes = attempt(() => classify(column(0.1, 0.6, 0.9, 0.99)))
  return classes instanceof tf.Tensor && classes.size === 4 && classes.dataSync().every((value) => value === 0)
})

trap('threshold-ignored', 'The threshold makes no difference: what is above 0.5 came out as class 1, whatever the threshold.', () => {
  const [high, low] = [0.9, 0.2].map((threshold) => attempt(() => Array.from(classify(column(0.3, 0.6, 0.95), threshold).dataSync())))
  return String(high) === '0,1,1' && String(low) === '0,1,1'
})

/** A network as in the book. */
function sentimentNet(dim: number): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [dim], units: 16, activation: 'relu' }),
      tf.layers.dense({ units: 16, activation: 'relu' }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  })
  model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] })
  return model
}

/** The first reviews as one matrix, and their labels. */
function firstOf({ sequences, labels }: Texts, n: number, dim: number): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const values = new Float32Array(n * dim)
  sequences.slice(0, n).forEach((seq, i) => seq.forEach((word) => (values[i * dim + word] = 1)))
  return { x: tf.tensor2d(values, [n, dim]), y: tf.tensor2d(Float32Array.from(labels.slice(0, n)), [n, 1]) }
}

/** Comparing two numbers of epochs takes more than one pair of networks. */
const PAIRS = 3

train(
  'stops in time, and is used',
  {
    quick: { dim: 2_000, rows: 4_000, testRows: 2_000, batch: 64, epochs: 4, tooMany: 12, pairs: PAIRS },
    full: { dim: 10_000, rows: 25_000, testRows: 25_000, batch: 512, epochs: 4, tooMany: 20, pairs: PAIRS },
  },
  async (run) => {
    const { dim, rows, testRows, batch, epochs, tooMany, pairs } = run.settings
    const texts = imdb({ numWords: dim, train: rows, test: testRows })
    const data = {
      train: multiHotBatches(texts.train.sequences, texts.train.labels, { dim, batch, shuffle: true }),
      test: multiHotBatches(texts.test.sequences, texts.test.labels, { dim, batch }),
    }
    const results: { testAcc: number; gain: number }[] = []
    for (let pair = 0; pair < pairs; pair++) {
      const result = await run.kept(`pair ${pair}`, run.settings, async () => {
        const overfitted = sentimentNet(dim)
        await run.training({ rows, batch, epochs: tooMany }, () => overfitted.fitDataset(data.train, { epochs: tooMany, verbose: 0 }))
        const report = await run.training({ rows, batch, epochs }, () => finalFit(epochs, { ...data, build: () => sentimentNet(dim), overfitted }))
        const testAcc = await run.accuracyOver(report.model, data.test)
        const gain = testAcc - (await run.accuracyOver(overfitted, data.test))
        const { x, y } = firstOf(texts.test, 300, dim)
        const byClasses = tf.tidy(() => classify(predictProba(report.model, x)).toFloat().equal(y.squeeze<tf.Tensor1D>([1])).toFloat().mean().dataSync()[0])
        const measured = run.accuracy(report.model, x, y)
        tf.dispose([x, y])
        report.model.dispose()
        overfitted.dispose()
        return { testAcc, gain, reported: { testAcc: report.testAcc, gain: report.gain }, byClasses, measured }
      })
      expect(result.reported.testAcc, 'the testAcc you report').toBeNear(result.testAcc, 2e-3)
      expect(result.reported.gain, 'the gain you report').toBeNear(result.gain, 4e-3)
      expect(result.byClasses, 'accuracy by classify(predictProba(…)) on 300 test reviews').toBeNear(result.measured, 5e-3)
      results.push(result)
    }
    const mean = (key: 'testAcc' | 'gain') => results.reduce((sum, result) => sum + result[key], 0) / pairs
    expect(mean('testAcc'), `test accuracy after ${epochs} epochs`).toReach(bar('test accuracy', { book: 0.885 }))
    run.show(`test accuracy after ${tooMany} epochs`, mean('testAcc') - mean('gain'), run.profile === 'full' ? { notes: 0.85 } : {})
    run.show('what stopping in time gains', mean('gain'))
    if (run.profile === 'full') expect(mean('gain'), `test accuracy after ${epochs} epochs minus that after ${tooMany}, the mean of ${pairs} pairs`).toBeAtLeast(0)
  },
)
