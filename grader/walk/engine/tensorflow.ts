import { engineFolder } from '../../../engine/places'
import { type Failure, gigabytes, install, type InstallOptions as Doing, inWords, lookAround, type Plan, planFor, rebuild, remove, size, type Wishes } from '../../../engine/tensorflow/install'
import { healthy } from '../../../engine/tensorflow/look-after'
import { indented, labelled, shortened } from '../data/words'
import { failed, refusal, stoppable } from './installing'
import { installMeter } from './install-meter'

export interface InstallOptions {
  gpu?: boolean
  cpu?: boolean
  /** Do not ask. */
  yes?: boolean
}

/** Installs TensorFlow after saying what that means. Gives the exit code. */
export async function installTensorflow({ gpu, cpu, yes }: InstallOptions, root: string): Promise<number> {
  if (gpu && cpu) {
    console.error('Ask for --gpu or for --cpu, not for both.')
    return 2
  }
  const build = gpu ? 'gpu' : cpu ? 'cpu' : undefined
  const system = await lookAround()
  const there = await healthy(root)
  if (there && (!build || build === there.installation.build)) {
    const { version } = there.installation
    if (there.compilesSteps) {
      console.log(`TensorFlow ${version} is installed already, and trained when it was tried: there is nothing to do.`)
      return 0
    }
    console.log(`TensorFlow ${version} is installed already; what stands between it and Node is from an older version of the course, and is built anew. Nothing is downloaded.`)
    const result = system.compiler ? await watched((doing) => rebuild(there.installation, system.compiler!, doing), root) : ({ kind: 'no compiler', platform: system.platform } as const)
    if (result !== 'rebuilt') return failed(inWords(result), root)
    console.log('It is ready: a tiny training has shown it.')
    return 0
  }
  let wishes: Wishes = { build }
  for (;;) {
    const plan = planFor(system, wishes)
    if ('kind' in plan) return failed(inWords(plan), root)
    console.log(`TensorFlow ${plan.version} for ${plan.build === 'gpu' ? 'NVIDIA GPUs and processors' : 'processors'}\n${labelled(facts(plan, root))}`)
    if (!yes) {
      const no = await refusal()
      if (no !== undefined) return no
    }
    const result = await watched((doing) => install(plan, doing), root)
    if (!('kind' in result)) {
      const where = result.python ? `, used in place from ${result.python}` : ''
      console.log(`TensorFlow ${result.version}${where} is ready: a tiny training has shown it. \`npm run engine\` says how fast it is.`)
      return 0
    }
    const isPythons = plan.source.kind === 'python' && (result.kind === 'does not train' || result.kind === 'not compiled')
    if (!isPythons) return failed(inWords(result), root)
    console.log(indented(`The TensorFlow of Python cannot be used: ${inWords(result)} Another one can be fetched.`, 0))
    wishes = { build, fetch: true }
  }
}

/** Takes TensorFlow away. Gives the exit code. */
export async function removeTensorflow(root: string): Promise<number> {
  const result = await remove(root)
  if (typeof result === 'object') {
    console.error(indented(inWords(result), 0))
    return 1
  }
  console.log(result === 'removed' ? `TensorFlow is removed: ${shortened(engineFolder('tensorflow', root), root)} is gone.` : 'TensorFlow is not installed here: there is nothing to remove.')
  return 0
}

function facts({ source, download, kept }: Plan, root: string): [string, string][] {
  const to: [string, string] = ['to', `${shortened(engineFolder('tensorflow', root), root)} (${kept < 1e8 ? `${(kept / 1e6).toFixed(0)} MB` : `up to ${gigabytes(kept)}`} there)`]
  if (source.kind === 'python') return [['from', `the Python package in ${source.folder}, which stays where it is`], ['download', 'nothing'], to]
  const { wheels } = source.set
  return [
    ['from', `the Python package index, through ${source.downloader.tool}`],
    ['download', `${size(download)}: ${wheels[0].name} ${wheels[0].version}${wheels.length > 1 ? ` and ${wheels.length - 1} packages of NVIDIA (CUDA, cuDNN; NVIDIA's licence)` : ''}`],
    to,
    ['licence', 'Apache-2.0'],
  ]
}

/** Does it with a bar or lines; Ctrl-C stops it in order. */
async function watched<T>(work: (doing: Doing) => Promise<T | Failure>, root: string): Promise<T | Failure> {
  const meter = installMeter()
  try {
    return await stoppable((signal) => work({ root, tell: meter.tell, signal }))
  } finally {
    meter.end()
  }
}
