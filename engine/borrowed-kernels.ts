import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import type { EngineName, TensorFlow } from './engine'
import { setKernel } from './kernels'

/**
 * Lends an engine every kernel that it lacks and the plain JavaScript backend has: the numbers are copied over, the
 * kernel runs there, and its result is copied back. Slow, but an answer that uses such an operation (einsum on wasm,
 * say) is as right here as on any other engine.
 */
export function borrowKernels(tf: TensorFlow, engine: EngineName): void {
  const own = new Set(tf.getKernelsForBackend(engine).map(({ kernelName }) => kernelName))
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (own.has(kernelName) || NEEDS_A_PAGE.has(kernelName)) continue
    setKernel(tf, engine, kernelName, borrowedKernel(tf, kernelName))
  }
}

/** Draws on a canvas, which there is none of outside of a browser. */
const NEEDS_A_PAGE = new Set(['Draw'])

/** A call of a kernel. */
export type KernelCall = Parameters<KernelFunc>[0]

/** Lends an engine the plain kernel for those calls that its own refuses or gets wrong; for all, unless told which. */
export function borrowCases(tf: TensorFlow, engine: EngineName, kernelNames: string[], isOne: (call: KernelCall) => boolean = () => true): void {
  for (const kernelName of kernelNames) {
    const own = tf.getKernel(kernelName, engine).kernelFunc
    const lent = borrowedKernel(tf, kernelName)
    setKernel(tf, engine, kernelName, (call) => (isOne(call) ? lent(call) : own(call)))
  }
}

/** What is used of either backend. */
interface Backend {
  readSync(dataId: object): unknown
  write(values: unknown, shape: number[], dtype: string): object
  disposeData(dataId: object): unknown
}

/** A kernel of the plain JavaScript backend, for tensors of another engine. */
export function borrowedKernel(tf: TensorFlow, name: string): KernelFunc {
  const { kernelFunc } = tf.getKernel(name, 'cpu')
  return ({ inputs, backend, attrs }) => {
    const [own, cpu] = [backend as Backend, tf.findBackend('cpu')]
    const copied: TensorInfo[] = []
    const lend = (info: TensorInfo) => {
      const copy = copyOf(tf, info, own, cpu)
      copied.push(copy)
      // Some kernels ask for the rank, as if they were given a whole tensor.
      return { ...copy, rank: info.shape.length }
    }
    const results = kernelFunc({ inputs: mapTensors(inputs, lend) as typeof inputs, backend: cpu, attrs })
    const back = [results].flat().map((info) => copyOf(tf, info, cpu, own))
    for (const { dataId } of [...copied, ...[results].flat()]) cpu.disposeData(dataId)
    return Array.isArray(results) ? back : back[0]
  }
}

function copyOf(tf: TensorFlow, { dataId, shape, dtype }: TensorInfo, from: Backend, to: Backend): TensorInfo {
  const values = from.readSync(dataId)
  if (dtype === 'complex64') return complexOf(tf, values as Float32Array, shape, to)
  return { dataId: to.write(asWritten(tf, values, dtype), shape, dtype), shape, dtype }
}

/** Complex numbers are read alike on all engines, real and imaginary parts in turn, but each keeps them in its own way. */
function complexOf(tf: TensorFlow, values: Float32Array, shape: number[], backend: Backend): TensorInfo {
  const { real, imag } = tf.backend_util.splitRealAndImagArrays(values)
  const [realInfo, imagInfo] = [real, imag].map((part): TensorInfo => ({ dataId: backend.write(part, shape, 'float32'), shape, dtype: 'float32' }))
  const engine = backend === tf.findBackend('cpu') ? 'cpu' : tf.getBackend()
  const { kernelFunc } = tf.getKernel('Complex', engine)
  const complex = kernelFunc({ inputs: { real: realInfo, imag: imagInfo }, backend, attrs: {} }) as TensorInfo
  for (const { dataId } of [realInfo, imagInfo]) backend.disposeData(dataId)
  return complex
}

/** Engines read some values in another form than they are written in. */
function asWritten(tf: TensorFlow, values: unknown, dtype: string): unknown {
  // Texts are kept as bytes, but some engines read them as texts.
  if (dtype === 'string') return (values as unknown[]).map((text) => (typeof text === 'string' ? tf.util.encodeString(text) : text))
  // The plain kernels give some whole numbers as floats; an engine would take their bits.
  return dtype === 'int32' && values instanceof Float32Array ? Int32Array.from(values) : values
}

/** Inputs come by name, as a list, or as lists by name; some may be left out. */
function mapTensors(inputs: unknown, map: (info: TensorInfo) => TensorInfo): unknown {
  if (Array.isArray(inputs)) return inputs.map((input) => mapTensors(input, map))
  if (typeof inputs !== 'object' || inputs === null) return inputs
  if ('dataId' in inputs) return map(inputs as TensorInfo)
  return Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, mapTensors(input, map)]))
}
