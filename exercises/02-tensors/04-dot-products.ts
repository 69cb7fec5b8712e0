import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * The dot product of two vectors: multiply the numbers that stand at the same place, then sum.
 *
 *     a·b = a₀b₀ + a₁b₁ + …
 *
 * @throws RangeError with both lengths in its message, when they differ
 */
export function dotVV(a: number[], b: number[]): number {
  todo('multiply number by number, and sum')
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
  todo('take the dot product of each row with v')
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
  todo('take the dot product of each row of a with each column of b')
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
  todo('turn a into a matrix of rows, multiply, and give the result its axes back')
}
