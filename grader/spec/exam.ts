/**
 * Problems whose test labels are not in this process: another one, started before the learner's code is loaded, draws
 * the rows, keeps the labels and scores answers to the test rows once. A spec asks for it with `@exam` in its first
 * comment.
 */
export interface Exam {
  /** Hands out a problem; each one only once. */
  pose(problem: ProblemName, size: ProblemSize, seed: number): Promise<Posed>
  /**
   * Scores lists of answers to all test rows of a problem, each list by itself: the share of right classes, or the mean
   * distance from the right numbers. Once for each problem; it rejects when it is asked again.
   */
  judge(problem: ProblemName, answers: number[][]): Promise<number[]>
}

export const PROBLEMS = ['moons', 'glyphs', 'scales'] as const
export type ProblemName = (typeof PROBLEMS)[number]

/** So many lists of answers are scored at once: scores of many lists would tell the labels. */
export const MOST_LISTS = 64

/** The score to reach: a share of right classes at least, a mean distance at most. */
export type Goal = { atLeast: number } | { atMost: number }

export function isReached(goal: Goal, score: number): boolean {
  if (!Number.isFinite(score)) return false
  return 'atLeast' in goal ? score >= goal.atLeast : score <= goal.atMost
}

export type ProblemKind = 'binary' | 'multiclass' | 'regression'

export interface ProblemSize {
  /** Rows with labels. */
  rows: number
  /** Rows without. */
  testRows: number
}

/** What is handed out of a problem. */
export interface Posed {
  kind: ProblemKind
  /** How many classes there are; 1 for a number. */
  classes: number
  columns: number
  goal: Goal
  /**
   * Row by row. The same seed gives the same rows and labels, but other test rows each time, and columns and classes in
   * another order.
   */
  x: Float32Array
  y: Float32Array
  testX: Float32Array
}
