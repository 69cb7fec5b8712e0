import * as tf from '@tensorflow/tfjs'
import { Scaler } from './01-feature-scaler'
import { type Fold, kFold, takeRows } from './03-k-fold-splits'

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
  // #region solution: for each fold, scale, build, train, measure and clean up
  const histories: number[][] = []
  for (const fold of kFold(x.shape[0], o.k, { shuffle: o.seed !== undefined, seed: o.seed })) {
    histories.push(await trainFold(x, y, fold, o))
  }
  const scores = histories.map((history) => history.at(-1) as number)
  return { scores, mean: scores.reduce((sum, score) => sum + score, 0) / scores.length, histories }
  // #endregion
}

// #region solution
/** The error on the rows of `val` after each epoch. */
async function trainFold(
  x: tf.Tensor2D,
  y: tf.Tensor1D,
  { train, val }: Fold,
  o: { epochs: number; batch: number; build: () => tf.LayersModel },
): Promise<number[]> {
  const rows = tf.tidy(() => {
    const xTrain = takeRows(x, train)
    const scaler = Scaler.fit(xTrain)
    return {
      xTrain: scaler.transform(xTrain),
      yTrain: takeRows(y, train),
      xVal: scaler.transform(takeRows(x, val)),
      yVal: takeRows(y, val),
    }
  })
  const model = o.build()
  try {
    const { history } = await model.fit(rows.xTrain, rows.yTrain, {
      epochs: o.epochs,
      batchSize: o.batch,
      validationData: [rows.xVal, rows.yVal],
      verbose: 0,
    })
    return history['val_mae'] as number[]
  } finally {
    tf.dispose(rows)
    model.dispose()
  }
}
// #endregion
