import { spawn } from 'node:child_process'
import path from 'node:path'
import { type Start, unavailable } from '../engine'
import { courseRoot } from '../places'

/** Milliseconds. Compiling the first programs takes seconds on a real GPU, and longer on software. */
const PATIENCE = 120_000

/**
 * Starts the engine with the package in `folder` and multiplies on it, in a process of its own: a driver that does
 * not work can end the process it is loaded into.
 */
export function smokeTest(folder: string, signal?: AbortSignal): Promise<Start> {
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
    child.on('error', (error) => resolve(unavailable(error.message)))
    child.on('close', (code, ended) => {
      const line = said.split('\n').find((text) => text.startsWith('{'))
      if (code === 0 && line) return resolve(JSON.parse(line) as Start)
      const how = ended === 'SIGTERM' ? `it did not answer in ${PATIENCE / 1000} seconds` : `it ended with ${ended ?? `exit code ${code}`}`
      resolve(unavailable(complained.trim().split('\n')[0] || how))
    })
  })
}
