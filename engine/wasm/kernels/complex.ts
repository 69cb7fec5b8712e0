import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { setKernel, size, type Wasm } from './wasm-backend'

/**
 * Complex numbers, which stock WebAssembly lacks. They lie in its memory in the form in which TensorFlow.js reads them,
 * real, imaginary, real, imaginary, …: so data that are kept, shared, freed and moved between engines need no care.
 * Only the reading has to be told of their type. What computes with them is borrowed (`not-numbers.ts`).
 */
export function registerComplex(tf: typeof tfjs): void {
  setKernel(tf, 'Complex', ({ inputs, backend: anyBackend }) => {
    const [backend, { real, imag }] = [anyBackend as Wasm, inputs as Record<'real' | 'imag', TensorInfo>]
    const out = backend.makeOutput(real.shape, 'complex64')
    const both = halves(backend, out)
    const [reals, imags] = [real, imag].map((part) => backend.typedArrayFromHeap(part))
    for (let i = 0; i < reals.length; i++) {
      both[2 * i] = reals[i]
      both[2 * i + 1] = imags[i]
    }
    return out
  })
  for (const [name, offset] of [['Real', 0], ['Imag', 1]] as const) {
    setKernel(tf, name, ({ inputs, backend: anyBackend }) => {
      const [backend, { input }] = [anyBackend as Wasm, inputs as { input: TensorInfo }]
      const out = backend.makeOutput(input.shape, 'float32')
      const [part, both] = [backend.typedArrayFromHeap(out), halves(backend, input)]
      for (let i = 0; i < part.length; i++) part[i] = both[2 * i + offset]
      return out
    })
  }
  // For whatever backend is started in this process: tests start theirs anew.
  const backends = Object.getPrototypeOf(tf.backend()) as { readSync: Read }
  const stock = backends.readSync
  backends.readSync = function (dataId, ...range) {
    const { shape, dtype } = this.dataIdMap.get(dataId)
    return dtype === 'complex64' ? halves(this, { dataId, shape, dtype }).slice() : stock.call(this, dataId, ...range)
  }
}

/** A copy of some data; of numbers and strings also of a part of them. */
type Read = (this: Wasm, dataId: object, start?: number, end?: number) => unknown

/** Complex numbers as they lie in the memory: float32 [2 · size], the real and the imaginary part of each in turn. */
function halves(backend: Wasm, x: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap({ dataId: x.dataId, shape: [2 * size(x)], dtype: 'float32' })
}
