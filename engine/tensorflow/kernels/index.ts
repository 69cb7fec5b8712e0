import { borrowKernels } from '../../borrowed-kernels'
import type { TensorFlow } from '../../engine'
import { registerGather } from './gather'
import { borrowOddCases } from './odd-cases'
import { registerRound } from './round'
import { registerStep } from './step'
import { registerTransform } from './transform'

/** Supplies the kernels that the native backend lacks, those that newer TensorFlows break, and odd cases. */
export function completeKernels(tf: TensorFlow): void {
  registerTransform(tf)
  registerRound(tf)
  registerStep(tf)
  registerGather(tf)
  borrowKernels(tf, 'tensorflow')
  borrowOddCases(tf)
}
