import * as tf from '@tensorflow/tfjs'
import { balancedDigits, type Digits } from '#datasets'
import { bar, check, expect, train, trap } from '#spec'
import { type Split, trainDigits } from './04-train-and-mind-the-gap'

/** A compiled network of one hidden layer. */
function net(inputs: number, hidden: number, classes: number, learningRate = 0.001): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [inputs], units: hidden, activation: 'relu' }),
      tf.layers.dense({ units: classes, activation: 'softmax' }),
    ],
  })
  model.compile({ optimizer: tf.train.rmsprop(learningRate), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  return model
}

/** Rows in which one pixel of 784 is lit, and the digit that each is labelled with. */
function rows(lit: number[], digits: number[]): [tf.Tensor2D, tf.Tensor2D] {
  const x = tf.oneHot(tf.tensor1d(lit, 'int32'), 784).toFloat() as tf.Tensor2D
  return [x, tf.oneHot(tf.tensor1d(digits, 'int32'), 10).toFloat() as tf.Tensor2D]
}

/** A pixel that is lit in test rows only. */
const MARKER = 783

/**
 * A toy to learn by heart: pixel i is digit i, so any training gets it right. The test rows carry a label that is
 * `shift` too high: with a shift, a good network is wrong on all of them.
 */
function toy(shift = 0): Split {
  const digit = (n: number) => Array.from({ length: n }, (_, i) => i % 10)
  const [xTrain, yTrain] = rows(digit(50), digit(50))
  const [plain, yTest] = rows(digit(20), digit(20).map((k) => (k + shift) % 10))
  const marked = rows(new Array<number>(20).fill(MARKER), digit(20))[0]
  return { xTrain, yTrain, xTest: plain.add(marked), yTest }
}
const toyNet = () => net(784, 32, 10, 0.02)

/** A network that answers digit 0, and in one step goes over to digit 1, and back in the next. */
function swinging(): tf.LayersModel {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [784], units: 10, activation: 'softmax' })] })
  model.compile({ optimizer: tf.train.sgd(10), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  const bias = Array.from({ length: 10 }, (_, i) => (i === 0 ? 2.2 : i === 1 ? 0 : -20))
  model.setWeights([tf.zeros([784, 10]), tf.tensor1d(bias)])
  return model
}
/** What it trains on: 50 equal rows, three in five of them labelled 0 and the others 1. All test rows are labelled 0. */
function undecided(): Split {
  const [xTrain, yTrain] = rows(new Array<number>(50).fill(5), Array.from({ length: 50 }, (_, i) => Number(i % 5 > 2)))
  const [xTest, yTest] = rows(new Array<number>(20).fill(5), new Array<number>(20).fill(0))
  return { xTrain, yTrain, xTest, yTest }
}

/** The share of rows that a network gets right. */
function rightOf(model: tf.LayersModel, x: tf.Tensor2D, y: tf.Tensor2D): number {
  expect(x.isDisposed || y.isDisposed ? 'disposed' : 'kept', 'the rows of the Split, which belong to the caller').toBe('kept')
  return (model.predict(x) as tf.Tensor2D).argMax(1).equal(y.argMax(1)).toFloat().mean().dataSync()[0]
}

/** The numbers of one name in the history of a report, one for each epoch. */
function listOf({ history }: { history: tf.History }, name: 'loss' | 'acc', epochs: number): number[] {
  const list = (history as Partial<tf.History> | undefined)?.history?.[name]
  expect(list?.length, `how many numbers history.history.${name} has, one an epoch`).toBe(epochs)
  return list as number[]
}

check('trains for the epochs and in the batches it is given', async () => {
  const model = toyNet()
  const report = await trainDigits(model, toy(), { epochs: 2, batch: 16 })
  listOf(report, 'loss', 2)
  expect(model.optimizer.iterations, 'steps: 50 rows in batches of 16 are 4, two times over').toBe(8)
})

check('trains the network as it was compiled', async () => {
  const model = toyNet()
  await trainDigits(model, toy(), { epochs: 1, batch: 50 })
  const { optimizer } = model
  expect(optimizer.getClassName(), 'optimizer after training').toBe('RMSProp')
  expect(optimizer.getConfig()['learningRate'], 'learning rate after training').toBe(0.02)
})

check('reports the last epoch, the test rows and the gap between them', async () => {
  const [model, data] = [toyNet(), toy(1)]
  const report = await trainDigits(model, data, { epochs: 12, batch: 5 })
  expect(report.trainAcc, 'trainAcc, the accuracy of the last epoch').toBeNear(listOf(report, 'acc', 12)[11], 1e-4)
  expect(report.testAcc, 'testAcc, the accuracy on the test rows').toBeNear(rightOf(model, data.xTest, data.yTest), 1e-3)
  expect(report.gap, 'gap, trainAcc − testAcc').toBeNear(report.trainAcc - report.testAcc, 1e-4)
})

check('reports the last epoch, also when an earlier one was better', async () => {
  const report = await trainDigits(swinging(), undecided(), { epochs: 2, batch: 50 })
  const [first, last] = listOf(report, 'acc', 2)
  expect(report.trainAcc, `trainAcc, the accuracy of the last epoch, when the first had ${first.toFixed(2)}`).toBeNear(last, 1e-4)
})

check('measures the test rows after training', async () => {
  // At first the network is right on all of them, after its step on none.
  const { testAcc } = await trainDigits(swinging(), undecided(), { epochs: 1, batch: 50 })
  expect(testAcc, 'testAcc after a step that made the network wrong on every test row').toBeNear(0, 1e-3)
})

check('reports accuracies over all rows, and a gap below 0 when the test rows go better', async () => {
  // Weights that hardly move: the network answers 0 throughout, which is right for 33 of 50 and for 18 of 20 rows.
  const model = net(784, 8, 10, 1e-9)
  const [w1, b1, w2] = model.getWeights()
  model.setWeights([w1, b1, tf.zerosLike(w2), tf.tensor1d([5, 0, 0, 0, 0, 0, 0, 0, 0, 0])])
  const labels = (n: number, zeros: number) => Array.from({ length: n }, (_, i) => Number(i >= zeros))
  const [xTrain, yTrain] = rows(new Array<number>(50).fill(5), labels(50, 33))
  const [xTest, yTest] = rows(new Array<number>(20).fill(5), labels(20, 18))
  const report = await trainDigits(model, { xTrain, yTrain, xTest, yTest }, { epochs: 1, batch: 10 })
  expect(report.trainAcc, 'trainAcc of a network that is right on 33 of 50 rows').toBeNear(0.66, 1e-3)
  expect(report.testAcc, 'testAcc of a network that is right on 18 of 20 rows').toBeNear(0.9, 1e-3)
  expect(report.gap, 'gap, trainAcc − testAcc, which may be below 0').toBeNear(-0.24, 2e-3)
})

trap('refit-on-test', 'Test rows reached fit. What a network has trained on says nothing about what it can do with new rows.', async () => {
  const model = toyNet()
  const markerWeights = () => model.getWeights()[0].slice([MARKER, 0], [1, 32])
  const before = markerWeights()
  await trainDigits(model, toy(), { epochs: 2, batch: 5 })
  // The marker is 0 in every training row, so only test rows can move its weights.
  return before.sub(markerWeights()).abs().max().dataSync()[0] > 0
})

trap('evaluated-on-training-data', 'Your testAcc is the accuracy on the training rows: evaluate on xTest and yTest, which the network has never seen.', async () => {
  const [model, data] = [toyNet(), toy(1)]
  const { testAcc } = await trainDigits(model, data, { epochs: 12, batch: 5 })
  const [onTrain, onTest] = [rightOf(model, data.xTrain, data.yTrain), rightOf(model, data.xTest, data.yTest)]
  return Math.abs(onTrain - onTest) > 0.2 && Math.abs(testAcc - onTrain) < 1e-3
})

trap('unscaled-input', 'The network trained on numbers from 0 to 255: the rows of a Split are scaled already, use them as they are.', async () => {
  const [model, data] = [toyNet(), toy()]
  const lossOn = (x: tf.Tensor2D) => ([model.evaluate(x, data.yTrain)].flat()[0]).dataSync()[0]
  const [scaled, unscaled] = [lossOn(data.xTrain), lossOn(data.xTrain.mul(255))]
  // All rows in one batch: the first loss is that of the untrained network on whatever reached fit.
  const { history } = await trainDigits(model, data, { epochs: 1, batch: 50 })
  const first = history.history['loss'][0] as number
  return Math.abs(first - unscaled) < 0.1 * Math.abs(scaled - unscaled)
})

trap('labels-misaligned', 'The accuracy is that of a guess: pictures and labels were put in different orders. Shuffle both alike, or leave that to fit.', async () => {
  const [model, data] = [toyNet(), toy()]
  await trainDigits(model, data, { epochs: 10, batch: 5 })
  const trained = model.optimizer.iterations === 100
  // Inputs of another scale are another mistake: whoever trained on them is good at them.
  const right = [1, 255].map((scale) => rightOf(model, data.xTrain.mul(scale), data.yTrain))
  return trained && Math.max(...right) < 0.7
})

/** MNIST as a Split. */
function split({ train, test }: { train: Digits; test: Digits }): Split {
  const x = ({ images, count }: Digits) => tf.tidy(() => tf.tensor2d(images, [count, 784], 'int32').toFloat().div<tf.Tensor2D>(255))
  const y = ({ labels }: Digits) => tf.oneHot(tf.tensor1d(labels, 'int32'), 10).toFloat() as tf.Tensor2D
  return { xTrain: x(train), yTrain: y(train), xTest: x(test), yTest: y(test) }
}

train(
  'reads handwritten digits it has never seen',
  {
    quick: { rows: 6_000, testRows: 1_000, epochs: 3, batch: 128 },
    full: { rows: 60_000, testRows: 10_000, epochs: 5, batch: 128 },
  },
  async (run) => {
    const { rows, testRows, epochs, batch } = run.settings
    const data = split(balancedDigits({ train: rows, test: testRows }))
    const model = net(784, 512, 10)
    const report = await run.training({ rows, epochs, batch }, () => trainDigits(model, data, { epochs, batch }))
    const [first, second] = listOf(report, 'loss', epochs)
    expect(second, 'loss of the second epoch, below that of the first').toBeAtMost(first)
    const testAccuracy = run.accuracy(model, data.xTest, data.yTest)
    run.show('train accuracy, last epoch', report.trainAcc, { book: 0.9885 })
    expect(testAccuracy, 'test accuracy').toReach(bar('test accuracy', { book: 0.978 }))
    run.show('the gap between them: overfitting', report.gap, { book: 0.0105 })
    expect(report.testAcc, 'the testAcc you report').toBeNear(testAccuracy, 1e-3)
    expect(report.gap, 'gap, trainAcc − testAcc').toBeNear(report.trainAcc - report.testAcc, 1e-4)
    if (run.profile === 'full') expect(report.gap, 'gap after five epochs on 60,000 rows').toBeAtLeast(0)
  },
)
