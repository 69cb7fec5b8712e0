import * as tf from '@tensorflow/tfjs'

/** A rule that does not look at its inputs: for n rows it gives n answers. */
export type Rule = (n: number) => tf.Tensor1D

/** The dumb rules. The first two answer with a class, the others with a number. */
export type Kind = 'majority' | 'random' | 'mean' | 'median' | 'persistence'

/**
 * A dumb rule, made of the targets of the training rows. Its answer to each row is:
 *  - majority: the most frequent class (any of them, if there are several)
 *  - random: a class drawn by chance, each as often as it occurs in y; drawn anew for every row and every call
 *  - mean, median: that of y; the median of an even number of targets lies halfway between the two in the middle
 *  - persistence: the last target, for data in the order of time
 *
 * The rule remembers numbers, not tensors: y may be gone by the time it is used.
 *
 * @param y the targets of the training rows [n], one at least; class numbers from 0 on for majority and random
 * @returns a rule; for n rows it gives [n], int32 or float32
 * @throws RangeError naming `kind` for any other kind
 */
export function baseline(kind: Kind, y: tf.Tensor1D): Rule {
  // #region solution: take from y what the rule needs, then answer every row alike
  const targets = Array.from(y.dataSync())
  const always = (value: number): Rule => (n) => tf.fill([n], value)
  switch (kind) {
    case 'majority': {
      const counts = new Map<number, number>()
      for (const target of targets) counts.set(target, (counts.get(target) ?? 0) + 1)
      return always(targets.reduce((best, target) => (counts.get(target)! > counts.get(best)! ? target : best)))
    }
    case 'random':
      // A target picked by chance is of each class as often as the class occurs.
      return (n) => tf.tensor1d(Array.from({ length: n }, () => targets[Math.floor(Math.random() * targets.length)]))
    case 'mean':
      return always(targets.reduce((sum, target) => sum + target, 0) / targets.length)
    case 'median': {
      const sorted = targets.sort((a, b) => a - b)
      return always((sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2)
    }
    case 'persistence':
      return always(targets[targets.length - 1])
    default:
      throw new RangeError(`kind must be majority, random, mean, median or persistence, not ${String(kind)}`)
  }
  // #endregion
}

/**
 * What a dumb rule scores: it is made of the targets of the training rows and measured on those of other rows.
 *
 * @param yTrain [n]
 * @param yTest [m]
 * @param metric accuracy: the share of targets met exactly · mae: the mean distance from the targets
 */
export function baselineScore(kind: Kind, yTrain: tf.Tensor1D, yTest: tf.Tensor1D, metric: 'accuracy' | 'mae'): number {
  // #region solution: make the rule of yTrain, compare its answers with yTest
  return tf.tidy(() => {
    const answers = baseline(kind, yTrain)(yTest.size).toFloat()
    const targets = yTest.toFloat()
    const scores = metric === 'accuracy' ? answers.equal(targets).toFloat() : answers.sub(targets).abs()
    return scores.mean().dataSync()[0]
  })
  // #endregion
}

/**
 * Whether a score is better than a dumb rule's by more than luck: by more than z standard errors. Over n rows, the
 * standard error is √(base·(1 − base)/n) for an accuracy, and sigma/√n for a mean absolute error.
 *
 * @param score what a network reached, and `base` what the dumb rule reached, on the same n rows
 * @param o.kind accuracy, where more is better, or mae, where less is
 * @param o.z 2 unless told
 * @param o.sigma for mae: the standard deviation of the distances from the targets
 * @throws RangeError or TypeError naming `sigma` when it is missing for mae
 */
export function beats(score: number, base: number, n: number, o: { kind: 'accuracy' | 'mae'; z?: number; sigma?: number }): boolean {
  // #region solution: the difference, in the right direction, against z standard errors
  const { kind, z = 2, sigma } = o
  if (kind === 'accuracy') return score - base > z * Math.sqrt((base * (1 - base)) / n)
  if (sigma === undefined) throw new TypeError('sigma is missing: without it nobody knows how far a mean error varies')
  return base - score > (z * sigma) / Math.sqrt(n)
  // #endregion
}
