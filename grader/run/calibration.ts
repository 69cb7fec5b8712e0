import fs from 'node:fs'
import path from 'node:path'
import type { EngineName, Profile } from '../spec/events'
import type { CalibratedBar, Settings } from '../spec/host'

/** `solutions/<chapter>/calibration.json`: by exercise file, engine and profile. Written by `npm run calibrate`. */
export type Calibration = Record<string, Partial<Record<EngineName, Partial<Record<Setting, Calibrated>>>>>

/** A profile, on the real data or on what stands in for it. */
export type Setting = Profile | `${Profile}, stand-in`

/** What reference solutions reached over many seeds. */
export interface Calibrated {
  date: string
  seeds: number
  /** Median wall time of a whole spec, in seconds, on the machine that calibrated. */
  seconds: number
  measures: Record<string, CalibratedMeasure>
}

export interface CalibratedMeasure extends CalibratedBar {
  mean: number
  /** Sample standard deviation over the seeds. */
  sd: number
  min: number
  max: number
  /** What each foil reaches, for the foils that train; the bar must lie beyond them. */
  foils?: Record<string, number>
}

const root = path.resolve(__dirname, '../..')

export function calibrationFile(chapter: string): string {
  return path.join(root, 'solutions', chapter, 'calibration.json')
}

export function readCalibration(chapter: string): Calibration {
  const file = calibrationFile(chapter)
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Calibration) : {}
}

/** The calibration of an exercise on an engine; engines that were not calibrated borrow from wasm. */
export function calibrated(exercise: string, engine: EngineName, setting: Setting): Calibrated | undefined {
  const [chapter, file] = exercise.split('/') as [string, string]
  const engines = readCalibration(chapter)[file]
  return engines?.[engine]?.[setting] ?? engines?.wasm?.[setting]
}

export function settingOf(profile: Profile, standIn: boolean): Setting {
  return standIn ? `${profile}, stand-in` : profile
}

export function barsFor({ exercise, engine, profile }: Settings, standIn: boolean): Record<string, CalibratedBar> {
  // More training on more rows reaches at least what less reaches: where the full profile was not measured, the quick
  // one's bar holds.
  const found = calibrated(exercise, engine, settingOf(profile, standIn)) ?? calibrated(exercise, engine, settingOf('quick', standIn))
  return found?.measures ?? {}
}
