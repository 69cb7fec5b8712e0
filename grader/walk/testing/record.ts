import fs from 'node:fs'
import path from 'node:path'
import { type Exercise, files, findExercise, loadCourse } from '../../course/course'
import { foiled } from '../../course/foils'
import { foilsOf, referenceOf } from '../../course/reference'
import { courseCopy } from './course-copy'
import { Screen } from './screen'

/**
 * Writes docs/walk.md: what a learner sees in the walk, recorded from a real terminal.
 *
 *     node --import tsx grader/walk/testing/record.ts
 */
const root = path.resolve(__dirname, '../../..')

async function main(): Promise<void> {
  const course = loadCourse(root)
  const copy = courseCopy()
  const exercise = (id: string) => findExercise(course, id) as Exercise
  const save = (id: string, source: string) => fs.writeFileSync(path.join(copy, files.learners(exercise(id))), source)
  const reference = (id: string) => referenceOf(root, exercise(id)).replace(/^ *\/\/ #.*\n/gm, '')
  const foil = (id: string, trap: string) => foiled(referenceOf(root, exercise(id)), foilsOf(root, exercise(id))[trap])
  const walk = (id: string) => new Screen([process.execPath, '--import', 'tsx', 'grader/walk/index.ts', '--free', id], { cwd: copy, columns: 104, rows: 36 })
  const scenes: string[] = []
  const scene = (title: string, text: string) => scenes.push(`## ${title}\n\n\`\`\`\n${text.replace(/\n{3,}/g, '\n\n')}\n\`\`\``)

  let screen = walk('4.1')
  scene('The first look at an exercise', await screen.shows(/save the file to run it/))
  save('4.1', foil('4.1', 'forgot-rescale'))
  scene('Saved, with a mistake that has a name', await screen.shows(/A known mistake/))
  await screen.press('h')
  scene('A hint', await screen.shows('Hint 1.'))
  save('4.1', reference('4.1'))
  scene('Mended and saved again', await screen.shows('Press n for'))
  await screen.press('q')
  await screen.ends()

  screen = walk('4.4')
  await screen.shows(/save the file to run it/)
  save('4.4', reference('4.4'))
  scene('A network trains', await screen.shows(/epoch 2[^]*loss$/m))
  scene('And is measured', await screen.shows('Press n for'))
  await screen.press('q')
  await screen.ends()

  const text = ['# The walk, recorded', '', 'Screens of `npm run exercise`, as a terminal of 104 columns shows them.', '', scenes.join('\n\n'), ''].join('\n')
  fs.writeFileSync(path.join(root, 'docs/walk.md'), text)
  fs.rmSync(copy, { recursive: true, force: true })
}

void main().then(() => process.exit(0))
