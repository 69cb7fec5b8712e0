import * as tf from '@tensorflow/tfjs'

/** What a network for two classes is built from. */
export interface NetOptions {
  /** How many numbers a row has. */
  dim: number
  /** The units of each hidden layer, from the first on; there is at least one. */
  hidden: number[]
  /** That of the hidden layers; relu, when nothing else is said. */
  activation?: 'relu' | 'tanh'
  /** binaryCrossentropy, when nothing else is said. */
  loss?: 'binaryCrossentropy' | 'meanSquaredError'
}

/**
 * A network that gives the probability that a review is positive: dense hidden layers, then an output layer of a single
 * unit with a sigmoid. Compiled with RMSProp at its usual learning rate (0.001), the loss that is asked for and accuracy
 * as a metric.
 */
export function buildSentimentNet(o: NetOptions): tf.LayersModel {
  // #region solution: hidden layers, one unit with a sigmoid, then compile
  const { dim, hidden, activation = 'relu', loss = 'binaryCrossentropy' } = o
  const model = tf.sequential()
  hidden.forEach((units, i) => model.add(tf.layers.dense({ units, activation, ...(i === 0 && { inputShape: [dim] }) })))
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }))
  model.compile({ optimizer: 'rmsprop', loss, metrics: ['accuracy'] })
  return model
  // #endregion
}

/**
 * How far predicted probabilities are from the labels: −log p in a row of label 1, −log(1 − p) in a row of label 0, and
 * the mean over the rows. A probability below 1e-7 counts as 1e-7, and one above 1 − 1e-7 as 1 − 1e-7, so the result is
 * always a number.
 *
 * @param y labels, 0 or 1 [n], float32
 * @param p probabilities of label 1 [n]
 * @returns the mean over the rows, a scalar
 */
export function binaryCrossentropy(y: tf.Tensor1D, p: tf.Tensor1D): tf.Scalar {
  // #region solution: the logarithm of the probability that the right class was given, then the mean
  return tf.tidy(() => {
    const clipped = p.clipByValue(1e-7, 1 - 1e-7)
    const positive = y.mul(clipped.log())
    const negative = tf.scalar(1).sub(y).mul(tf.scalar(1).sub(clipped).log())
    return positive.add(negative).neg().mean()
  })
  // #endregion
}
