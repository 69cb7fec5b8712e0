import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * Crossentropy for labels that are class numbers: the mean over the rows of −log p, where p is the probability that a
 * row gives to its own class. The same number as with one-hot labels. A probability of 0 counts as 1e-7, so the
 * result is always a number.
 *
 * @param y class numbers [n], int32, 0 to classes − 1
 * @param p probabilities [n, classes], rows summing to 1
 * @returns the mean over the rows, a scalar
 * @throws RangeError naming `y` (or the labels) when a class number is negative or not below `classes`
 */
export function sparseCategoricalCrossentropy(y: tf.Tensor1D, p: tf.Tensor2D): tf.Scalar {
  todo('pick the probability at each label, then −log, then the mean')
}

/**
 * Makes a network take labels as class numbers ([n], float32 as all that a network reads) instead of one-hot rows. The
 * network is compiled already, for one-hot labels; it is compiled again in place. Its weights, and its optimizer with
 * all its settings, stay as they are, and accuracy is watched as before.
 *
 * @param m compiled with categorical crossentropy and accuracy; its last layer is a softmax
 */
export function compileSparse(m: tf.LayersModel): void {
  todo('compile again with the loss for class numbers, and all else as it was')
}
