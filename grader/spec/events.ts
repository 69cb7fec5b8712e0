import type { Goal, ProblemName } from './exam'
import type { Outcome, Role } from './outcome'

/**
 * What a running spec tells, in the order it happens. The environment appends each event to one file
 * per spec, so whatever ends the process (a crash, an endless loop, the learner saving again), all that
 * was said before is still there.
 */
export type Event =
  | { type: 'started'; exercise: string; subject: string; profile: Profile; seed: number; engine: EngineName; at: number; exam?: boolean }
  /** The spec of an exam has had the answers to a problem judged, and those of so many runs beside them. */
  | { type: 'handed in'; problem: ProblemName; runs: number }
  /** Told by the process that keeps the labels: what so many lists of answers score, the first of which counts. */
  | { type: 'judged'; problem: ProblemName; lists: number; scores: number[]; goal: Goal }
  | { type: 'checking'; name: string; role: Role }
  | { type: 'checked'; name: string; role: Role; outcome: Outcome; seconds: number }
  | { type: 'training'; rows: number; batch: number; epochs: number; steps: number; expectedSeconds?: number }
  | { type: 'step'; step: number; steps: number; loss?: number }
  | { type: 'epoch'; epoch: number; epochs: number; numbers: Record<string, number> }
  | { type: 'measured'; measure: Measure }
  | { type: 'printed'; text: string }
  /** Something about the learner's machine, not about their answer. */
  | { type: 'noticed'; text: string }
  /** A part was taken from a run that was broken off, and not worked through again. */
  | { type: 'resumed'; part: string }
  /** `peak`: the most memory that the process has taken so far, in bytes. */
  | { type: 'finished'; at: number; peak: number }
  /** The watchdog's last word before it ends the process: no answer came for so many seconds. */
  | { type: 'stopped'; seconds: number }

export type Profile = 'quick' | 'full'

export type EngineName = 'tensorflow' | 'webgpu' | 'wasm' | 'cpu'

/** A number the spec measured itself, beside what it is held against. */
export interface Measure {
  name: string
  value: number
  /** Set when it is held against a bar: which way the bar lies. */
  better?: 'higher' | 'lower'
  /** The bar itself; there is none yet while it is being calibrated. */
  bar?: { atLeast: number } | { atMost: number }
  /** One correct answer in so many falls short of the bar by bad luck. */
  falseFail?: number
  /** What the book reports for its own, full-size run. */
  book?: number
  /** What learners' notes on the book report for theirs. */
  notes?: number
  /** Set when the data was a stand-in: the number must not be read as the real one. */
  standIn?: boolean
}
