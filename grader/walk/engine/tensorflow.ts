import { startEngine } from '../../../engine'
import { courseRoot, engineFolder } from '../../../engine/places'
import { type Failure, gigabytes, install, inWords, lookAround, type Plan, planFor, remove, type Wishes } from '../../../engine/tensorflow/install'
import { healthy } from '../../../engine/tensorflow/look-after'
import { indented, labelled, shortened } from '../data/words'
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
  if (there && (!build || build === there.build)) {
    console.log(`TensorFlow ${there.version} is installed already, and trained when it was tried: there is nothing to do.`)
    return 0
  }
  let wishes: Wishes = { build }
  for (;;) {
    const plan = planFor(system, wishes)
    if ('kind' in plan) return failed(plan, root)
    console.log(`TensorFlow ${plan.version} for ${plan.build === 'gpu' ? 'NVIDIA GPUs and processors' : 'processors'}\n${labelled(facts(plan, root))}`)
    if (!yes) {
      const answer = await asked()
      if (answer !== 'yes') return answer
    }
    const result = await installed(plan, root)
    if (!('kind' in result)) {
      const where = result.python ? `, used in place from ${result.python}` : ''
      console.log(`TensorFlow ${result.version}${where} is ready: a tiny training has shown it. \`npm run engine\` says how fast it is.`)
      return 0
    }
    const isPythons = plan.source.kind === 'python' && (result.kind === 'does not train' || result.kind === 'not compiled')
    if (!isPythons) return failed(result, root)
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
    ['download', `${download < 1e9 ? `${(download / 1e6).toFixed(0)} MB` : gigabytes(download)}: ${wheels[0].name} ${wheels[0].version}${wheels.length > 1 ? ` and ${wheels.length - 1} packages of NVIDIA (CUDA, cuDNN; NVIDIA's licence)` : ''}`],
    to,
    ['licence', 'Apache-2.0'],
  ]
}

async function asked(): Promise<'yes' | number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    console.error('Nothing was installed: there is no terminal to ask you on, so say yes with --yes.')
    return 2
  }
  const { confirm } = await import('../menus')
  if (await confirm('Install it?')) return 'yes'
  console.log('Nothing was installed.')
  return 1
}

/** Installs with a bar or lines; Ctrl-C stops it in order. */
async function installed(plan: Plan, root: string) {
  const stop = new AbortController()
  const stopped = () => stop.abort()
  for (const signal of STOPS) process.once(signal, stopped)
  const meter = installMeter()
  try {
    return await install(plan, { root, tell: meter.tell, signal: stop.signal })
  } finally {
    meter.end()
    for (const signal of STOPS) process.off(signal, stopped)
  }
}

const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Says what happened, and what the course trains on meanwhile. */
async function failed(failure: Failure, root: string): Promise<number> {
  console.error(indented(inWords(failure), 0))
  const there = root === courseRoot ? await startEngine('').catch(() => undefined) : undefined
  if (there) console.error(indented(`The course goes on: it trains on ${there.name} (${there.device}).`, 0))
  return 1
}
