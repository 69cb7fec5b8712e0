import * as tf from '@tensorflow/tfjs'

/**
 * One question about one feature. `feature` is a column of x, counted from 0. Polarity 1 answers 1 where that column is
 * above the threshold, and 0 elsewhere; polarity −1 answers 1 where it is below, and 0 elsewhere.
 */
export interface Stump {
  feature: number
  threshold: number
  polarity: 1 | -1
}

// #region solution
function answer({ feature, threshold, polarity }: Stump, row: number[]): number {
  return polarity * (row[feature] - threshold) > 0 ? 1 : 0
}

/** The weights of all rows that a stump gets wrong, added up. */
function errorOf(stump: Stump, rows: number[][], labels: number[], weights: number[]): number {
  return rows.reduce((sum, row, i) => (answer(stump, row) === labels[i] ? sum : sum + weights[i]), 0)
}

function bestStump(rows: number[][], labels: number[], weights: number[]): Stump {
  let best: Stump = { feature: 0, threshold: rows[0][0], polarity: 1 }
  let least = Infinity
  for (const feature of rows[0].keys()) {
    const sorted = [...new Set(rows.map((row) => row[feature]))].sort((a, b) => a - b)
    const midpoints = sorted.slice(1).map((value, i) => (sorted[i] + value) / 2)
    for (const threshold of midpoints) {
      for (const polarity of [1, -1] as const) {
        const stump = { feature, threshold, polarity }
        const error = errorOf(stump, rows, labels, weights)
        if (error < least) [best, least] = [stump, error]
      }
    }
  }
  return best
}

const evenly = (n: number) => new Array<number>(n).fill(1 / n)
// #endregion

/**
 * The stump with the smallest error: the weights of all rows it gets wrong, added up. Try every feature, each
 * threshold halfway between neighbouring values of it, both polarities. Of equally good stumps, any will do.
 *
 * @param x one row of features for each example [n, d], float32
 * @param y its class [n], int32, 0 or 1
 * @param w how much each row matters [n], float32, 0 or more, adding up to 1; without it all rows matter the same
 */
export function fitStump(x: tf.Tensor2D, y: tf.Tensor1D, w?: tf.Tensor1D): Stump {
  // #region solution: try every feature, threshold and polarity, keep the smallest weighted error
  const labels = y.arraySync()
  return bestStump(x.arraySync(), labels, w?.arraySync() ?? evenly(labels.length))
  // #endregion
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
  // #region solution: for each stump draw rows and features, then fit it to these
  const [n, d] = x.shape
  return tf.tidy(() => {
    const rows = tf.randomUniform([o.trees, n], 0, n, 'int32', `rows ${o.seed}`)
    const features = tf.randomUniform([o.trees, Math.ceil(Math.sqrt(d))], 0, d, 'int32', `features ${o.seed}`)
    return Array.from({ length: o.trees }, (_, i) => {
      const [drawn, seen] = [rows.gather(i).as1D(), features.gather(i).as1D()]
      const stump = fitStump(x.gather(drawn).gather(seen, 1), y.gather(drawn))
      return { ...stump, feature: seen.arraySync()[stump.feature] }
    })
  })
  // #endregion
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
  // #region solution: each round fit, weigh the stump, reweight the rows
  const [rows, labels] = [x.arraySync(), y.arraySync()]
  const [stumps, alphas]: [Stump[], number[]] = [[], []]
  let weights = evenly(labels.length)
  for (let round = 0; round < rounds; round++) {
    const stump = bestStump(rows, labels, weights)
    const error = Math.min(Math.max(errorOf(stump, rows, labels, weights), 1e-10), 1 - 1e-10)
    const alpha = 0.5 * Math.log((1 - error) / error)
    weights = weights.map((weight, i) => weight * Math.exp(answer(stump, rows[i]) === labels[i] ? -alpha : alpha))
    const sum = weights.reduce((a, b) => a + b)
    weights = weights.map((weight) => weight / sum)
    stumps.push(stump)
    alphas.push(alpha)
  }
  return { stumps, alphas, weights: tf.tensor1d(weights) }
  // #endregion
}
