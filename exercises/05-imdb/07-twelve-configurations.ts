import * as tf from '@tensorflow/tfjs'
import type { Batches } from './05-hold-out-and-curves'
import { todo } from '#spec'

/**
 * All combinations of some settings, one value of each. The first axis changes slowest and the last one fastest:
 * `{ a: [1, 2], b: [3, 4] }` gives a 1 with b 3, 1 with 4, 2 with 3, 2 with 4.
 *
 * @param axes name → its values
 * @returns one object for each combination, with all the names
 */
export function grid<T>(axes: Record<string, T[]>): Record<string, T>[] {
  todo('begin with one empty combination, and extend all there are by one axis after the other')
}

/** One network of the table: how wide its single hidden layer is, how it bends, and what it is trained to make small. */
export interface Config {
  width: number
  activation: 'relu' | 'tanh'
  loss: 'binaryCrossentropy' | 'meanSquaredError'
}

/** What is the same for all networks of the table. */
export interface Bench {
  /** Gives a new network with these hidden layers and a sigmoid at the end, compiled with accuracy as its one metric. */
  build: (o: { hidden: number[]; activation: 'relu' | 'tanh'; loss: 'binaryCrossentropy' | 'meanSquaredError' }) => tf.LayersModel
  train: Batches
  /** Rows that measure a network after its training, and that training must never see. */
  test: Batches
  epochs: number
}

/**
 * Trains the network of one configuration, from the start, and measures it. Nothing of it is left in memory afterwards.
 *
 * @returns its accuracy on the test rows after the last epoch, 0 to 1
 */
export async function trainOne(c: Config, d: Bench): Promise<number> {
  todo('build, fit, evaluate on the test rows, dispose')
}

/** A configuration and what it reached. */
export interface Row extends Config {
  accuracy: number
}

/**
 * The rows of a table. The configurations are trained in their order, one after the other: a network begins when the one
 * before is done, so that only one of them takes up memory at a time.
 *
 * @param train gives the accuracy of a configuration
 */
export async function runGrid(cfgs: Config[], train: (c: Config) => Promise<number>): Promise<Row[]> {
  todo('one row for each configuration, and wait for each')
}

/** What a table says, and what it does not. */
export interface Reading {
  /** The row with the highest accuracy; of equally good ones the first. */
  best: Row
  /**
   * In how many pairs the one is better than the other. A pair are two rows that differ in this one setting, and in no
   * other. If both are equal, the pair counts for neither.
   */
  pairWins: { reluOverTanh: number; bceOverMse: number }
  /** Width → the mean accuracy of its rows. */
  meanByWidth: Record<number, number>
  /**
   * Rows that lie apart from all others, in the order of the table: more than 3 robust deviations from the median of the
   * accuracies. A robust deviation is 1.4826 times the median of all distances from that median.
   */
  outliers: Row[]
}

/**
 * Reads a table. The rows come in any order, each combination of settings once. The median of an even number of values is
 * the mean of the two in the middle.
 */
export function readTable(rows: Row[]): Reading {
  todo('the best row, wins in pairs, means by width, rows that lie apart')
}
