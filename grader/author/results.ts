import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Course, type Exercise, files } from '../course/course'
import type { Result } from '../run/result'
import { Runner } from '../run/runner'
import { inWords } from '../spec/outcome'
import { type Circumstances, isStandIn, putSection, sectionName, sectionOf } from './results-page'

/**
 * Trains the references in the full profile and writes what they reach to docs/results.md, a section an exercise.
 * Where no real data is found, made-up data stands in, and has a section of its own. Each section is written as soon
 * as it is known, and an exercise that was stopped goes on with the parts it has kept.
 *
 * @returns how many references did not pass; what they reached is written down all the same
 */
export async function measureResults(course: Course, exercises: Exercise[]): Promise<number> {
  const page = path.join(course.root, 'docs', 'results.md')
  let failed = 0
  for (const exercise of exercises.filter((one) => trains(course, one))) {
    const { result, device } = await trainFull(course, exercise)
    if (result.verdict.kind !== 'passed') {
      failed++
      console.log(`✗ ${exercise.id.padEnd(5)} ${inWords(result.verdict).split('\n')[0]}`)
    } else console.log(`✓ ${exercise.id.padEnd(5)} ${result.seconds.toFixed(0)} s`)
    const circumstances: Circumstances = { device, cpu: os.cpus()[0]?.model ?? 'unknown processor', date: new Date().toISOString().slice(0, 10) }
    const order = course.exercises.flatMap((one) => [sectionName(one, false), sectionName(one, true)])
    fs.writeFileSync(page, putSection(fs.readFileSync(page, 'utf8'), sectionName(exercise, isStandIn(result)), sectionOf(exercise, result, circumstances), order))
  }
  return failed
}

/** Whether an exercise has a training to measure. */
function trains({ root }: Course, exercise: Exercise): boolean {
  return /^ *train\(/m.test(fs.readFileSync(path.join(root, files.spec(exercise)), 'utf8'))
}

/** In a process of its own, so that the memory it takes is its own, too. */
async function trainFull({ root }: Course, { key, id }: Exercise): Promise<{ result: Result; device: string }> {
  let device = ''
  const runner = new Runner(root, { onEngine: (engine) => (device = typeof engine === 'string' ? '' : engine.device) })
  try {
    const result = await runner.run({ exercise: key, subject: 'solutions', profile: 'full' }, (event) => {
      if (event.type === 'training') console.log(`  ${id}: ${event.rows} rows, batch ${event.batch}, ${event.epochs} epochs`)
      if (event.type === 'measured') console.log(`  ${id}: ${event.measure.name} ${event.measure.value}`)
    }).result
    if (!result) throw new Error('a run was broken off')
    return { result, device }
  } finally {
    runner.close()
  }
}
