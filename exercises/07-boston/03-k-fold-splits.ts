import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** Row numbers, from 0: those to train on, and those to validate with. */
export interface Fold {
  train: number[]
  val: number[]
}

/**
 * Cuts the rows 0 … n − 1 into k parts. Each part is validated with in one fold, and trained on in all others: every
 * row validates exactly once. The sizes of the parts differ by one row at most.
 *
 * @param n how many rows there are
 * @param k how many folds
 * @param o.shuffle whether to shuffle the row numbers before they are cut. If not, fold 0 validates with the first
 *   rows, fold 1 with those that follow, and so on
 * @param o.seed the order of the shuffle: the same seed gives the same folds, another seed others. Seed 0 is a seed
 *   like any other. A seed without `shuffle` does nothing
 * @returns k folds; in which order `train` and `val` list their rows does not matter
 * @throws RangeError naming `k` when it is below 2 or above n
 */
export function kFold(n: number, k: number, o: { shuffle?: boolean; seed?: number } = {}): Fold[] {
  todo('put the rows in order, cut them into k parts, and give each part its turn')
}

/**
 * Some rows of a tensor, in the order asked for.
 *
 * @param x a tensor of any rank above 0; its first axis counts the rows
 * @param rows row numbers from 0, one or more; a row may be asked for twice
 * @returns [rows.length, …], of the dtype of x
 */
export function takeRows<T extends tf.Tensor>(x: T, rows: number[]): T {
  todo('gather the rows')
}

/**
 * Rows and targets in another order, each row still beside its own target.
 *
 * @param x [n, d]
 * @param y [n]
 * @param seed the same seed gives the same order, another seed another one; 0 is a seed like any other
 * @returns both, shuffled alike
 */
export function shuffleTogether(x: tf.Tensor2D, y: tf.Tensor1D, seed: number): [tf.Tensor2D, tf.Tensor1D] {
  todo('one order for both')
}

/** Given: random numbers from 0 up to 1. Math.random takes no seed; these are the same ones for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
