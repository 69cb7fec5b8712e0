import { spawn } from 'node:child_process'
import { courseRoot } from './places'

export interface TrialOptions {
  /** Milliseconds until it counts as hung. */
  patience: number
  /** More arguments for the script, after the folder. */
  more?: string[]
  /** More of an environment. */
  env?: NodeJS.ProcessEnv
  signal?: AbortSignal
}

export interface Failed {
  kind: 'failed'
  /** What it said last, or how it ended. */
  reason: string
}

/**
 * Runs a script that tries what lies in a folder, in a process of its own: a library that does not fit can end the
 * process it is loaded into. Gives the JSON object that the script prints on a line.
 */
export function trial<T>(script: string, folder: string, { patience, more = [], env, signal }: TrialOptions): Promise<T | Failed> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, ...more], {
    cwd: courseRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
    env: { ...process.env, ...env },
    signal,
  })
  let [said, complained] = ['', '']
  child.stdout.on('data', (text) => (said += String(text)))
  child.stderr.on('data', (text) => (complained += String(text)))
  return new Promise((resolve) => {
    const fail = (reason: string) => resolve({ kind: 'failed', reason })
    child.on('error', (error) => fail(error.message))
    child.on('close', (code, ended) => {
      const line = said.split('\n').find((text) => text.startsWith('{"kind":'))
      if (code === 0 && line) return resolve(JSON.parse(line) as T)
      const last = complained.trim().split('\n').findLast((text) => text.trim() !== '' && !/^\s+at |^Node\.js v/.test(text))
      const how = ended === 'SIGTERM' ? `it did not answer in ${patience / 1000} seconds` : `it ended with ${ended ?? `exit code ${code}`}`
      fail(last?.trim() ?? how)
    })
  })
}
