import * as tf from '@tensorflow/tfjs'

/**
 * How n rows are cut into batches: where each batch begins and how many rows it has. Batches follow each other from
 * row 0 on and have `size` rows each; the last one has what is left, which may be fewer.
 *
 *     batches(10, 4)  →  [[0, 4], [4, 4], [8, 2]]
 *
 * @param n how many rows there are, 1 or more
 * @param size rows in a batch, 1 or more; it may be more than `n`
 */
export function batches(n: number, size: number): [begin: number, size: number][] {
  // #region solution: say where each batch begins and how many rows it has
  const count = Math.ceil(n / size)
  return Array.from({ length: count }, (_, i) => [i * size, Math.min(size, n - i * size)])
  // #endregion
}

/**
 * One batch of pictures, cut as `batches` does: the last batch may be shorter than `size`.
 *
 * @param x pictures [n, 28, 28], float32 or int32
 * @param i the number of the batch; the first one is batch 0
 * @param size pictures in a batch
 * @returns [size, 28, 28] (fewer pictures in the last batch), of the same dtype as `x`
 * @throws RangeError naming `i` when there is no such batch: below 0, or after the last
 */
export function batchAt(x: tf.Tensor3D, i: number, size: number): tf.Tensor3D {
  // #region solution: find the rows of batch i, then slice them
  const all = batches(x.shape[0], size)
  if (!(i in all)) throw new RangeError(`i must be a batch from 0 to ${all.length - 1}, not ${i}`)
  const [begin, rows] = all[i]
  return x.slice([begin, 0, 0], [rows, 28, 28])
  // #endregion
}

/**
 * A window of 14 × 14 pixels of every picture: its bottom right quarter, or its centre with as much cut off on the
 * left as on the right, and at the top as at the bottom.
 *
 * @param x pictures [n, 28, 28], float32 or int32
 * @returns [n, 14, 14], of the same dtype as `x`
 */
export function crop(x: tf.Tensor3D, which: 'bottomRight14' | 'centre14'): tf.Tensor3D {
  // #region solution: slice rows and columns, and leave no picture out
  const begin = which === 'centre14' ? 7 : 14
  return x.slice([0, begin, begin], [x.shape[0], 14, 14])
  // #endregion
}
