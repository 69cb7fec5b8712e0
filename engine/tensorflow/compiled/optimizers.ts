import type { Optimizer } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'

let counted: Optimizer[] | undefined

/** Lets `countedSteps` know of each step that an optimizer counts. To be called once. */
export function watchOptimizers(tf: TensorFlow): void {
  const prototype = tf.Optimizer.prototype as unknown as { incrementIterations(): void }
  const { incrementIterations } = prototype
  prototype.incrementIterations = function (this: Optimizer) {
    counted?.push(this)
    incrementIterations.call(this)
  }
}

/** The optimizers that count a step while `body` runs, one entry a step. */
export function countedSteps<T>(body: () => T): { result: T; optimizers: Optimizer[] } {
  const outer = counted
  const optimizers: Optimizer[] = (counted = [])
  try {
    return { result: body(), optimizers }
  } finally {
    counted = outer
    outer?.push(...optimizers)
  }
}

/** Counts a step, as taking one does. */
export function countStep(optimizer: Optimizer): void {
  ;(optimizer as unknown as { incrementIterations(): void }).incrementIterations()
}

/** The learning rate; all optimizers of TensorFlow.js keep it under this name. */
export function rateOf(optimizer: Optimizer): number {
  return (optimizer as unknown as { learningRate: number }).learningRate
}
