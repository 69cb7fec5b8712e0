import type { data, Tensor, Tensor2D } from '@tensorflow/tfjs'
import { host } from './host'
import { progressed } from './standstill'

/** Some rows and their targets, as `fitDataset` takes them. A type, not an interface: tf.data asks for one. */
export type Batch = { xs: Tensor2D; ys: Tensor }

export interface BatchOptions {
  /** Columns of a row: words with smaller numbers each light one. */
  dim: number
  /** Rows of a batch; the last one may have fewer. */
  batch: number
  /** Puts the rows into another order every time the batches are gone through, as `fit` does every epoch. */
  shuffle?: boolean
}

/**
 * Texts as multi-hot rows, a batch at a time, made when it is asked for: 25,000 rows of 10,000 float32 would take a
 * gigabyte at once.
 *
 * @param sequences the word numbers of each text, each below `dim`
 * @param targets one number a text, or one row of numbers
 * @returns batches of `xs` [rows, dim] and `ys` [rows, 1] or [rows, classes], float32
 */
export function multiHotBatches(sequences: number[][], targets: ArrayLike<number> | number[][], o: BatchOptions): data.Dataset<Batch> {
  const { tf } = host()
  function* batches(): Generator<Batch> {
    const order = Uint32Array.from(sequences.keys())
    if (o.shuffle) tf.util.shuffle(order)
    for (let begin = 0; begin < order.length; begin += o.batch) {
      const rows = order.subarray(begin, begin + o.batch)
      const xs = new Float32Array(rows.length * o.dim)
      rows.forEach((row, i) => sequences[row].forEach((word) => (xs[i * o.dim + word] = 1)))
      const ys = Array.from(rows, (row) => [targets[row]].flat())
      // Going over many rows to measure a network can take minutes, too.
      progressed()
      yield { xs: tf.tensor2d(xs, [rows.length, o.dim]), ys: tf.tensor2d(ys) }
    }
  }
  return tf.data.generator<Batch>(batches)
}
