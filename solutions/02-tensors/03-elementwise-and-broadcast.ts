import * as tf from '@tensorflow/tfjs'

/**
 * relu of every number: max(x, 0). What is negative becomes 0, everything else stays.
 *
 * @param x rows of numbers, which stay as they are
 * @returns new rows, as many and as long as those of `x`
 */
export function naiveRelu(x: number[][]): number[][] {
  // #region solution: put the larger of the number and 0 in its place
  return x.map((row) => row.map((value) => Math.max(value, 0)))
  // #endregion
}

/**
 * The shape of the sum of two tensors that need not have the same shape. Shapes are compared axis by axis from the
 * last one backwards; an axis that the shorter shape lacks counts as 1. Two lengths fit when they are equal or when
 * one of them is 1, and the longer one is that of the sum.
 *
 *     [2, 3] with [3]     →  [2, 3]
 *     [4, 1] with [1, 5]  →  [4, 5]
 *     [2, 3] with [2]     →  refused
 *
 * @param a a shape; [] is that of a scalar
 * @param b another shape
 * @throws RangeError that shows both shapes, when two lengths do not fit
 */
export function broadcastShape(a: number[], b: number[]): number[] {
  // #region solution: compare the two shapes from the right
  const rank = Math.max(a.length, b.length)
  const padded = (shape: number[]) => [...new Array<number>(rank - shape.length).fill(1), ...shape]
  const others = padded(b)
  return padded(a).map((length, axis) => {
    const other = others[axis]
    if (length !== other && length !== 1 && other !== 1) {
      throw new RangeError(`a [${a.join(', ')}] and b [${b.join(', ')}] do not fit: ${length} meets ${other}`)
    }
    return Math.max(length, other)
  })
  // #endregion
}

/**
 * Adds the same row of numbers to every row of a matrix.
 *
 * @param m [rows, columns], float32
 * @param v one number for each column [columns], float32
 * @returns [rows, columns]
 * @throws RangeError naming `v` when it has not exactly one number for each column. A single number is refused, too,
 *   unless `m` has a single column.
 */
export function addRow(m: tf.Tensor2D, v: tf.Tensor1D): tf.Tensor2D {
  // #region solution: refuse a row of another length, then add
  const columns = m.shape[1]
  if (v.size !== columns) throw new RangeError(`v must have ${columns} numbers, one for each column, not ${v.size}`)
  return m.add(v)
  // #endregion
}
