import path from 'node:path'
import { loadCourse } from '../grader/course/course'
import { type Order, Runner } from '../grader/run/runner'

/** How long each exercise that trains takes with its reference, and the most memory its process has taken by then. */
export async function benchExercises(profile: NonNullable<Order['profile']>): Promise<void> {
  const course = loadCourse(path.resolve(__dirname, '..'))
  console.log(`Exercises that train, ${profile} profile, each in a process of its own:\n`)
  for (const { id, key, tier } of course.exercises) {
    if (tier === 0) continue
    const runner = new Runner(course.root)
    const result = await runner.run({ exercise: key, subject: 'solutions', profile }).result
    runner.close()
    if (!result) throw new Error(`${id} was broken off`)
    const { verdict, seconds, peak, engine } = result
    const memory = peak === undefined ? 'it did not end' : `${(peak / 1e9).toFixed(2)} GB`
    console.log(`  ${id.padEnd(5)}${String(engine).padEnd(12)}${seconds.toFixed(1).padStart(8)} s   ${memory}${verdict.kind === 'passed' ? '' : `   ${verdict.kind}`}`)
  }
}
