import { type ChildProcess, fork } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Event, Profile } from '../spec/events'
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

/** A run under way. */
export interface Running {
  /** What came of it; nothing when it was broken off. */
  result: Promise<Result | undefined>
  /** Breaks it off, process and all. */
  cancel(): void
}

/** How often the events of a running spec are looked for, in milliseconds. */
const LOOK = 50

/** Runs specs in a process of their own, one at a time, and keeps that process warm for the next. */
export class Runner {
  private child: ChildProcess | undefined
  private jobs = 0
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-'))

  constructor(private readonly root: string) {}

  /** Starts the process ahead of the first run. */
  warm(): void {
    this.child ??= this.start()
  }

  run(order: Order, listen: (event: Event) => void = () => undefined): Running {
    this.warm()
    const child = this.child!
    const id = ++this.jobs
    const env = this.settings(order, id)
    const events = new Tail(eventsFile(order.exercise, env['EVENTS'])!, listen)
    let cancelled = false
    const result = new Promise<Result | undefined>((resolve, reject) => {
      const onMessage = (reply: Reply) => {
        if (reply.id !== id) return
        settle()
        if ('error' in reply) reject(new Error(reply.error))
        else resolve(reply.result)
      }
      const onExit = (code: number | null, signal: string | null) => {
        settle()
        const reason = signal ? `by ${signal}` : `with exit code ${code}`
        resolve(cancelled ? undefined : resultOf(order.exercise, events.all, { how: 'died', reason }))
      }
      const settle = () => {
        events.stop()
        child.off('message', onMessage).off('exit', onExit)
      }
      child.on('message', onMessage).on('exit', onExit)
      const job: Job = { id, exercise: order.exercise, env }
      child.send(job)
    })
    const cancel = () => {
      cancelled = true
      child.kill('SIGKILL')
    }
    return { result, cancel }
  }

  close(): void {
    this.child?.kill('SIGKILL')
    fs.rmSync(this.folder, { recursive: true, force: true })
  }

  private start(): ChildProcess {
    const child = fork(path.join(__dirname, 'worker.ts'), {
      cwd: this.root,
      execArgv: ['--import', 'tsx'],
      // Whatever is printed past the events is thrown away here.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.on('exit', () => {
      if (this.child === child) this.child = undefined
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
      CALIBRATE: order.calibrating ? '1' : '',
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
