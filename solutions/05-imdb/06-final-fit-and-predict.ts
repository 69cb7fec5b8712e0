import * as tf from '@tensorflow/tfjs'
import type { Batches } from './05-hold-out-and-curves'

/** What the last training of a network needs. All of it belongs to the caller. */
export interface Final {
  /** Gives a new network with random weights, compiled with accuracy as its one metric. */
  build: () => tf.LayersModel
  /** A network that has been trained for far too many epochs. It is here to be compared with, and stays as it is. */
  overfitted: tf.LayersModel
  /** All training rows. Those that were held out to find the number of epochs are among them again. */
  train: Batches
  /** Rows that no network has learned from, and that nothing has been chosen by. */
  test: Batches
}

/**
 * Trains a new network for a number of epochs that is already decided, and then measures it on the test rows, once.
 *
 * @returns `model`: the new network · `testAcc`: its accuracy on the test rows after training, 0 to 1 · `gain`: testAcc
 *   minus the accuracy of `overfitted` on the same rows; below 0 if that one is better
 */
export async function finalFit(epochs: number, d: Final): Promise<{ model: tf.LayersModel; testAcc: number; gain: number }> {
  // #region solution: build, fit on all training rows, measure both networks on the test rows
  const model = d.build()
  await model.fitDataset(d.train, { epochs, verbose: 0 })
  const testAcc = await accuracyOn(d.test, model)
  return { model, testAcc, gain: testAcc - (await accuracyOn(d.test, d.overfitted)) }
  // #endregion
}

/**
 * The probability that each review is positive.
 *
 * @param m a network that ends in one sigmoid
 * @param x rows [n, dim]
 * @returns [n, 1]
 */
export function predictProba(m: tf.LayersModel, x: tf.Tensor2D): tf.Tensor2D {
  // #region solution: ask the network
  return m.predict(x) as tf.Tensor2D
  // #endregion
}

/**
 * Classes made of probabilities: 1 where p is above the threshold, 0 where it is at it or below.
 *
 * @param p probabilities as `predictProba` gives them, [n, 1]
 * @param threshold 0 to 1
 * @returns [n], int32
 */
export function classify(p: tf.Tensor2D, threshold = 0.5): tf.Tensor1D {
  // #region solution: compare with the threshold
  return tf.tidy(() => p.greater(threshold).toInt().squeeze([1]))
  // #endregion
}

// #region solution
async function accuracyOn(rows: Batches, model: tf.LayersModel): Promise<number> {
  const scores = (await model.evaluateDataset(rows, {})) as tf.Scalar[]
  const accuracy = scores[1].dataSync()[0]
  tf.dispose(scores)
  return accuracy
}
// #endregion
