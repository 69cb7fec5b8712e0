import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** What a training tells: one number an epoch, on the training rows and on the validation rows. */
export interface Losses {
  loss: number[]
  val_loss: number[]
}

export type Diagnosis = 'diverged' | 'stalled' | 'overfit' | 'underfit' | 'balanced'

/**
 * What the curves of a training say. The first that fits:
 *
 * - `diverged`: some number is NaN or infinite, or the training loss ends more than 5 % above its first value
 * - `stalled`: the training loss ends within 5 % of its first value; nothing is being learned
 * - `overfit`: val_loss ends more than 10 % above its smallest value; what is learned now helps no new rows
 * - `underfit`: val_loss is still falling, by more than 5 % over the last quarter of the epochs; go on training
 * - `balanced`: none of these
 *
 * Curves that are close to one of these bounds are not asked about.
 *
 * @param h eight epochs or more
 */
export function diagnose(h: Losses): Diagnosis {
  todo('compare ends with beginnings, and val_loss with its own minimum')
}

export interface EarlyStopOptions {
  /** Training ends after so many epochs in a row without a new best one; at least 1. */
  patience: number
  /** An epoch is the best so far when its val_loss is more than this below that of the best one before it. */
  minDelta: number
  /** Whether the network gets back the weights it had at the end of the best epoch. */
  restoreBest: boolean
}

/**
 * A callback for `fit` and `fitDataset` that ends training when val_loss does not get better any more. The first epoch
 * is the best so far. With `restoreBest`, the weights are put back however training ends, also when its epochs are
 * over. Copies of weights are freed when training ends.
 *
 * It must be a `tf.Callback`, such as an object of a class of your own that extends it. Then `this.model` is the
 * network, and `logs` has a `val_loss` which is a number or a scalar still to be read. Each callback is used for one
 * training.
 *
 * @returns the callback · its `bestEpoch()` is the number of the best epoch so far, counted from 1
 */
export function earlyStop(o: EarlyStopOptions): tf.Callback & { bestEpoch(): number } {
  todo('remember the best epoch and its weights; set this.model.stopTraining when patience is over')
}
