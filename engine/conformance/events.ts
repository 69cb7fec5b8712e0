/** What the process that runs the suite tells, one JSON object a line, as it happens: a crash loses nothing. */
export type Event =
  | { kind: 'started'; version: string }
  | { kind: 'unavailable'; reason: string }
  | { kind: 'begun'; name: string }
  | ({ kind: 'done' } & Spec)
  | { kind: 'finished' }

/** One spec of the suite, or the cleaning up after a group of them. */
export interface Spec {
  /** Groups and spec, as jasmine joins them: `matmul test-wasm {} A x B`. Some specs share one. */
  name: string
  status: 'passed' | 'failed' | 'skipped'
  /** Of the first thing that was not as expected. */
  message?: string
}

/** The file descriptor that the events go to; the usual ones are full of what TensorFlow.js and its specs print. */
export const EVENTS = 3

/** Milliseconds a spec may take. */
export const SPEC_LIMIT = 30_000
