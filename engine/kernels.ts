import type { KernelFunc } from '@tensorflow/tfjs'
import type { EngineName, TensorFlow } from './engine'

/**
 * Gives an engine a kernel, in place of the one it may have under this name. What that one does when a backend starts
 * is still done: the new kernel may be made of it.
 */
export function setKernel(tf: TensorFlow, engine: EngineName, kernelName: string, kernelFunc: KernelFunc): void {
  const stock = tf.getKernelsForBackend(engine).find((kernel) => kernel.kernelName === kernelName)
  if (stock) tf.unregisterKernel(kernelName, engine)
  tf.registerKernel({ ...stock, kernelName, backendName: engine, kernelFunc })
}
