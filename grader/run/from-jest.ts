import type { TestResult } from '@jest/reporters'
import { readEvents } from './events'
import { whyNotLoaded } from './not-loaded'
import { type Ending, type Result, resultOf } from './result'
import { eventsFile, readSettings } from './settings'
import { typeErrors } from './type-check'

/** The result of one spec, from what Jest says of its file and what the spec itself told while it ran. */
export function fromJest(root: string, { testFilePath, testExecError }: TestResult): Result {
  const { exercise, file, shownAs } = readSettings(root, testFilePath)
  const events = readEvents(eventsFile(exercise)!)
  const result = resultOf(exercise, events, ending())
  return worthChecking(result) ? { ...result, typeErrors: typeErrors(file) } : result

  function ending(): Ending {
    if (events.at(-1)?.type !== 'finished') return { how: 'died', reason: 'early' }
    if (testExecError === undefined || testExecError === null) return { how: 'finished' }
    return { how: 'not loaded', outcome: whyNotLoaded(testExecError, file, shownAs) }
  }
}

/** Types are looked at once there is something written, and something that parses. */
function worthChecking({ verdict }: Result): boolean {
  return verdict.kind !== 'unattempted' && !(verdict.kind === 'crashed' && verdict.error.startsWith('TypeScript'))
}
