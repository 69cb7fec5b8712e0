import { type TensorFlow, tryEngine } from '../../..'
import { makesFunctions, type NativeBackend } from '../../native-backend'

type Native = { tf: TensorFlow; backend: NativeBackend } | { missing: string }

let native: Promise<Native> | undefined

/** TensorFlow.js on native TensorFlow with compiled steps, or why it cannot be had here. It starts once, on one thread unless told otherwise. */
export function nativeTensorflow({ threads = 1 } = {}): Promise<Native> {
  return (native ??= start(threads))
}

async function start(threads: number): Promise<Native> {
  const started = await tryEngine('tensorflow', { threads })
  if (started.kind === 'unavailable') return { missing: `native TensorFlow: ${started.reason}` }
  const tf = await import('@tensorflow/tfjs')
  const backend = tf.backend() as NativeBackend
  return makesFunctions(backend.binding) ? { tf, backend } : { missing: 'the addon was built by an older version of the course' }
}
