import * as tf from '@tensorflow/tfjs'

/** A line between two classes: the logit of a row x is x·w + b. */
export interface LogReg {
  /** [d] */
  w: tf.Tensor1D
  /** [] */
  b: tf.Scalar
}

/**
 * Fits a logistic regression: w and b such that sigmoid(x·w + b) is the probability of label 1.
 *
 * w and b start at 0. Each epoch is one update, w ← w − lr · gradient, b alike (plain gradient descent), and takes
 * all rows at once. The loss is the mean over the rows of −log p where y is 1 and −log(1 − p) where y is 0. It must
 * not become NaN when a row is on the wrong side with a logit in the hundreds; what it is there is up to you.
 *
 * @param x rows [n, d], float32
 * @param y their labels [n], 0 or 1, float32
 * @returns `w` [d] and `b` [], which are the caller's from then on
 */
export async function trainLogReg(
  x: tf.Tensor2D,
  y: tf.Tensor1D,
  o: { lr: number; epochs: number },
): Promise<LogReg> {
  // #region solution: in every epoch the mean crossentropy of all rows, its gradient, one step
  const d = x.shape[1]
  const [w, b] = tf.tidy(() => [tf.variable(tf.zeros<tf.Rank.R1>([d])), tf.variable(tf.scalar(0))] as const)
  const loss = () => {
    const z = x.dot(w).add(b)
    // The crossentropy of sigmoid(z), written so that nothing overflows.
    return z.relu().sub(z.mul(y)).add(z.abs().neg().exp().log1p()).mean<tf.Scalar>()
  }
  for (let epoch = 0; epoch < o.epochs; epoch++) {
    tf.tidy(() => {
      const { grads } = tf.variableGrads(loss, [w, b])
      w.assign(w.sub(grads[w.name].mul(o.lr)))
      b.assign(b.sub(grads[b.name].mul(o.lr)))
    })
  }
  return { w, b }
  // #endregion
}

/**
 * The probability of label 1 for each row: sigmoid(x·w + b), with sigmoid(z) = 1 / (1 + exp(−z)). From 0 to 1, and
 * strictly between while the logit lies within ±15. Never NaN, also not at logits of ±100.
 *
 * @param m a fitted regression; not changed
 * @param x rows [n, d]
 * @returns [n]
 */
export function predictProba(m: LogReg, x: tf.Tensor2D): tf.Tensor1D {
  // #region solution: the logits, through a sigmoid
  return tf.tidy(() => x.dot(m.w).add<tf.Tensor1D>(m.b).sigmoid())
  // #endregion
}
