import fs from 'node:fs'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { type Course, type Exercise, files } from './course'
import { referenceOf } from './reference'
import { stubOf } from './stub'

/**
 * Puts the stub of an exercise back. Whatever else was in its place is kept under `.tensorlings/kept`.
 * @returns where the copy is, from the root; nothing when there was nothing to keep
 */
export async function putStub({ root }: Course, exercise: Exercise): Promise<string | undefined> {
  const file = path.join(root, files.learners(exercise))
  const stub = stubOf(referenceOf(root, exercise))
  const isSomething = fs.existsSync(file) && fs.readFileSync(file, 'utf8') !== stub
  const kept = isSomething ? keep(root, exercise.key, file) : undefined
  await writeFileAtomic(file, stub)
  return kept
}

function keep(root: string, key: string, file: string): string {
  const when = new Date().toISOString().replace(/[:.]/g, '-')
  const kept = `.tensorlings/kept/${key}.${when}.ts`
  fs.mkdirSync(path.dirname(path.join(root, kept)), { recursive: true })
  fs.copyFileSync(file, path.join(root, kept), fs.constants.COPYFILE_EXCL)
  return kept
}
