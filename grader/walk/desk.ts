import fs from 'node:fs'
import path from 'node:path'
import { structuredPatch } from 'diff'
import { type Course, type Exercise, files, loadCourse } from '../course/course'
import { referenceOf } from '../course/reference'
import { calibrated } from '../run/calibration'
import type { Result } from '../run/result'
import type { EngineName, Profile } from '../spec/events'
import { earned, hasPassed, type Progress, ProgressFile, recordPass } from './progress'

/** What a learner works on: the course, their files in it and their progress. The walk and its commands both sit here. */
export class Desk {
  readonly course: Course
  private readonly file: ProgressFile

  constructor(readonly root: string) {
    this.course = loadCourse(root)
    this.file = new ProgressFile(root)
  }

  progress(): Progress {
    return this.file.read()
  }

  /** The learner's file, or nothing if it is missing. */
  source(exercise: Exercise): string | undefined {
    const file = path.join(this.root, files.learners(exercise))
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined
  }

  /** The hints read so far. */
  hintsRead(exercise: Exercise): { hints: string[]; isLast: boolean } {
    return read(exercise, this.progress())
  }

  /** The hints read so far, one more of them if there is one. Hints read after passing cost nothing. */
  async hint(exercise: Exercise): Promise<{ hints: string[]; isLast: boolean }> {
    const progress = await this.file.update(({ exercises }) => {
      const done = (exercises[exercise.key] ??= {})
      done.hints = Math.min((done.hints ?? 0) + 1, exercise.hints.length)
    })
    return read(exercise, progress)
  }

  /** How the learner's file differs from the reference, in hunks; only after passing. */
  solution(exercise: Exercise): ReturnType<typeof structuredPatch> | undefined {
    if (!hasPassed(this.progress(), exercise)) return undefined
    const theirs = withoutRegions(referenceOf(this.root, exercise))
    return structuredPatch('yours', 'reference', this.source(exercise) ?? '', theirs, undefined, undefined, { context: 2 })
  }

  /**
   * Remembers what came of a run of the learner's file.
   * @returns the points that it brought
   */
  async record(exercise: Exercise, result: Result): Promise<number> {
    if (result.verdict.kind !== 'passed' || result.subject !== 'exercises') return 0
    let gained = 0
    await this.file.update(({ exercises }) => {
      const done = (exercises[exercise.key] ??= {})
      const before = earned(exercise, done)
      recordPass(done, exercise, { profile: result.profile, engine: result.engine ?? 'wasm', seconds: result.seconds })
      gained = earned(exercise, done) - before
    })
    return gained
  }

  async moveTo(exercise: Exercise): Promise<void> {
    await this.file.update((progress) => {
      progress.current = exercise.key
    })
  }

  /** The walk has offered a faster engine, and will not do so again. */
  async rememberOffer(): Promise<void> {
    await this.file.update((progress) => {
      progress.offered = true
    })
  }

  async recordQuiz(folder: string, right: number, points: number): Promise<void> {
    await this.file.update(({ quizzes }) => {
      if ((quizzes[folder]?.points ?? -1) < points) quizzes[folder] = { right, points }
    })
  }

  /** Seconds a run should take: as long as the last one here, else as long as where it was calibrated. */
  expectedSeconds(exercise: Exercise, profile: Profile, engine: EngineName): number | undefined {
    const here = this.progress().exercises[exercise.key]?.seconds?.[`${profile} ${engine}`]
    return here ?? calibrated(exercise.key, engine, profile)?.seconds
  }
}

function read({ key, hints }: Exercise, { exercises }: Progress): { hints: string[]; isLast: boolean } {
  const count = exercises[key]?.hints ?? 0
  return { hints: hints.slice(0, count), isLast: count === hints.length }
}

/** A reference as the learner may read it, without the marks that the stub is cut along. */
function withoutRegions(reference: string): string {
  return reference
    .split('\n')
    .filter((line) => !/^\s*\/\/ #(region solution|endregion)/.test(line))
    .join('\n')
}
