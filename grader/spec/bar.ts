import type { Measure } from './events'
import { host } from './host'

/** A bar to reach, with everything a screen shows beside the measured number. */
export interface Bar {
  beside: Omit<Measure, 'value'>
}

/**
 * The calibrated bar of a measure in this exercise: what reference solutions reach over many seeds on this
 * engine and profile, lowered so far that a correct one falls short at most once in 1,000 runs.
 * `book` is the figure the book reports for its full-size run; it is shown, never asserted. `better` is `lower` for
 * errors.
 */
export function bar(name: string, beside: Pick<Measure, 'better' | 'book' | 'notes'> = {}): Bar {
  const { bars, settings, onStandIn } = host()
  const calibrated = bars()[name]
  // A number that only full-size runs have is shown without a bar until it has been measured.
  const mayBeMissing = settings.calibrating || settings.profile === 'full'
  if (!calibrated && !mayBeMissing) {
    throw new Error(`no bar for "${name}" in ${settings.exercise}, ${settings.profile}${onStandIn() ? ', on stand-in data' : ''}: run \`npm run calibrate\``)
  }
  return { beside: { name, better: 'higher', ...beside, ...(calibrated && { bar: calibrated.bar, falseFail: calibrated.falseFail }) } }
}
