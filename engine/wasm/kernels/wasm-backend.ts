import type * as tfjs from '@tensorflow/tfjs'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import { setKernel as setKernelOf } from '../../kernels'

/** What is used of the WebAssembly backend of TensorFlow.js. */
export interface Wasm {
  dataIdMap: { get(dataId: object): { shape: number[]; dtype: string } }
  /** Lets go of some data; they are freed when nobody holds them any more. */
  disposeData(dataId: object): boolean
  /** Says that one more holds some data. */
  incRef(dataId: object): void
  /** A new tensor; its numbers are whatever lay in the memory before. */
  makeOutput(shape: number[], dtype: string): TensorInfo
  /**
   * The numbers themselves, to read and to write (whole numbers and booleans come in the arrays of their types), valid
   * until the next tensor is made: then the memory may move.
   */
  typedArrayFromHeap(info: TensorInfo): Float32Array
}

type Kernel = (backend: Wasm, inputs: Record<string, TensorInfo | undefined>, attrs?: Record<string, unknown>) => TensorInfo

/** The kernel that wasm has under this name now, as a function of one result. */
export function kernelOf(tf: typeof tfjs, name: string): Kernel {
  const { kernelFunc } = tf.getKernel(name, 'wasm')
  return (backend, inputs, attrs = {}) => kernelFunc({ inputs: inputs, backend, attrs: attrs as tfjs.NamedAttrMap }) as TensorInfo
}

/** Gives wasm a kernel, in place of the one it may have under this name. */
export function setKernel(tf: typeof tfjs, kernelName: string, kernelFunc: KernelFunc): void {
  setKernelOf(tf, 'wasm', kernelName, kernelFunc)
}

export type Scratch = (info: TensorInfo) => TensorInfo

/** Frees what `scratch` was given once the result is there. */
export function withScratch(backend: Wasm, work: (scratch: Scratch) => TensorInfo): TensorInfo {
  const used: TensorInfo[] = []
  try {
    return work((info) => {
      used.push(info)
      return info
    })
  } finally {
    for (const { dataId } of used) backend.disposeData(dataId)
  }
}

export function size({ shape }: TensorInfo): number {
  return shape.reduce((product, length) => product * length, 1)
}

/** The shape that some data had when it was made; a reshaped tensor shares the data of another shape. */
export function madeAs(backend: Wasm, { dataId }: TensorInfo): number[] {
  return backend.dataIdMap.get(dataId).shape
}

/** The same numbers as new data of this shape. */
export function copy(backend: Wasm, x: TensorInfo, shape: number[]): TensorInfo {
  const out = backend.makeOutput(shape, x.dtype)
  backend.typedArrayFromHeap(out).set(backend.typedArrayFromHeap(x))
  return out
}
