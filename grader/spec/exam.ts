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

export type ProblemName = 'moons' | 'glyphs' | 'scales'

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
  /** Row by row. The same seed gives the same rows and labels, but other test rows each time. */
  x: Float32Array
  y: Float32Array
  testX: Float32Array
}
