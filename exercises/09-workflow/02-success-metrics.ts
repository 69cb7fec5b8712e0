import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** Rows by what they are and what was said of them: a true positive is a 1 that was called 1. */
export interface Confusion {
  /** 1, called 1. */
  tp: number
  /** 0, called 1: a false alarm. */
  fp: number
  /** 0, called 0. */
  tn: number
  /** 1, called 0: a miss. */
  fn: number
}

/**
 * Counts the rows of each of the four kinds.
 *
 * @param y what they are [n], 0 or 1
 * @param p what was said of them [n], 0 or 1
 */
export function confusion(y: tf.Tensor1D, p: tf.Tensor1D): Confusion {
  todo('count four kinds of rows')
}

/**
 * The share of rows of which the right thing was said.
 *
 * @param y [n], 0 or 1
 * @param p [n], 0 or 1
 */
export function accuracy(y: tf.Tensor1D, p: tf.Tensor1D): number {
  todo('right answers, of both kinds, by all answers')
}

/**
 * How well the 1s were found. Where nothing is divided by nothing, the result is 0.
 *
 * @param y [n], 0 or 1
 * @param p [n], 0 or 1
 * @returns `precision`: of the rows called 1, the share that is 1 · `recall`: of the rows that are 1, the share called
 *   1 · `f1`: 2·precision·recall / (precision + recall)
 */
export function precisionRecall(y: tf.Tensor1D, p: tf.Tensor1D): { precision: number; recall: number; f1: number } {
  todo('divide the right alarms by all alarms, and by all 1s')
}

/**
 * How often a 1 gets a higher score than a 0, over all pairs of a 1 and a 0. A pair with equal scores counts one half.
 * This is the area under the ROC curve.
 *
 * @param y [n], 0 or 1
 * @param score any numbers [n], higher for what is rather a 1
 * @throws RangeError naming `y` when all rows are of one class, so that there is no pair
 */
export function rocAuc(y: tf.Tensor1D, score: tf.Tensor1D): number {
  todo('compare every 1 with every 0')
}

/**
 * How far up the 1s come when rows are listed by score. For one column: list its rows from the highest score to the
 * lowest; at each 1, take the share of 1s in the list so far; average these shares. Then the mean over the columns.
 * A column without a 1 counts 0. How rows of equal score are listed is up to you.
 *
 * @param y [n, labels], 0 or 1
 * @param score [n, labels]
 */
export function meanAveragePrecision(y: tf.Tensor2D, score: tf.Tensor2D): number {
  todo('the average precision of each column, then their mean')
}

/** What a network is to do: give each row a class · put rows into an order · give each row any number of labels. */
export interface Task {
  kind: 'classification' | 'ranking' | 'multilabel'
  /** Whether the classes are about equally frequent. Only classification asks. */
  balanced: boolean
}

/**
 * What to measure, by the names 'accuracy', 'rocAuc', 'precision', 'recall' and 'meanAveragePrecision', in any order:
 * two names for classification with balanced classes, two others for classes that are not, one for ranking and for
 * several labels a row. Section 9.2 of the chapter says which.
 *
 * @throws RangeError naming `kind` for any other kind
 */
export function metricFor(task: Task): string[] {
  todo('by kind, then by balance')
}
