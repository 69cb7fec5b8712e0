import { host } from './host'
import { inputSentence, lastCall, sightings } from './observe'
import { type Outcome, Todo, Wrong } from './outcome'
import { asError, framesIn } from './stack'

/** What a thrown value says about the answer: wrong, not written yet, or the learner's own error. */
export function outcomeOf(thrown: unknown): Outcome {
  if (thrown instanceof Wrong) return { kind: 'failed', sentence: thrown.sentence, rows: thrown.rows }
  if (thrown instanceof Todo) return { kind: 'unattempted', todo: thrown.what }
  const { name, message, stack } = asError(thrown)
  const { file, shownAs } = host().settings
  const frames = framesIn(stack, file, shownAs)
  const [input] = sightings.inputs
  if (frames.length === 0 && input && /disposed/.test(message)) return { kind: 'failed', sentence: inputSentence(input), rows: [] }
  const note = frames.length === 0 ? lastCall() : undefined
  return { kind: 'crashed', error: name, message, frames, ...(note ? { note } : {}) }
}
