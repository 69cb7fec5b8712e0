import type * as tfjs from '@tensorflow/tfjs'
import type * as datasets from '../../datasets'
import type { EngineName, Event, Profile } from './events'
import type { Exam } from './exam'

/**
 * What the worker lends to the specs it runs: the one TensorFlow.js of the process, already on its engine,
 * the settings of this run, and a way to tell what happens. The environment puts it on the global object
 * before a spec is loaded.
 */
export interface Host {
  tf: typeof tfjs
  /** The loaders of the worker: each set is decoded once, not once a spec. */
  datasets: typeof datasets
  settings: Settings
  emit(event: Event): void
  /** Restarts Math.random, from which TensorFlow.js takes its own seeds, at a state made of the run's seed and `salt`. */
  reseed(salt: string): void
  /** The clock of a check: allowed anew, it starts again. Some time after it is over, the process ends, endless loop or not. */
  patience: { allow(seconds: number | undefined): void; isOver(): boolean }
  /** Errors since the last call that nobody caught: from promises and timers of the learner's. */
  strays(): unknown[]
  /** How many trainings of models have begun and not ended. */
  trainingsUnderWay(): number
  /** What the functions of an exercise's file promise to give. */
  contract(file: string): Contract
  /** True once this spec was given made-up data in place of a real set. */
  onStandIn(): boolean
  /** The calibration of this exercise, profile and engine, on the data that is used, by measure. */
  bars(): Record<string, CalibratedBar>
  /** What parts of a long run that was broken off had come to. */
  parts: Parts
  /** The exam, for specs that ask for one. */
  exam?: Exam
}

export interface Settings {
  /** Folder and file of the exercise, `04-mnist/01-prepare-digits`. */
  exercise: string
  /** The folder whose chapters are judged, from the root of the course: `exercises` for the learner's own. */
  subject: string
  /** The file that is judged, absolute. */
  file: string
  /** How the file is called in messages: its path from the root of the course. */
  shownAs: string
  profile: Profile
  seed: number
  engine: EngineName
  /** True while bars are being measured: nothing falls short of a bar, and training runs whatever failed before. */
  calibrating: boolean
}

/** What each function of an exercise promises to give, read from the reference's signatures. */
export type Contract = Record<string, Promised>

export interface Promised {
  /** A Promise is allowed. */
  async: boolean
  returns: 'tensor' | 'number' | 'boolean' | 'string' | 'array' | 'object' | 'anything'
}

export interface CalibratedBar {
  bar: { atLeast: number } | { atMost: number }
  /** The chance that a correct solution misses the bar by bad luck. */
  falseFail: number
}

/** Results of the finished parts of a run, on disk until the whole run has ended. */
export interface Parts {
  /** Nothing where that part was not finished before. */
  read(part: unknown): { result: unknown } | undefined
  write(part: unknown, result: unknown): void
  /** Forgets all parts of this exercise. */
  clear(): void
}

declare global {
   
  var tensorlings: Host
}

export function host(): Host {
  return globalThis.tensorlings
}
