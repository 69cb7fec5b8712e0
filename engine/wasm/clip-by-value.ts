import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { setKernel, type Wasm } from './wasm-backend'

/**
 * Numbers kept within bounds. What is no number stays NaN, so that a training that went astray shows; stock WebAssembly
 * makes the lower bound of it. It also takes the bits of whole numbers for those of floats.
 */
export function registerClipByValue(tf: typeof tfjs): void {
  setKernel(tf, 'ClipByValue', ({ inputs, backend: anyBackend, attrs }) => {
    const [backend, { x }] = [anyBackend as Wasm, inputs as { x: TensorInfo }]
    const { clipValueMin: min, clipValueMax: max } = attrs as Record<'clipValueMin' | 'clipValueMax', number>
    const out = backend.makeOutput(x.shape, x.dtype)
    const [to, from] = [out, x].map((info) => backend.typedArrayFromHeap(info))
    for (let i = 0; i < from.length; i++) {
      const value = from[i]
      // Comparisons with NaN are false.
      to[i] = value > max ? max : value < min ? min : value
    }
    return out
  })
}
