import { type TensorFlow, tryEngine } from '../../..'
import { makesFunctions, type NativeBackend } from '../../native-backend'

/** TensorFlow.js on native TensorFlow with compiled steps, or why it cannot be had here. */
export async function nativeTensorflow(): Promise<{ tf: TensorFlow; backend: NativeBackend } | { missing: string }> {
  const started = await tryEngine('tensorflow', { threads: 1 })
  if (started.kind === 'unavailable') return { missing: `native TensorFlow: ${started.reason}` }
  const tf = await import('@tensorflow/tfjs')
  const backend = tf.backend() as NativeBackend
  return makesFunctions(backend.binding) ? { tf, backend } : { missing: 'the addon was built by an older version of the course' }
}
