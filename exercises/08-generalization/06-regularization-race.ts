import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** How a network is kept from learning by heart. */
export type Kind = 'none' | 'l1' | 'l2' | 'l1l2' | 'dropout'

export interface Regularisation {
  /** Inputs. */
  dim: number
  /** Units of each of the two hidden layers. */
  units: number
  /** λ of the penalties, L1 as well as L2. */
  lambda: number
  /** The share of cells that dropout drops. */
  rate: number
}

/**
 * The network of the last exercise, `dim` → `units` relu → `units` relu → 1 sigmoid, with one thing against
 * overfitting:
 *
 * - `none`: nothing
 * - `l1`, `l2`, `l1l2`: a penalty on the weights of both hidden layers, λ·Σ|w|, λ·Σw², or both of them. Biases and the
 *   last layer are not penalised
 * - `dropout`: after each hidden layer, while training. The inputs and the answer are not dropped
 *
 * Compiled with RMSProp at its usual learning rate (0.001), binary crossentropy and accuracy.
 */
export function regularised(kind: Kind, o: Regularisation): tf.LayersModel {
  todo('make the penalty of this kind, give it to both hidden layers, or put dropout behind them')
}
