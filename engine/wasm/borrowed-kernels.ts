import type * as tfjs from '@tensorflow/tfjs'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import { setKernel } from './wasm-backend'

/** Stock kernels that start from the smallest number above zero where they mean the smallest of all: wrong below zero. */
const wrong = ['MaxPool3D', 'MaxPool3DGrad', 'MaxPoolWithArgmax', 'Dilation2D', 'Dilation2DBackpropFilter', 'Dilation2DBackpropInput']

/**
 * Lends WebAssembly every kernel that it lacks, or has wrong, and the plain JavaScript backend has: the numbers are copied over, the
 * kernel runs there, and its result is copied back. Slow, but an answer that uses such an operation (einsum, say) is
 * as right here as on any other engine.
 */
export function borrowKernels(tf: typeof tfjs): void {
  const own = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName))
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (own.has(kernelName) && !wrong.includes(kernelName)) continue
    setKernel(tf, kernelName, borrowedKernel(tf, kernelName))
  }
}

/** What is used of either backend. */
interface Backend {
  readSync(dataId: object): unknown
  write(values: unknown, shape: number[], dtype: string): object
  disposeData(dataId: object): unknown
}

/** A kernel of the plain JavaScript backend, for tensors on wasm. */
export function borrowedKernel(tf: typeof tfjs, name: string): KernelFunc {
  const { kernelFunc } = tf.getKernel(name, 'cpu')
  return ({ inputs, backend, attrs }) => {
    const [wasm, cpu] = [backend as Backend, tf.findBackend('cpu')]
    const copied: TensorInfo[] = []
    const lend = (info: TensorInfo) => {
      const copy = copyOf(name, info, wasm, cpu)
      copied.push(copy)
      // Some kernels ask for the rank, as if they were given a whole tensor.
      return { ...copy, rank: info.shape.length }
    }
    const results = kernelFunc({ inputs: mapTensors(inputs, lend) as typeof inputs, backend: cpu, attrs })
    const back = [results].flat().map((info) => copyOf(name, info, cpu, wasm))
    for (const { dataId } of [...copied, ...[results].flat()]) cpu.disposeData(dataId)
    return Array.isArray(results) ? back : back[0]
  }
}

function copyOf(name: string, { dataId, shape, dtype }: TensorInfo, from: Backend, to: Backend): TensorInfo {
  if (dtype === 'complex64') throw new Error(`${name} of complex numbers is not to be had on wasm; with ENGINE=cpu in front of the command it is`)
  const values = from.readSync(dataId)
  // The plain kernels give some whole numbers as floats; wasm would take their bits.
  const typed = dtype === 'int32' && values instanceof Float32Array ? Int32Array.from(values) : values
  return { dataId: to.write(typed, shape, dtype), shape, dtype }
}

/** Inputs come by name, as a list, or as lists by name; some may be left out. */
function mapTensors(inputs: unknown, map: (info: TensorInfo) => TensorInfo): unknown {
  if (Array.isArray(inputs)) return inputs.map((input) => mapTensors(input, map))
  if (typeof inputs !== 'object' || inputs === null) return inputs
  if ('dataId' in inputs) return map(inputs as TensorInfo)
  return Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, mapTensors(input, map)]))
}
