/**
 * What the bench command and its workers say to each other: one JSON object a line, a question on the worker's
 * standard input, one answer to it on its standard output. A worker begins by saying what it is, or why it cannot be.
 */

/** Numbers in a file, row by row, in the machine's byte order. */
export interface RawArray {
  file: string
  /** uint8 is only how they lie in the file: they are trained on as float32. */
  dtype: 'float32' | 'int32' | 'uint8'
  shape: number[]
}

/** Inputs and what is to come of them. */
export interface Rows {
  x: RawArray
  y: RawArray
}

export const modes = ['train', 'evaluate', 'predict'] as const
/** One epoch of training, an evaluation of all rows, a prediction for all rows. */
export type Mode = (typeof modes)[number]

export type Ask =
  /** Read the rows and build the net anew; what was prepared before is dropped. */
  | { ask: 'prepare'; net: string; seed: number; batch: number; rows: Rows }
  /** Work through the prepared rows once. */
  | { ask: Mode }
  /** The most memory that the process has taken by now. */
  | { ask: 'peak' }
  | ({ ask: 'study' } & Study)

/** A training from a fresh net to its score on rows it has not seen. */
export interface Study {
  net: string
  seed: number
  batch: number
  epochs: number
  train: Rows
  test: Rows
  /** Whether the test rows are looked at after every epoch, as validation data, or once at the end. */
  watched: boolean
}

/** What a worker is. */
export interface About {
  kind: 'ready'
  /** `Keras 3.15.1 on TensorFlow 2.21.0`. */
  what: string
  /** `CPU, 8 threads`. */
  device: string
}

/**
 * `seconds` of the work alone; `loss` of a training, `score` of a study: accuracy, or mean absolute error.
 * `uncompiled`: why a step that should be compiled was taken as it is, in a clause; only of this project's engine.
 */
export type Answer =
  | { kind: 'prepared' }
  | { kind: 'taken'; seconds: number; loss?: number; uncompiled?: string }
  | { kind: 'peak'; bytes: number }
  | { kind: 'studied'; seconds: number; score: number; uncompiled?: string }
  | Failed

/** One clause without a full stop. */
export interface Failed {
  kind: 'failed'
  reason: string
}
