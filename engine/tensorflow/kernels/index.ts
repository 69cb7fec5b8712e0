import { borrowKernels } from '../../borrowed-kernels'
import type { TensorFlow } from '../../engine'
import { registerBias } from './bias'
import { registerGather } from './gather'
import { borrowOddCases } from './odd-cases'
import { registerReluGradient } from './relu'
import { registerRound } from './round'
import { registerStep } from './step'
import { registerTransform } from './transform'

/** Supplies the kernels that the native backend lacks, those that newer TensorFlows break or do faster, and odd cases. */
export function completeKernels(tf: TensorFlow): void {
  registerTransform(tf)
  registerRound(tf)
  registerStep(tf)
  registerReluGradient(tf)
  registerBias(tf)
  registerGather(tf)
  borrowKernels(tf, 'tensorflow')
  borrowOddCases(tf)
}
