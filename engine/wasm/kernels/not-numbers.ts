import type * as tfjs from '@tensorflow/tfjs'
import { borrowCases, type KernelCall } from '../../borrowed-kernels'

/**
 * Lends wasm the plain kernels for whatever has to do with strings or complex numbers. Its own know real numbers only:
 * many take the addresses of others for numbers, and some stop the module for good. To be called when all other kernels
 * are in place.
 */
export function borrowForOthersThanNumbers(tf: typeof tfjs): void {
  const lent = new Set(tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName))
  const own = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName)
  borrowCases(tf, 'wasm', own.filter((name) => lent.has(name) && !OF_ANY_TYPE.has(name)), isAboutOthers)
}

/** Those that pass data on without looking into them, and those that are made for complex numbers. */
const OF_ANY_TYPE = new Set(['Identity', 'Reshape', 'ExpandDims', 'Complex', 'Real', 'Imag'])

const others: unknown[] = ['string', 'complex64']

/** Whether something other than real numbers is given, or asked for by a Cast or a Fill. Called at every kernel. */
function isAboutOthers({ inputs, attrs }: KernelCall): boolean {
  for (const name in inputs) {
    // An input that may be left out is there as undefined.
    if (others.includes(inputs[name]?.dtype)) return true
  }
  return attrs !== undefined && (others.includes(attrs['dtype']) || typeof attrs['value'] === 'string')
}
