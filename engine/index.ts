import type * as tfjs from '@tensorflow/tfjs'
import { startWasm } from './wasm'

type TensorFlow = typeof tfjs

export type EngineName = 'tensorflow' | 'webgpu' | 'wasm' | 'cpu'

/** The engine under TensorFlow.js in this process, and why it is this one. */
export interface Engine {
  name: EngineName
  /** What it runs on, in words: `CPU, one thread, SIMD`. */
  device: string
  why: string
  tf: TensorFlow
}

/** How each engine is started; an engine that cannot be had throws, and the next one is tried. Fastest first. */
const starters: Partial<Record<EngineName, (tf: TensorFlow) => Promise<string>>> = {
  wasm: startWasm,
  cpu: startCpu,
}

/**
 * Loads TensorFlow.js and puts it on the fastest engine that starts here, or on the one named in `wanted`.
 * To be called once per process.
 */
export async function startEngine(wanted = process.env['ENGINE']): Promise<Engine> {
  const tf = await import('@tensorflow/tfjs')
  // The plain backend would greet on the console when it is first used, in the middle of what the learner prints.
  Object.assign(tf.findBackend('cpu'), { firstUse: false })
  if (wanted) {
    const start = starters[wanted as EngineName]
    if (!start) throw new Error(`ENGINE=${wanted} is not an engine of this course: use one of ${Object.keys(starters).join(', ')}, or leave it out`)
    return { name: wanted as EngineName, device: await start(tf), why: `asked for by ENGINE=${wanted}`, tf }
  }
  const failures: string[] = []
  for (const [name, start] of Object.entries(starters)) {
    try {
      const device = await start(tf)
      const why = failures.length === 0 ? 'the fastest one here' : failures.join('; ')
      return { name: name as EngineName, device, why, tf }
    } catch (error) {
      failures.push(`${name} did not start: ${(error as Error).message}`)
    }
  }
  throw new Error(failures.join('; '))
}

async function startCpu(tf: TensorFlow): Promise<string> {
  if (!(await tf.setBackend('cpu'))) throw new Error('TensorFlow.js refused its plain JavaScript backend')
  return 'CPU, plain JavaScript'
}
