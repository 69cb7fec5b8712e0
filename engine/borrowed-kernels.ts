import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import type { EngineName, TensorFlow } from './engine'

/**
 * Lends an engine every kernel that it lacks and the plain JavaScript backend has: the numbers are copied over, the
 * kernel runs there, and its result is copied back. Slow, but an answer that uses such an operation (einsum on wasm,
 * say) is as right here as on any other engine.
 */
export function borrowKernels(tf: TensorFlow, engine: EngineName): void {
  const own = new Set(tf.getKernelsForBackend(engine).map(({ kernelName }) => kernelName))
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
    if (own.has(kernelName) || NEEDS_A_PAGE.has(kernelName)) continue
    tf.registerKernel({ kernelName, backendName: engine, kernelFunc: borrowed(tf, kernelName, kernelFunc) })
  }
}

/** Draws on a canvas, which there is none of outside of a browser. */
const NEEDS_A_PAGE = new Set(['Draw'])

/** What is used of either backend. */
interface Backend {
  readSync(dataId: object): unknown
  write(values: unknown, shape: number[], dtype: string): object
  disposeData(dataId: object): unknown
}

function borrowed(tf: TensorFlow, name: string, kernelFunc: KernelFunc): KernelFunc {
  return ({ inputs, backend, attrs }) => {
    const [own, cpu] = [backend as Backend, tf.findBackend('cpu')]
    const copied: TensorInfo[] = []
    const lend = (info: TensorInfo) => {
      const copy = copyOf(tf, name, info, own, cpu)
      copied.push(copy)
      return copy
    }
    const results = kernelFunc({ inputs: mapTensors(inputs, lend) as typeof inputs, backend: cpu, attrs })
    const back = [results].flat().map((info) => copyOf(tf, name, info, cpu, own))
    for (const { dataId } of [...copied, ...[results].flat()]) cpu.disposeData(dataId)
    return Array.isArray(results) ? back : back[0]
  }
}

function copyOf(tf: TensorFlow, name: string, { dataId, shape, dtype }: TensorInfo, from: Backend, to: Backend): TensorInfo {
  if (dtype === 'complex64') throw new Error(`${name} of complex numbers is not to be had on this engine; with ENGINE=cpu in front of the command it is`)
  const values = from.readSync(dataId)
  // Texts are kept as bytes, but some engines read them as texts.
  const written = dtype === 'string' ? (values as unknown[]).map((text) => (typeof text === 'string' ? tf.util.encodeString(text) : text)) : values
  return { dataId: to.write(written, shape, dtype), shape, dtype }
}

/** Inputs come by name, as a list, or as lists by name; some may be left out. */
function mapTensors(inputs: unknown, map: (info: TensorInfo) => TensorInfo): unknown {
  if (Array.isArray(inputs)) return inputs.map((input) => mapTensors(input, map))
  if (typeof inputs !== 'object' || inputs === null) return inputs
  if ('dataId' in inputs) return map(inputs as TensorInfo)
  return Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, mapTensors(input, map)]))
}
