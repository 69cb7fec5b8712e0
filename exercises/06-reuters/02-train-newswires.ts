import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** Newswires ready for a network. */
export interface Rows {
  /** Multi-hot rows [wires, dim], float32. */
  x: tf.Tensor2D
  /** One-hot rows [wires, classes], float32. */
  y: tf.Tensor2D
}

export interface TrainOptions {
  /** Units of each hidden layer, `[64, 64]` for two of them. */
  hidden: number[]
  /** How many times training goes over its rows. */
  epochs: number
  /** Rows a step. */
  batch: number
}

/**
 * A network for topics: dense hidden layers with relu, then a dense layer with one unit a class and softmax. Compiled
 * with RMSProp at its usual learning rate (0.001), categorical crossentropy as the loss and accuracy as a metric.
 *
 * @param o.dim how many numbers a row has
 * @param o.hidden units of each hidden layer, in order; one layer or more
 * @param o.classes how many topics there are
 */
export function buildTopicNet(o: { dim: number; hidden: number[]; classes: number }): tf.LayersModel {
  todo('the hidden layers, a layer with one unit a class, then compile')
}

/**
 * How many epochs are enough? The first `held` rows are kept apart, a new network trains on all others, and after
 * each epoch it is measured on the rows kept apart. The network itself is not needed any more afterwards.
 *
 * @param d all training rows, in their given order
 * @param o.held how many rows from the beginning are for validation
 * @returns `valLoss`, `valAcc`: loss and accuracy on the validation rows, one number an epoch · `best`: the epoch
 *   with the lowest validation loss, counted from 1
 */
export async function findEpochs(
  d: Rows,
  o: TrainOptions & { held: number },
): Promise<{ valLoss: number[]; valAcc: number[]; best: number }> {
  todo('cut the rows in two, train on the rest, measure on the first ones, find the lowest loss')
}

/** A new network, trained on all rows. */
export async function trainTopics(d: Rows, o: TrainOptions): Promise<tf.LayersModel> {
  todo('build, then fit on all rows')
}

/**
 * The most probable topics of each row.
 *
 * @param p probabilities [n, classes]
 * @param k how many topics a row, at most `classes`
 * @returns for each row its `k` most probable classes, the most probable first: `index` is the number of the class,
 *   `prob` its probability
 */
export function topK(p: tf.Tensor2D, k: number): { index: number; prob: number }[][] {
  todo('the k largest numbers of each row, with the columns they stand in')
}
