import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Course, files, loadCourse } from '../course/course'
import { stubOf } from '../course/stub'
import { referenceOf } from '../course/reference'
import { healthy } from '../../engine/tensorflow/look-after'
import type { EngineName } from '../../engine'
import { Runner } from '../run/runner'
import { type Finding, gate } from './gates'

/**
 * `npm test`: everything that must be true of the kit, from types to the last foil. Ends with one line of counts.
 */
interface Count {
  passed: number
  failed: number
  skipped: number
}

const course = loadCourse(path.resolve(__dirname, '../..'))
const { root } = course

async function main(): Promise<number> {
  const counts = [await types(), await lint(), await arrows(), await unitTests()]
  for (const engine of await enginesToJudge()) counts.push(await gates(course, engine))
  const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  // No number at all, as when the test runner itself broke down, is no success either.
  return sum('failed') === 0 ? 0 : 1
}

async function types(): Promise<Count> {
  const { output } = await command('typescript/bin/tsc', ['-p', '.', '--pretty', 'false'])
  // A learner's own file may be half written; that is no fault of the kit.
  const edited = course.exercises.map(files.learners).filter((file, i) => fs.readFileSync(path.join(root, file), 'utf8') !== stub(i))
  const complaints = output.split('\n').filter((line) => line && !edited.some((file) => line.startsWith(`${file}(`)))
  return one('types', complaints.join('\n'))
}

function stub(i: number): string {
  return stubOf(referenceOf(root, course.exercises[i]))
}

async function lint(): Promise<Count> {
  const { code, output } = await command('eslint/bin/eslint.js', ['.'])
  return one('lint', code === 0 ? '' : output)
}

async function arrows(): Promise<Count> {
  const folders = ['exercises', 'solutions', 'datasets', 'engine', 'grader', 'benchmarks']
  const { code, output } = await command('dependency-cruiser/bin/dependency-cruise.mjs', folders)
  return one('arrows between folders', code === 0 ? '' : output)
}

function one(what: string, problem: string): Count {
  console.log(`${problem ? '✗' : '✓'} ${what}${problem ? `\n${problem}` : ''}`)
  return { passed: problem ? 0 : 1, failed: problem ? 1 : 0, skipped: 0 }
}

/** Runs a tool of node_modules. */
function command(tool: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return run([path.join(root, 'node_modules', tool), ...args])
}

function run(args: string[], show = false): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'] })
    let output = ''
    child.stdout?.on('data', (text) => (output += String(text)))
    child.stderr?.on('data', (text) => (output += String(text)))
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** Every *.test.ts, with Node's own test runner; its summary is read from a TAP file beside what it shows. */
async function unitTests(): Promise<Count> {
  const tests = ['datasets', 'engine', 'grader', 'benchmarks'].flatMap((folder) =>
    fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).map((file) => path.join(folder, file)),
  )
  const tap = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-')), 'tests.tap')
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${tap}`]
  await run(['--import', 'tsx', '--test', ...reporters, ...tests.sort()], true)
  const summary = fs.readFileSync(tap, 'utf8')
  const count = (what: string) => Number(new RegExp(`^# ${what} (\\d+)`, 'm').exec(summary)?.[1] ?? NaN)
  return { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') + count('todo') }
}

/** The engines that bars are calibrated for, as far as they are here. */
async function enginesToJudge(): Promise<EngineName[]> {
  if (await healthy(root)) return ['tensorflow', 'wasm']
  console.log('\n- tensorflow is not installed, so the exercises are tried on wasm only (npm run engine -- install tensorflow)')
  return ['wasm']
}

/** What must be true of each exercise; as many at once as there are processors. */
async function gates(course: Course, engine: EngineName): Promise<Count> {
  console.log(`\nOn ${engine}:`)
  const count: Count = { passed: 0, failed: 0, skipped: 0 }
  const isLearners = fs.existsSync(path.join(root, '.tensorlings', 'progress.json'))
  const note = ({ gate, exercise, problem }: Finding) => {
    const isTheirs = isLearners && gate === 'stub in sync' && problem
    count[isTheirs ? 'skipped' : problem ? 'failed' : 'passed']++
    if (isTheirs) console.log(`- ${exercise.id} ${gate}: skipped, because you have edited ${files.learners(exercise)}`)
    else if (problem) console.log(`✗ ${exercise.id} ${gate}\n    ${problem.replaceAll('\n', '\n    ')}`)
  }
  const ahead = [...course.exercises]
  const work = async () => {
    const runner = new Runner(root, { engine, threads: 1 })
    for (let exercise = ahead.shift(); exercise; exercise = ahead.shift()) {
      const before = count.failed
      for await (const finding of gate(course, runner, exercise)) note(finding)
      if (count.failed === before) console.log(`✓ ${exercise.id} ${exercise.title}: stub, reference and foils`)
    }
    runner.close()
  }
  await Promise.all(Array.from({ length: os.availableParallelism() }, work))
  return count
}

void main().then((code) => process.exit(code))
