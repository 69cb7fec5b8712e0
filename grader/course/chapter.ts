/** A chapter as data: `exercises/<folder>/chapter.ts` exports one. */
export interface Chapter {
  title: string
  /** In the order in which they are done. */
  exercises: ExerciseText[]
  quiz: Question[]
}

export interface ExerciseText {
  /** The file's name without `.ts`: `01-prepare-digits`. */
  file: string
  title: string
  /** T0 does not train, T1 trains for seconds, T2 for longer. */
  tier: 0 | 1 | 2
  points: number
  /** Rising: a question to think about, the idea, nearly the line. */
  hints: [string, string, string]
  /** Where the book treats it: `2.1, "A first look at a neural network"`. */
  book: string
}

/** A question of the quiz at a chapter's end. The answer is only here as a hash: see `answerHash`. */
export type Question = { ask: string; why: string; answer: string } & (
  | { kind: 'choice'; options: string[] }
  | { kind: 'several'; options: string[] }
  | { kind: 'order'; options: string[] }
  | { kind: 'number'; unit?: string }
)
