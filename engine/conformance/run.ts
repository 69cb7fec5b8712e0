import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import readline from 'node:readline'
import type { Readable } from 'node:stream'
import { type Event, EVENTS, SPEC_LIMIT, type Spec } from './events'
import type { Subject } from './subjects'

/** What came of one engine. */
export interface Run {
  subject: Subject
  /** Of the engine's package; none where it did not start. */
  version?: string
  specs: Spec[]
  /** Of the whole process, with its start. */
  seconds: number
  /** Of Node: `v20.20.2`. */
  node: string
  ending: Ending
}

export type Ending =
  | { kind: 'finished' }
  | { kind: 'unavailable'; reason: string }
  /** The process ended, or was ended, in the middle of the spec `at`; none where the suite had not begun. */
  | { kind: 'crashed'; how: string; at?: string }

/** How long, in milliseconds, until a process is taken to hang. */
export interface Limits {
  /** To start the engine and load the suite. */
  start: number
  /** Without a word from it: a spec that never gives way cannot end itself. */
  silence: number
  all: number
}

const LIMITS: Limits = { start: 180_000, silence: SPEC_LIMIT + 10_000, all: 900_000 }

/** Runs the specs whose names match `grep` on a subject, and tells how many are done as it goes. */
export function runSuite(subject: Subject, grep: string, note: (count: number) => void): Promise<Run> {
  return follow(subject, [path.join(__dirname, 'worker.ts'), subject, grep], LIMITS, note)
}

/** Follows a process of Node that tells events as the worker does. How it went is in the result, not in an error. */
export async function follow(subject: Subject, args: string[], limits: Limits, note: (count: number) => void): Promise<Run> {
  const begin = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { cwd: path.resolve(__dirname, '../..'), stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const run: Run = { subject, specs: [], seconds: 0, node: process.version, ending: { kind: 'crashed', how: '' } }
  let at: string | undefined
  const watch = watchman(limits, () => child.kill('SIGKILL'))

  const hear = (event: Event) => {
    watch.heard(event)
    if (event.kind === 'started') run.version = event.version
    else if (event.kind === 'begun') at = event.name
    else if (event.kind === 'done') {
      const { name, status, message } = event
      run.specs.push({ name, status, ...(message !== undefined && { message }) })
      note(run.specs.length)
    } else run.ending = event
  }
  readline.createInterface({ input: child.stdio[EVENTS] as Readable }).on('line', (line) => hear(JSON.parse(line) as Event))
  // Its last words say why it died. The rest is what TensorFlow.js and the specs print, which nobody wants to know.
  let words = ''
  child.stderr?.on('data', (text) => (words = (words + String(text)).slice(-4_000)))

  // After the last of what it told.
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  run.seconds = Math.round((performance.now() - begin) / 1000)
  const reason = watch.end() ?? [signal ?? `exit code ${code}`, lastLine(words)].filter(Boolean).join(': ')
  if (run.ending.kind === 'crashed') run.ending = { kind: 'crashed', how: reason, ...(at !== undefined && { at }) }
  return run
}

/** Ends what is silent for too long, or takes too long altogether; `end` says which it was, if it was so. */
function watchman(limits: Limits, kill: () => void): { heard(event: Event): void; end(): string | undefined } {
  let reason: string | undefined
  const after = (ms: number, what: string) =>
    setTimeout(() => {
      reason ??= `${what} ${Math.round(ms / 1000)} s`
      kill()
    }, ms)
  const all = after(limits.all, 'it was not done after')
  let silence = after(limits.start, 'nothing was heard of it for')
  return {
    heard: ({ kind }) => {
      clearTimeout(silence)
      silence = after(kind === 'started' ? limits.start : limits.silence, 'nothing was heard of it for')
    },
    end: () => {
      clearTimeout(silence)
      clearTimeout(all)
      return reason
    },
  }
}

/** The last line that is not of a stack, JavaScript's or the machine's, nor the version that Node signs with. */
function lastLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !/^(at |Node\.js v|\d+: |-{3,})/.test(line))
    .at(-1)
}
