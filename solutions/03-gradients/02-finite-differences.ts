import * as tf from '@tensorflow/tfjs'

/**
 * The gradient of a loss, measured: each coefficient of W is moved by itself, eps up and eps down, while all others
 * stay as they are. Its slope is (f(up) − f(down)) / (2 · eps). W itself is not changed.
 *
 * @param f gives the loss for a tensor of the shape of W, as a scalar. It cleans up after itself; the scalar is yours
 *   to dispose. It is called twice for each coefficient, no more
 * @param W the weights, float32, of any rank (also a scalar)
 * @param eps how far each coefficient is moved, both ways. When it is left out, choose one: not so large that the slope
 *   bends on the way, and not so small that float32 loses it (it keeps about seven digits)
 * @returns the slopes, float32, in the shape of W
 */
export function numericGradient(f: (W: tf.Tensor) => tf.Scalar, W: tf.Tensor, eps?: number): tf.Tensor {
  // #region solution: for each coefficient, the slope between W with it moved down and W with it moved up
  const values = Array.from(W.dataSync())
  const lossWith = (i: number, value: number) =>
    tf.tidy(() => f(tf.tensor(values.with(i, value), W.shape)).dataSync()[0])
  const far = eps ?? 0.01
  const slopes = values.map((value, i) => (lossWith(i, value + far) - lossWith(i, value - far)) / (2 * far))
  return tf.tensor(slopes, W.shape)
  // #endregion
}

/**
 * How far two tensors are apart, measured against their own size: 0 when they are equal (also when both are all 0),
 * never negative, and the same for 1,000·a and 1,000·b as for a and b. For single numbers it is
 *
 *     |a − b| / max(|a|, |b|)
 *
 * For more, take the largest of these over all entries, or the length of a − b over that of the longer one; both are
 * in use. So is |a| + |b| in place of the maximum, which gives half as much.
 *
 * @param a any shape, float32
 * @param b the same shape
 * @throws an error naming `a` or `b` (or their shapes) when the shapes differ
 */
export function relativeError(a: tf.Tensor, b: tf.Tensor): number {
  // #region solution: compare the shapes, then divide each difference by the larger of the two
  if (String(a.shape) !== String(b.shape)) throw new RangeError(`the shapes of a and b differ: [${a.shape.join()}], [${b.shape.join()}]`)
  return tf.tidy(() => {
    const size = tf.maximum(a.abs(), b.abs()).maximum(1e-8)
    return a.sub(b).abs().div(size).max().dataSync()[0]
  })
  // #endregion
}
