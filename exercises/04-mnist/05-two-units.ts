import * as tf from '@tensorflow/tfjs'
import type { Split } from './04-train-and-mind-the-gap'
import { todo } from '#spec'

/**
 * Builds a digits net with so few hidden units, trains it from scratch and measures it: 784 inputs, `units` with
 * relu, 10 with softmax; RMSProp, categorical crossentropy, accuracy. Nothing of it is left in memory afterwards.
 *
 * @param units hidden units
 * @param d rows as `trainDigits` takes them; the number of inputs and classes is that of the rows
 * @param o.epochs how many times training goes over all rows
 * @param o.batch rows a step
 * @returns the accuracy on the test rows, 0 to 1
 */
export async function trainTiny(units: number, d: Split, o: { epochs: number; batch: number }): Promise<number> {
  todo('build, compile, fit, evaluate on the test rows, dispose')
}

/**
 * Whether an accuracy shows that something was learned, rather than a lucky guess. Guessing among `classes` is right
 * with probability p = 1/classes; over n rows that varies with a standard error of √(p·(1 − p)/n). Three of them
 * above p is no luck any more.
 *
 * @param acc measured accuracy, 0 to 1
 * @param classes how many classes there are, equally frequent
 * @param n how many rows it was measured on
 */
export function hasPower(acc: number, classes: number, n: number): boolean {
  todo('compare with a guess plus three standard errors')
}
