import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * Brings every column to mean 0 and standard deviation 1. It takes the mean and the standard deviation of the rows
 * that it is fitted to, and treats all other rows with these same numbers:
 *
 *     score = (x − mean) / std          std = √(the mean of (x − mean)² over the n rows)
 *
 * No method touches its input or leaves a tensor behind, apart from what it gives; `mean` and `std` stay until
 * `dispose`.
 */
export class Scaler {
  /**
   * @param mean the mean of each column [d]
   * @param std the standard deviation of each column [d]; 1 for a column in which all numbers are the same
   */
  constructor(
    readonly mean: tf.Tensor1D,
    readonly std: tf.Tensor1D,
  ) {}

  /**
   * A scaler for rows like these.
   *
   * @param x training rows [n, d], float32
   */
  static fit(x: tf.Tensor2D): Scaler {
    todo('the mean and the standard deviation of each column')
  }

  /**
   * Rows as scores, by the mean and the standard deviation of the rows it was fitted to.
   *
   * @param x any rows [m, d], also a single one
   * @returns [m, d]; a column that was constant in the fitted rows is moved by its mean, and no more
   */
  transform(x: tf.Tensor2D): tf.Tensor2D {
    todo('subtract the mean, divide by the standard deviation')
  }

  /** The way back: scores [m, d] as the numbers they were made of. */
  inverse(x: tf.Tensor2D): tf.Tensor2D {
    todo('undo transform')
  }

  /** Frees the tensors that the scaler holds. */
  dispose(): void {
    todo('free the mean and the standard deviation')
  }
}

/**
 * The smallest and the largest number of each column: a look at the data before anything is done to it.
 *
 * @param x [n, d]
 * @returns `min`, `max`: d numbers each
 */
export function ranges(x: tf.Tensor2D): { min: number[]; max: number[] } {
  todo('the smallest and the largest number of each column')
}

/**
 * The rows without some of their columns. The others keep their order.
 *
 * @param x [n, d], float32
 * @param cols which columns to leave out, counted from 0, in any order; none leaves all as they are
 * @returns a new tensor [n, d − cols.length]
 */
export function dropColumns(x: tf.Tensor2D, cols: number[]): tf.Tensor2D {
  todo('keep the other columns')
}
