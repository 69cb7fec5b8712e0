import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

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
  todo('say where each batch begins and how many rows it has')
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
  todo('find the rows of batch i, then slice them')
}

/**
 * A window of 14 × 14 pixels of every picture: its bottom right quarter, or its centre with as much cut off on the
 * left as on the right, and at the top as at the bottom.
 *
 * @param x pictures [n, 28, 28], float32 or int32
 * @returns [n, 14, 14], of the same dtype as `x`
 */
export function crop(x: tf.Tensor3D, which: 'bottomRight14' | 'centre14'): tf.Tensor3D {
  todo('slice rows and columns, and leave no picture out')
}
