import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

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
  todo('for each coefficient, the slope between W with it moved down and W with it moved up')
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
  todo('compare the shapes, then divide each difference by the larger of the two')
}
