import { spawn } from 'node:child_process'
import path from 'node:path'
import { courseRoot } from '../places'

/** What came of trying an addon and the TensorFlow under it. */
export type Smoke = { kind: 'works'; version: string; isUsingGpu: boolean } | { kind: 'failed'; reason: string }

/** Loading takes a second or two; the first use of a GPU can take a minute, when its kernels are compiled. */
const PATIENCE = 180_000

/**
 * Trains a tiny network with the addon in `folder`, in a process of its own: a library that does not fit can end the
 * process it is loaded into.
 */
export function smokeTest(folder: string, signal?: AbortSignal): Promise<Smoke> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'smoke-child.ts'), folder], {
    cwd: courseRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE,
    signal,
  })
  let [said, complained] = ['', '']
  child.stdout.on('data', (text) => (said += String(text)))
  child.stderr.on('data', (text) => (complained += String(text)))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ kind: 'failed', reason: error.message }))
    child.on('close', (code, ended) => {
      const line = said.split('\n').find((text) => text.startsWith('{'))
      if (code === 0 && line) return resolve(JSON.parse(line) as Smoke)
      const last = complained.trim().split('\n').findLast((text) => text.trim() !== '' && !/^\s+at |^Node\.js v/.test(text))
      const how = ended === 'SIGTERM' ? `it did not answer in ${PATIENCE / 1000} seconds` : `it ended with ${ended ?? `exit code ${code}`}`
      resolve({ kind: 'failed', reason: last ? `${last.trim()}` : how })
    })
  })
}
