import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** Rows to train on and rows to measure with, all float32: multi-hot wires [n, dim] and one-hot topics [n, classes]. */
export interface Held {
  x: tf.Tensor2D
  y: tf.Tensor2D
  /** Rows that training must never see. */
  xVal: tf.Tensor2D
  yVal: tf.Tensor2D
}

export interface Settings {
  /** How many times training goes over all rows. */
  epochs: number
  /** Rows a step. */
  batch: number
}

/** Trains a network with these hidden layers, and gives its validation accuracy after each epoch. */
export type Train = (hidden: number[], o: Settings) => Promise<number[]>

/** One network of a sweep. */
export interface Row {
  /** Units of each hidden layer. */
  units: number
  /** How many hidden layers there are. */
  depth: number
  /** The best validation accuracy of all epochs. */
  accuracy: number
  /** The epoch it was reached in, counted from 1. */
  epoch: number
}

/**
 * Builds a network, trains it from scratch and watches it: dense hidden layers with relu, then a dense layer with one
 * unit a class and softmax; RMSProp at its usual learning rate, categorical crossentropy, accuracy. Nothing of it is
 * left in memory afterwards.
 *
 * @param hidden units of each hidden layer, in order; one layer or more
 * @returns the accuracy on `xVal`, `yVal` after each epoch
 */
export async function validationCurve(hidden: number[], d: Held, o: Settings): Promise<number[]> {
  todo('build, compile, fit with validation data, dispose')
}

/** The highest number of a curve and its epoch, counted from 1; the first one, if it occurs several times. */
export function peak(curve: number[]): { accuracy: number; epoch: number } {
  todo('find the highest number and its place')
}

/**
 * What a narrow layer costs. Two networks are trained, one after the other: both hidden layers `units` wide, and the
 * same with only `narrow` units in the second one. All else is equal.
 *
 * @param train trains one network; it is called twice, the second time when the first training is over
 * @param o epochs and batch of both trainings, and the two widths
 * @returns `wide`, `narrow`: the best validation accuracy of each network · `drop`: wide − narrow
 */
export async function bottleneckExperiment(
  train: Train,
  o: Settings & { units: number; narrow: number },
): Promise<{ wide: number; narrow: number; drop: number }> {
  todo('train both with the same settings, compare their peaks')
}

/**
 * Trains a network for every width and every depth, one at a time.
 *
 * @param train trains one network; it is called when the training before is over
 * @param units widths to try; all hidden layers of a network have the same
 * @param depths numbers of hidden layers to try
 * @param o epochs and batch of every training
 * @returns one row a network: all depths of the first width in their order, then all depths of the second, and so on
 */
export async function sweep(train: Train, units: number[], depths: number[], o: Settings): Promise<Row[]> {
  todo('two nested loops; train, then note the peak')
}
