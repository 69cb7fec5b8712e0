import { startCpu } from './cpu'
import { type Engine, type EngineName, engineNames, type StartOptions, type Starter, type TensorFlow, type Unavailable } from './engine'
import { startWasm } from './wasm'
import { startWebgpu } from './webgpu'

export type { Engine, EngineName, StartOptions } from './engine'

/** How each engine is started. */
const starters: Partial<Record<EngineName, Starter>> = {
  webgpu: startWebgpu,
  wasm: startWasm,
  cpu: startCpu,
}

/**
 * Loads TensorFlow.js and puts it on the fastest engine that starts here, or on the one named in `wanted`.
 * To be called once per process.
 */
export async function startEngine(wanted = process.env['ENGINE'], options: StartOptions = {}): Promise<Engine> {
  const tf = await import('@tensorflow/tfjs')
  // Whatever engine is used, the plain one lends it kernels, and it would greet on the console at its first.
  Object.assign(tf.findBackend('cpu'), { firstUse: false })
  return wanted ? theOneNamed(wanted, tf, options) : theFastest(tf, options)
}

async function theOneNamed(wanted: string, tf: TensorFlow, options: StartOptions): Promise<Engine> {
  const name = engineNames.find((one) => one === wanted)
  const start = name && starters[name]
  if (!start) throw new Error(`ENGINE=${wanted} is not an engine of this course: use one of ${Object.keys(starters).join(', ')}, or leave it out`)
  const result = await start(tf, { ...options, forced: true })
  if (result.kind === 'unavailable') throw new Error(inWords(name, result))
  return { name, device: result.device, why: `asked for by ENGINE=${wanted}`, tf }
}

async function theFastest(tf: TensorFlow, options: StartOptions): Promise<Engine> {
  const missing: string[] = []
  for (const name of engineNames) {
    const result = await starters[name]?.(tf, options)
    if (!result) continue
    if (result.kind === 'started') return { name, device: result.device, why: missing.length === 0 ? 'the fastest one here' : missing.join('; '), tf }
    missing.push(inWords(name, result))
  }
  throw new Error(missing.join('; '))
}

function inWords(name: EngineName, { reason, fix }: Unavailable): string {
  return `${name}: ${reason}${fix ? ` (${fix})` : ''}`
}
