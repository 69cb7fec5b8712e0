import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

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
  todo('score all models on the validation rows, then only the winner on the test rows')
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
  todo('search in noise, again and again, and average what was promised too much')
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
  todo('choose on the validation rows, fit again on all but the test rows, test once')
}
