import { startCpu } from './cpu'
import { correctResizeGradients } from './cpu/resize-gradients'
import { type Engine, type EngineName, engineNames, type Start, type StartOptions, type Started, type Starter, type TensorFlow, type Unavailable, unavailable } from './engine'
import { startTensorflow } from './tensorflow'
import { startWasm } from './wasm'
import { startWebgpu } from './webgpu'

export { engineNames } from './engine'
export { compile, compileSteps, explain } from './tensorflow/compiled'
export type { Engine, EngineName, Start, StartOptions, TensorFlow, Unavailable } from './engine'

/** How each engine is started. */
const starters: Record<EngineName, Starter> = {
  tensorflow: startTensorflow,
  webgpu: startWebgpu,
  wasm: startWasm,
  cpu: startCpu,
}

/** The engines that can be tried, the fastest first. */
export const offeredEngines: EngineName[] = engineNames.filter((name) => starters[name])

/**
 * Loads TensorFlow.js and puts it on the fastest engine that starts here, or on the one named in `wanted`.
 * To be called once per process.
 */
export async function startEngine(wanted = process.env['ENGINE'], options: StartOptions = {}): Promise<Engine> {
  const tf = await loadTensorFlow()
  return wanted ? theOneNamed(wanted, tf, options) : theFastest(tf, options)
}

/**
 * Puts TensorFlow.js on one engine and on no other: gives its device, or why it cannot be had.
 * To be called once per process, in place of `startEngine`.
 */
export async function tryEngine(name: EngineName, options: StartOptions = {}): Promise<Start> {
  const start = starters[name]
  return start ? start(await loadTensorFlow(), options) : unavailable('this version of the course does not have it')
}

async function loadTensorFlow(): Promise<TensorFlow> {
  const tf = await import('@tensorflow/tfjs')
  // Whatever engine is used, the plain one lends it kernels, and it would greet on the console at its first.
  Object.assign(tf.findBackend('cpu'), { firstUse: false })
  correctResizeGradients(tf)
  return tf
}

async function theOneNamed(wanted: string, tf: TensorFlow, options: StartOptions): Promise<Engine> {
  const name = engineNames.find((one) => one === wanted)
  const start = name && starters[name]
  if (!start) throw new Error(`ENGINE=${wanted} is not an engine of this course: use one of ${Object.keys(starters).join(', ')}, or leave it out`)
  const result = await start(tf, { ...options, forced: true })
  if (result.kind === 'unavailable') throw new Error(inWords(name, result))
  return { name, device: result.device, why: withNote(`asked for by ENGINE=${wanted}`, result), tf }
}

async function theFastest(tf: TensorFlow, options: StartOptions): Promise<Engine> {
  const missing: { name: EngineName; result: Unavailable }[] = []
  for (const name of engineNames) {
    const result = await starters[name](tf, options).catch((error: Error) => unavailable(`it could not be started: ${error.message.split('\n')[0]}`))
    if (result.kind === 'started') return { name, device: result.device, ...whyThisOne(missing, result), tf }
    missing.push({ name, result })
  }
  throw new Error(missing.map(({ name, result }) => inWords(name, result)).join('; '))
}

/** What is wrong with faster engines is said in full; that one could be installed, only in short. */
function whyThisOne(missing: { name: EngineName; result: Unavailable }[], result: Started): Pick<Engine, 'why' | 'trouble'> {
  const faults = missing.filter(({ result }) => !result.absent).map(({ name, result }) => inWords(name, result))
  const trouble = faults.join('; ')
  if (trouble) return { why: withNote(trouble, result), trouble }
  return { why: withNote(missing.length === 0 ? 'the fastest one here' : 'faster: npm run engine', result) }
}

function withNote(why: string, { note }: Started): string {
  return note ? `${why}; ${note}` : why
}

function inWords(name: EngineName, { reason, fix }: Unavailable): string {
  return `${name}: ${reason}${fix ? ` (${fix})` : ''}`
}
