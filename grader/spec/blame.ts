import { host } from './host'
import { hurriedSentence, inputSentence, lastCall, sightings } from './observe'
import { type Outcome, Todo, Wrong } from './outcome'
import { asError, framesIn } from './stack'

/** What a thrown value says about the answer: wrong, not written yet, or the learner's own error. */
export function outcomeOf(thrown: unknown): Outcome {
  if (thrown instanceof Todo) return { kind: 'unattempted', todo: thrown.what }
  // A training that nobody waits for is why nothing else is right.
  const [hurried] = sightings.hurried
  if (hurried) return { kind: 'failed', sentence: hurriedSentence(hurried), rows: [] }
  if (thrown instanceof Wrong) return { kind: 'failed', sentence: thrown.sentence, rows: thrown.rows }
  const { name, message, stack } = asError(thrown)
  const { file, shownAs } = host().settings
  const frames = framesIn(stack, file, shownAs)
  const [input] = sightings.inputs
  if (frames.length === 0 && input && /disposed/.test(message)) return { kind: 'failed', sentence: inputSentence(input), rows: [] }
  const note = /^Maximum call stack/.test(message) ? ENDLESS : frames.length === 0 ? lastCall() : undefined
  return { kind: 'crashed', error: name, message, frames, ...(note ? { note } : {}) }
}

/** What JavaScript means by an error that names neither. */
const ENDLESS =
  'Either a function calls itself without end, or a long array is spread into arguments, as in Math.max(...array), where each number counts as one argument.'
