import { createHash } from 'node:crypto'
import type { Question } from './chapter'

/**
 * Answers are kept as hashes, so that reading a chapter's file does not give them away. Each is salted by its
 * question. An answer is a number, or the positions of options counted from 1: `2`, `1,3` (several), `3,1,2` (order).
 */
export function answerHash(question: Pick<Question, 'ask'>, answer: string): string {
  return createHash('sha256').update(`${question.ask}\n${answer}`).digest('hex').slice(0, 16)
}

/** A typed answer in the form in which it is hashed, or why it is none. */
export function normalise(question: Question, typed: string): { answer: string } | { problem: string } {
  const text = typed.trim()
  if (question.kind === 'number') {
    // A comma counts thousands; anywhere else it may stand for a point, and nobody should be marked wrong for that.
    const digits = text.replaceAll(/[_\s]|,(?=\d{3}(?!\d))/g, '')
    const value = Number(digits)
    return digits !== '' && Number.isFinite(value) ? { answer: String(value) } : { problem: 'the answer is a number' }
  }
  const { options, kind } = question
  const picks = text.split(/[\s,]+/).filter(Boolean).map(Number)
  if (picks.length === 0 || picks.some((pick) => !Number.isInteger(pick) || pick < 1 || pick > options.length)) {
    return { problem: `answer with numbers from 1 to ${options.length}` }
  }
  if (new Set(picks).size < picks.length) return { problem: 'each number only once' }
  if (kind === 'choice' && picks.length > 1) return { problem: 'only one of them' }
  if (kind === 'order' && picks.length < options.length) return { problem: `put all ${options.length} in order` }
  return { answer: (kind === 'order' ? picks : picks.sort((a, b) => a - b)).join(',') }
}

export function isRight(question: Question, answer: string): boolean {
  return answerHash(question, answer) === question.answer
}
