import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * Reviews as rows of a matrix. A row has a column for each word: 1 where the word occurs in the review, however
 * often, and 0 where it does not. A review without words is a row of 0. Twice as many reviews take about twice as long,
 * not four times.
 *
 * @param seqs the numbers of the words of each review, 0 to dim − 1
 * @param dim how many columns there are
 * @returns [reviews, dim], float32
 * @throws RangeError naming `seqs` when a number has no column: it is negative, dim or more, or not whole
 */
export function vectorizeSequences(seqs: number[][], dim = 10_000): tf.Tensor2D {
  todo('set a 1 for each word, refuse numbers without a column')
}

/**
 * Labels as a network compares them with its outputs.
 *
 * @param y 0 for a negative review, 1 for a positive one
 * @returns [n], float32
 */
export function vectorizeLabels(y: number[]): tf.Tensor1D {
  todo('one float32 number for each label')
}
