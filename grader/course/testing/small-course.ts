import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(__dirname, '../../..')

/** What every course has besides its exercises. */
const KIT = ['package.json', 'tsconfig.json', 'jest.config.js', 'engine', 'datasets', 'grader']

/**
 * A course in a folder of its own, with the kit of this one but only the given exercises: a test says all that matters
 * to it in one place, and nobody who works on a real exercise can break it.
 */
export function smallCourse(texts: Record<string, string>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-small-')))
  for (const name of KIT) fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
  for (const [file, text] of Object.entries(texts)) write(folder, file, text)
  return folder
}

/** A module of the course's own copy of the kit: most of them look for exercises around themselves. */
export function kit<Module>(folder: string, module: string): Module {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which course it is, is known only now
  return require(path.join(folder, module)) as Module
}

/** Writes a file of a course, and the folders on the way. */
export function write(folder: string, file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  fs.writeFileSync(path.join(folder, file), text)
}

/** A chapter of one exercise, `01-first`, as `chapter.ts` exports it. */
export const CHAPTER = `export default {
  title: 'A small chapter',
  exercises: [{ file: '01-first', title: 'First', tier: 0, points: 10, hints: ['a', 'b', 'c'], book: 'none' }],
  quiz: [],
}
`
