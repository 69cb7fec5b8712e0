import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** What is known before the first training. */
export interface Facts {
  samples: number
  /** How much the score differs from one random split to another. */
  variance: 'low' | 'high'
  /** Whether rows have an order in time, and the network is to tell what comes later. */
  ordered: boolean
  /** How many trainings one can pay for: a few, or many. */
  budget: 'small' | 'large'
}

export type Protocol = 'hold-out' | 'k-fold' | 'iterated-k-fold' | 'time-split'

/**
 * How to measure. In this order:
 *  - rows with an order in time are split in time, whatever else holds
 *  - one hold-out set is enough when there are 10,000 samples or more, and when the variance is low
 *  - otherwise k folds; and with a large budget, k folds again and again
 */
export function chooseProtocol(facts: Facts): Protocol {
  todo('order first, then size and variance, then budget')
}

/** The numbers of the rows to train on and of those to validate on, counted from 0, in the order of time. */
export interface Fold {
  train: number[]
  val: number[]
}

/**
 * Folds for rows in the order of time: each validates on some rows and trains on what came before them.
 *
 * The last fold validates on the last `val` rows, the fold before it on the `val` rows before those, and so on.
 * A fold trains on the rows before its validation rows, except for the last `gap` of them, which it leaves out; and
 * with a `window` only on the latest so many of what remains.
 *
 * @param n rows in all
 * @param o.folds how many folds, o.val validation rows each
 * @param o.gap 0 unless told
 * @param o.window all rows unless told; it may be longer than what there is
 * @returns the folds in the order of time
 * @throws RangeError naming `n`, `folds`, `val` or `gap` when the first fold would have no row to train on
 */
export function rollingOrigin(n: number, o: { folds: number; val: number; gap?: number; window?: number }): Fold[] {
  todo('count back from the end, fold by fold')
}

/**
 * How far data has drifted: for each column the distance between the two means, in standard deviations of the old
 * rows; then the largest over the columns. The standard deviation is √(the mean of (x − mean)²); for a column of old
 * rows that are all equal, take 1 in its place.
 *
 * @param old rows [n, columns]
 * @param recent rows [m, columns]
 * @returns 0 or more; 0 when all means are the same
 */
export function driftScore(old: tf.Tensor2D, recent: tf.Tensor2D): number {
  todo('compare the means of each column, in standard deviations')
}
