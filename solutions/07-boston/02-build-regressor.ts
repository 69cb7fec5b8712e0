import * as tf from '@tensorflow/tfjs'

/**
 * The network for prices: two hidden dense layers of 64 units with relu, and an output layer of one unit without
 * activation, so that it can answer with any number. Compiled with RMSProp at its usual learning rate (0.001), the
 * mean squared error as the loss, and the mean absolute error as its one metric. A history then has `loss` and `mae`,
 * and `val_loss` and `val_mae` when there is validation data.
 *
 * @param features how many numbers describe a row: 13 for Boston
 */
export function buildRegressor(features: number): tf.LayersModel {
  // #region solution: three dense layers, the last one plain, then compile
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [features], units: 64, activation: 'relu' }),
      tf.layers.dense({ units: 64, activation: 'relu' }),
      tf.layers.dense({ units: 1 }),
    ],
  })
  model.compile({ optimizer: 'rmsprop', loss: 'meanSquaredError', metrics: ['mae'] })
  return model
  // #endregion
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
  // #region solution: refuse different shapes, then take the mean of the squared errors
  refuseOtherShape(y, p)
  return tf.tidy(() => y.sub(p).square().mean())
  // #endregion
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
  // #region solution: refuse different shapes, then take the mean of the errors without their sign
  refuseOtherShape(y, p)
  return tf.tidy(() => y.sub(p).abs().mean())
  // #endregion
}

/** A mean absolute error of prices in thousands of dollars, as dollars: 2.5 becomes 2,500. */
export function toDollars(mae: number): number {
  // #region solution: from thousands of dollars to dollars
  return mae * 1000
  // #endregion
}

// #region solution
function refuseOtherShape(y: tf.Tensor, p: tf.Tensor): void {
  if (!tf.util.arraysEqual(y.shape, p.shape)) throw new RangeError(`p has shape [${p.shape.join(', ')}], but y has [${y.shape.join(', ')}]`)
}
// #endregion
