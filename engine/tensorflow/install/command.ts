import { spawn } from 'node:child_process'

export interface Outcome {
  /** The exit code; nothing when it was ended by a signal or never began. */
  code: number | null
  /** What it printed, on both streams. */
  output: string
}

/** Runs a command to its end; a stop ends it together with whatever it has started. */
export function runCommand([file, ...args]: string[], { env, signal }: { env?: NodeJS.ProcessEnv; signal?: AbortSignal } = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...env } })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
    const stop = () => {
      if (child.pid === undefined) return
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    }
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop)
    const end = (outcome: Outcome) => {
      signal?.removeEventListener('abort', stop)
      resolve(outcome)
    }
    child.on('error', (error) => end({ code: null, output: error.message }))
    child.on('close', (code) => end({ code, output }))
  })
}
