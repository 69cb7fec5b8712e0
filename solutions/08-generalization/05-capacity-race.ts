import * as tf from '@tensorflow/tfjs'

/** Rows and their targets, batch by batch, as `fitDataset` takes them. They can be gone through any number of times. */
export type Batches = tf.data.Dataset<{ xs: tf.Tensor2D; ys: tf.Tensor }>

/** What a training tells, one number an epoch: on the training rows, and on the validation rows after the epoch. */
export interface Curves {
  loss: number[]
  acc: number[]
  val_loss: number[]
  val_acc: number[]
}

/** How an entrant came through. */
export interface Finish {
  /** The epoch with the smallest val_loss, counted from 1. */
  bestEpoch: number
  /** That smallest val_loss. */
  bestValLoss: number
  /** How far val_loss lies above the training loss after the last epoch. */
  finalGap: number
}

/**
 * A network for film reviews: `dim` inputs, two hidden layers of so many units with relu, one output with sigmoid.
 * Compiled with RMSProp at its usual learning rate (0.001), binary crossentropy and accuracy. Every call gives a
 * network of its own, with fresh weights.
 */
export function contender(units: number, dim: number): tf.LayersModel {
  // #region solution: three dense layers, then compile
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [dim], units, activation: 'relu' }),
      tf.layers.dense({ units, activation: 'relu' }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  })
  model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] })
  return model
  // #endregion
}

/**
 * Trains every entrant on the same batches and watches it on the same validation rows. One network is in memory at a
 * time: each is made when it is its turn, and disposed before the next one is made.
 *
 * @param entries the entrants by name; each function makes one network, compiled as `contender` does
 * @param d.train training batches, for every epoch
 * @param d.val validation batches, to look at after every epoch and never to learn from
 * @param o.epochs how many times each network goes over all training batches
 * @returns the curves of each entrant, by the same names
 */
export async function race(
  entries: Record<string, () => tf.LayersModel>,
  d: { train: Batches; val: Batches },
  o: { epochs: number },
): Promise<Record<string, Curves>> {
  // #region solution: for each entrant make the network, fit it with validation data, keep its history, dispose it
  const curves: Record<string, Curves> = {}
  for (const [name, make] of Object.entries(entries)) {
    const model = make()
    const { history } = await model.fitDataset(d.train, { epochs: o.epochs, validationData: d.val, verbose: 0 })
    curves[name] = history as unknown as Curves
    model.dispose()
  }
  return curves
  // #endregion
}

/** What the curves of each entrant come to, by the same names. */
export function summariseRace(curves: Record<string, Curves>): Record<string, Finish> {
  // #region solution: find the smallest val_loss and its epoch; compare the ends of both losses
  const finish = ({ loss, val_loss }: Curves): Finish => {
    const bestValLoss = Math.min(...val_loss)
    return { bestEpoch: val_loss.indexOf(bestValLoss) + 1, bestValLoss, finalGap: val_loss[val_loss.length - 1] - loss[loss.length - 1] }
  }
  return Object.fromEntries(Object.entries(curves).map(([name, entrant]) => [name, finish(entrant)]))
  // #endregion
}
