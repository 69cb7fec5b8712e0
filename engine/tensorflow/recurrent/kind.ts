import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { ActivationMaker } from './activations'
import type { CellMaker, Task, Run } from './sequence'

/** What a cell does with its sums. */
export interface Activations {
  activation: ActivationMaker
  recurrentActivation: ActivationMaker
}

/** A layer with its weights as TensorFlow.js has them, and what it is to do. */
export interface WholeLayer extends Activations, Task {
  /** [T, N, features], time first. */
  input: Tensor
  kernel: Tensor
  recurrentKernel: Tensor
  bias?: Tensor
}

/** A kind of recurrent layer, as TensorFlow.js has it. */
export interface CellKind {
  /** How many tensors go from step to step. */
  states: number
  /**
   * The columns of an input kernel, a recurrent kernel or a bias of TensorFlow.js in blocks: one for each kernel of the
   * cell. Those of the gates go through `forGates`.
   */
  arrange(tf: TensorFlow, weights: Tensor, forGates: (weights: Tensor) => Tensor): Tensor[]
  cell(activations: Activations): CellMaker
  /** An operation of TensorFlow's that does the whole layer, where one fits. */
  whole?(tf: TensorFlow, layer: WholeLayer): Run | undefined
}
