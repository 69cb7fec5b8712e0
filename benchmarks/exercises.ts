import path from 'node:path'
import type { EngineName } from '../engine'
import { healthy } from '../engine/tensorflow/look-after'
import { type Course, type Exercise, loadCourse } from '../grader/course/course'
import { type Order, Runner } from '../grader/run/runner'
import type { Table } from './table'

/** Seconds that a learner waits at most for the quick profile, on two cores. */
const QUICK_BUDGET = 25

/**
 * How long each exercise that trains takes with its reference, in a process of its own, and the most memory that it has
 * taken by then: on wasm, and on TensorFlow where it is installed.
 */
export async function benchExercises(profile: NonNullable<Order['profile']>): Promise<Table> {
  const course = loadCourse(path.resolve(__dirname, '..'))
  const engines: EngineName[] = (await healthy(course.root)) ? ['wasm', 'tensorflow'] : ['wasm']
  const rows: string[][] = []
  for (const exercise of course.exercises.filter(({ tier }) => tier > 0)) {
    const row = [`${exercise.id} ${exercise.title}`]
    for (const engine of engines) row.push(...(await taken(course, exercise, engine, profile)))
    rows.push(row)
    console.error(row.join('  '))
  }
  return { heading: ['', ...engines.flatMap((engine) => [`${engine}, seconds`, 'most memory'])], rows }
}

async function taken(course: Course, { id, key, tier }: Exercise, engine: EngineName, profile: NonNullable<Order['profile']>): Promise<[seconds: string, memory: string]> {
  const runner = new Runner(course.root, { engine })
  const result = await runner.run({ exercise: key, subject: 'solutions', profile }).result
  runner.close()
  if (!result) throw new Error(`${id} was broken off`)
  const { verdict, seconds, peak } = result
  const remarks = [...(verdict.kind === 'passed' ? [] : [verdict.kind]), ...(profile === 'quick' && tier === 1 && seconds > QUICK_BUDGET ? [`over ${QUICK_BUDGET}`] : [])]
  return [[seconds.toFixed(1), ...remarks].join(', '), peak === undefined ? 'it did not end' : `${(peak / 1e9).toFixed(2)} GB`]
}
