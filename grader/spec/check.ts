import { test } from '@jest/globals'
import { outcomeOf } from './blame'
import { host } from './host'
import { inWords, type Outcome, type Role, titleOf } from './outcome'
import { within } from './patience'

/** Seconds a check may take before it counts as an endless loop. */
const PATIENCE = 10

/** Jest's own limit is put out of the way: ours knows about training and about endless loops. */
const NEVER = 2 ** 31 - 1

/** Set by the first test that does not pass; training waits for a clean slate. */
let failed = false

/** Set when a body was given up: what it started may still be running, so nothing after it can be trusted. */
let stopped = false

/** Something the learner's code must do. */
export function check(name: string, body: () => unknown, limits: { seconds?: number } = {}): void {
  define({ role: 'check', name, seconds: limits.seconds ?? PATIENCE }, body)
}

/**
 * A named mistake. `probe` looks for its signature in data and results and answers true, or a string that
 * adds what was seen, when the mistake is there; it must stay false for every correct answer.
 * `text` is the first thing the learner reads: what is wrong and where to look.
 */
export function trap(
  id: string,
  text: string,
  probe: () => boolean | string | Promise<boolean | string>,
  limits: { seconds?: number } = {},
): void {
  define({ role: 'trap', name: id, seconds: limits.seconds ?? PATIENCE }, async (): Promise<Outcome> => {
    const seen = await probe()
    if (!seen) return { kind: 'passed' }
    return { kind: 'trapped', trap: id, text: typeof seen === 'string' ? `${text} ${seen}` : text }
  })
}

/** How one test of a spec behaves; `check`, `trap`, `train` and `care` are this with their own settings. */
interface Definition {
  role: Role
  name: string
  /** Limit; training sets the clock anew at every step. */
  seconds: number
  /** Wait for everything before to pass. */
  last?: boolean
}

export function define({ role, name, seconds, last }: Definition, body: () => unknown): void {
  test(
    titleOf(role, name),
    async () => {
      const { emit } = host()
      emit({ type: 'checking', name, role })
      const start = performance.now()
      const outcome = notReached(last) ?? (await run(name, seconds, body))
      if (outcome.kind !== 'passed') failed = true
      if (outcome.kind === 'timed out') stopped = true
      emit({ type: 'checked', name, role, outcome, seconds: (performance.now() - start) / 1000 })
      if (outcome.kind !== 'passed') throw silent(outcome)
    },
    NEVER,
  )
}

function notReached(last = false): Outcome | undefined {
  if (stopped) return { kind: 'not reached', because: 'an earlier check had to be stopped' }
  if (last && failed && !host().settings.calibrating) {
    return { kind: 'not reached', because: 'the checks above come first' }
  }
  return undefined
}

/** Runs a body from a known state of Math.random, in a tensor scope of its own, within its time. */
async function run(name: string, seconds: number, body: () => unknown): Promise<Outcome> {
  const { tf, reseed, strays } = host()
  reseed(name)
  tf.engine().startScope()
  try {
    const outcome = await within(seconds, body)
    // Promises that nobody waited for, and timers, get their chance to fail.
    await new Promise(setImmediate)
    const [stray] = strays()
    if (stray !== undefined) return outcomeOf(stray)
    return isOutcome(outcome) ? outcome : { kind: 'passed' }
  } catch (error) {
    return outcomeOf(error)
  } finally {
    tf.engine().endScope()
  }
}

function isOutcome(value: unknown): value is Outcome {
  return typeof value === 'object' && value !== null && 'kind' in value
}

/** What Jest shows for an outcome: our words, without a stack of ours. */
function silent(outcome: Outcome): Error {
  const error = new Error(inWords(outcome))
  error.name = ''
  error.stack = error.message
  return error
}
