import * as tf from '@tensorflow/tfjs'

/**
 * Crossentropy for labels that are class numbers: the mean over the rows of −log p, where p is the probability that a
 * row gives to its own class. The same number as with one-hot labels. A probability of 0 counts as 1e-7, so the
 * result is always a number.
 *
 * @param y class numbers [n], int32, 0 to classes − 1
 * @param p probabilities [n, classes], rows summing to 1
 * @returns the mean over the rows, a scalar
 * @throws RangeError naming `y` (or the labels) when a class number is negative or not below `classes`
 */
export function sparseCategoricalCrossentropy(y: tf.Tensor1D, p: tf.Tensor2D): tf.Scalar {
  // #region solution: pick the probability at each label, then −log, then the mean
  const classes = p.shape[1]
  const outside = y.dataSync().find((label) => label < 0 || label >= classes)
  if (outside !== undefined) throw new RangeError(`the labels y must lie between 0 and ${classes - 1}, but one is ${outside}`)
  return tf.tidy(() => {
    const given = tf.oneHot(y, classes).mul(p).sum(1)
    return given.clipByValue(1e-7, 1).log().neg().mean()
  })
  // #endregion
}

/**
 * Makes a network take labels as class numbers ([n], float32 as all that a network reads) instead of one-hot rows. The
 * network is compiled already, for one-hot labels; it is compiled again in place. Its weights, and its optimizer with
 * all its settings, stay as they are, and accuracy is watched as before.
 *
 * @param m compiled with categorical crossentropy and accuracy; its last layer is a softmax
 */
export function compileSparse(m: tf.LayersModel): void {
  // #region solution: compile again with the loss for class numbers, and all else as it was
  m.compile({ optimizer: m.optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] })
  // #endregion
}
