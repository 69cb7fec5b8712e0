import fs from 'node:fs'
import path from 'node:path'
import { lock } from 'proper-lockfile'
import writeFileAtomic from 'write-file-atomic'
import type { Course, Exercise } from '../course/course'
import type { Profile } from '../spec/events'

/**
 * What a learner has done: `.tensorlings/progress.json` in their checkout. It is written whole or not at all, and
 * never trusted for grading.
 */
export interface Progress {
  /** The exercise the walk was at, by key. */
  current?: string
  exercises: Record<string, Done>
  /** Set once the walk has offered to install a faster engine. */
  offered?: true
  /** By folder of the chapter. */
  quizzes: Record<string, { right: number; points: number }>
}

export interface Done {
  /** When it first passed, ISO 8601. */
  passed?: string
  /** Passed in the book's full setting, too. */
  full?: boolean
  /** Points earned with the quick profile; they do not shrink by hints read after passing. */
  points?: number
  /** Hints read, 0 to 3. */
  hints?: number
  /** Seconds the last passing run took here, by profile and engine: what the next one is expected to take. */
  seconds?: Record<string, number>
}

const EMPTY: Progress = { exercises: {}, quizzes: {} }

export class ProgressFile {
  private readonly file: string

  constructor(root: string) {
    this.file = path.join(root, '.tensorlings', 'progress.json')
  }

  /** The progress so far. A file that cannot be read as such is put aside, not overwritten. */
  read(): Progress {
    if (!fs.existsSync(this.file)) return structuredClone(EMPTY)
    const progress = parsed(fs.readFileSync(this.file, 'utf8'))
    if (progress) return progress
    const aside = `${this.file}.unreadable-${Date.now()}`
    try {
      fs.renameSync(this.file, aside)
      process.stderr.write(`Your progress file could not be read. It was put aside as ${aside}; the walk starts afresh.\n`)
    } catch (error) {
      // Another walk was faster.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
    return structuredClone(EMPTY)
  }

  /** Why the file's folder cannot be written to, if it cannot. */
  private unwritable(): string | undefined {
    const folder = path.dirname(this.file)
    try {
      fs.mkdirSync(folder, { recursive: true })
      fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK)
      return undefined
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? String(error)
    }
  }

  /** Changes the progress while no other walk can: two of them never undo each other's work. */
  async update(change: (progress: Progress) => void): Promise<Progress> {
    const problem = this.unwritable()
    if (problem) {
      process.stderr.write(`${this.file} cannot be written (${problem}), so this is not remembered: check who owns the folder.\n`)
      const progress = this.read()
      change(progress)
      return progress
    }
    const release = await lock(this.file, { realpath: false, stale: 10_000, retries: { retries: 50, minTimeout: 20, maxTimeout: 200 } })
    try {
      const progress = this.read()
      change(progress)
      await writeFileAtomic(this.file, `${JSON.stringify(progress, null, 2)}\n`)
      return progress
    } finally {
      await release()
    }
  }
}

/** The progress in a file's text; nothing, if it is of any other form. */
function parsed(text: string): Progress | undefined {
  let progress: unknown
  try {
    progress = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isObject(progress)) return undefined
  const { current, offered, exercises = {}, quizzes = {} } = progress
  if (!isObject(exercises) || !Object.values(exercises).every(isDone)) return undefined
  if (!isObject(quizzes) || !Object.values(quizzes).every(isQuiz)) return undefined
  return { ...(typeof current === 'string' && { current }), ...(offered === true && { offered }), exercises, quizzes } as Progress
}

function isDone(value: unknown): boolean {
  if (!isObject(value)) return false
  const { passed, points, hints, seconds } = value
  const isNumber = (item: unknown) => item === undefined || typeof item === 'number'
  return (passed === undefined || typeof passed === 'string') && isNumber(points) && isNumber(hints) && (seconds === undefined || isObject(seconds))
}

function isQuiz(value: unknown): boolean {
  return isObject(value) && typeof value['right'] === 'number' && typeof value['points'] === 'number'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The share of an exercise's points that is left after so many hints: the first is free. */
const AFTER_HINTS = [1, 1, 0.8, 0.6]

/** What passing in the full profile adds. */
const FULL_BONUS = 0.1

export function pointsFor({ points }: Exercise, hints: number): number {
  return Math.round(points * (AFTER_HINTS[Math.min(hints, 3)] ?? 1))
}

export function earned(exercise: Exercise, done: Done | undefined): number {
  if (!done?.passed) return 0
  return (done.points ?? exercise.points) + (done.full ? Math.round(exercise.points * FULL_BONUS) : 0)
}

export function totalPoints(course: Course, progress: Progress): number {
  const exercises = course.exercises.reduce((sum, exercise) => sum + earned(exercise, progress.exercises[exercise.key]), 0)
  return Object.values(progress.quizzes).reduce((sum, { points }) => sum + points, exercises)
}

export function hasPassed(progress: Progress, { key }: Exercise): boolean {
  return progress.exercises[key]?.passed !== undefined
}

/** The first exercise that has not passed, from `after` on and then from the start; none when all have. */
export function nextUnfinished(course: Course, progress: Progress, after?: Exercise): Exercise | undefined {
  const from = after ? course.exercises.indexOf(after) + 1 : 0
  const order = [...course.exercises.slice(from), ...course.exercises.slice(0, from)]
  return order.find((exercise) => !hasPassed(progress, exercise))
}

/** An exercise can be chosen when it is the first, has passed, or the one before it has. */
export function isUnlocked(course: Course, progress: Progress, exercise: Exercise): boolean {
  const before = course.exercises[course.exercises.indexOf(exercise) - 1]
  return !before || hasPassed(progress, before) || hasPassed(progress, exercise)
}

/** Remembers a passing run. */
export function recordPass(done: Done, exercise: Exercise, run: { profile: Profile; engine: string; seconds: number }): void {
  done.passed ??= new Date().toISOString()
  done.points ??= pointsFor(exercise, done.hints ?? 0)
  if (run.profile === 'full') done.full = true
  done.seconds = { ...done.seconds, [`${run.profile} ${run.engine}`]: run.seconds }
}
