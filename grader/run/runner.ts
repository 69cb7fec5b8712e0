import { type ChildProcess, fork } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { EngineName, Event, Profile } from '../spec/events'
import { parseEvents } from './events'
import { type Result, resultOf } from './result'
import { eventsFile } from './settings'

/** One spec to run. */
export interface Order {
  /** Folder and file: `04-mnist/01-prepare-digits`. */
  exercise: string
  /** The folder whose chapters are judged; the learner's by default. */
  subject?: string
  profile?: Profile
  seed?: number
  calibrating?: boolean
}

export interface Job {
  id: number
  exercise: string
  env: Record<string, string>
}

export type Reply = { id: number; result: Result } | { id: number; error: string }

/** What the worker says: how it has started, and what came of each job. */
export type Message = Reply | { engine: EngineInfo } | { engineError: string }

/** The engine that trains here, for the line a learner sees. */
export interface EngineInfo {
  name: EngineName
  device: string
  why: string
}

/** A run under way. */
export interface Running {
  /** What came of it; nothing when it was broken off. */
  result: Promise<Result | undefined>
  /** Breaks it off, process and all. */
  cancel(): void
}

/** A run that is broken off may end by itself within so many milliseconds, so that the warm process is not lost. */
const SHORT = 1000

/** How often the events of a running spec are looked for, in milliseconds. */
const LOOK = 50

export interface RunnerOptions {
  /** Hears which engine a fresh process has found, or why it found none. */
  onEngine?: (engine: EngineInfo | string) => void
  /** Names an engine, as ENGINE does otherwise. */
  engine?: EngineName
  /** How many threads the engine may use; all it likes, unless several runners work side by side. */
  threads?: number
}

/** Runs specs in a process of their own, one at a time, and keeps that process warm for the next. */
export class Runner {
  private child: ChildProcess | undefined
  /** Whether that process measures bars: it is told when it starts, and not again. */
  private isCalibrating = false
  private jobs = 0
  private closed = false
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-'))

  constructor(
    private readonly root: string,
    private readonly options: RunnerOptions = {},
  ) {}

  /** Starts the process ahead of the first run, and lets it run the reference of one exercise once. */
  warmUp(exercise: string): void {
    void this.run({ exercise, subject: 'solutions' }).result
  }

  run(order: Order, listen: (event: Event) => void = () => undefined): Running {
    if (this.closed) throw new Error('this runner was closed')
    return this.attempt(order, listen, true)
  }

  private attempt(order: Order, listen: (event: Event) => void, mayRetry: boolean): Running {
    const id = ++this.jobs
    const env = this.settings(order, id)
    const events = new Tail(eventsFile(order.exercise, env['EVENTS'])!, listen)
    let cancelled = false
    let child: ChildProcess
    let settled = false
    let again: Running | undefined

    const result = new Promise<Result | undefined>((resolve, reject) => {
      const settle = () => {
        settled = true
        events.stop()
        child.off('message', onMessage).off('exit', onExit)
      }
      const onMessage = (reply: Message) => {
        if (!('id' in reply) || reply.id !== id) return
        settle()
        if (cancelled) resolve(undefined)
        else if ('error' in reply) reject(new Error(reply.error))
        else resolve(reply.result)
      }
      const onExit = (code: number | null, signal: string | null) => {
        settle()
        if (this.closed) return resolve(undefined)
        // The process ended with the run before this one: a fresh one takes over.
        if (mayRetry && !cancelled && !events.any()) {
          again = this.attempt(order, listen, false)
          return resolve(again.result)
        }
        const reason = signal ? `by ${signal}` : `with exit code ${code}`
        resolve(cancelled ? undefined : resultOf(order.exercise, events.all, { how: 'died', reason }))
      }
      if (this.isCalibrating !== Boolean(order.calibrating)) this.change(Boolean(order.calibrating))
      child = this.child ??= this.start()
      child.on('message', onMessage).on('exit', onExit)
      const job: Job = { id, exercise: order.exercise, env }
      child.send(job)
    })

    const kill = () => {
      if (settled) return
      if (this.child === child) this.child = undefined
      child.kill('SIGKILL')
    }
    const cancel = () => {
      cancelled = true
      again?.cancel()
      if (events.all.some(({ type }) => type === 'training')) kill()
      else setTimeout(kill, SHORT).unref()
    }
    return { result, cancel }
  }

  /** Ends the process; a run under way counts as broken off. */
  close(): void {
    this.closed = true
    this.child?.kill('SIGKILL')
    fs.rmSync(this.folder, { recursive: true, force: true })
  }

  /** Lets a fresh process begin, which measures bars or does not. */
  private change(isCalibrating: boolean): void {
    this.isCalibrating = isCalibrating
    this.child?.kill('SIGKILL')
    this.child = undefined
  }

  private start(): ChildProcess {
    const { engine, threads, onEngine } = this.options
    const child = fork(path.join(__dirname, 'worker.ts'), {
      cwd: this.root,
      env: { ...process.env, CALIBRATE: this.isCalibrating ? '1' : '', ...(engine && { ENGINE: engine }), ...(threads && { THREADS: String(threads) }) },
      execArgv: ['--import', 'tsx'],
      // Whatever is printed past the events is thrown away here.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.on('exit', () => {
      if (this.child === child) this.child = undefined
    })
    child.on('message', (message: Message) => {
      if ('engine' in message) onEngine?.(message.engine)
      if ('engineError' in message) onEngine?.(message.engineError)
    })
    return child
  }

  /** Each run writes its events to a folder of its own, so that nothing of a run broken off is mistaken for it. */
  private settings(order: Order, id: number): Record<string, string> {
    const folder = path.join(this.folder, String(id))
    fs.mkdirSync(folder)
    return {
      EVENTS: folder,
      SUBJECT: order.subject ?? 'exercises',
      PROFILE: order.profile ?? 'quick',
      SEED: String(order.seed ?? 0),
    }
  }
}

/** Reads a growing events file and passes on each event once. */
class Tail {
  readonly all: Event[] = []
  private offset = 0
  private rest = ''
  private readonly timer = setInterval(() => this.read(), LOOK)

  constructor(
    private readonly file: string,
    private readonly listen: (event: Event) => void,
  ) {}

  stop(): void {
    clearInterval(this.timer)
    this.read()
  }

  any(): boolean {
    this.read()
    return this.all.length > 0
  }

  private read(): void {
    if (!fs.existsSync(this.file)) return
    const size = fs.statSync(this.file).size
    if (size === this.offset) return
    const piece = Buffer.alloc(size - this.offset)
    const file = fs.openSync(this.file, 'r')
    fs.readSync(file, piece, 0, piece.length, this.offset)
    fs.closeSync(file)
    this.offset = size
    const { events, rest } = parseEvents(this.rest + piece.toString())
    this.rest = rest
    this.all.push(...events)
    events.forEach(this.listen)
  }
}
