import * as tf from '@tensorflow/tfjs'

/** Digits ready for a network: vectors [n, 784] from 0 to 1, labels one-hot [n, 10], both float32. */
export interface Split {
  xTrain: tf.Tensor2D
  yTrain: tf.Tensor2D
  /** Rows that training must never see. */
  xTest: tf.Tensor2D
  yTest: tf.Tensor2D
}

/**
 * Trains a compiled network and measures what it has learned.
 *
 * @param m compiled with accuracy as its one metric, not trained yet
 * @param o.epochs how many times training goes over all rows
 * @param o.batch rows a step
 * @returns `history`: what `fit` gives (its `.history` has a `loss` and an `acc` for each epoch) · `trainAcc`: the
 *   accuracy of the last epoch · `testAcc`: the accuracy on the test rows, after training · `gap`: trainAcc − testAcc
 */
export async function trainDigits(
  m: tf.LayersModel,
  d: Split,
  o: { epochs: number; batch: number },
): Promise<{ history: tf.History; trainAcc: number; testAcc: number; gap: number }> {
  // #region solution: fit on the training rows, evaluate on the test rows
  const history = await m.fit(d.xTrain, d.yTrain, { epochs: o.epochs, batchSize: o.batch, verbose: 0 })
  const trainAcc = history.history['acc'].at(-1) as number
  const scores = m.evaluate(d.xTest, d.yTest, { batchSize: 1000 }) as tf.Scalar[]
  const testAcc = scores[1].dataSync()[0]
  tf.dispose(scores)
  return { history, trainAcc, testAcc, gap: trainAcc - testAcc }
  // #endregion
}
