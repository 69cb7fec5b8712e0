import os from 'node:os'
import { notInstalled, type Starter, type Unavailable, started, unavailable } from '../engine'
import { courseRoot } from '../places'
import { addonFolder, hasRecord, type Installation, readInstallation } from './installation'
import { completeKernels } from './kernels'
import { loadAddon } from './load'
import { INSTALL, lookAfter } from './look-after'
import { type Binding, type NativeBackend, registerNativeBackend } from './native-backend'
import { leanRecurrentLayers } from './recurrent'

/** Puts TensorFlow.js on native TensorFlow, when it is installed and still what it was when it was tried. */
export const startTensorflow: Starter = async (tf, { threads }) => {
  const installation = readInstallation(courseRoot)
  if (!installation) return hasRecord(courseRoot) ? unavailable('the note of its installation is damaged', INSTALL) : notInstalled('it is not installed', INSTALL)
  const looked = await lookAfter(installation, courseRoot)
  if (looked.kind === 'unavailable') return looked
  const binding = load(addonFolder(courseRoot, installation), threads)
  if ('kind' in binding) return binding
  registerNativeBackend(tf, binding)
  if (!(await tf.setBackend('tensorflow'))) return unavailable('TensorFlow.js refused the native backend', INSTALL)
  completeKernels(tf)
  leanRecurrentLayers(tf)
  return started(device(tf.backend() as NativeBackend, installation, threads), looked.note)
}

function load(folder: string, threads: number | undefined): Binding | Unavailable {
  try {
    return loadAddon(folder, { threads })
  } catch (error) {
    return unavailable(`TensorFlow could not be loaded: ${(error as Error).message.split('\n')[0].replaceAll(`${folder}/`, '')}`, INSTALL)
  }
}

function device({ isUsingGpuDevice }: NativeBackend, { build }: Installation, threads = os.availableParallelism()): string {
  if (isUsingGpuDevice) return 'NVIDIA GPU'
  const cpu = `CPU, ${threads === 1 ? 'one thread' : `${threads} threads`}`
  return build === 'gpu' ? `${cpu} (no NVIDIA GPU was found)` : cpu
}
