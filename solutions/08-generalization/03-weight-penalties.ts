import * as tf from '@tensorflow/tfjs'

/**
 * The L1 penalty of weights: λ times the sum of their absolute values.
 *
 * @param w weights of any shape
 * @param lambda λ, how much the penalty counts
 */
export function l1Penalty(w: tf.Tensor, lambda: number): tf.Scalar {
  // #region solution: the sum of the absolute values, times λ
  return tf.tidy(() => w.abs().sum().mul<tf.Scalar>(lambda))
  // #endregion
}

/**
 * The L2 penalty of weights: λ times the sum of their squares. (Elsewhere it may be half of that, or a mean; here it is
 * what tf.regularizers.l2 adds to a loss.)
 *
 * @param w weights of any shape
 * @param lambda λ, how much the penalty counts
 */
export function l2Penalty(w: tf.Tensor, lambda: number): tf.Scalar {
  // #region solution: the sum of the squares, times λ
  return tf.tidy(() => w.square().sum().mul<tf.Scalar>(lambda))
  // #endregion
}

/**
 * What penalties would add to the loss of a network as it is now: those of the weights of all its layers, together.
 * Biases are not penalised. Weights have two axes or more, a bias has one.
 *
 * @param m a network of dense layers, perhaps with others that have no weights
 * @param reg.l1 λ of an L1 penalty; without it there is none
 * @param reg.l2 λ of an L2 penalty; without it there is none. Given both, both are added
 */
export function penaltyOf(m: tf.LayersModel, reg: { l1?: number; l2?: number }): number {
  // #region solution: sum the penalties of all weights that are no biases
  return tf.tidy(() => {
    const kernels = m.getWeights().filter(({ rank }) => rank >= 2)
    const penalties = kernels.map((w) => l1Penalty(w, reg.l1 ?? 0).add(l2Penalty(w, reg.l2 ?? 0)))
    return penalties.reduce((sum, penalty) => sum + penalty.dataSync()[0], 0)
  })
  // #endregion
}

/**
 * One step of plain gradient descent on a loss with an L2 penalty: the weights move against the gradient of the loss
 * and against that of λ·Σw².
 *
 * @param w weights of any shape
 * @param g the gradient of the loss alone, without the penalty, in the shape of `w`
 * @param lr learning rate
 * @param lambda λ of the L2 penalty
 * @returns the weights after the step, a new tensor
 */
export function decayStep(w: tf.Tensor, g: tf.Tensor, lr: number, lambda: number): tf.Tensor {
  // #region solution: subtract lr times both gradients
  return tf.tidy(() => w.mul(1 - 2 * lr * lambda).sub(g.mul(lr)))
  // #endregion
}
