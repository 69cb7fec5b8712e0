import { borrowKernels } from '../borrowed-kernels'
import type { TensorFlow } from '../engine'

/**
 * Lends webgpu the kernels of the plain JavaScript backend that it lacks, and those in the place of which the stock
 * package has one that answers wrongly.
 */
export function completeKernels(tf: TensorFlow): void {
  for (const kernel of FAULTY) tf.unregisterKernel(kernel, 'webgpu')
  borrowKernels(tf, 'webgpu')
}

const FAULTY = [
  // Backwards, the program made for one length is taken for every other one, so that sums go past the end.
  'Cumsum',
  'Cumprod',
  // Forgets `keepDims` where the numbers were not on the GPU yet.
  'Prod',
  // Its program does not compile unless the numbers to be counted lie in one row.
  'Bincount',
  // Take any index, where every other engine refuses what is out of bounds.
  'SparseSegmentMean',
  'SparseSegmentSum',
  // Asks for a canvas of the browser's; without a kernel TensorFlow.js reads the pixels by itself.
  'FromPixels',
]
