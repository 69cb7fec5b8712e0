import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(__dirname, '../../..')

/** What every course has besides its exercises. */
const KIT = ['package.json', 'tsconfig.json', 'jest.config.js', 'engine', 'datasets', 'grader']

/**
 * A course in a folder of its own, with only the given exercises: a test says all that matters to it in one place, and
 * nobody who works on a real exercise can break it. Specs cannot be run in it; see `smallCourse`.
 */
export function courseFolder(texts: Record<string, string>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-small-')))
  for (const [file, text] of Object.entries(texts)) write(folder, file, text)
  return folder
}

/** The same with a copy of the kit around it, so that its specs can be run. */
export function smallCourse(texts: Record<string, string>): string {
  const folder = courseFolder(texts)
  for (const name of KIT) fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
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

/** The text of a `chapter.ts` with these exercises, 10 points each, and without a quiz. */
export function chapterText(title: string, exercises: string[]): string {
  const more = { tier: 0, points: 10, hints: ['a question', 'the idea', 'nearly the line'], book: '2.1' }
  return `export default ${JSON.stringify({ title, exercises: exercises.map((file) => ({ file, title: `About ${file}`, ...more })), quiz: [] })}`
}
