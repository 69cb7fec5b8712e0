import fs from 'node:fs'
import path from 'node:path'
import { type Course, type Exercise, files } from '../course/course'
import { type Foils, foiled } from '../course/foils'
import { stubOf } from '../course/stub'

/**
 * Folders to judge besides the learner's own: all stubs, and one folder for each foil. They are made anew from the
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

/** Cuts every stub. @returns the folder to judge */
export function makeStubs({ root, exercises }: Course): string {
  const subject = `${FOLDER}/stubs`
  for (const exercise of exercises) write(root, subject, exercise, stubOf(reference(root, exercise)))
  return subject
}

/** Makes the wrong answers of one exercise. */
export function makeFoils({ root }: Course, exercise: Exercise): Foil[] {
  return Object.entries(foilsOf(root, exercise)).map(([trap, edits]) => {
    const subject = `${FOLDER}/foils/${exercise.file}/${trap}`
    // A reference may import its neighbours, so a foil gets them too.
    const chapter = path.dirname(exercise.key)
    fs.cpSync(path.join(root, 'solutions', chapter), path.join(root, subject, chapter), { recursive: true })
    write(root, subject, exercise, foiled(reference(root, exercise), edits))
    return { exercise, trap, subject }
  })
}

export function foilsOf(root: string, { key, file }: Exercise): Foils[string] {
  const module = path.join(root, 'solutions', path.dirname(key), 'foils.ts')
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which chapter it is, is known only now
  return (require(module) as { default: Foils }).default[file] ?? {}
}

export function reference(root: string, exercise: Exercise): string {
  return fs.readFileSync(path.join(root, files.reference(exercise)), 'utf8')
}

function write(root: string, subject: string, { key }: Exercise, source: string): void {
  const file = path.join(root, subject, `${key}.ts`)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, source)
}
