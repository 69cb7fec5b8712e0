import os from 'node:os'
import { notInstalled, type Starter, type Unavailable, started, unavailable } from '../engine'
import { courseRoot } from '../places'
import { installCompiledSteps, tellOfStock } from './compiled'
import { addonFolder, hasRecord, type Installation, readInstallation } from './installation'
import { completeKernels } from './kernels'
import { loadAddon } from './load'
import { INSTALL, lookAfter } from './look-after'
import { type Binding, makesFunctions, type NativeBackend, registerNativeBackend } from './native-backend'
import { drawInLayers, drawsOn } from './random'
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
  const backend = tf.backend() as NativeBackend
  const draws = drawsOn(tf, backend)
  drawInLayers(tf, draws)
  leanRecurrentLayers(tf, { drawMask: draws.dropoutMask, threads: threads ?? os.availableParallelism(), onStock: tellOfStock })
  installCompiledSteps(tf, backend)
  return started(device(backend, installation, threads), [looked.note, makesFunctions(binding) ? undefined : OLD_ADDON].filter((note) => note !== undefined).join('; '))
}

/** Said of an installation that was made before steps were compiled. */
const OLD_ADDON = `training steps are not compiled, because its addon is from an older version of the course: ${INSTALL} builds it anew, without a download`

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
