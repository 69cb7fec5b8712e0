import fs from 'node:fs'
import path from 'node:path'
import { type Exercise, files, loadCourse } from '../grader/course/course'
import { foiled } from '../grader/course/foils'
import { foilsOf, referenceOf } from '../grader/course/reference'
import { courseCopy } from '../grader/walk/testing/course-copy'
import { Screen } from '../grader/walk/testing/screen'

/**
 * How long a learner waits, measured on a real terminal: from the command to the first screen, and from saving to
 * the verdict for each exercise of chapter 2, warm, with wrong answers and right ones.
 */
export async function benchWalk(root: string): Promise<void> {
  const copy = courseCopy()
  const exercises = loadCourse(root).exercises.filter(({ chapter }) => chapter === 2)
  const save = (exercise: Exercise, source: string) => fs.writeFileSync(path.join(copy, files.learners(exercise)), source)

  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  let start = performance.now()
  const screen = new Screen([npm, 'run', 'exercise', '--', '--free', exercises[0].id], { cwd: copy, columns: 110, rows: 60 })
  await screen.shows(exercises[0].title)
  const first = (performance.now() - start) / 1000
  await screen.shows(/save the file to run it/)
  // The first run finds everything loaded, but not yet compiled.
  save(exercises[0], referenceOf(root, exercises[0]))
  await screen.shows('Press n for')

  const waits: number[] = []
  for (const [i, exercise] of exercises.entries()) {
    if (i > 0) {
      await screen.press('n')
      await screen.shows(`${exercise.id}  ${exercise.title}`)
    }
    const wrong = Object.entries(foilsOf(root, exercise)).map(([trap, edits]) => ({
      source: foiled(referenceOf(root, exercise), edits),
      shows: `A known mistake: ${trap}`,
    }))
    for (const answer of [...wrong, { source: referenceOf(root, exercise), shows: 'Press n for' }]) {
      start = performance.now()
      save(exercise, answer.source)
      await screen.shows(answer.shows)
      waits.push((performance.now() - start) / 1000)
    }
  }
  await screen.press('q')
  await screen.ends()
  fs.rmSync(copy, { recursive: true, force: true })

  waits.sort((a, b) => a - b)
  console.log('What a learner waits for:\n')
  console.log(`  first screen after npm run exercise     ${first.toFixed(2)} s`)
  console.log(`  verdict after saving, chapter 2, warm   ${waits[waits.length >> 1].toFixed(2)} s   (median of ${waits.length}; ${waits[0].toFixed(2)} to ${waits.at(-1)?.toFixed(2)} s)`)
}
