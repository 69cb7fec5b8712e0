import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * One question about one feature. `feature` is a column of x, counted from 0. Polarity 1 answers 1 where that column is
 * above the threshold, and 0 elsewhere; polarity −1 answers 1 where it is below, and 0 elsewhere.
 */
export interface Stump {
  feature: number
  threshold: number
  polarity: 1 | -1
}

/**
 * The stump with the smallest error: the weights of all rows it gets wrong, added up. Try every feature, each
 * threshold halfway between neighbouring values of it, both polarities. Of equally good stumps, any will do.
 *
 * @param x one row of features for each example [n, d], float32
 * @param y its class [n], int32, 0 or 1
 * @param w how much each row matters [n], float32, 0 or more, adding up to 1; without it all rows matter the same
 */
export function fitStump(x: tf.Tensor2D, y: tf.Tensor1D, w?: tf.Tensor1D): Stump {
  todo('try every feature, threshold and polarity, keep the smallest weighted error')
}

/**
 * Stumps that differ, for a vote in which each has one voice. Each is fitted to n rows drawn at random from the n rows
 * of x, with replacement (some rows twice, some never), and may only look at some of the features, drawn at random for
 * each stump. About √d of the d features are usual; how many is up to you.
 *
 * `tf.randomUniform([5], 0, n, 'int32', seed)` draws five whole numbers below n, the same ones for the same seed.
 *
 * @param x [n, d], float32
 * @param y [n], int32, 0 or 1
 * @param o.trees how many stumps
 * @param o.seed decides all that is random: the same seed gives the same stumps, another seed others
 * @returns stumps whose `feature` is a column of x
 */
export function fitForest(x: tf.Tensor2D, y: tf.Tensor1D, o: { trees: number; seed: number }): Stump[] {
  todo('for each stump draw rows and features, then fit it to these')
}

/**
 * Stumps that learn from each other's mistakes. All rows start with the weight 1/n. Each round
 *  1. fits a stump to the weighted rows; its error e is the weight of the rows it gets wrong
 *  2. gives the stump the voice α = ½ ln((1 − e) / e), with e kept a little away from 0 and 1
 *  3. multiplies the weights of wrong rows by exp(α) and of right rows by exp(−α), then divides all by their sum
 *
 * In the vote, a stump that answers 1 adds its α, one that answers 0 takes its α off; above 0 the class is 1.
 *
 * @param x [n, d], float32
 * @param y [n], int32, 0 or 1
 * @param rounds how many stumps
 * @returns `stumps` and `alphas`, one of each a round, all finite numbers · `weights`: of the rows after the last
 *   round [n], adding up to 1
 */
export function boost(
  x: tf.Tensor2D,
  y: tf.Tensor1D,
  rounds: number,
): { stumps: Stump[]; alphas: number[]; weights: tf.Tensor1D } {
  todo('each round fit, weigh the stump, reweight the rows')
}
