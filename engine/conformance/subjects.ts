import { type EngineName, startEngine } from '..'
import type { TensorFlow } from '../engine'

/** What the suite can be run on: an engine as the course starts it, or the wasm package alone, to compare with. */
export type Subject = EngineName | 'stock wasm'

/** The package whose version stands for a subject's. */
const packages: Record<Subject, string> = {
  tensorflow: '@tensorflow/tfjs-node-gpu',
  webgpu: '@tensorflow/tfjs-backend-webgpu',
  wasm: '@tensorflow/tfjs-backend-wasm',
  'stock wasm': '@tensorflow/tfjs-backend-wasm',
  cpu: '@tensorflow/tfjs-backend-cpu',
}

/** Throws, with a sentence, where it cannot be had. */
export async function startSubject(subject: Subject): Promise<TensorFlow> {
  if (subject !== 'stock wasm') return (await startEngine(subject)).tf
  const tf = await import('@tensorflow/tfjs')
  await import('@tensorflow/tfjs-backend-wasm')
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly module could not be loaded')
  return tf
}

/** `4.22.0`, with the version of the library below where that is another's: `4.22.0 on 2.21.0`. */
export function versionOf(subject: Subject, tf: TensorFlow): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { version } = require(`${packages[subject]}/package.json`) as { version: string }
  const { binding } = tf.backend() as { binding?: { TF_Version?: string } }
  return binding?.TF_Version ? `${version} on ${binding.TF_Version}` : version
}
