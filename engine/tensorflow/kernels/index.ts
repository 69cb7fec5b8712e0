import { borrowKernels } from '../../borrowed-kernels'
import type { TensorFlow } from '../../engine'
import { registerRound } from './round'
import { registerTransform } from './transform'

/** Supplies the kernels that the native backend lacks, and mends those that newer TensorFlows break. */
export function completeKernels(tf: TensorFlow): void {
  registerTransform(tf)
  registerRound(tf)
  borrowKernels(tf, 'tensorflow')
}
