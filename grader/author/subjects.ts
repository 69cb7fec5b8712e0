import fs from 'node:fs'
import path from 'node:path'
import type { Course, Exercise } from '../course/course'
import { foiled } from '../course/foils'
import { foilsOf, referenceOf } from '../course/reference'
import { stubOf } from '../course/stub'

/**
 * Folders to judge besides the learner's own: one of stubs, and one for each foil. They are made anew from the
 * references each time, under `.tensorlings`.
 */
const FOLDER = '.tensorlings/subjects'

/** A wrong answer and the trap that must name it. */
export interface Foil {
  exercise: Exercise
  trap: string
  /** The folder to judge, from the root. */
  subject: string
}

/** Cuts the stub of one exercise. @returns the folder to judge */
export function makeStub({ root }: Course, exercise: Exercise): string {
  const subject = `${FOLDER}/stubs`
  write(root, subject, exercise, stubOf(referenceOf(root, exercise)))
  return subject
}

/** Makes the wrong answers of one exercise. */
export function makeFoils({ root }: Course, exercise: Exercise): Foil[] {
  return Object.entries(foilsOf(root, exercise)).map(([trap, edits]) => {
    const subject = `${FOLDER}/foils/${exercise.file}/${trap}`
    // A reference may import its neighbours, so a foil gets them too.
    const chapter = path.dirname(exercise.key)
    fs.cpSync(path.join(root, 'solutions', chapter), path.join(root, subject, chapter), { recursive: true })
    write(root, subject, exercise, foiled(referenceOf(root, exercise), edits))
    return { exercise, trap, subject }
  })
}

function write(root: string, subject: string, { key }: Exercise, source: string): void {
  const file = path.join(root, subject, `${key}.ts`)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, source)
}
