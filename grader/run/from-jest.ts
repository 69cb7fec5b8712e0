import type { TestResult } from '@jest/reporters'
import { readEvents } from './events'
import { whyNotLoaded } from './not-loaded'
import { type Ending, type Result, resultOf } from './result'
import { eventsFile, readSettings } from './settings'

/** The result of one spec, from what Jest says of its file and what the spec itself told while it ran. */
export function fromJest(root: string, { testFilePath, testExecError }: TestResult): Result {
  const { exercise, file, shownAs } = readSettings(root, testFilePath)
  const events = readEvents(eventsFile(exercise)!)
  return resultOf(exercise, events, ending())

  function ending(): Ending {
    if (events.some((event) => event.type === 'stopped')) return { how: 'died', reason: 'early' }
    if (testExecError) return { how: 'not loaded', outcome: whyNotLoaded(testExecError, file, shownAs) }
    return events.at(-1)?.type === 'finished' ? { how: 'finished' } : { how: 'died', reason: 'early' }
  }
}
