import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** A problem that nobody has solved yet. Its columns are as they were measured, each in its own unit. */
export interface ProblemCard {
  /** Two classes, several classes, or a number. */
  kind: 'binary' | 'multiclass' | 'regression'
  /** How many classes there are; 1 for a number. */
  classes: number
  /** Rows to learn from and to validate on [n, columns], float32. */
  x: tf.Tensor2D
  /** What belongs to them [n]: class numbers from 0 on, int32, or numbers, float32. */
  y: tf.Tensor1D
  /** Rows to answer at the very end [m, columns]. What belongs to them is not in this process. */
  testX: tf.Tensor2D
  /** The test score to reach: an accuracy at least, a mean absolute error at most. */
  goal: number
}

/** What tells one network from another: units, epochs, dropout, whatever you vary. Plain data. */
export type Config = Record<string, unknown>

/** One network, trained and measured. */
export interface Run {
  config: Config
  /** The rows of `card.x` that it was trained on, and others, that it was validated on: row numbers from 0. */
  trainRows: number[]
  valRows: number[]
  /** The scores of its answers to all of these rows, measured when training is over. */
  trainScore: number
  valScore: number
  /**
   * Its answers [k] to any rows like those of `card.x` [k, columns]: class numbers, or numbers in the unit of `card.y`.
   * The same row gets the same answer each time, and a row that is moved by next to nothing mostly keeps it. It still
   * works when `runWorkflow` has come back, so what it needs stays in memory.
   */
  predict(x: tf.Tensor2D): tf.Tensor1D
}

export interface Report {
  /** accuracy for classes, mae (mean absolute error) for numbers. All scores are in it. */
  metric: 'accuracy' | 'mae'
  protocol: 'hold-out' | 'k-fold' | 'iterated-k-fold'
  /** Every network that was trained to find the configuration; three configurations at least. */
  runs: Run[]
  /** What a dumb rule scores on rows of the card: the most frequent class, or the median or mean. */
  baseline: number
  /** The validation score of a small configuration, which beats the baseline, but can do no more. */
  underfitScore: number
  /** The gap of a configuration that overfits: 0.1 or more. */
  overfitGap: number
  /** The gap of the chosen configuration. */
  regularisedGap: number
  /** The configuration that is kept, one of those in `runs`. */
  chosen: Config
  /** The answers to `card.testX` [m], class numbers or numbers, by a network of the chosen configuration. */
  testPredictions: tf.Tensor1D
}

/**
 * The universal workflow, on a problem you have never seen: measure a dumb rule, beat it with a small network, grow the
 * network until it overfits, regularise it, keep what does best on validation rows, and then, once, answer the test rows.
 *
 * **Scores of a configuration** are the means over its runs; with hold-out that is a single run, with k folds there are
 * k. **The gap** of a configuration says how much worse it does on validation rows: trainScore − valScore for an
 * accuracy, (valScore − trainScore) / baseline for a mean absolute error.
 *
 * **Rows.** No run is validated on a row it was trained on. With hold-out, all runs share their training rows and their
 * validation rows; with folds, a run trains on all rows that it is not validated on, and the runs of the chosen
 * configuration validate all rows. Which rows these are is drawn by lot. Each configuration is a network of its own, and
 * there are 60 runs at most.
 *
 * **A standard error** here is the deviation of single validation results, divided by √(validation rows), and by √(runs)
 * with folds. The dumb rule it must beat is measured on all rows.
 *
 * **The small configuration** beats the baseline by two standard errors, and scores worse than the overfitting one on
 * training rows. **The chosen one** is neither of the two: its gap is smaller than that of the
 * overfitting one, and its validation score no worse than that one's, give or take two standard errors.
 *
 * Before the end it may be trained anew on all rows of the card. The test answers are scored once, in another process,
 * and have to reach the goal, and to be about as good as the chosen runs are. There, every run is asked about rows it
 * has not seen, too. So numbers in the report that are not those of its networks do not help. Reported numbers are exact
 * to 0.002. Besides weights, at most 20 tensors a run stay in memory.
 *
 * Seconds, not minutes: three problems of some 600 rows and a dozen networks are a matter of half a minute.
 *
 * @param card not changed, and not disposed
 */
export async function runWorkflow(card: ProblemCard): Promise<Report> {
  todo('baseline, small, too large, regularised, and one final answer')
}
