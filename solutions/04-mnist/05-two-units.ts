import * as tf from '@tensorflow/tfjs'
import type { Split } from './04-train-and-mind-the-gap'

/**
 * Builds a digits net with so few hidden units, trains it from scratch and measures it: 784 inputs, `units` with
 * relu, 10 with softmax; RMSProp, categorical crossentropy, accuracy. Nothing of it is left in memory afterwards.
 *
 * @param units hidden units
 * @param d rows as `trainDigits` takes them; the number of inputs and classes is that of the rows
 * @param o.epochs how many times training goes over all rows
 * @param o.batch rows a step
 * @returns the accuracy on the test rows, 0 to 1
 */
export async function trainTiny(units: number, d: Split, o: { epochs: number; batch: number }): Promise<number> {
  // #region solution: build, compile, fit, evaluate on the test rows, dispose
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [d.xTrain.shape[1]], units, activation: 'relu' }),
      tf.layers.dense({ units: d.yTrain.shape[1], activation: 'softmax' }),
    ],
  })
  model.compile({ optimizer: 'rmsprop', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  await model.fit(d.xTrain, d.yTrain, { epochs: o.epochs, batchSize: o.batch, verbose: 0 })
  const scores = model.evaluate(d.xTest, d.yTest, { batchSize: 1000 }) as tf.Scalar[]
  const accuracy = scores[1].dataSync()[0]
  tf.dispose(scores)
  model.dispose()
  return accuracy
  // #endregion
}

/**
 * Whether an accuracy shows that something was learned, rather than a lucky guess. Guessing among `classes` is right
 * with probability p = 1/classes; over n rows that varies with a standard error of √(p·(1 − p)/n). Three of them
 * above p is no luck any more.
 *
 * @param acc measured accuracy, 0 to 1
 * @param classes how many classes there are, equally frequent
 * @param n how many rows it was measured on
 */
export function hasPower(acc: number, classes: number, n: number): boolean {
  // #region solution: compare with a guess plus three standard errors
  const guess = 1 / classes
  return acc > guess + 3 * Math.sqrt((guess * (1 - guess)) / n)
  // #endregion
}
