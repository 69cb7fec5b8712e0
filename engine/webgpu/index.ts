import { type Start, type Starter, type StartOptions, started, type TensorFlow, unavailable } from '../engine'
import { courseRoot } from '../places'
import { registerWebgpu } from './backend'
import { type AdapterInfo, type Dawn, loadDawn, placesOf } from './dawn'
import { findAdapter, openDevice, softwareIn } from './device'
import { completeKernels } from './kernels'

/** Puts TensorFlow.js on the GPU through WebGPU, if the package that brings WebGPU to Node is installed. */
export const startWebgpu: Starter = (tf, options) => startWebgpuFrom(placesOf(courseRoot), tf, options)

/** The same with the package as it is found from other folders. */
export async function startWebgpuFrom(folders: string[], tf: TensorFlow, options: StartOptions): Promise<Start> {
  const dawn = loadDawn(folders)
  return 'kind' in dawn ? dawn : startOn(dawn, tf, options)
}

/** The same on a package that is loaded already. What cannot start leaves nothing behind. */
export async function startOn({ create, globals }: Dawn, tf: TensorFlow, { forced }: StartOptions): Promise<Start> {
  try {
    const gpu = create([])
    const adapter = await findAdapter(gpu)
    if (!adapter) return unavailable('no GPU adapter was found')
    const software = softwareIn(adapter.info)
    if (software && !forced) return unavailable(`the only adapter is software (${software}), which is slower than wasm`)
    const open = await openDevice(adapter)
    if (!(await registerWebgpu(tf, { gpu, globals, open }))) return unavailable('TensorFlow.js refused its WebGPU backend')
    completeKernels(tf)
    return started(software ? `CPU, software GPU (${software}), WebGPU` : `GPU, ${named(adapter.info)}, WebGPU`)
  } catch (error) {
    return unavailable(`the GPU could not be opened: ${(error as Error).message.split('\n')[0]}`)
  }
}

function named({ device, description, vendor }: AdapterInfo): string {
  return device.replace(/-+/g, ' ').trim() || description || vendor || 'unnamed'
}
