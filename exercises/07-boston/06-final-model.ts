import * as tf from '@tensorflow/tfjs'
import { Scaler } from './01-feature-scaler'
import { buildRegressor } from './02-build-regressor'
import { todo } from '#spec'

/** Districts and their prices, as they come: nothing is scaled yet. */
export interface Split {
  /** [n, d] */
  xTrain: tf.Tensor2D
  /** Prices in thousands of dollars [n]. */
  yTrain: tf.Tensor1D
  /** Rows for a single look, when everything is decided. */
  xTest: tf.Tensor2D
  yTest: tf.Tensor1D
}

/**
 * The last training: the network of 7.2 on all training rows, scaled by their own means and standard deviations. How
 * many epochs it takes was found out before, with folds, so `fit` is given no validation data. Then one look at the
 * test rows, scaled by the numbers of the training rows.
 *
 * You may use what you wrote in 7.1 and 7.2, as imported above.
 *
 * @param o.epochs how many times training goes over all rows
 * @param o.batch rows a step
 * @returns `model`: trained, for rows that are scaled like the training rows; the caller disposes it · `testMae`: its
 *   mean absolute error on the test rows, in thousands of dollars · `dollars`: the same in dollars, rounded
 *   or not
 */
export async function finalModel(
  d: Split,
  o: { epochs: number; batch: number },
): Promise<{ model: tf.LayersModel; testMae: number; dollars: number }> {
  todo('scale by the training rows, train on all of them, measure once')
}
