import * as tf from '@tensorflow/tfjs'

/**
 * The dot product of two vectors: multiply the numbers that stand at the same place, then sum.
 *
 *     a·b = a₀b₀ + a₁b₁ + …
 *
 * @throws RangeError with both lengths in its message, when they differ
 */
export function dotVV(a: number[], b: number[]): number {
  // #region solution: multiply number by number, and sum
  if (a.length !== b.length) throw new RangeError(`${a.length} numbers meet ${b.length}: a and b must be equally long`)
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
  // #endregion
}

/**
 * A matrix times a vector: the dot product of each row with the vector.
 *
 * @param m rows of equal length, at least one
 * @param v one number for each column of `m`
 * @returns one number for each row of `m`
 * @throws RangeError with both lengths in its message, when rows of `m` and `v` are not equally long
 */
export function dotMV(m: number[][], v: number[]): number[] {
  // #region solution: take the dot product of each row with v
  return m.map((row) => dotVV(row, v))
  // #endregion
}

/**
 * A matrix times a matrix: entry [i][j] is the dot product of row i of `a` with column j of `b`.
 *
 * @param a rows of equal length, at least one
 * @param b rows of equal length, one for each column of `a`
 * @returns as many rows as `a`, as many columns as `b`
 * @throws RangeError with both lengths in its message, when rows of `a` and columns of `b` are not equally long
 */
export function dotMM(a: number[][], b: number[][]): number[][] {
  // #region solution: take the dot product of each row of a with each column of b
  const columns = b[0].map((_, j) => b.map((row) => row[j]))
  return a.map((row) => columns.map((column) => dotVV(row, column)))
  // #endregion
}

/**
 * The same for tensors with more axes: the last axis of `a` meets the first axis of `b`, and every row of numbers
 * along that axis of `a` is dotted with `b`.
 *
 *     [2, 3, 4, 5]·[5]     →  [2, 3, 4]
 *     [2, 3, 4, 5]·[5, 6]  →  [2, 3, 4, 6]
 *
 * @param a a tensor of rank 2, 3 or 4, float32
 * @param b a vector or a matrix, float32
 * @returns the axes of `a` without the last, then the axes of `b` without the first
 * @throws RangeError with both lengths in its message, when the last axis of `a` and the first of `b` are not equally long
 */
export function tensorDot(a: tf.Tensor, b: tf.Tensor1D | tf.Tensor2D): tf.Tensor {
  // #region solution: turn a into a matrix of rows, multiply, and give the result its axes back
  const [inner, leading] = [a.shape[a.rank - 1], a.shape.slice(0, -1)]
  if (inner !== b.shape[0]) throw new RangeError(`the last axis of a has ${inner} numbers, the first of b has ${b.shape[0]}`)
  return tf.tidy(() => {
    const rows = a.reshape<tf.Tensor2D>([-1, inner])
    const products = rows.matMul(b.reshape<tf.Tensor2D>([inner, -1]))
    return products.reshape([...leading, ...b.shape.slice(1)])
  })
  // #endregion
}
