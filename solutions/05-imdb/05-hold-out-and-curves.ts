import * as tf from '@tensorflow/tfjs'

/** Rows and labels in two parts: what training may see, and what only measures it. */
export interface Parts<X> {
  xTrain: X[]
  yTrain: number[]
  xVal: X[]
  yVal: number[]
}

/**
 * Sets the first rows aside for validation. Whatever a row is, such as a review in word numbers, it stays as it is, and
 * so do the arrays `x` and `y` themselves.
 *
 * @param x rows
 * @param y their labels
 * @param nVal how many rows are for validation: the first `nVal`; the rest is for training, in the same order
 * @throws RangeError naming `nVal` when one of the parts would be empty, or `nVal` is below 0
 */
export function holdOut<X>(x: X[], y: number[], nVal: number): Parts<X> {
  // #region solution: refuse an empty part, then cut both arrays at the same place
  if (nVal < 1 || nVal >= x.length) throw new RangeError(`nVal must lie between 1 and ${x.length - 1}, but it is ${nVal}`)
  return { xTrain: x.slice(nVal), yTrain: y.slice(nVal), xVal: x.slice(0, nVal), yVal: y.slice(0, nVal) }
  // #endregion
}

/** Rows for a network, some at a time: `xs` [rows, dim] and `ys` [rows, 1]. Each batch is made when it is asked for. */
export type Batches = tf.data.Dataset<{ xs: tf.Tensor2D; ys: tf.Tensor }>

export interface Training {
  /** Compiled with accuracy as its one metric, not trained yet. */
  model: tf.LayersModel
  train: Batches
  /** Rows that measure the network after each epoch, and that training must never see. */
  validation: Batches
  /** How many times training goes over all training batches. */
  epochs: number
}

/**
 * Trains a network and measures it after each epoch on rows that it does not learn from.
 *
 * @returns what `fitDataset` gives: its `.history` has `loss` and `acc` of the training rows, `val_loss` and `val_acc` of
 *   the validation rows, each a list of one number an epoch
 */
export async function trainWithValidation(o: Training): Promise<tf.History> {
  // #region solution: fit on the training batches, with the others as validation data
  return o.model.fitDataset(o.train, { epochs: o.epochs, validationData: o.validation, verbose: 0 })
  // #endregion
}

/**
 * The epoch after which the network was best: the smallest `val_loss`, or the largest `val_acc`. Of equally good ones
 * the first.
 *
 * @param h only its `.history` is read
 * @returns counted from 1
 */
export function bestEpoch(h: tf.History, key: 'val_loss' | 'val_acc'): number {
  // #region solution: find the best value, and where it stands
  const values = h.history[key] as number[]
  const best = key === 'val_loss' ? Math.min(...values) : Math.max(...values)
  return values.indexOf(best) + 1
  // #endregion
}

/** What somebody needs to know who draws a chart. */
export interface Chart {
  /** Any words. */
  title: string
  /** Says that there are epochs along this axis. */
  xLabel: string
  /** `Loss` or `Accuracy`. */
  yLabel: string
  /** The epochs, counted from 1. */
  x: number[]
  /** One number for each epoch. The name of a series says whether it is `training` or `validation`. */
  series: { name: string; style: 'dots' | 'line'; values: number[] }[]
}

/**
 * A training as two charts: first the losses, then the accuracies. Each has two series: the training rows as dots, then
 * the validation rows as a line.
 *
 * @param h only its `.history` is read, with the lists that `trainWithValidation` names
 */
export function curveSpec(h: tf.History): Chart[] {
  // #region solution: two charts of two series each
  const chart = (yLabel: string, key: string): Chart => {
    const [training, validation] = [h.history[key], h.history[`val_${key}`]] as number[][]
    return {
      title: `Training and validation ${yLabel.toLowerCase()}`,
      xLabel: 'Epochs',
      yLabel,
      x: training.map((_, i) => i + 1),
      series: [
        { name: 'training', style: 'dots', values: training },
        { name: 'validation', style: 'line', values: validation },
      ],
    }
  }
  return [chart('Loss', 'loss'), chart('Accuracy', 'acc')]
  // #endregion
}
