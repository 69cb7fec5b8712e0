import type { EngineName, Event, Measure, Profile } from '../spec/events'
import { isReached, PROBLEMS } from '../spec/exam'
import { type Outcome, type Role, timedOut } from '../spec/outcome'

/** What came of running one spec on one file. Plain data; every screen, report and gate is a function of it. */
export interface Result {
  /** Folder and file: `04-mnist/01-prepare-digits`. */
  exercise: string
  /** The folder that was judged: `exercises`, `solutions`, … */
  subject: string
  profile: Profile
  engine: EngineName | undefined
  seed: number
  /** The one thing to say first. */
  verdict: Outcome
  checks: Checked[]
  /** Numbers the spec measured, beside their bars. */
  measures: Measure[]
  epochs: Epoch[]
  /** What the learner's code printed. */
  printed: string
  /** What is to be known of this machine, such as a corrupt data file that was passed over. */
  notices: string[]
  /** How many parts come from a run that was broken off: their time and memory are not in those below. */
  resumed: number
  /** What TypeScript objects to in the judged file. */
  typeErrors: TypeNote[]
  seconds: number
  /** The most memory that its process has taken up to its end, in bytes; a process may have run others before. */
  peak?: number
}

export interface Checked {
  name: string
  role: Role
  outcome: Outcome
  seconds: number
}

export interface Epoch {
  epoch: number
  epochs: number
  /** By TensorFlow.js's own names: loss, acc, val_loss, … */
  numbers: Record<string, number>
}

/** A complaint of the type checker. Line and column count from 1. */
export interface TypeNote {
  line: number
  column: number
  code: string
  message: string
}

/** How a spec came to its end: by itself, not even loaded, or with its process. */
export type Ending = { how: 'finished' } | { how: 'not loaded'; outcome: Outcome } | { how: 'died'; reason: string }

/** The result of a spec, from what it told. Types are another matter: see `worthTypeChecking`. */
export function resultOf(exercise: string, events: Event[], ending: Ending): Result {
  const started = events.find((event) => event.type === 'started')
  const finished = events.find((event) => event.type === 'finished')
  const checks = events.filter((event) => event.type === 'checked').map(({ type: _, ...checked }) => checked)
  if (ending.how === 'died') checks.push(interrupted(events, ending.reason))
  if (ending.how === 'not loaded') checks.push({ name: 'can be loaded', role: 'check', outcome: ending.outcome, seconds: 0 })
  // What the spec says of an exam comes from the learner's process; what it came to is asked of the one that judged.
  if (started?.exam && ending.how === 'finished' && verdictOf(checks).kind === 'passed') checks.push(examined(events))
  return {
    exercise,
    subject: started?.subject ?? 'exercises',
    profile: started?.profile ?? 'quick',
    engine: started?.engine,
    seed: started?.seed ?? 0,
    verdict: verdictOf(checks),
    checks,
    measures: events.filter((event) => event.type === 'measured').map(({ measure }) => measure),
    epochs: events.filter((event) => event.type === 'epoch').map(({ type: _, ...epoch }) => epoch),
    printed: events.filter((event) => event.type === 'printed').map(({ text }) => text).join(''),
    notices: events.flatMap((event) =>
      event.type === 'noticed' ? [event.text] : event.type === 'resumed' ? [`"${event.part}" was trained before this run was broken off, so it was not trained again.`] : [],
    ),
    resumed: events.filter((event) => event.type === 'resumed').length,
    typeErrors: [],
    seconds: checks.reduce((sum, { seconds }) => sum + seconds, 0),
    ...(finished && { peak: finished.peak }),
  }
}

/**
 * What decides, in this order: a mistake that has a name says most; then what had to be stopped, what is wrong and
 * what broke; then a trap that could not even be tried; then what is not written yet.
 */
const PRECEDENCE: { kinds: Outcome['kind'][]; of?: 'traps' | 'others' }[] = [
  { kinds: ['trapped'] },
  { kinds: ['timed out'], of: 'others' },
  { kinds: ['failed', 'crashed'], of: 'others' },
  { kinds: ['timed out'], of: 'traps' },
  { kinds: ['failed', 'crashed'], of: 'traps' },
  { kinds: ['unattempted'] },
  { kinds: ['not reached'] },
]

export function verdictOf(checks: Checked[]): Outcome {
  if (checks.length === 0) return { kind: 'not reached', because: 'the spec ran no checks' }
  return decisive(checks)?.outcome ?? { kind: 'passed' }
}

/** The check that the verdict comes from; none if all have passed. */
export function decisive(checks: Checked[]): Checked | undefined {
  for (const { kinds, of } of PRECEDENCE) {
    const asked = checks.filter(({ role }) => !of || (role === 'trap') === (of === 'traps'))
    const check = asked.find(({ outcome }) => kinds.includes(outcome.kind))
    if (check) return check
  }
  return undefined
}

/** Types are looked at once there is something written, and something that parses. */
export function worthTypeChecking({ verdict }: Result): boolean {
  return verdict.kind !== 'unattempted' && !(verdict.kind === 'crashed' && verdict.error.startsWith('TypeScript'))
}

/** Whether each problem was judged once, with nothing but what was handed in, and reached its goal. */
function examined(events: Event[]): Checked {
  const checked = (sentence?: string): Checked => ({
    name: 'was judged once, at the end, and reached its goals',
    role: 'check',
    outcome: sentence ? { kind: 'failed', sentence, rows: [] } : { kind: 'passed' },
    seconds: 0,
  })
  for (const problem of PROBLEMS) {
    const judged = events.filter((event) => event.type === 'judged').filter((event) => event.problem === problem)
    const handedIn = events.filter((event) => event.type === 'handed in').filter((event) => event.problem === problem)
    if (judged.length !== 1 || handedIn.length !== 1) return checked(`The answers to ${problem} were judged ${times(judged.length)}, and handed in ${times(handedIn.length)}: each is to happen once, by the spec, at the end.`)
    const [{ lists, scores, goal }] = judged
    const [{ runs }] = handedIn
    if (lists !== 1 + runs) return checked(`For ${problem}, ${lists} lists of answers were judged, but only the test answers and those of ${runs} runs were handed in.`)
    if (!isReached(goal, scores[0])) return checked(`The test answers to ${problem} score ${scores[0]}, which does not reach the goal.`)
  }
  return checked()
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

const OUT_OF_MEMORY = 'the memory was used up: does a list in your code grow without end?'

/** The check during which the process ended. */
function interrupted(events: Event[], reason: string): Checked {
  const last = events.filter((event) => event.type === 'checking').at(-1)
  const stopped = events.find((event) => event.type === 'stopped')
  const outcome: Outcome = stopped
    ? timedOut(stopped.seconds, lastEpoch(events))
    : { kind: 'crashed', error: 'Stopped', message: reason === 'by SIGABRT' ? OUT_OF_MEMORY : `the process that ran your code ended ${reason}`, frames: [] }
  return { name: last?.name ?? 'can be loaded', role: last?.role ?? 'check', outcome, seconds: 0 }
}

function lastEpoch(events: Event[]): string | undefined {
  const epoch = events.filter((event) => event.type === 'epoch').at(-1)
  return epoch && `Its last epoch was ${epoch.epoch} of ${epoch.epochs}.`
}
