import * as tf from '@tensorflow/tfjs'

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
  // #region solution: compare ends with beginnings, and val_loss with its own minimum
  const [first, last] = [h.loss[0], h.loss.at(-1) as number]
  if (![...h.loss, ...h.val_loss].every(Number.isFinite) || last > 1.05 * first) return 'diverged'
  if (last > 0.95 * first) return 'stalled'
  const end = h.val_loss.at(-1) as number
  if (end > 1.1 * Math.min(...h.val_loss)) return 'overfit'
  const quarter = Math.round(h.val_loss.length / 4)
  return end < 0.95 * (h.val_loss.at(-1 - quarter) as number) ? 'underfit' : 'balanced'
  // #endregion
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
  // #region solution: remember the best epoch and its weights; set this.model.stopTraining when patience is over
  return new EarlyStop(o)
  // #endregion
}

// #region solution
class EarlyStop extends tf.Callback {
  private lowest = Infinity
  private epochOfLowest = 0
  private weights: tf.Tensor[] = []

  constructor(private readonly o: EarlyStopOptions) {
    super()
  }

  bestEpoch(): number {
    return this.epochOfLowest
  }

  override async onEpochEnd(epoch: number, logs?: { [key: string]: number | tf.Scalar }): Promise<void> {
    const told = logs?.['val_loss'] ?? NaN
    const valLoss = typeof told === 'number' ? told : (await told.data())[0]
    if (valLoss < this.lowest - this.o.minDelta) {
      this.lowest = valLoss
      this.epochOfLowest = epoch + 1
      tf.dispose(this.weights)
      this.weights = this.model.getWeights().map((weight) => weight.clone())
    } else if (epoch + 1 - this.epochOfLowest >= this.o.patience) {
      this.model.stopTraining = true
    }
  }

  override async onTrainEnd(): Promise<void> {
    if (this.o.restoreBest && this.weights.length > 0) this.model.setWeights(this.weights)
    tf.dispose(this.weights)
    this.weights = []
  }
}
// #endregion
