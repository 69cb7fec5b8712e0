import * as tf from '@tensorflow/tfjs'

/** Which rows do what: each row number stands in exactly one of the three lists. */
export interface HoldOut {
  train: number[]
  val: number[]
  test: number[]
}

/** One fold: `val` rows measure what was trained on the `train` rows, which are all the others. */
export interface Fold {
  train: number[]
  val: number[]
}

/** Ready to use: the row numbers 0 … n − 1, shuffled. The same seed, a whole number above 0, gives the same order. */
function shuffledRows(n: number, seed: number): number[] {
  return tf.tidy(() => Array.from(tf.topk(tf.randomUniform([n], 0, 1, 'float32', seed), n).indices.dataSync()))
}

/**
 * Cuts the rows 0 … n − 1 into training, validation and test rows. Each row goes into one part; in which order a part
 * lists its rows is up to you.
 *
 * @param n how many rows there are
 * @param frac the share of validation rows, and the share of test rows: n · frac rows each, rounded; the rest trains
 * @param o.seed decides by chance which row goes where: a whole number above 0. The same seed gives the same parts
 * @param o.ordered the rows stand in the order of time: nothing is shuffled, the first rows train, the last ones test,
 *   and the validation rows lie between
 * @param o.groups the group of each row, such as the patient a picture was taken of: rows of one group stay together,
 *   in one part. A part then has n · frac rows as nearly as whole groups allow. Never given together with `ordered`
 */
export function holdOutSplit(n: number, frac: number, o: { seed?: number; ordered?: boolean; groups?: number[] } = {}): HoldOut {
  // #region solution: put the rows, or whole groups of them, into an order; take test and validation rows off its end
  const rows = Array.from({ length: n }, (_, i) => i)
  const groupOf = o.groups ?? rows
  const groups = [...new Set(groupOf)]
  const order = o.ordered ? groups : shuffledRows(groups.length, o.seed ?? 1).map((i) => groups[i])
  const left = order.map((group) => rows.filter((row) => groupOf[row] === group))
  const take = () => {
    const part: number[] = []
    while (part.length < Math.round(n * frac)) part.unshift(...(left.pop() as number[]))
    return part
  }
  const test = take()
  const val = take()
  return { train: left.flat(), val, test }
  // #endregion
}

/**
 * K-fold validation, several times over: in every round the rows 0 … n − 1 are shuffled anew and cut into k folds.
 * Within a round each row validates exactly once, and the sizes of the folds differ by one at most. In which order a
 * list names its rows is up to you.
 *
 * @param n how many rows there are
 * @param k folds a round, at least 2 and at most n
 * @param p rounds
 * @param seed a whole number above 0. The same seed gives the same folds, another one gives others
 * @returns p rounds of k folds
 */
export function iteratedKFold(n: number, k: number, p: number, seed: number): Fold[][] {
  // #region solution: for every round a new order, cut into k folds
  return Array.from({ length: p }, (_, round) => {
    const order = shuffledRows(n, seed + round)
    return Array.from({ length: k }, (_, fold) => ({
      train: order.filter((_, i) => i % k !== fold),
      val: order.filter((_, i) => i % k === fold),
    }))
  })
  // #endregion
}

/**
 * What many scores say together.
 *
 * @param scores at least two
 * @returns `mean` · `std`: the standard deviation, how far single scores lie from the mean; whether the sum of squares
 *   is divided by n or by n − 1 is up to you · `standardError`: std / √n, how far the mean itself may be off
 */
export function spread(scores: number[]): { mean: number; std: number; standardError: number } {
  // #region solution: the mean, the root of the mean squared distance from it, and that divided by √n
  const n = scores.length
  const mean = scores.reduce((sum, score) => sum + score, 0) / n
  const std = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / n)
  return { mean, std, standardError: std / Math.sqrt(n) }
  // #endregion
}
