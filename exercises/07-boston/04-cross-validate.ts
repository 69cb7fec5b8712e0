import * as tf from '@tensorflow/tfjs'
import { Scaler } from './01-feature-scaler'
import { type Fold, kFold, takeRows } from './03-k-fold-splits'
import { todo } from '#spec'

/**
 * Trains one fresh network a fold with `fit`, on the rows of that fold, and measures it on the rows that were left
 * out. Each fold has a scaler of its own, fitted to the rows it trains on; the rows that were left out are scaled by
 * that one. The targets stay as they are. Nothing of it is left in memory afterwards.
 *
 * You may use what you wrote in 7.1 and 7.3, as imported above.
 *
 * @param x rows [n, d] as they come, not scaled
 * @param y targets [n]
 * @param o.k how many folds
 * @param o.epochs how many times each network goes over the rows of its fold
 * @param o.batch rows a step
 * @param o.build makes a network, compiled, with `mae` as its metric; call it once for each fold
 * @param o.seed shuffles the rows before they are cut into folds. Without it they are taken in order: fold 0 leaves
 *   out the first rows, fold 1 those that follow, and so on
 * @returns `histories`: for each fold, the mean absolute error on the rows left out, after each epoch · `scores`: for
 *   each fold, the one at the end of training · `mean`: the mean of the scores
 * @throws RangeError naming `k` when it is below 2 or above n
 */
export async function crossValidate(
  x: tf.Tensor2D,
  y: tf.Tensor1D,
  o: { k: number; epochs: number; batch: number; build: () => tf.LayersModel; seed?: number },
): Promise<{ scores: number[]; mean: number; histories: number[][] }> {
  todo('for each fold, scale, build, train, measure and clean up')
}
