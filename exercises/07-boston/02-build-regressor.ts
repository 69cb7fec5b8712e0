import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * The network for prices: two hidden dense layers of 64 units with relu, and an output layer of one unit without
 * activation, so that it can answer with any number. Compiled with RMSProp at its usual learning rate (0.001), the
 * mean squared error as the loss, and the mean absolute error as its one metric. A history then has `loss` and `mae`,
 * and `val_loss` and `val_mae` when there is validation data.
 *
 * @param features how many numbers describe a row: 13 for Boston
 */
export function buildRegressor(features: number): tf.LayersModel {
  todo('three dense layers, the last one plain, then compile')
}

/**
 * The mean squared error: the mean of (y − p)² over the rows. What training makes small.
 *
 * @param y targets [n]
 * @param p predictions [n]
 * @returns a scalar
 * @throws RangeError naming `p`, unless y and p have the same shape: a network predicts [n, 1], and [n] − [n, 1]
 *   would be every target minus every prediction
 */
export function mse(y: tf.Tensor1D, p: tf.Tensor1D): tf.Scalar {
  todo('refuse different shapes, then take the mean of the squared errors')
}

/**
 * The mean absolute error: the mean of |y − p| over the rows. What people read, in the unit of the targets.
 *
 * @param y targets [n]
 * @param p predictions [n]
 * @returns a scalar
 * @throws RangeError naming `p`, unless y and p have the same shape
 */
export function mae(y: tf.Tensor1D, p: tf.Tensor1D): tf.Scalar {
  todo('refuse different shapes, then take the mean of the errors without their sign')
}

/** A mean absolute error of prices in thousands of dollars, as dollars: 2.5 becomes 2,500. */
export function toDollars(mae: number): number {
  todo('from thousands of dollars to dollars')
}
