import fs from 'node:fs'
import path from 'node:path'
import { type Course, type Exercise, files } from '../course/course'
import { foilsOf, referenceOf } from '../course/reference'
import { stubOf } from '../course/stub'
import { calibrated, type Setting } from '../run/calibration'
import { decisive, type Result } from '../run/result'
import type { Runner } from '../run/runner'
import { inWords } from '../spec/outcome'
import { type Foil, makeFoils, makeStub } from './subjects'

/** One thing that must be true of an exercise, and why it is not. */
export interface Finding {
  gate: string
  exercise: Exercise
  /** In words; nothing when all is well. */
  problem?: string
}

/** Everything that must be true of one exercise, from what is quick to find out to what is not. */
export async function* gate(course: Course, runner: Runner, exercise: Exercise): AsyncGenerator<Finding> {
  yield inSync(course, exercise)
  yield trapsHaveFoils(course, exercise)
  yield barsAreCalibrated(course, exercise)
  yield await stubIsUnattempted(course, runner, exercise)
  yield await referencePasses(runner, exercise)
  yield* foilsAreCaught(course, runner, exercise)
}

/** The learner's file is the stub of the reference, to the letter. */
export function inSync(course: Course, exercise: Exercise): Finding {
  const file = files.learners(exercise)
  const there = path.join(course.root, file)
  const problem = !fs.existsSync(there)
    ? `${file} is missing: \`npm run author -- stubs\` writes it`
    : fs.readFileSync(there, 'utf8') !== stubOf(referenceOf(course.root, exercise))
      ? `${file} is not the stub of ${files.reference(exercise)}: \`npm run author -- stubs\` writes it anew`
      : undefined
  return { gate: 'stub in sync', exercise, ...(problem && { problem }) }
}

/** The reference passes with the quick profile. */
export async function referencePasses(runner: Runner, exercise: Exercise): Promise<Finding> {
  const result = await judge(runner, exercise, 'solutions')
  const problem = result.verdict.kind === 'passed' ? undefined : failing(result)
  return { gate: 'reference passes', exercise, ...(problem && { problem }) }
}

/** What the learner starts from counts as not written yet, and nothing in it as wrong. */
export async function stubIsUnattempted(course: Course, runner: Runner, exercise: Exercise): Promise<Finding> {
  const result = await judge(runner, exercise, makeStub(course, exercise))
  const problem = result.verdict.kind === 'unattempted' ? undefined : `the stub counts as ${failing(result)}`
  return { gate: 'stub is unattempted', exercise, ...(problem && { problem }) }
}

/** Each foil is caught, and by its own trap; every trap of the spec has a foil. */
export async function* foilsAreCaught(course: Course, runner: Runner, exercise: Exercise): AsyncGenerator<Finding> {
  let foils: Foil[]
  try {
    foils = makeFoils(course, exercise)
  } catch (error) {
    // An edit that no longer matches its reference should not keep the other exercises from being tried.
    yield { gate: 'foils can be made', exercise, problem: (error as Error).message }
    return
  }
  for (const { trap, subject } of foils) {
    const { verdict, ...result } = await judge(runner, exercise, subject)
    const caught = verdict.kind === 'trapped' && verdict.trap === trap
    const problem = caught ? undefined : `the foil counts as ${failing({ verdict, ...result })}`
    yield { gate: `foil ${trap} is caught`, exercise, ...(problem && { problem }) }
  }
}

/** Traps and foils are the same list. */
export function trapsHaveFoils(course: Course, exercise: Exercise): Finding {
  const spec = fs.readFileSync(path.join(course.root, files.spec(exercise)), 'utf8')
  const traps = [...spec.matchAll(/^trap\(\s*(['"`])(.+?)\1/gm)].map((match) => match[2])
  const foils = Object.keys(foilsOf(course.root, exercise))
  const alone = [
    ...traps.filter((trap) => !foils.includes(trap)).map((trap) => `the trap ${trap} has no foil`),
    ...foils.filter((foil) => !traps.includes(foil)).map((foil) => `the foil ${foil} has no trap`),
  ]
  return { gate: 'every trap has a foil', exercise, ...(alone.length > 0 && { problem: alone.join('; ') }) }
}

/**
 * Each bar that the spec reads has been measured on the engine that everybody has, in the quick profile; also on
 * made-up data where that may stand in for the real set. Full runs without a bar of their own are held to these.
 */
export function barsAreCalibrated(course: Course, exercise: Exercise): Finding {
  const spec = fs.readFileSync(path.join(course.root, files.spec(exercise)), 'utf8')
  const bars = [...spec.matchAll(/\bbar\(\s*(['"`])(.+?)\1/g)].map((match) => match[2])
  const settings: Setting[] = ['quick', ...(/\b(imdb|reuters)\(/.test(spec) ? (['quick, stand-in'] as const) : [])]
  const missing = bars.flatMap((name) =>
    settings.filter((setting) => !calibrated(exercise.key, 'wasm', setting)?.measures[name]).map((setting) => `${name}, ${setting}`),
  )
  const problem = `not measured: ${missing.join('; ')}. \`npm run calibrate -- ${exercise.id}\` does it`
  return { gate: 'bars are calibrated', exercise, ...(missing.length > 0 && { problem }) }
}

async function judge(runner: Runner, { key }: Exercise, subject: string): Promise<Result> {
  const result = await runner.run({ exercise: key, subject }).result
  if (!result) throw new Error('a run was broken off')
  return result
}

function failing({ verdict, checks }: Result): string {
  return `${verdict.kind}: ${decisive(checks)?.name ?? ''}: ${inWords(verdict)}`
}
