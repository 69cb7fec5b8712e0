import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * Learns from counted words how often each class occurs, and how often each word occurs in each class. Both as
 * natural logarithms.
 *  - `logPrior`: of each class, the logarithm of its share of the messages
 *  - `logLik`: of each class and word, the logarithm of the word's share of all words in that class, after `alpha` was
 *    added to the count of every word. So no share is 0, and those of a class still add up to 1.
 *
 * @param x how often each word stands in each message [n, v], float32, whole numbers from 0
 * @param y the class of each message [n], int32, 0 to classes − 1
 * @param classes how many classes there are; the result has a row for each of them, also when y uses fewer
 * @param alpha above 0
 * @returns logPrior [classes], logLik [classes, v]
 * @throws RangeError naming `x` when a count is negative
 */
export function fitNaiveBayes(
  x: tf.Tensor2D,
  y: tf.Tensor1D,
  classes: number,
  alpha = 1,
): { logPrior: tf.Tensor1D; logLik: tf.Tensor2D } {
  todo('count words in each class, add alpha, divide by the row\'s sum, take logarithms')
}

/**
 * The most probable class of each message: the one with the largest logPrior + Σ count · logLik, summed over the words.
 * Messages may be long (2,000 words and more), and may hold no word at all. What happens on a tie is up to you.
 *
 * @param m as `fitNaiveBayes` gives it
 * @param x counts [n, v], float32
 * @returns a class for each message [n], int32
 */
export function predictNaiveBayes(m: { logPrior: tf.Tensor1D; logLik: tf.Tensor2D }, x: tf.Tensor2D): tf.Tensor1D {
  todo('add up the logarithms for each class, take the class with the largest sum')
}
