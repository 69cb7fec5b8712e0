import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * What is asked for: yes or no · one class of several · any number of labels of several · numbers of any size ·
 * numbers between 0 and 1.
 */
export type Problem = 'binary' | 'multiclass' | 'multilabel' | 'regression' | 'unitRegression'

/** The last layer of a network, and what it is trained with. */
export interface Head {
  units: number
  activation: 'sigmoid' | 'softmax' | 'linear'
  /** The losses that fit, as compile calls them: 'binaryCrossentropy', 'categoricalCrossentropy', 'meanSquaredError'. */
  losses: string[]
}

/**
 * The row of the table "Problem to head to loss" in this chapter's text.
 *
 * @param outputs how many classes, labels or numbers there are to tell, which is also how many units; yes or no takes
 *   a single unit, whatever `outputs` says
 * @returns `losses` in any order; only unitRegression has two. Every call gives an object and a list of its own.
 * @throws RangeError naming `problem` when the table has no such row
 */
export function headFor(problem: Problem, outputs: number): Head {
  todo('look the problem up in the table')
}

/**
 * Puts the head of a problem on top of a network, then compiles the network with RMSProp and a loss that fits. Which
 * metrics it watches is up to you.
 *
 * @param m has its hidden layers already, and is not compiled; it is changed
 * @param outputs as in `headFor`
 */
export function attachHead(m: tf.Sequential, problem: Problem, outputs: number): void {
  todo('add a dense layer, then compile')
}

/**
 * One loss for a network that has several: their mean, in which each counts by its weight,
 *
 *     (w₁·loss₁ + w₂·loss₂ + …) / (w₁ + w₂ + …)
 *
 * Made of tensor operations, so that a gradient finds its way through it to every loss.
 *
 * @param losses one or more, each a scalar
 * @param weights one for each loss, above 0; all alike unless told
 * @returns a scalar
 * @throws RangeError naming `losses` when there is none, and `weights` when there are more or fewer of them than losses
 */
export function combineLosses(losses: tf.Scalar[], weights: number[] = losses.map(() => 1)): tf.Scalar {
  todo('the weighted mean of the losses')
}
