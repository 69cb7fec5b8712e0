import * as tf from '@tensorflow/tfjs'

/**
 * How similar each point of `a` is to each point of `b`: 1 for the same place, towards 0 far apart.
 *
 *     K[i, j] = exp(−gamma · |aᵢ − bⱼ|²)
 *
 * It must do for many points with many coordinates: no tensor made on the way may hold n·m·d numbers or more.
 *
 * @param a points [n, d], float32
 * @param b points [m, d], float32
 * @param gamma above 0; the larger, the faster similarity fades with distance
 * @returns [n, m], float32
 */
export function rbfKernel(a: tf.Tensor2D, b: tf.Tensor2D, gamma: number): tf.Tensor2D {
  // #region solution: all squared distances at once, then exp(−gamma · distance²)
  return tf.tidy(() => {
    const lengthsA = a.square().sum(1, true)
    const lengthsB = b.square().sum(1)
    const squared = lengthsA.add(lengthsB).sub(a.matMul(b, false, true).mul(2))
    // Rounding can leave a little less than 0.
    return squared.maximum(0).mul<tf.Tensor2D>(-gamma).exp()
  })
  // #endregion
}

/**
 * A perceptron that knows its points only by their similarities. It counts mistakes. It goes through the rows one by
 * one, `epochs` times, and looks at row i like this:
 *
 *     score = Σⱼ alphas[j] · y[j] · K[i, j]
 *     when score · y[i] ≤ 0, the row is a mistake: alphas[i] goes up by 1
 *
 * All counts start at 0, so the first row is always a mistake. It may stop after an epoch without any mistake.
 *
 * @param K similarities of the training rows to each other [n, n], float32
 * @param y the class of each row [n], int32, −1 or 1
 * @param epochs how many times to go through all rows
 * @returns how often each row was a mistake [n], 0 or more
 * @throws RangeError naming `y` when a label is neither −1 nor 1
 */
export function kernelPerceptron(K: tf.Tensor2D, y: tf.Tensor1D, epochs: number): tf.Tensor1D {
  // #region solution: go through the rows, count a mistake where the score is not on the row's side
  const [similar, labels] = [K.arraySync(), y.arraySync()]
  if (!labels.every((label) => label === -1 || label === 1)) throw new RangeError('labels in y must be −1 or 1')
  const alphas = labels.map(() => 0)
  for (let epoch = 0; epoch < epochs; epoch++) {
    labels.forEach((label, i) => {
      const score = alphas.reduce((sum, alpha, j) => sum + alpha * labels[j] * similar[i][j], 0)
      if (score * label <= 0) alphas[i]++
    })
  }
  return tf.tensor1d(alphas)
  // #endregion
}
