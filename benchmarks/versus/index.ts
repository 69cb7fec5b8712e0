import { examineMachine, type Machine } from '../../engine/examine/machine'
import { removeRows, writeRows } from './arrays'
import { Chair } from './chair'
import { type ContenderName, contenders, titles } from './contenders'
import { type FrameworkName, frameworks } from './frameworks'
import { live, type Lives } from './lives'
import { measure } from './measure'
import type { Failed } from './protocol'
import type { Machine as PythonMachine } from './python/packages'
import { means, type Report, workloadReport, type WorkloadReport } from './report'
import { inTemporaryFolder } from './temporary'
import { type Workload, workloads } from './workloads'

export interface VersusOptions {
  root: string
  /** Less than a minute: fewer workloads, steps and rounds, and nothing is fetched. */
  quick: boolean
  /** Names of workloads; all of them by default, or those of a quick run. */
  only?: string[]
  without: FrameworkName[]
  /** Fetch what is missing without asking. */
  yes: boolean
  /** Says how far it is. */
  tell: (text: string) => void
  /** Is given each workload when it is done. */
  done: (workload: WorkloadReport) => void
  /** Stops what is being fetched. */
  signal: AbortSignal
}

const ROUNDS = 7
/** Fresh processes of each contender, for the first epoch and the memory. */
const LIVES = 3

const QUICK = {
  workloads: ['mnist', 'boston', 'conv', 'embed', 'lstm'],
  rounds: 2,
  steps: (steps: number) => Math.max(4, Math.ceil(steps / 5)),
  /** Then it is over, wherever it is; what is not whole is left out. */
  seconds: 45,
}

/** This project's engine, eager and compiled, beside Keras and PyTorch: see docs/benchmarks.md for what is timed and how. */
export async function versus(options: VersusOptions): Promise<Report> {
  const { quick, only, done, tell } = options
  const machine = await examineMachine()
  const available = contenders(await frameworks({ ...options, machine: pythonMachine(machine), fetch: options.yes ? 'yes' : quick ? 'no' : 'ask' }))
  const chairs = available.map((contender) => new Chair(contender))
  const time = new AbortController()
  time.signal.addEventListener('abort', () => chairs.forEach((chair) => chair.leave('the time for a quick run was over')))
  // Counted from the command, unless it has fetched something first.
  if (quick) setTimeout(() => time.abort(), 1000 * QUICK.seconds - (options.yes ? 0 : performance.now()))
  const ready = (await Promise.all(chairs.map((chair) => chair.sit()))).filter((is) => is).length
  tell(`${ready} of ${chairs.length} contenders are ready.`)
  const wanted = workloads.filter(({ name }) => (only ?? (quick ? QUICK.workloads : [name])).includes(name))
  const reports: WorkloadReport[] = []
  await inTemporaryFolder(async (folder) => {
    for (const full of wanted) {
      if (time.signal.aborted) break
      const workload = quick ? { ...full, steps: QUICK.steps(full.steps) } : full
      tell(`${workload.name}: ${workload.net}, ${workload.steps} batches of ${workload.batch}`)
      const report = await one(workload, chairs.filter(({ isReady }) => isReady), folder, quick)
      if (time.signal.aborted) break
      reports.push(report)
      done(report)
    }
  })
  for (const chair of chairs) chair.leave()
  return {
    date: new Date().toISOString().slice(0, 10),
    machine,
    rounds: quick ? QUICK.rounds : ROUNDS,
    contenders: Object.fromEntries(chairs.map(({ name, about }) => [name, { title: titles[name], ...about }])) as Report['contenders'],
    workloads: reports,
    means: means(reports),
    leftOut: leftOut(quick, reports),
  }
}

async function one(workload: Workload, chairs: Chair[], folder: string, quick: boolean): Promise<WorkloadReport> {
  const rows = writeRows(workload, folder)
  const times = await measure(workload, rows, chairs, { rounds: quick ? QUICK.rounds : ROUNDS })
  const able = chairs.filter(({ name }) => times[name]?.kind === 'measured')
  const lives: Partial<Record<ContenderName, Lives | Failed>> = quick ? {} : await live(workload, rows, able, LIVES)
  removeRows(rows)
  return workloadReport(workload, times, lives)
}

/** The GPUs that are known are NVIDIA's, but for those built into Apple's processors. */
export function pythonMachine({ arch, gpus }: Machine): PythonMachine {
  return { platform: process.platform, arch, nvidia: process.platform !== 'darwin' && gpus.length > 0 }
}

function leftOut(quick: boolean, reports: WorkloadReport[]): string[] {
  const names = workloads.map(({ name }) => name).filter((name) => !reports.some((report) => report.name === name))
  return [
    ...(names.length > 0 ? [`workloads: ${names.join(', ')}`] : []),
    ...(quick ? [`${ROUNDS - QUICK.rounds} of ${ROUNDS} rounds, most of the steps of each`, 'the first epoch and the memory, which take fresh processes'] : []),
  ]
}
