import { host } from './host'
import { lastCall } from './observe'
import { type Frame, type Outcome, Todo, Wrong } from './outcome'

/** What a thrown value says about the answer: wrong, not written yet, or the learner's own error. */
export function outcomeOf(thrown: unknown): Outcome {
  if (thrown instanceof Wrong) return { kind: 'failed', sentence: thrown.sentence, rows: thrown.rows }
  if (thrown instanceof Todo) return { kind: 'unattempted', todo: thrown.what }
  const { name, message, stack } = asError(thrown)
  const frames = learnersFrames(stack)
  const note = frames.length === 0 ? lastCall() : undefined
  return { kind: 'crashed', error: name, message, frames, ...(note ? { note } : {}) }
}

function asError(thrown: unknown): { name: string; message: string; stack: string } {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) {
    const { name, message, stack } = thrown as Error
    return { name: name || 'Error', message: String(message), stack: String(stack ?? '') }
  }
  return { name: 'Thrown', message: `your code threw ${String(thrown)}, which is not an Error`, stack: '' }
}

/** The part of a stack that lies in the learner's file, innermost first. */
function learnersFrames(stack: string): Frame[] {
  const { file, shownAs } = host().settings
  return stack
    .split('\n')
    .filter((line) => line.includes(file))
    .flatMap((line) => {
      const place = /:(\d+):(\d+)\)?$/.exec(line.trim())
      if (!place) return []
      const name = /at (?:async )?(?:Object\.)?([\w$.]+) \(/.exec(line)?.[1]
      return [{ file: shownAs, line: Number(place[1]), column: Number(place[2]), ...(name ? { name } : {}) }]
    })
}
