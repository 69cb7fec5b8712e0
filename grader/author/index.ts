import path from 'node:path'
import { type Course, type Exercise, files, findChapter, findExercise, loadCourse } from '../course/course'
import { answerHash } from '../course/quiz'
import { putStub } from '../course/keep'
import { Runner } from '../run/runner'
import { measureAbilities } from './engines'
import { type Finding, gate } from './gates'
import { tryLuck } from './luck'
import { measureResults } from './results'

/**
 * For whoever writes exercises; an id is that of an exercise, or of a chapter for all of it:
 *
 *     npm run author -- stubs [id …]   write the stubs of the references into exercises/
 *     npm run author -- gate [id …]    what must be true of every exercise, tried on those named or on all
 *     npm run author -- engines [id …] which references pass on each engine that starts here, for `npm run engine`
 *     npm run author -- results [id …] what they reach in the full profile, to docs/results.md
 *     npm run author -- luck [id …]    references over 20 seeds: what their specs measure, and what fails by bad luck
 *     npm run author -- hash ASK ANSWER   the hash of a quiz answer
 */
async function main([command, ...ids]: string[]): Promise<number> {
  if (command === 'hash') {
    console.log(answerHash({ ask: ids[0] ?? '' }, ids[1] ?? ''))
    return 0
  }
  const course = loadCourse(path.resolve(__dirname, '../..'))
  const chosen = ids.map((id) => findChapter(course, id)?.exercises ?? findExercise(course, id))
  const unknown = ids.find((_, i) => !chosen[i])
  if (unknown) return misused(`There is no exercise or chapter ${unknown}.`)
  const exercises = ids.length === 0 ? course.exercises : (chosen as (Exercise | Exercise[])[]).flat()
  if (command === 'stubs') return writeStubs(course, exercises)
  if (command === 'gate') return tryGates(course, exercises)
  if (command === 'engines') return measureAbilities(course, exercises)
  if (command === 'results') return (await measureResults(course, exercises)) > 0 ? 1 : 0
  if (command === 'luck') return (await tryLuck(course, exercises)) > 0 ? 1 : 0
  return misused('Use: npm run author -- stubs [id …] | gate [id …] | engines [id …] | results [id …] | luck [id …] | hash ASK ANSWER')
}

async function writeStubs(course: Course, exercises: Exercise[]): Promise<number> {
  for (const exercise of exercises) {
    const kept = await putStub(course, exercise)
    console.log(`${files.learners(exercise)}${kept ? ` (what was there is kept as ${kept})` : ''}`)
  }
  return 0
}

async function tryGates(course: Course, exercises: Exercise[]): Promise<number> {
  const runner = new Runner(course.root)
  const count = { passed: 0, failed: 0 }
  const note = ({ gate, exercise, problem }: Finding) => {
    count[problem ? 'failed' : 'passed']++
    console.log(`${problem ? '✗' : '✓'} ${exercise.id.padEnd(5)} ${gate}${problem ? `\n    ${problem.replaceAll('\n', '\n    ')}` : ''}`)
  }
  try {
    for (const exercise of exercises) {
      for await (const finding of gate(course, runner, exercise)) note(finding)
    }
  } finally {
    runner.close()
  }
  console.log(`${count.passed} passed, ${count.failed} failed, 0 skipped`)
  return count.failed > 0 ? 1 : 0
}

function misused(words: string): number {
  console.error(words)
  return 2
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
