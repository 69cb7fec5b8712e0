import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Command, Option } from 'commander'
import { type Course, type Exercise, findExercise, loadCourse } from '../course/course'
import { type Calibrated, type CalibratedMeasure, calibrationFile, readCalibration, type Setting, settingOf } from '../run/calibration'
import type { Result } from '../run/result'
import { Runner } from '../run/runner'
import type { EngineName, Measure, Profile } from '../spec/events'
import { mean, median, standardDeviation, toleranceFactor } from './statistics'
import { makeFoils } from './subjects'

/**
 * `npm run calibrate`: trains the references over many seeds on the engine at hand and writes the bars that specs
 * read. Nobody sets a bar by hand.
 */
const SEEDS = 20

/** Foils are tried with so many seeds: the bar should lie beyond what they reach. */
const FOIL_SEEDS = 3

/** A bar may be missed by bad luck once in so many runs, with 95 % confidence; see `toleranceFactor`. */
const FALSE_FAIL = 0.001

async function main(ids: string[], options: { profile?: Profile; seeds: string }): Promise<number> {
  const course = loadCourse(path.resolve(__dirname, '../..'))
  const unknown = ids.find((id) => !findExercise(course, id))
  if (unknown) {
    console.error(`There is no exercise ${unknown}.`)
    return 2
  }
  const chosen = ids.length > 0 ? ids.map((id) => findExercise(course, id)!) : course.exercises.filter(({ tier }) => tier > 0)
  const runners = Array.from({ length: os.availableParallelism() }, () => new Runner(course.root, { threads: 1 }))
  try {
    for (const exercise of chosen) {
      for (const profile of options.profile ? [options.profile] : (['quick', 'full'] as const)) {
        await calibrate(course, runners, exercise, profile, Number(options.seeds))
      }
    }
  } finally {
    for (const runner of runners) runner.close()
  }
  return 0
}

async function calibrate(course: Course, runners: Runner[], exercise: Exercise, profile: Profile, count: number): Promise<void> {
  const run = (runner: Runner, subject: string, seed: number) => runner.run({ exercise: exercise.key, subject, profile, seed, calibrating: true }).result
  const seeds = Array.from({ length: count }, (_, i) => i + 1)
  const results = await shared(runners, seeds, async (runner, seed) => {
    const result = await run(runner, 'solutions', seed)
    if (result?.verdict.kind !== 'passed') throw new Error(`the reference of ${exercise.id} does not pass with seed ${seed}: ${JSON.stringify(result?.verdict)}`)
    console.log(`${exercise.id} ${profile} seed ${seed}: ${barred(result).map(({ name, value }) => `${name} ${value.toFixed(4)}`).join(', ')}, ${result.seconds.toFixed(1)} s`)
    return result
  })
  const names = [...new Set(results.flatMap(barred).map(({ name }) => name))]
  if (names.length === 0) return console.log(`${exercise.id} ${profile}: its spec reads no bar`)
  const measures = Object.fromEntries(names.map((name) => [name, summary(results, name)]))

  const foils = makeFoils(course, exercise).flatMap((foil) => seeds.slice(0, FOIL_SEEDS).map((seed) => ({ ...foil, seed })))
  const reached = await shared(runners, foils, async (runner, { subject, seed }) => run(runner, subject, seed))
  for (const name of names) {
    const values = foils.map(({ trap }, i) => ({ trap, value: barred(reached[i]).find((measure) => measure.name === name)?.value }))
    for (const trap of new Set(foils.map((foil) => foil.trap))) {
      const those = values.filter((value) => value.trap === trap).flatMap(({ value }) => value ?? [])
      if (those.length > 0) (measures[name].foils ??= {})[trap] = round(mean(those))
    }
  }
  const engine = results[0].engine!
  const seconds = round(median(results.map((result) => result.seconds)))
  const setting = settingOf(profile, results[0].measures.some(({ standIn }) => standIn))
  save(exercise, engine, setting, { date: new Date().toISOString().slice(0, 10), seeds: count, seconds, measures })
  console.log(`${exercise.id} ${setting} ${engine}: ${JSON.stringify(measures)}`)
}

function barred(result: Result | undefined): Measure[] {
  return result?.measures.filter(({ better }) => better) ?? []
}

function summary(results: Result[], name: string): CalibratedMeasure {
  const measures = results.map((result) => barred(result).find((measure) => measure.name === name)!)
  const values = measures.map(({ value }) => value)
  const [centre, sd] = [mean(values), standardDeviation(values)]
  const [min, max] = [Math.min(...values), Math.max(...values)]
  const margin = toleranceFactor(values.length) * sd
  const bar = measures[0].better === 'lower' ? { atMost: ceil(Math.max(centre + margin, max)) } : { atLeast: floor(Math.min(centre - margin, min)) }
  return { bar, falseFail: FALSE_FAIL, mean: round(centre), sd: round(sd), min: round(min), max: round(max) }
}

const round = (value: number) => Number(value.toFixed(4))
const floor = (value: number) => Math.floor(value * 1000) / 1000
const ceil = (value: number) => Math.ceil(value * 1000) / 1000

function save({ key, file }: Exercise, engine: EngineName, setting: Setting, calibrated: Calibrated): void {
  const chapter = path.dirname(key)
  const calibration = readCalibration(chapter)
  const entry = (calibration[file] ??= {})
  entry[engine] = { ...entry[engine], [setting]: calibrated }
  fs.writeFileSync(calibrationFile(chapter), `${JSON.stringify(calibration, null, 2)}\n`)
}

/** Shares work out among runners; results in the order of the items. */
async function shared<Item, T>(runners: Runner[], items: Item[], work: (runner: Runner, item: Item) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  await Promise.all(
    runners.map(async (runner) => {
      while (next < items.length) {
        const i = next++
        results[i] = await work(runner, items[i])
      }
    }),
  )
  return results
}

const command = new Command('npm run calibrate --')
  .description('Trains the references over many seeds and writes the bars that specs read.')
  .argument('[id...]', 'exercises; all that train by default')
  .addOption(new Option('--profile <name>', 'one profile only').choices(['quick', 'full']))
  .option('--seeds <count>', 'how many seeds, 20 at least for bars to keep', String(SEEDS))
  .action(async (ids: string[], options: { profile?: Profile; seeds: string }) => process.exit(await main(ids, options)))

void command.parseAsync()
