import { fork } from 'node:child_process'
import path from 'node:path'
import type { Message, Task } from './worker'

/** Seconds without a sign of life after which an engine counts as hung. */
const PATIENCE = 30

/**
 * The same before it has started: it may try itself in a process of its own first, which has 180 s, and a GPU may
 * have its programs compiled.
 */
const PATIENCE_AT_START = 240

/**
 * Gives one engine to a process of its own and passes on what it says. Ends by itself when the engine hangs or takes
 * its process along: then the last message is `failed`. When `signal` aborts, the process is killed at once.
 */
export function inProcess(task: Task, tell: (message: Message) => void, signal?: AbortSignal, worker = path.join(__dirname, 'worker.ts'), patience = { atStart: PATIENCE_AT_START, later: PATIENCE }): Promise<void> {
  const child = fork(worker, [JSON.stringify(task)], {
    cwd: path.resolve(__dirname, '../..'),
    execArgv: ['--import', 'tsx'],
    // Libraries print what nobody asked for.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // A process that hangs may not hear anything milder.
    killSignal: 'SIGKILL',
    ...(signal && { signal }),
  })
  return new Promise((resolve) => {
    let hung: number | undefined
    let ended = false
    const giveUpAfter = (seconds: number) =>
      setTimeout(() => {
        hung = seconds
        child.kill('SIGKILL')
      }, 1000 * seconds)
    let timer = giveUpAfter(patience.atStart)
    child.on('message', (message: Message) => {
      clearTimeout(timer)
      timer = giveUpAfter(patience.later)
      ended ||= message.kind === 'finished' || message.kind === 'failed'
      tell(message)
    })
    // Aborting is said here; that the process has ended is said below.
    child.on('error', () => undefined)
    child.on('exit', (code, by) => {
      clearTimeout(timer)
      if (!ended && !signal?.aborted) tell({ kind: 'failed', reason: hung ? `it hung: no sign of life for ${hung} s` : `it crashed: its process ended ${by ? `by ${by}` : `with exit code ${code}`}` })
      resolve()
    })
  })
}
