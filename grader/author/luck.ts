import type { Course, Exercise } from '../course/course'
import { Runner } from '../run/runner'
import { inWords } from '../spec/outcome'
import { mean, standardDeviation } from './statistics'

/** As many as `npm run calibrate` takes, but others: what was set by looking at those should hold with these. */
const SEEDS = Array.from({ length: 20 }, (_, i) => 2001 + i)

/**
 * Runs references over many seeds, as a learner would, and prints what their specs measured and what failed by bad luck:
 * for goals that are set by hand. Gives how many runs did not pass.
 */
export async function tryLuck(course: Course, exercises: Exercise[]): Promise<number> {
  const runner = new Runner(course.root, { threads: 1 })
  let failures = 0
  try {
    for (const { id, key } of exercises) {
      for (const profile of ['quick', 'full'] as const) {
        const values = new Map<string, number[]>()
        for (const seed of SEEDS) {
          const result = await runner.run({ exercise: key, subject: 'solutions', profile, seed }).result
          if (!result) throw new Error('a run was broken off')
          for (const { name, value } of result.measures) values.set(name, [...(values.get(name) ?? []), value])
          if (result.verdict.kind === 'passed') continue
          failures++
          console.log(`${id} ${profile} seed ${seed}: ${inWords(result.verdict)}`)
        }
        for (const [name, all] of values) console.log(`${id} ${profile} ${name}: ${summary(all)}`)
      }
    }
  } finally {
    runner.close()
  }
  return failures
}

function summary(values: number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return `mean ${mean(values).toFixed(3)}, sd ${standardDeviation(values).toFixed(3)}, from ${least.toFixed(3)} to ${most.toFixed(3)} in ${values.length} runs`
}
