/**
 * `npm run test:conformance`: tfjs-core's own suite on each engine that can be had here, one after the other.
 * It exits with 0 when the engines are as promised, 1 when not, 2 when the command was not understood.
 */
import fs from 'node:fs'
import path from 'node:path'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { type EngineName, engineNames } from '..'
import { byCause, causeOf } from './causes'
import { amount, failures, inFigures, judge, passes, type Problem, type Yardstick } from './judge'
import { knownToTfjsNode } from './known'
import { BEGIN, END, withRows } from './page'
import { type Run, runSuite } from './run'
import type { Subject } from './subjects'
import { inColumns, type Row, rowOf } from './table'

interface Options {
  engine?: EngineName
  grep?: string
  json?: true
  failures?: true
  write?: true
}

/** In the order in which they are run and shown: wasm is compared with the package alone. */
const subjects: Subject[] = engineNames.flatMap((name) => (name === 'wasm' ? ['stock wasm', name] : [name]))

const page = path.resolve(__dirname, '../../docs/engines.md')

/** How many names are shown of a promise that is not kept. */
const SHOWN = 10

async function main(): Promise<number> {
  const program = new Command('npm run test:conformance --')
    .description("tfjs-core's own test-suite on each engine of the course that can be had here.")
    .addOption(new Option('--engine <name>', 'only this one').choices(engineNames))
    .option('--grep <regex>', 'only the specs whose full name matches', regex)
    .option('--failures', 'name each spec that fails')
    .option('--json', 'everything, for programs')
    .addOption(new Option('--write', 'put the table into docs/engines.md').conflicts('grep'))
    .exitOverride()
  try {
    program.parse()
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
  const options = program.opts<Options>()
  // Said before minutes have gone by, not after.
  if (options.write && !withRows(fs.readFileSync(page, 'utf8'), [], subjects)) {
    console.error(`docs/engines.md has no place for the table. It needs these two lines, one below the other:\n\n${BEGIN}\n${END}`)
    return 1
  }
  return test(options)
}

function regex(text: string): string {
  try {
    return new RegExp(text).source
  } catch {
    throw new InvalidArgumentError('It is not a regular expression.')
  }
}

async function test(options: Options): Promise<number> {
  const wanted = subjects.filter((name) => !options.engine || name === options.engine || (name === 'stock wasm' && options.engine === 'wasm'))
  const runs: Run[] = []
  for (const subject of wanted) runs.push(await runAndTell(subject, options.grep ?? ''))
  const yardstick: Yardstick = {
    stock: runs.find(({ subject }) => subject === 'stock wasm'),
    known: knownToTfjsNode(),
    whole: options.grep === undefined,
  }
  const problems = runs.flatMap((run) => [...judge(run, yardstick), ...missing(run, options.engine)])
  const rows = runs.map((run) => rowOf(run, yardstick))
  if (options.json) console.log(JSON.stringify({ runs, problems }, null, 1))
  else {
    const [failing, broken] = [runs.flatMap((run) => whatFails(run, options.failures)), problems.map((problem) => inWords(problem, options.failures))]
    console.log([inColumns(rows), ...failing, ...broken, inSum(runs, problems)].join('\n\n'))
  }
  if (options.write) write(rows.filter((_, i) => runs[i].ending.kind !== 'unavailable'))
  return problems.length === 0 ? 0 : 1
}

/** An engine that was asked for by name has to be there. */
function missing({ subject, ending }: Run, engine: EngineName | undefined): Problem[] {
  return ending.kind === 'unavailable' && subject === engine ? [{ text: `${subject} is not here: ${ending.reason}`, specs: [] }] : []
}

/** What happens goes to the error stream, so that the results can be piped on. */
async function runAndTell(subject: Subject, grep: string): Promise<Run> {
  const { isTTY } = process.stderr
  let shown = 0
  const show = (count: number) => {
    if (!isTTY || performance.now() < shown + 100) return
    shown = performance.now()
    process.stderr.write(`\r${subject}: ${amount(count)} …`)
  }
  show(0)
  const run = await runSuite(subject, grep, show)
  process.stderr.write(isTTY ? '\r\x1b[K' : `${subject}: ${amount(run.specs.length)} in ${run.seconds} s\n`)
  return run
}

/** A paragraph about what fails on an engine. */
function whatFails(run: Run, byName = false): string[] {
  const failed = failures(run)
  if (failed.length === 0) return []
  const counts = byCause(failed).map(([cause, count]) => `${cause} ${inFigures(count)}`)
  const names = byName ? failed.map((spec) => `    ${spec.name} (${causeOf(spec)})`) : []
  return [[`${run.subject} fails ${amount(failed.length)}: ${counts.join(', ')}`, ...names].join('\n')]
}

function inWords({ text, specs }: Problem, byName = false): string {
  const shown = specs.slice(0, byName ? undefined : SHOWN)
  const more = specs.length > shown.length ? [`    and ${inFigures(specs.length - shown.length)} more: --failures names them all`] : []
  return [`✗ ${text}`, ...shown.map((name) => `    ${name}`), ...more].join('\n')
}

function inSum(runs: Run[], problems: Problem[]): string {
  const engines = runs.filter(({ subject, ending }) => subject !== 'stock wasm' && ending.kind !== 'unavailable')
  const counts = engines.map((run) => `${run.subject} passes ${amount(passes(run))} and fails ${inFigures(failures(run).length)}`)
  const verdict = problems.length === 0 ? 'All is as promised' : problems.length === 1 ? 'One promise is not kept' : `${problems.length} promises are not kept`
  return `${[verdict, counts.join('; ')].filter(Boolean).join(': ')}.`
}

function write(rows: Row[]): void {
  const text = withRows(fs.readFileSync(page, 'utf8'), rows, subjects)
  if (text) fs.writeFileSync(page, text)
}

void main().then((code) => {
  process.exitCode = code
})
