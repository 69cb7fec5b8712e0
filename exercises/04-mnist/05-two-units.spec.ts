import * as tf from '@tensorflow/tfjs'
import { balancedDigits, type Digits } from '#datasets'
import { bar, check, expect, train, trap } from '#spec'
import { hasPower, trainTiny } from './05-two-units'

check('tells power from luck by the number of rows', () => {
  const holds = (acc: number, classes: number, n: number, bound: string, power: boolean) => {
    const call = `hasPower(${acc}, ${classes} classes, ${n.toLocaleString('en')} rows)`
    expect(hasPower(acc, classes, n), `${call}, where a guess plus three standard errors is ${bound}`).toBe(power)
  }
  holds(0.11, 10, 100, '0.19', false)
  holds(0.11, 10, 10_000, '0.109', true)
  holds(0.17, 10, 100, '0.19', false)
  holds(0.35, 10, 100, '0.19', true)
  holds(0.5, 10, 6, '0.467', true)
  holds(0.6, 2, 100, '0.65', false)
  holds(0.7, 2, 100, '0.65', true)
  holds(0.6, 2, 1_000, '0.547', true)
  holds(0.05, 10, 10_000, '0.109', false)
})

trap('bare-threshold', '11 right of 100 is luck: a guess is right in 10, give or take 3. Allow for the number of rows.', () => {
  const above = [10, 100, 10_000].every((n) => hasPower(0.11, 10, n))
  const below = [10, 100, 10_000].some((n) => hasPower(0.09, 10, n))
  return above && !below
})

/**
 * Ten classes that are easy to tell apart: class k is a band of 78 lit pixels. Test labels are `shift` too high: with
 * a shift, a good network is wrong on every test row.
 */
function bands(shift = 0) {
  const label = Array.from({ length: 50 }, (_, i) => i % 10)
  const x = () => tf.tensor2d(label.map((k) => Array.from({ length: 784 }, (_, pixel) => Number(Math.floor(pixel / 78) === k))))
  const y = (by: number) => tf.oneHot(tf.tensor1d(label.map((k) => (k + by) % 10), 'int32'), 10).toFloat() as tf.Tensor2D
  return { xTrain: x(), yTrain: y(0), xTest: x(), yTest: y(shift) }
}

check('builds, trains and measures a net of the size it is told', async () => {
  const accuracy = await trainTiny(64, bands(), { epochs: 8, batch: 5 })
  expect(accuracy, 'test accuracy with 64 units on ten easy classes').toBeBetween(0.7, 1)
})

check('bends: a hidden layer with relu can answer what no linear one can', async () => {
  // Whether just one of the two halves of a picture is lit. Without relu, at most three of the four cases are right.
  const cases = Array.from({ length: 40 }, (_, i) => [i % 2, Math.floor(i / 2) % 2])
  const x = () => tf.tensor2d(cases.map(([top, bottom]) => Array.from({ length: 784 }, (_, pixel) => (pixel < 392 ? top : bottom))))
  const y = () => tf.oneHot(tf.tensor1d(cases.map(([top, bottom]) => Number(top !== bottom)), 'int32'), 10).toFloat() as tf.Tensor2D
  const accuracy = await trainTiny(64, { xTrain: x(), yTrain: y(), xTest: x(), yTest: y() }, { epochs: 30, batch: 5 })
  expect(accuracy, 'test accuracy when the class is whether just one half is lit, which takes relu').toBeAtLeast(0.9)
})

check('gives the hidden layer as many units as it is told', async () => {
  const accuracy = await trainTiny(1, bands(), { epochs: 8, batch: 5 })
  expect(accuracy, 'test accuracy with a single unit, which cannot tell ten classes apart').toBeAtMost(0.6)
})

check('measures on the test rows', async () => {
  const accuracy = await trainTiny(64, bands(1), { epochs: 8, batch: 5 })
  expect(accuracy, 'test accuracy when the labels of the test rows are all wrong').toBeAtMost(0.3)
})

trap('wrong-layer', 'The output layer must keep one unit for each class, 10 for the digits: only the hidden layer shrinks.', async () => {
  try {
    await trainTiny(2, bands(), { epochs: 1, batch: 25 })
    return false
  } catch (error) {
    // TensorFlow.js compares labels of 10 columns with an output of 2.
    return /shape/.test((error as Error).message) && /,\s*2\]/.test((error as Error).message)
  }
})

/** MNIST as vectors and one-hot labels. */
function vectors({ images, labels, count }: Digits): [tf.Tensor2D, tf.Tensor2D] {
  const x = tf.tidy(() => tf.tensor2d(images, [count, 784], 'int32').toFloat().div<tf.Tensor2D>(255))
  return [x, tf.oneHot(tf.tensor1d(labels, 'int32'), 10).toFloat() as tf.Tensor2D]
}

/** Two relu units can both start dead, whatever the digit; the best of a few tries never does. */
const TRIES = 3

train(
  'two hidden units: better than a guess, far from good',
  {
    quick: { rows: 6_000, testRows: 1_000, epochs: 5, batch: 128 },
    full: { rows: 60_000, testRows: 10_000, epochs: 5, batch: 128 },
  },
  async (run) => {
    const { rows, testRows, epochs, batch } = run.settings
    const { train, test } = balancedDigits({ train: rows, test: testRows })
    const [[xTrain, yTrain], [xTest, yTest]] = [vectors(train), vectors(test)]
    const few = (x: tf.Tensor2D) => x.slice<tf.Tensor2D>([0, 0], [200, -1])
    const small = { xTrain: few(xTrain), yTrain: few(yTrain), xTest: few(xTest), yTest: few(yTest) }
    // Its epochs and batches are none of the usual ones.
    await run.training({ rows: 200, epochs: 2, batch: 30 }, () => trainTiny(2, small, { epochs: 2, batch: 30 }))
    let best = 0
    for (let i = 0; i < TRIES; i++) {
      const tiny = () => trainTiny(2, { xTrain, yTrain, xTest, yTest }, { epochs, batch })
      best = Math.max(best, await run.training({ rows, epochs, batch }, tiny))
    }
    const power = 0.1 + 3 * Math.sqrt((0.1 * 0.9) / testRows)
    expect(best, `test accuracy with two units, above the ${power.toFixed(3)} of a lucky guess`).toBeAtLeast(power)
    expect(best, 'test accuracy with two units, the best of three').toReach(bar('test accuracy, two units'))
    // Ten points below what 512 units reach in 4.4 at the least.
    expect(best, 'test accuracy with two units: so few cannot be that good').toBeAtMost(0.77)
  },
)
