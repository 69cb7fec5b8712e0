import { DataError } from '../../datasets'
import { examineMachine, type Machine } from '../../engine/examine/machine'
import { type BookTask, bookTasks } from './book-data'
import { type Contender, contenders, titles } from './contenders'
import { frameworks } from './frameworks'
import { busier, pythonMachine, type VersusOptions } from '.'
import { goesOn } from './going-on'
import type { Failed } from './protocol'
import { machineInWords } from './report'
import { mean, standardDeviation, standardError } from './statistics'
import { figure, type Table } from '../table'
import { inTemporaryFolder } from './temporary'
import type { Worker } from './worker'

/** Who runs the book's trainings: this project's engine as it is, and Keras. */
const names = ['compiled', 'keras'] as const
type Name = (typeof names)[number]

/** A training with one seed: all its folds together. */
export interface Run {
  seed: number
  /** Of building, training and judging; loading of libraries and data is not in it. */
  seconds: number
  score: number
}

export interface TaskReport extends Pick<BookTask, 'name' | 'title' | 'score' | 'standIn'> {
  runs: Record<Name, Runs | Failed>
}

export interface Runs {
  kind: 'ran'
  /** In the order of their seeds. */
  runs: Run[]
  /** Why a step was not compiled that should have been. */
  uncompiled?: string
}

export interface BookReport {
  date: string
  machine: Machine
  seeds: number
  /** What each contender is, as it says itself, or why it is missing. */
  contenders: Record<Name, string>
  tasks: (TaskReport | { name: string; missing: string })[]
}

export interface BookOptions extends Pick<VersusOptions, 'root' | 'only' | 'without' | 'yes' | 'tell' | 'signal'> {
  seeds: number
  /** What a run before has measured; what fits to this one is not measured again. */
  before?: BookReport
  /** Is given the report as it is after each seed. */
  done: (report: BookReport) => void
}

/** The book's trainings from beginning to end, by this project's engine and by Keras in turns, seed by seed. */
export async function bookRuns(options: BookOptions): Promise<BookReport> {
  const { only, seeds, before, tell, done } = options
  const machine = await examineMachine()
  const all = contenders(await frameworks({ ...options, machine: pythonMachine(machine), without: [...options.without, 'torch'], fetch: options.yes ? 'yes' : 'ask' }))
  const starters = names.map((name) => all.find((one) => one.name === name)!)
  const about = await Promise.all(starters.map(whatIs))
  const begun: BookReport = { date: new Date().toISOString().slice(0, 10), machine, seeds, contenders: { compiled: about[0], keras: about[1] }, tasks: [] }
  const isSame = before && goesOn(before, begun)
  if (isSame === false) tell('what was measured before is of another machine or of other versions, and begins anew')
  const report: BookReport = before && isSame ? { ...begun, date: before.date, machine: busier(before.machine, machine), seeds: Math.max(seeds, before.seeds), tasks: before.tasks } : begun
  for (const name of Object.keys(bookTasks).filter((task) => !only || only.includes(task))) await inTemporaryFolder((folder) => oneTask(name, folder))
  return report

  async function oneTask(name: string, folder: string): Promise<void> {
    const known = report.tasks.find((task) => task.name === name)
    const runs = known && 'runs' in known ? known.runs : undefined
    // Whoever failed may have had bad luck; who is missing still is.
    const earlier = runs && starters.every((starter) => starter.kind === 'missing' || runs[starter.name as Name].kind === 'ran') ? runs : undefined
    if (earlier && seedsOf(earlier) >= seeds) return tell(`${name}: measured before`)
    tell(`${name}: making its arrays`)
    const task = madeTask(name, folder)
    if ('missing' in task) return note(task)
    const { title, score, standIn } = task
    tell(title)
    await inTurns(task, starters, { seeds, tell, ...(earlier && { earlier }), done: (runs) => note({ name, title, score, standIn, runs }) })
  }

  function note(task: BookReport['tasks'][number]): void {
    const others = report.tasks.filter(({ name }) => name !== task.name)
    report.tasks = Object.keys(bookTasks).flatMap((name) => [...others, task].filter((one) => one.name === name))
    done(report)
  }
}

/** Seeds that nobody has to run any more. */
function seedsOf(runs: TaskReport['runs']): number {
  return Math.min(...Object.values(runs).map((ran) => (ran.kind === 'failed' ? Infinity : ran.runs.length)))
}

function madeTask(name: string, folder: string): BookTask | { name: string; missing: string } {
  try {
    return bookTasks[name](folder)
  } catch (error) {
    if (error instanceof DataError) return { name, missing: error.message.split('\n')[0] }
    throw error
  }
}

/** What a contender says of itself, in a process for that alone. */
async function whatIs(contender: Contender): Promise<string> {
  if (contender.kind === 'missing') return contender.why
  const worker = contender.start()
  const about = await worker.about
  worker.kill()
  return about.kind === 'failed' ? about.reason : `${about.what}, ${about.device}`
}

interface Turns {
  seeds: number
  /** What has run before. */
  earlier?: TaskReport['runs']
  tell: BookOptions['tell']
  done: (runs: TaskReport['runs']) => void
}

/** Each seed by one and then by the other; the next seed is begun by the other. */
async function inTurns(task: BookTask, starters: Contender[], { seeds, earlier, tell, done }: Turns): Promise<void> {
  const begun = starters.map((starter) => [starter.name, starter.kind === 'here' ? { kind: 'ran', runs: [] } : { kind: 'failed', reason: starter.why }] as const)
  const runs = earlier ? { ...earlier } : (Object.fromEntries(begun) as TaskReport['runs'])
  const workers = starters.flatMap((starter) => (starter.kind === 'here' ? [{ name: starter.name as Name, worker: starter.start() }] : []))
  for (let seed = earlier ? seedsOf(earlier) : 0; seed < seeds; seed++) {
    for (const { name, worker } of seed % 2 === 0 ? workers : workers.toReversed()) {
      const before = runs[name]
      if (before.kind === 'failed') continue
      const run = await oneRun(task, worker, seed)
      tell(run.kind === 'failed' ? `  seed ${seed + 1} of ${seeds}, ${titles[name]}: ${run.reason}` : `  seed ${seed + 1} of ${seeds}, ${titles[name]}: ${run.seconds.toFixed(1)} s, ${task.score} ${run.score.toFixed(4)}`)
      runs[name] = run.kind === 'failed' ? run : together(before, run, seed)
    }
    done(runs)
  }
  for (const { worker } of workers) worker.kill()
}

interface Ran extends Omit<Run, 'seed'> {
  kind: 'ran'
  uncompiled: string | undefined
}

function together(before: Runs, { seconds, score, uncompiled = before.uncompiled }: Ran, seed: number): Runs {
  return { kind: 'ran', runs: [...before.runs, { seed, seconds, score }], ...(uncompiled && { uncompiled }) }
}

/** All studies of a task: their seconds together, the mean of their scores. */
async function oneRun({ studies }: BookTask, worker: Worker, seed: number): Promise<Ran | Failed> {
  let seconds = 0
  const scores: number[] = []
  let uncompiled: string | undefined
  for (const study of studies) {
    const answer = await worker.ask({ ask: 'study', seed, ...study })
    if (answer.kind !== 'studied') return answer.kind === 'failed' ? answer : { kind: 'failed', reason: `it answered ${answer.kind}` }
    seconds += answer.seconds
    scores.push(answer.score)
    uncompiled ??= answer.uncompiled
  }
  return { kind: 'ran', seconds, score: mean(scores), uncompiled }
}

/** How far it is: `Seeds that are measured: imdb 3, boston 1`. */
export function bookProgress({ tasks }: Pick<BookReport, 'tasks'>): string {
  const counted = tasks.flatMap((task) => ('runs' in task && Number.isFinite(seedsOf(task.runs)) ? [`${task.name} ${seedsOf(task.runs)}`] : []))
  return `Seeds that are measured: ${counted.join(', ') || 'none'}`
}

/** Wall time and score of both, side by side. */
export function bookTable({ tasks }: Pick<BookReport, 'tasks'>): Table {
  const heading = ['', ...names.map((name) => `${titles[name]}, s`), 'ratio', ...names.map((name) => `${titles[name]}, score`), 'difference ± standard error']
  return {
    heading,
    rows: tasks.map((task) => {
      if ('missing' in task) return [`${task.name}: ${task.missing}`, ...heading.slice(1).map(() => '–')]
      const title = `${task.title}: ${task.score}${task.standIn ? ', made-up data' : ''}`
      const [ours, theirs] = names.map((name) => task.runs[name])
      const cells = (of: 'seconds' | 'score', show: (value: number) => string) => [ours, theirs].map((ran) => (ran.kind === 'failed' ? `failed: ${ran.reason}` : plusMinus(ran.runs.map((run) => run[of]), show)))
      const [seconds, scores] = [cells('seconds', figure), cells('score', (value) => value.toFixed(4))]
      if (ours.kind === 'failed' || theirs.kind === 'failed') return [title, ...seconds, '', ...scores, '']
      const all = (of: 'seconds' | 'score') => [ours, theirs].map(({ runs }) => runs.map((run) => run[of]))
      const [[a, b], [mine, others]] = [all('seconds'), all('score')]
      return [title, ...seconds, (mean(a) / mean(b)).toFixed(2), ...scores, `${(mean(mine) - mean(others)).toFixed(4)} ± ${standardError(mine, others).toFixed(4)}`]
    }),
  }
}

function plusMinus(values: number[], show: (value: number) => string): string {
  return values.length === 1 ? show(values[0]) : `${show(mean(values))} ± ${show(standardDeviation(values))}`
}

/** The line above the table. */
export function bookHead({ date, machine, seeds, contenders, tasks }: BookReport): string {
  const uncompiled = tasks.flatMap((task) =>
    'runs' in task ? names.flatMap((name) => (task.runs[name].kind === 'ran' && task.runs[name].uncompiled ? [` ${titles[name]} did not compile all of ${task.name}, ${task.runs[name].uncompiled}.`] : [])) : [],
  )
  return `${date}, ${machineInWords(machine)}. ${seeds === 1 ? 'One seed' : `${seeds} seeds, mean ± standard deviation`}. ${names.map((name) => `${titles[name]}: ${contenders[name]}`).join('. ')}.${uncompiled.join('')}`
}
