import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { setKernel, type Wasm } from './wasm-backend'

/**
 * A clone shares its numbers with the original, as on the other engines. Stock WebAssembly copies them, at each of the
 * clones that gradients make, and TensorFlow.js counts the copies as leaks.
 */
export function registerIdentity(tf: typeof tfjs): void {
  setKernel(tf, 'Identity', ({ inputs, backend: anyBackend }) => {
    const [backend, { x }] = [anyBackend as Wasm, inputs as { x: TensorInfo }]
    backend.incRef(x.dataId)
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype }
  })
}
