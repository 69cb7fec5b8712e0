import * as tf from '@tensorflow/tfjs'

/**
 * Each label as a row with a 1 in its own column and 0 elsewhere.
 *
 * @param labels class numbers [n], int32, 0 to classes − 1
 * @param classes how many columns there are, also when the labels at hand do not use them all
 * @returns [n, classes], float32
 * @throws RangeError naming `labels` when a label is negative or not below `classes`
 */
export function toCategorical(labels: tf.Tensor1D, classes: number): tf.Tensor2D {
  // #region solution: refuse labels without a column, then put a 1 into each row
  return tf.tidy(() => {
    const outside = Array.from(labels.dataSync()).find((label) => label < 0 || label >= classes)
    if (outside !== undefined) throw new RangeError(`labels must lie between 0 and ${classes - 1}, but one is ${outside}`)
    return tf.oneHot(labels, classes).toFloat() as tf.Tensor2D
  })
  // #endregion
}

/**
 * Scores as probabilities: every row positive, every row summing to 1, larger scores larger. Scores may be as large
 * as 1,000.
 *
 *     softmax(z)ᵢ = exp(zᵢ) / Σⱼ exp(zⱼ)
 *
 * @param z scores [n, classes]
 * @returns probabilities [n, classes]
 */
export function softmax(z: tf.Tensor2D): tf.Tensor2D {
  // #region solution: subtract the row's largest score, then exp and divide by the row's sum
  return tf.tidy(() => {
    const exp = z.sub(z.max(1, true)).exp()
    return exp.div(exp.sum(1, true))
  })
  // #endregion
}

/**
 * How far predicted probabilities are from the labels: −Σ y·log p for each row, then the mean over the rows.
 * A probability of 0 counts as 1e-7, so the result is always a number.
 *
 * @param y labels, one-hot [n, classes], float32
 * @param p probabilities [n, classes], rows summing to 1
 * @returns the mean over the rows, a scalar
 */
export function categoricalCrossentropy(y: tf.Tensor2D, p: tf.Tensor2D): tf.Scalar {
  // #region solution: −Σ y·log p in each row, the mean over all rows
  return tf.tidy(() => y.mul(p.clipByValue(1e-7, 1).log()).sum(1).neg().mean())
  // #endregion
}

/**
 * The share of rows in which the most probable class is the right one.
 *
 * @param y labels, one-hot [n, classes]
 * @param p probabilities [n, classes]
 * @returns 0 to 1
 */
export function accuracy(y: tf.Tensor2D, p: tf.Tensor2D): number {
  // #region solution: compare the largest entry of each row
  return tf.tidy(() => y.argMax(1).equal(p.argMax(1)).toFloat().mean().dataSync()[0])
  // #endregion
}
