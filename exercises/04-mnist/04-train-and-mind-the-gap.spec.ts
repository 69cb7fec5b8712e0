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

/**
 * A toy to learn by heart: input i is class i, so any training gets it right. The test rows carry a label that is
 * `shift` too high: with a shift, a good network is wrong on all of them. The last input is a marker that is lit in
 * test rows only.
 */
function toy(shift = 0): Split {
  const classes = 4
  const rows = (n: number, marker: number, shift: number) => {
    const label = Array.from({ length: n }, (_, i) => i % classes)
    const x = tf.tensor2d(label.map((k) => [...[0, 1, 2, 3].map((i) => Number(i === k)), marker]))
    const y = tf.oneHot(tf.tensor1d(label.map((k) => (k + shift) % classes), 'int32'), classes).toFloat() as tf.Tensor2D
    return [x, y] as const
  }
  const [[xTrain, yTrain], [xTest, yTest]] = [rows(50, 0, 0), rows(20, 1, shift)]
  return { xTrain, yTrain, xTest, yTest }
}
const toyNet = (learningRate = 0.02) => net(5, 8, 4, learningRate)

/** The share of rows that a network gets right. */
const rightOf = (model: tf.LayersModel, x: tf.Tensor2D, y: tf.Tensor2D) =>
  (model.predict(x) as tf.Tensor2D).argMax(1).equal(y.argMax(1)).toFloat().mean().dataSync()[0]

check('trains for the epochs and in the batches it is given', async () => {
  const model = toyNet()
  const { history } = await trainDigits(model, toy(), { epochs: 3, batch: 16 })
  expect(history.history['loss']?.length, 'losses in the history, one an epoch').toBe(3)
  expect((model.optimizer).iterations, 'steps: 50 rows in batches of 16 are 4, three times over').toBe(12)
})

check('reports the last epoch, the test rows and the gap between them', async () => {
  const [model, data] = [toyNet(), toy(1)]
  const report = await trainDigits(model, data, { epochs: 12, batch: 5 })
  expect(report.trainAcc, 'trainAcc, the accuracy of the last epoch').toBeNear(report.history.history['acc'].at(-1) as number, 1e-4)
  expect(report.testAcc, 'testAcc, the accuracy on the test rows').toBeNear(rightOf(model, data.xTest, data.yTest), 1e-3)
  expect(report.gap, 'gap, trainAcc − testAcc').toBeNear(report.trainAcc - report.testAcc, 1e-4)
})

trap('evaluated-on-training-data', 'Your testAcc is the accuracy on the training rows: evaluate on xTest and yTest, which the network has never seen.', async () => {
  const [model, data] = [toyNet(), toy(1)]
  const { testAcc } = await trainDigits(model, data, { epochs: 12, batch: 5 })
  const [onTrain, onTest] = [rightOf(model, data.xTrain, data.yTrain), rightOf(model, data.xTest, data.yTest)]
  return Math.abs(onTrain - onTest) > 0.2 && Math.abs(testAcc - onTrain) < 1e-3
})

trap('refit-on-test', 'Test rows reached fit. What a network has trained on says nothing about what it can do with new rows.', async () => {
  const model = toyNet()
  const markerWeights = () => model.getWeights()[0].slice([4, 0], [1, 8])
  const before = markerWeights()
  await trainDigits(model, toy(), { epochs: 2, batch: 5 })
  // The marker is 0 in every training row, so only test rows can move its weights.
  return before.sub(markerWeights()).abs().max().dataSync()[0] > 0
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
  await trainDigits(model, data, { epochs: 30, batch: 5 })
  const trained = (model.optimizer).iterations === 300
  return trained && rightOf(model, data.xTrain, data.yTrain) < 0.7
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
    const [first, second] = report.history.history['loss'] as number[]
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
