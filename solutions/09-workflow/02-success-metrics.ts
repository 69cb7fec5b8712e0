import * as tf from '@tensorflow/tfjs'

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
  // #region solution: count four kinds of rows
  const [labels, said] = [Array.from(y.dataSync()), p.dataSync()]
  const count = (label: number, answer: number) => labels.filter((value, i) => value === label && said[i] === answer).length
  return { tp: count(1, 1), fp: count(0, 1), tn: count(0, 0), fn: count(1, 0) }
  // #endregion
}

/**
 * The share of rows of which the right thing was said.
 *
 * @param y [n], 0 or 1
 * @param p [n], 0 or 1
 */
export function accuracy(y: tf.Tensor1D, p: tf.Tensor1D): number {
  // #region solution: right answers, of both kinds, by all answers
  const { tp, tn } = confusion(y, p)
  return (tp + tn) / y.size
  // #endregion
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
  // #region solution: divide the right alarms by all alarms, and by all 1s
  const { tp, fp, fn } = confusion(y, p)
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  const [precision, recall] = [share(tp, tp + fp), share(tp, tp + fn)]
  return { precision, recall, f1: share(2 * precision * recall, precision + recall) }
  // #endregion
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
  // #region solution: compare every 1 with every 0
  const [labels, scores] = [y.dataSync(), Array.from(score.dataSync())]
  const of = (label: number) => scores.filter((_, i) => labels[i] === label)
  const [ones, zeros] = [of(1), of(0)]
  if (ones.length === 0 || zeros.length === 0) throw new RangeError('y must hold both classes: there is no pair of a 1 and a 0')
  let won = 0
  for (const one of ones) for (const zero of zeros) won += one > zero ? 1 : one === zero ? 0.5 : 0
  return won / (ones.length * zeros.length)
  // #endregion
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
  // #region solution: the average precision of each column, then their mean
  const [rows, scores] = [y.arraySync(), score.arraySync()]
  const columns = Array.from({ length: y.shape[1] }, (_, j) => {
    const listed = rows.map((row, i) => ({ label: row[j], score: scores[i][j] })).sort((a, b) => b.score - a.score)
    const places = listed.flatMap(({ label }, i) => (label === 1 ? [i + 1] : []))
    const shares = places.map((place, hit) => (hit + 1) / place)
    return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)
  })
  return columns.reduce((sum, precision) => sum + precision, 0) / columns.length
  // #endregion
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
  // #region solution: by kind, then by balance
  switch (task.kind) {
    case 'classification':
      return task.balanced ? ['accuracy', 'rocAuc'] : ['precision', 'recall']
    case 'ranking':
    case 'multilabel':
      return ['meanAveragePrecision']
    default:
      throw new RangeError(`kind must be classification, ranking or multilabel, not ${String(task.kind)}`)
  }
  // #endregion
}
