import fs from 'node:fs'
import path from 'node:path'
import { type Exercise, files } from './course'
import type { Foils } from './foils'

/** The reference of an exercise. */
export function referenceOf(root: string, exercise: Exercise): string {
  return fs.readFileSync(path.join(root, files.reference(exercise)), 'utf8')
}

/** The edits that turn it into each of the wrong answers its traps name. */
export function foilsOf(root: string, { key, file }: Exercise): Foils[string] {
  const module = path.join(root, 'solutions', path.dirname(key), 'foils.ts')
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which chapter it is, is known only now
  return (require(module) as { default: Foils }).default[file] ?? {}
}
