import { DataError } from '../../datasets'
import { examineMachine, type Machine } from '../../engine/examine/machine'
import { type BookTask, bookTasks } from './book-data'
import { contenders, titles } from './contenders'
import { frameworks } from './frameworks'
import { pythonMachine, type VersusOptions } from '.'
import type { Failed } from './protocol'
import { machineInWords } from './report'
import { mean, standardDeviation, standardError } from './statistics'
import type { Table } from './table'
import { figure } from './tables'
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
  runs: Record<Name, { kind: 'ran'; runs: Run[] } | Failed>
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
  done: (task: BookReport['tasks'][number]) => void
}

/** The book's trainings from beginning to end, by this project's engine and by Keras in turns, seed by seed. */
export async function bookRuns(options: BookOptions): Promise<BookReport> {
  const { only, seeds, tell, done } = options
  const machine = await examineMachine()
  const available = contenders(await frameworks({ ...options, machine: pythonMachine(machine), without: [...options.without, 'torch'], fetch: options.yes ? 'yes' : 'ask' }))
  const report: BookReport = { date: new Date().toISOString().slice(0, 10), machine, seeds, contenders: { compiled: '', keras: '' }, tasks: [] }
  for (const name of Object.keys(bookTasks).filter((task) => !only || only.includes(task))) {
    report.tasks.push(await inTemporaryFolder((folder) => oneTask(name, folder)))
    done(report.tasks.at(-1)!)
  }
  return report

  async function oneTask(name: string, folder: string): Promise<BookReport['tasks'][number]> {
    tell(`${name}: making its arrays …`)
    const task = madeTask(name, folder)
    if ('missing' in task) return task
    tell(`${task.title}, ${seeds} seeds`)
    const workers = names.map((contender) => {
      const found = available.find((one) => one.name === contender)!
      return { name: contender, worker: found.kind === 'here' ? found.start() : ({ kind: 'failed', reason: found.why } as const) }
    })
    for (const { name: contender, worker } of workers) report.contenders[contender] = await whatIs(worker)
    const { title, score, standIn } = task
    return { name, title, score, standIn, runs: await inTurns(task, workers, seeds, tell) }
  }
}

function madeTask(name: string, folder: string): BookTask | { name: string; missing: string } {
  try {
    return bookTasks[name](folder)
  } catch (error) {
    if (error instanceof DataError) return { name, missing: error.message.split('\n')[0] }
    throw error
  }
}

async function whatIs(worker: Worker | Failed): Promise<string> {
  const about = 'ask' in worker ? await worker.about : worker
  return about.kind === 'failed' ? about.reason : `${about.what}, ${about.device}`
}

/** Each seed by one and then by the other; the next seed is begun by the other. */
async function inTurns(task: BookTask, workers: { name: Name; worker: Worker | Failed }[], seeds: number, tell: BookOptions['tell']): Promise<TaskReport['runs']> {
  const runs = Object.fromEntries(workers.map(({ name, worker }) => [name, 'ask' in worker ? { kind: 'ran', runs: [] } : worker])) as TaskReport['runs']
  for (let seed = 0; seed < seeds; seed++) {
    for (const { name, worker } of seed % 2 === 0 ? workers : workers.toReversed()) {
      const before = runs[name]
      if (before.kind === 'failed' || !('ask' in worker)) continue
      const run = await oneRun(task, worker, seed)
      tell(run.kind === 'failed' ? `  ${titles[name]}, seed ${seed}: ${run.reason}` : `  ${titles[name]}, seed ${seed}: ${run.seconds.toFixed(1)} s, ${task.score} ${run.score.toFixed(4)}`)
      runs[name] = run.kind === 'failed' ? run : { kind: 'ran', runs: [...before.runs, { seed, seconds: run.seconds, score: run.score }] }
    }
  }
  for (const { worker } of workers) if ('ask' in worker) worker.kill()
  return runs
}

/** All studies of a task: their seconds together, the mean of their scores. */
async function oneRun({ studies }: BookTask, worker: Worker, seed: number): Promise<({ kind: 'ran' } & Omit<Run, 'seed'>) | Failed> {
  const [seconds, scores]: number[][] = [[], []]
  for (const study of studies) {
    const answer = await worker.ask({ ask: 'study', seed, ...study })
    if (answer.kind !== 'studied') return answer.kind === 'failed' ? answer : { kind: 'failed', reason: `it answered ${answer.kind}` }
    seconds.push(answer.seconds)
    scores.push(answer.score)
  }
  return { kind: 'ran', seconds: mean(seconds) * seconds.length, score: mean(scores) }
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
export function bookHead({ date, machine, seeds, contenders }: BookReport): string {
  return `${date}, ${machineInWords(machine)}. ${seeds === 1 ? 'One seed' : `${seeds} seeds, mean ± standard deviation`}. ${names.map((name) => `${titles[name]}: ${contenders[name]}`).join('. ')}.`
}
