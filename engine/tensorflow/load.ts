import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import type { StartOptions } from '../engine'
import type { Binding } from './native-backend'

const load = createRequire(__filename)

/** The compiled addon, and the one that keeps TensorFlow quiet while it is loaded. */
export const ADDON = 'tfjs_binding.node'
export const QUIET = 'quiet.node'

export interface LoadOptions extends Pick<StartOptions, 'threads'> {
  /** Lets TensorFlow say all it has to say: its last words are lost when it ends the process. */
  aloud?: boolean
}

/**
 * Loads TensorFlow through the addon in `folder`; once per process. Its greetings are dropped, real errors go to the
 * standard error stream. Throws what the dynamic loader says when a library is missing or does not fit.
 */
export function loadAddon(folder: string, { threads, aloud }: LoadOptions = {}): Binding {
  // TensorFlow reads these when it is loaded. 2: errors are printed, remarks are not.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'
  // Several workers share one GPU, so none of them may take all of its memory.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true'
  if (threads) {
    process.env['TF_NUM_INTRAOP_THREADS'] ??= String(threads)
    process.env['TF_NUM_INTEROP_THREADS'] ??= String(threads)
  }
  if (aloud) return load(path.join(folder, ADDON)) as Binding
  const { hush, unhush } = load(path.join(folder, QUIET)) as { hush(file: string): void; unhush(): void }
  const log = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-')), 'said')
  hush(log)
  try {
    return load(path.join(folder, ADDON)) as Binding
  } finally {
    unhush()
    const said = fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : ''
    fs.rmSync(path.dirname(log), { recursive: true })
    const errors = said.split('\n').filter(isError)
    if (errors.length > 0) process.stderr.write(`${errors.join('\n')}\n`)
  }
}

/** Whether a line that TensorFlow prints while it is loaded is more than a greeting. */
export function isError(line: string): boolean {
  return line.trim() !== '' && !GREETINGS.some((greeting) => greeting.test(line))
}

const GREETINGS = [
  // Google's log format: remarks and warnings of code that runs before the level is read.
  /^[IW]\d{4} /,
  /^\d{4}-\d\d-\d\d [\d:.]+: [IW] /,
  /^WARNING: All log messages before absl::InitializeLog\(\) is called/,
  /^To enable the following instructions:/,
  // The CUDA build without a GPU, and a factory that registers twice in the same library: harmless, and logged as errors.
  /failed call to cuInit|CUDA_ERROR_NO_DEVICE|[Cc]ould not find cuda drivers|Cannot dlopen some GPU libraries|libcuda reported version|kernel reported version|kernel driver does not appear|retrieving CUDA diagnostic|hostname:/,
  /Unable to register cu(FFT|DNN|BLAS) factory/,
]
