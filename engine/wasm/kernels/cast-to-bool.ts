import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { kernelOf, setKernel, type Wasm } from './wasm-backend'

/** A number as a boolean is whether it is not zero; stock WebAssembly keeps the number's lowest byte instead. */
export function mendCastToBool(tf: typeof tfjs): void {
  const [stock, notEqual, zerosLike] = ['Cast', 'NotEqual', 'ZerosLike'].map((name) => kernelOf(tf, name))
  setKernel(tf, 'Cast', ({ inputs, backend: anyBackend, attrs = {} }) => {
    const [backend, { x }] = [anyBackend as Wasm, inputs as { x: TensorInfo }]
    if (attrs['dtype'] !== 'bool' || x.dtype === 'bool') return stock(backend, { x }, attrs)
    const zeros = zerosLike(backend, { x })
    const isSet = notEqual(backend, { a: x, b: zeros })
    backend.disposeData(zeros.dataId)
    return isSet
  })
}
