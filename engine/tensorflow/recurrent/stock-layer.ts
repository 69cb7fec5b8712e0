import type { Tensor } from '@tensorflow/tfjs'
import type { Drawing } from '../random'

/** What is used of a recurrent layer of TensorFlow.js. */
export interface StockLayer extends Drawing {
  name: string
  cell: StockCell
  returnSequences: boolean
  returnState: boolean
  goBackwards: boolean
  stateful: boolean
  /** What a stateful layer remembers from batch to batch. */
  states_: Tensor[] | null
  resetStates(states: Tensor[], training: unknown): void
}

export interface StockCell {
  units: number
  activation: object
  /** SimpleRNN has none. */
  recurrentActivation?: object
  kernel: Weight
  recurrentKernel: Weight
  bias: Weight | null
  dropout: number
  recurrentDropout: number
  /** Left behind by the last stock call. */
  dropoutMask: Tensor | Tensor[] | null
  recurrentDropoutMask: Tensor | Tensor[] | null
  /** Draws masks in place of tf.dropout. */
  dropoutFunc?: unknown
  call: unknown
}

interface Weight {
  read(): Tensor
}

/** What a layer is called with besides its input. */
export interface CallOptions {
  mask?: Tensor | null
  training?: unknown
  initialState?: Tensor[] | null
}

export type Call = (this: StockLayer, inputs: Tensor | Tensor[], options?: CallOptions | null) => Tensor | Tensor[]
