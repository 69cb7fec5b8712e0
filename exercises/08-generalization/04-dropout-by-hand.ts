import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * Dropout. In training, each cell becomes 0 with probability `rate`, each by a draw of its own; the cells that survive
 * are divided by 1 − rate, so that the mean stays about what it was. Otherwise nothing is dropped and nothing scaled.
 *
 * @param x what a layer gives [n, units], float32
 * @param rate the share that is dropped, from 0 on and below 1
 * @param training whether the network is training, or is used
 * @param seed a whole number above 0: the same seed drops the same cells. Without it every call drops others
 * @returns [n, units], a tensor of its own, also when it equals `x`
 * @throws RangeError naming `rate` when it is not in [0, 1)
 */
export function dropout(x: tf.Tensor2D, rate: number, training: boolean, seed?: number): tf.Tensor2D {
  todo('refuse impossible rates; in training, keep cells whose random number is not below the rate')
}
