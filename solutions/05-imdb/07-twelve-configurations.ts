import * as tf from '@tensorflow/tfjs'
import type { Batches } from './05-hold-out-and-curves'

/**
 * All combinations of some settings, one value of each. The first axis changes slowest and the last one fastest:
 * `{ a: [1, 2], b: [3, 4] }` gives a 1 with b 3, 1 with 4, 2 with 3, 2 with 4.
 *
 * @param axes name → its values
 * @returns one object for each combination, with all the names
 */
export function grid<T>(axes: Record<string, T[]>): Record<string, T>[] {
  // #region solution: begin with one empty combination, and extend all there are by one axis after the other
  return Object.entries(axes).reduce<Record<string, T>[]>(
    (combinations, [name, values]) => combinations.flatMap((combination) => values.map((value) => ({ ...combination, [name]: value }))),
    [{}],
  )
  // #endregion
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
  // #region solution: build, fit, evaluate on the test rows, dispose
  const model = d.build({ hidden: [c.width], activation: c.activation, loss: c.loss })
  await model.fitDataset(d.train, { epochs: d.epochs, verbose: 0 })
  const scores = (await model.evaluateDataset(d.test, {})) as tf.Scalar[]
  const accuracy = scores[1].dataSync()[0]
  tf.dispose(scores)
  model.dispose()
  return accuracy
  // #endregion
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
  // #region solution: one row for each configuration, and wait for each
  const rows: Row[] = []
  for (const config of cfgs) rows.push({ ...config, accuracy: await train(config) })
  return rows
  // #endregion
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
  // #region solution: the best row, wins in pairs, means by width, rows that lie apart
  const best = rows.reduce((best, row) => (row.accuracy > best.accuracy ? row : best))
  const wins = (key: 'activation' | 'loss', winner: string) =>
    rows.filter((row) => {
      const others = rows.filter((other) => other[key] !== row[key] && KEYS.every((k) => k === key || other[k] === row[k]))
      return row[key] === winner && others.some((other) => row.accuracy > other.accuracy)
    }).length
  const widths = [...new Set(rows.map((row) => row.width))]
  const middle = median(rows.map((row) => row.accuracy))
  const deviation = 1.4826 * median(rows.map((row) => Math.abs(row.accuracy - middle)))
  return {
    best,
    pairWins: { reluOverTanh: wins('activation', 'relu'), bceOverMse: wins('loss', 'binaryCrossentropy') },
    meanByWidth: Object.fromEntries(widths.map((width) => [width, mean(rows.filter((row) => row.width === width))])),
    outliers: rows.filter((row) => Math.abs(row.accuracy - middle) > 3 * deviation),
  }
  // #endregion
}

// #region solution
const KEYS = ['width', 'activation', 'loss'] as const

const mean = (rows: Row[]) => rows.reduce((sum, row) => sum + row.accuracy, 0) / rows.length

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2
}
// #endregion
