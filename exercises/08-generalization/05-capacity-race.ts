import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

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
  todo('three dense layers, then compile')
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
  todo('for each entrant make the network, fit it with validation data, keep its history, dispose it')
}

/** What the curves of each entrant come to, by the same names. */
export function summariseRace(curves: Record<string, Curves>): Record<string, Finish> {
  todo('find the smallest val_loss and its epoch; compare the ends of both losses')
}
