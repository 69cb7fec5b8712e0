import * as tf from '@tensorflow/tfjs'

/**
 * Finds the rule that turns numbers into answers, by trying rules and keeping the most accurate one. A rule has a
 * `threshold` and a `polarity`:
 *  - polarity 1 answers 1 where x > threshold, 0 elsewhere
 *  - polarity −1 answers 1 where x < threshold, 0 elsewhere
 *
 * The thresholds to try lie halfway between neighbours of the sorted x. When all of x is one and the same number,
 * that number is the threshold. Of equally accurate rules take the one with the smallest threshold; when both
 * polarities of it are equally accurate, polarity 1. `accuracy` is the share of rows that the rule gets right, 0 to 1.
 *
 * @param x one number a row [n], float32, in any order
 * @param y the answer that belongs to each row [n], int32, 0 or 1
 * @throws RangeError naming `x` or `y` when they differ in length or have no rows, naming `y` when a label is neither
 *   0 nor 1
 */
export function learnThreshold(x: tf.Tensor1D, y: tf.Tensor1D): { threshold: number; polarity: 1 | -1; accuracy: number } {
  // #region solution: try every midpoint of the sorted x in both directions, keep the most accurate rule
  const [values, labels] = [x.arraySync(), y.arraySync()]
  if (values.length !== labels.length) throw new RangeError(`x has ${values.length} rows and y has ${labels.length}`)
  if (values.length === 0) throw new RangeError('x and y have no rows to learn from')
  if (!labels.every((label) => label === 0 || label === 1)) throw new RangeError('labels in y must be 0 or 1')

  const sorted = [...values].sort((a, b) => a - b)
  const midpoints = sorted.slice(1).map((value, i) => (sorted[i] + value) / 2)
  let best = { threshold: sorted[0], polarity: 1 as 1 | -1, accuracy: -1 }
  for (const threshold of midpoints.length > 0 ? midpoints : sorted) {
    for (const polarity of [1, -1] as const) {
      const right = values.filter((value, i) => polarity * (value - threshold) > 0 === (labels[i] === 1))
      const accuracy = right.length / values.length
      if (accuracy > best.accuracy) best = { threshold, polarity, accuracy }
    }
  }
  return best
  // #endregion
}

/**
 * Answers new rows with a rule. An x equal to the threshold is answered 0, with either polarity.
 *
 * @param rule as `learnThreshold` gives it; its accuracy does not matter here
 * @param x one number a row [n], float32; these need not be the rows that the rule was learned from
 * @returns the answers [n], int32, 0 or 1; no other tensor is left behind (see the README, "One habit")
 */
export function applyRule(rule: { threshold: number; polarity: 1 | -1 }, x: tf.Tensor1D): tf.Tensor1D {
  // #region solution: answer 1 on the rule's side of its threshold
  return tf.tidy(() => x.sub(rule.threshold).mul(rule.polarity).greater<tf.Tensor1D>(0).toInt())
  // #endregion
}
