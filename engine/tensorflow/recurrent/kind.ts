import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { ActivationMaker } from './activations'
import type { CellMaker } from './sequence'

/** A kind of recurrent layer, as TensorFlow.js has it. */
export interface CellKind {
  /** How many tensors go from step to step. */
  states: number
  /** The columns of an input kernel, a recurrent kernel or a bias of TensorFlow.js, as blocks: one for each kernel of the cell. */
  arrange(tf: TensorFlow, weights: Tensor): Tensor[]
  cell(makers: { activation: ActivationMaker; recurrentActivation: ActivationMaker }): CellMaker
}
