/**
 * What one check found. These are plain data: they cross processes as JSON and
 * every screen and report is drawn from them.
 */
export type Outcome =
  | { kind: 'passed' }
  /** A known mistake, recognised by its signature. */
  | { kind: 'trapped'; trap: string; text: string }
  /** The answer is wrong: `sentence` says what to look at, `rows` show expected beside actual. */
  | { kind: 'failed'; sentence: string; rows: Row[] }
  /** The learner's code threw where it should not have. */
  | { kind: 'crashed'; error: string; message: string; frames: Frame[]; note?: string }
  /** `todo` was reached: nothing is wrong yet. */
  | { kind: 'unattempted'; todo: string }
  | { kind: 'timed out'; sentence: string }
  | { kind: 'not reached'; because: string }

/** One line of an expected/actual table; `at` says which number, shape or index it is about. */
export interface Row {
  at: string
  expected: string
  actual: string
}

/** A place in the learner's file. Lines and columns count from 1. */
export interface Frame {
  file: string
  line: number
  column: number
  name?: string
}

/** Check: must hold. Trap: a named mistake must be absent. Training: measured. Care: looked for in every spec. */
export type Role = 'check' | 'trap' | 'training' | 'care'

/** What Jest and editors call a test. */
export function titleOf(role: Role, name: string): string {
  return role === 'trap' ? `avoids ${name}` : role === 'care' ? CARE + name : name
}

export function isCare(title: string): boolean {
  return title.startsWith(CARE)
}

const CARE = 'always: '

/** A wrong answer, thrown by the vocabulary of specs and never shown with a stack. */
export class Wrong extends Error {
  override name = 'Wrong'
  constructor(
    readonly sentence: string,
    readonly rows: Row[] = [],
  ) {
    super(sentence)
  }
}

/** The result is not of the kind that the signature promises. */
export class WrongKind extends Wrong {
  constructor(
    sentence: string,
    /** The result in a few words. */
    readonly got: string,
  ) {
    super(sentence)
  }
}

/** Thrown by `todo`: the learner has not written this part yet. */
export class Todo extends Error {
  override name = 'Todo'
  constructor(readonly what: string) {
    super(`not written yet: ${what}`)
  }
}

/** An outcome as a few plain lines, the sentence first: what Jest prints and editors show beside a test. */
export function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'passed':
      return 'passed'
    case 'trapped':
      return `${outcome.text}  (${outcome.trap})`
    case 'failed':
      return [outcome.sentence, ...table(outcome.rows)].join('\n')
    case 'crashed':
      return [
        `${outcome.error}: ${outcome.message}`,
        ...outcome.frames.map((f) => `    at ${f.name ?? 'your code'} (${f.file}:${f.line}:${f.column})`),
        ...(outcome.note ? [outcome.note] : []),
      ].join('\n')
    case 'unattempted':
      return `not written yet: ${outcome.todo}`
    case 'timed out':
      return outcome.sentence
    case 'not reached':
      return `not reached: ${outcome.because}`
  }
}

/**
 * Said when no answer came in time, and when the process had to be ended because of that. From outside, what never ends
 * and what would have ended later look the same, so both are named.
 *
 * @param seconds the limit
 */
export function timedOut(seconds: number, lastSeen?: string): Outcome {
  const sentence = `Stopped, because no answer came for ${seconds} seconds. Either something never ends, a loop or a promise that nothing resolves, or it takes too long: is work repeated for each row or each round that could be done once?`
  return { kind: 'timed out', sentence: lastSeen ? `${sentence} ${lastSeen}` : sentence }
}

/** Expected beside actual, in columns. */
export function table(rows: Row[]): string[] {
  if (rows.length === 0) return []
  const all = [{ at: '', expected: 'expected', actual: 'actual' }, ...rows]
  const width = (key: keyof Row) => Math.max(...all.map((row) => row[key].length))
  const [at, expected] = [width('at'), width('expected')]
  return all.map((row) => `  ${row.at.padEnd(at)}  ${row.expected.padEnd(expected)}  ${row.actual}`.trimEnd())
}
