import path from 'node:path'
import type { Profile } from '../spec/events'
import type { Settings } from '../spec/host'

const isCalibrating = Boolean(process.env['CALIBRATE'])

/**
 * How a run is set, by environment variables, so that `npx jest`, an editor and the walk can all set them:
 *
 *   PROFILE    quick (default) or full, the book's own setting
 *   SEED       a whole number; the same seed on the same engine gives the same result
 *   SUBJECT    the folder whose chapters are judged; exercises by default
 *   CALIBRATE  set while bars are being measured; read once, when the process starts, as an exam can be foretold with it
 *   EVENTS     the folder to which running specs write what happens
 *   ENGINE     the engine to use (read by the engine itself)
 *   THREADS    how many threads it may use; all it likes by default, and one where several workers run side by side
 */
export function readSettings(root: string, specFile: string): Settings {
  const exercise = slashed(path.relative(path.join(root, 'exercises'), specFile)).replace(/\.spec\.ts$/, '')
  const subject = path.resolve(root, process.env['SUBJECT'] ?? 'exercises')
  const file = path.join(subject, `${exercise}.ts`)
  return {
    exercise,
    subject: slashed(path.relative(root, subject)),
    file,
    shownAs: slashed(path.relative(root, file)),
    profile: readProfile(process.env['PROFILE']),
    seed: readSeed(process.env['SEED']),
    engine: 'cpu',
    calibrating: isCalibrating,
  }
}

/** A path as it is written in messages and ids, on every system. */
export function slashed(file: string): string {
  return file.split(path.sep).join('/')
}

export function readProfile(value = 'quick'): Profile {
  if (value === 'quick' || value === 'full') return value
  throw new Error(`PROFILE=${value} is not a profile: use quick or full`)
}

export function readThreads(workers: number, value = process.env['THREADS']): number | undefined {
  if (!value) return workers > 1 ? 1 : undefined
  const threads = Number(value)
  if (Number.isInteger(threads) && threads > 0) return threads
  throw new Error(`THREADS=${value} is not a number of threads`)
}

function readSeed(value = '0'): number {
  const seed = Number(value)
  if (Number.isInteger(seed)) return seed
  throw new Error(`SEED=${value} is not a whole number`)
}

/** Where a running spec writes its events, one JSON object a line; nowhere unless somebody listens. */
export function eventsFile(exercise: string, folder = process.env['EVENTS']): string | undefined {
  return folder && path.join(folder, `${exercise.replace('/', '_')}.ndjson`)
}
