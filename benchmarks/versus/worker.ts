import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import readline from 'node:readline'
import type { About, Answer, Ask, Failed } from './protocol'

export interface WorkerOptions {
  env?: NodeJS.ProcessEnv
  /** Seconds without an answer after which a worker counts as hung. */
  patience?: number
}

const PATIENCE = 1800

/** All that run, so that none is left behind, whatever ends this process. */
const running = new Set<ChildProcessWithoutNullStreams>()
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/**
 * A contender in a process of its own. It answers one question at a time and stands still in between. Whatever goes
 * wrong is an answer: an error, a crash with the last that was said on the error stream, a silence of `patience` seconds.
 */
export class Worker {
  private readonly child: ChildProcessWithoutNullStreams
  private readonly patience: number
  private hear: ((answer: About | Answer) => void) | undefined
  private ended: Failed | undefined
  private said = ''
  /** What it says of itself when it has started. */
  readonly about: Promise<About | Failed>

  constructor([file, ...args]: string[], { env, patience = PATIENCE }: WorkerOptions = {}) {
    this.patience = patience
    this.child = spawn(file, args, { env: { ...process.env, ...env }, stdio: 'pipe' })
    running.add(this.child)
    this.child.stderr.on('data', (text) => (this.said = `${this.said}${String(text)}`.slice(-4000)))
    readline.createInterface({ input: this.child.stdout }).on('line', (line) => this.hear?.(parse(line)))
    this.child.on('error', (error) => this.end(error.message))
    // It has written its last words when its streams are closed, too.
    this.child.on('close', (code, by) => {
      running.delete(this.child)
      this.end(`it crashed, ${by ? `by ${by}` : `with exit code ${code}`}${this.lastWords()}`)
    })
    // A question to one that has gone is answered by what ended it.
    this.child.stdin.on('error', () => undefined)
    this.about = this.answer() as Promise<About | Failed>
  }

  get isRunning(): boolean {
    return this.ended === undefined
  }

  async ask(ask: Ask): Promise<Answer> {
    await this.about
    if (this.ended) return this.ended
    this.child.stdin.write(`${JSON.stringify(ask)}\n`)
    return (await this.answer()) as Answer
  }

  /** Ends it at once; a question that is still open is answered with the reason. */
  kill(reason = 'it was ended'): void {
    this.end(reason)
    this.child.kill('SIGKILL')
  }

  private answer(): Promise<About | Answer> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.kill(`it hung: no answer in ${this.patience} s`), 1000 * this.patience)
      this.hear = (answer) => {
        clearTimeout(timer)
        this.hear = undefined
        resolve(answer)
      }
    })
  }

  private end(reason: string): void {
    this.ended ??= { kind: 'failed', reason }
    this.hear?.(this.ended)
  }

  private lastWords(): string {
    const last = this.said.trim().split('\n').at(-1)
    return last ? `: ${last.slice(0, 200)}` : ''
  }
}

function parse(line: string): About | Answer {
  try {
    return JSON.parse(line) as About | Answer
  } catch {
    return { kind: 'failed', reason: `it said ${line.slice(0, 100)}` }
  }
}
