import { type EngineName, startEngine, type TensorFlow, tryEngine } from '..'
import { measureSpeed, type Speed } from './speed'
import { type LayerVerdict, verify } from './verify'

/**
 * A process that looks at one engine and tells what it finds. Started by `process.ts`, one engine at a time, so that
 * engines do not get in each other's way and one that crashes takes nothing along.
 */

/** What to look at. */
export interface Task {
  /** The engine; without it, the one that trains in this course. */
  name?: EngineName
  /** Whether it starts even where it would not be worth it. */
  forced: boolean
  verify: boolean
}

/** What the worker says, in this order. */
export type Message =
  | { kind: 'started'; name: EngineName; device: string; why?: string; tensorflow?: string }
  | { kind: 'unavailable'; reason: string; fix?: string }
  | { kind: 'measured'; speed: Speed }
  | { kind: 'verified'; verdict: LayerVerdict }
  /** It could not go on; nothing follows. */
  | { kind: 'failed'; reason: string }
  | { kind: 'finished' }

async function work({ name, forced, verify: verifies }: Task): Promise<void> {
  const engine = await start(name, forced)
  if (!engine) return
  await say({ kind: 'measured', speed: await measureSpeed(engine.tf) })
  // Plain JavaScript is what the others are held against.
  if (!verifies || engine.name === 'cpu') return
  for await (const verdict of verify(engine.tf, engine.name)) await say({ kind: 'verified', verdict })
}

async function start(name: EngineName | undefined, forced: boolean): Promise<{ name: EngineName; tf: TensorFlow } | undefined> {
  if (!name) {
    const { name, device, why, tf } = await startEngine()
    await say({ kind: 'started', name, device, why, ...nativeVersion(tf) })
    return { name, tf }
  }
  const result = await tryEngine(name, { forced })
  if (result.kind === 'unavailable') {
    await say(result)
    return undefined
  }
  const tf = await import('@tensorflow/tfjs')
  await say({ kind: 'started', name, device: result.device, ...nativeVersion(tf) })
  return { name, tf }
}

/** The version of the TensorFlow library underneath, on the engine that has one. */
function nativeVersion(tf: TensorFlow): { tensorflow?: string } {
  const { binding } = tf.backend() as { binding?: { TF_Version?: string } }
  return binding?.TF_Version ? { tensorflow: binding.TF_Version } : {}
}

/** Done when it is sent: what comes next may take the process along. */
function say(message: Message): Promise<void> {
  return new Promise((resolve) => process.send!(message, () => resolve()))
}

process.on('disconnect', () => process.exit())
void work(JSON.parse(process.argv[2]) as Task)
  .catch((error: Error) => say({ kind: 'failed', reason: error.message.split('\n')[0] }))
  .then(() => say({ kind: 'finished' }))
  .then(() => process.exit())
