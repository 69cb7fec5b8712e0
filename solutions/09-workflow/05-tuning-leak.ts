import * as tf from '@tensorflow/tfjs'

/** Rows and their labels. */
export interface Rows {
  /** [n, columns], float32 */
  x: tf.Tensor2D
  /** [n], 0 or 1, float32 */
  y: tf.Tensor1D
}

/**
 * Draws n models by chance, keeps the one that does best on the validation rows, and looks once at how that one does
 * on the test rows.
 *
 * A model is a direction: one weight for each column, drawn from the standard normal distribution (`tf.randomNormal`: mean
 * 0, standard deviation 1). It says 1 where the sum of weight · column is above 0, and 0 elsewhere. Nothing is trained.
 *
 * @param n how many models, 1 or more
 * @param seed a whole number from 1 on; the same seed draws the same models
 * @returns accuracies: `bestVal`, of the winner on the validation rows · `itsTest`, of the winner on the test rows
 */
export function searchRandomModels(n: number, val: Rows, test: Rows, seed: number): { bestVal: number; itsTest: number } {
  // #region solution: score all models on the validation rows, then only the winner on the test rows
  return tf.tidy(() => {
    const models = tf.randomNormal<tf.Rank.R2>([val.x.shape[1], n], 0, 1, 'float32', seed)
    /** The accuracy of each model, one a column. */
    const accuracies = ({ x, y }: Rows, w: tf.Tensor2D) => x.matMul(w).greater(0).equal(y.cast('bool').expandDims(1)).toFloat().mean(0)
    const onVal = accuracies(val, models)
    const winner = models.gather<tf.Tensor2D>(onVal.argMax<tf.Tensor1D>().expandDims(0), 1)
    return { bestVal: onVal.max().dataSync()[0], itsTest: accuracies(test, winner).dataSync()[0] }
  })
  // #endregion
}

/** Rows and columns of made-up data. */
const TEST_ROWS = 3_000
const COLUMNS = 20

/**
 * By how much the winner's validation accuracy promises too much: `bestVal − itsTest`, averaged over `repeats`
 * searches, for each number of models. Every search has its own made-up rows, in which there is nothing to learn: 20
 * columns from the standard normal distribution, and labels 0 or 1 drawn by the toss of a coin. The test rows, 3,000,
 * are others than the validation rows.
 *
 * @param ns numbers of models
 * @param repeats how many searches for each of them
 * @param valRows how many validation rows
 * @returns one number for each of `ns`
 */
export function optimism(ns: number[], repeats: number, valRows: number): number[] {
  // #region solution: search in noise, again and again, and average what was promised too much
  const noise = (n: number): Rows => ({ x: tf.randomNormal([n, COLUMNS]), y: tf.randomUniform<tf.Rank.R1>([n]).round() })
  const once = (n: number) =>
    tf.tidy(() => {
      const { bestVal, itsTest } = searchRandomModels(n, noise(valRows), noise(TEST_ROWS), 1 + Math.floor(Math.random() * 1e6))
      return bestVal - itsTest
    })
  return ns.map((n) => Array.from({ length: repeats }, () => once(n)).reduce((sum, value) => sum + value, 0) / repeats)
  // #endregion
}

/** A way to train a model: which layers, how many epochs, and so on. */
export interface Recipe {
  /** Trains a fresh model on these rows. */
  fit(rows: Rows): Model
}

export interface Model {
  /** The accuracy on these rows. */
  score(rows: Rows): number
}

/**
 * Tunes without fooling yourself: fits each recipe on the training rows and scores it on the validation rows; fits the
 * best recipe once more, on training and validation rows together; and scores that model on the test rows. Nothing
 * else ever sees the test rows.
 *
 * @returns `chosen`: which recipe did best on the validation rows, counted from 0 (the first of several) ·
 *   `valScore`: its score there · `testScore`: the score of the final model on the test rows
 */
export function tuneAndTest(
  recipes: Recipe[],
  data: { train: Rows; val: Rows; test: Rows },
): { chosen: number; valScore: number; testScore: number } {
  // #region solution: choose on the validation rows, fit again on all but the test rows, test once
  const scores = recipes.map((recipe) => recipe.fit(data.train).score(data.val))
  const valScore = Math.max(...scores)
  const chosen = scores.indexOf(valScore)
  const both = { x: data.train.x.concat(data.val.x), y: data.train.y.concat(data.val.y) }
  const testScore = recipes[chosen].fit(both).score(data.test)
  tf.dispose([both.x, both.y])
  return { chosen, valScore, testScore }
  // #endregion
}
