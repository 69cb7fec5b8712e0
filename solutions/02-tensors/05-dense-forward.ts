import * as tf from '@tensorflow/tfjs'

/**
 * What a dense layer makes of its inputs: act(x·W + b).
 *  - `relu`: max(z, 0) of each number z
 *  - `tanh`: a number between −1 and 1
 *  - `sigmoid`: 1 / (1 + exp(−z)), a number between 0 and 1
 *  - `linear`: the number itself
 *
 * @param x n rows of inputs [n, inputs], float32
 * @param W one column of weights for each unit [inputs, units], float32
 * @param b one bias for each unit [units], float32
 * @param act linear when it is left out
 * @returns one row of outputs for each row of inputs [n, units]
 */
export function denseForward(
  x: tf.Tensor2D,
  W: tf.Tensor2D,
  b: tf.Tensor1D,
  act: 'relu' | 'tanh' | 'sigmoid' | 'linear' = 'linear',
): tf.Tensor2D {
  // #region solution: multiply, add the bias, apply the activation
  return tf.tidy(() => {
    const sums = x.matMul(W).add<tf.Tensor2D>(b)
    switch (act) {
      case 'relu':
        return sums.relu()
      case 'tanh':
        return sums.tanh()
      case 'sigmoid':
        return sums.sigmoid()
      case 'linear':
        return sums
    }
  })
  // #endregion
}

/**
 * The one linear layer that does what a stack of linear layers does: for every x, x·W + b is what comes out when x
 * goes through all the layers, one after the other.
 *
 * @param layers one layer or more, the first one first; W is [inputs, units], b is [units], and a layer has as many
 *   units as the next one has inputs
 * @returns `W` [inputs of the first, units of the last] and `b` [units of the last], both new tensors: the caller may
 *   dispose them and keep the layers, also when there is only one layer
 */
export function collapseLinear(layers: { W: tf.Tensor2D; b: tf.Tensor1D }[]): { W: tf.Tensor2D; b: tf.Tensor1D } {
  // #region solution: fold the layers into one, from first to last
  return tf.tidy(() => {
    const [first, ...others] = layers
    let [W, b] = [first.W.clone(), first.b.clone()]
    for (const next of others) {
      W = tf.matMul(W, next.W)
      b = b.dot(next.W).add(next.b)
    }
    return { W, b }
  })
  // #endregion
}
