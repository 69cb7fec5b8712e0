import type { TensorFlow } from '../engine'
import type { Dawn, Gpu } from './dawn'
import type { OpenDevice } from './device'
import { type GpuBackend, readSynchronously } from './synchronous-reads'

export interface Parts {
  gpu: Gpu
  globals: Dawn['globals']
  open: OpenDevice
}

/** Dawn ends the process when it is collected before what was made of it, so it is held for as long as the process lives. */
const held: Parts[] = []

/** And when the process ends while a read is under way, unless the device has let go of it first. */
function closeAtExit({ open: { device } }: Parts): void {
  process.once('exit', () => device.destroy())
}

/** Registers the backend `webgpu` on a device and switches to it. Gives false, and leaves nothing behind, if it will not have it. */
export async function registerWebgpu(tf: TensorFlow, parts: Parts): Promise<boolean> {
  const { gpu, globals, open } = parts
  held.push(parts)
  closeAtExit(parts)
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  const takeBack = lendGlobals(globals)
  tf.registerBackend('webgpu', () => {
    const backend = withNavigator(gpu, () => new WebGPUBackend(open.device as never, open.info as never))
    const reached = backend as unknown as GpuBackend
    readSynchronously(tf, reached, open.tick)
    tellTroubles(reached, open.trouble)
    return backend
  })
  if (await tf.setBackend('webgpu')) return true
  tf.removeBackend('webgpu')
  takeBack()
  return false
}

/** The backend finds its classes and constants where a browser has them. Gives back what takes them away again. */
function lendGlobals(globals: Dawn['globals']): () => void {
  for (const name of NEEDED) Object.defineProperty(globalThis, name, { value: globals[name], configurable: true, writable: true })
  return () => {
    for (const name of NEEDED) Reflect.deleteProperty(globalThis, name)
  }
}

const NEEDED = ['GPUBuffer', 'GPUBufferUsage', 'GPUMapMode', 'GPUTexture', 'GPUTextureUsage']

/** The backend looks for `navigator.gpu` when it is made, and never again. */
function withNavigator<T>(gpu: Gpu, make: () => T): T {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true })
  try {
    return make()
  } finally {
    if (before) Object.defineProperty(globalThis, 'navigator', before)
    else Reflect.deleteProperty(globalThis, 'navigator')
  }
}

/** After something went wrong the GPU computes on with zeros, which would be taken for numbers. */
function tellTroubles(backend: GpuBackend, trouble: OpenDevice['trouble']): void {
  const { readSync, read } = backend
  const refuse = (cause?: unknown) => {
    const what = trouble()
    if (what) throw new Error(`the GPU could not do it: ${what}`, { cause })
  }
  backend.readSync = (dataId) => {
    const numbers = readSync.call(backend, dataId)
    refuse()
    return numbers
  }
  backend.read = async (dataId) => {
    const numbers = await read.call(backend, dataId).catch((error: unknown) => {
      refuse(error)
      throw error
    })
    refuse()
    return numbers
  }
}
