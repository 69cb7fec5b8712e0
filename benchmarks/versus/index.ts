import { examineMachine, type Machine } from '../../engine/examine/machine'
import { removeRows, writeRows } from './arrays'
import { Chair } from './chair'
import { type ContenderName, contenders, titles } from './contenders'
import { type FrameworkName, frameworks } from './frameworks'
import { goesOn } from './going-on'
import { live, type Lives } from './lives'
import { measure } from './measure'
import type { Failed } from './protocol'
import type { Machine as PythonMachine } from './python/packages'
import { means, type Report, workloadReport, type WorkloadReport } from './report'
import { inTemporaryFolder } from './temporary'
import type { Workload } from './workloads'

export interface VersusOptions {
  root: string
  /** The nets that there are. */
  nets: Workload[]
  /** Measures the first epoch and the memory of each as well, which take fresh processes. */
  lives: boolean
  /** Less than a minute: fewer workloads, steps and rounds, and nothing is fetched. */
  quick: boolean
  /** Names of nets; all of them by default, or those of a quick run. */
  only?: string[]
  without: FrameworkName[]
  /** Fetch what is missing without asking. */
  yes: boolean
  /** Says how far it is. */
  tell: (text: string) => void
  /** What a run before has measured; what fits to this one is not measured again. */
  before?: Report
  /** Is given each workload when it is done, and the report up to there. */
  done: (workload: WorkloadReport, report: Report) => void
  /** Stops what is being fetched. */
  signal: AbortSignal
}

/** With these a whole run takes a quarter of an hour on two cores. */
const ROUNDS = 5
/** Fresh processes of each contender, for the first epoch and the memory. */
const LIVES = 3

const QUICK = {
  workloads: ['mnist', 'boston', 'conv', 'embed', 'lstm'],
  rounds: 2,
  steps: (steps: number) => Math.max(4, Math.ceil(steps / 5)),
  /** Who has not begun by then is left out. */
  beginning: 20,
  /** Then it is over, wherever it is; what is not whole is left out. */
  seconds: 45,
}

/** This project's engine, eager and compiled, beside Keras and PyTorch: see docs/benchmarks.md for what is timed and how. */
export async function versus(options: VersusOptions): Promise<Report> {
  const { nets, quick, only, before, done, tell } = options
  const machine = await examineMachine()
  const available = contenders(await frameworks({ ...options, machine: pythonMachine(machine), fetch: options.yes ? 'yes' : quick ? 'no' : 'ask' }))
  const chairs = available.map((contender) => new Chair(contender))
  const time = new AbortController()
  time.signal.addEventListener('abort', () => {
    tell('the time for a quick run is over; what is not whole is left out')
    chairs.forEach((chair) => chair.leave('the time for a quick run was over'))
  })
  let timer: NodeJS.Timeout | undefined
  if (quick) {
    // Counted from the command, unless it has fetched something first.
    const left = 1000 * QUICK.seconds - (options.yes ? 0 : performance.now())
    timer = setTimeout(() => time.abort(), left)
    setTimeout(() => chairs.filter(({ isReady }) => !isReady).forEach((chair) => chair.leave(`it did not begin within ${QUICK.beginning} s`)), Math.min(left, 1000 * QUICK.beginning))
  }
  const ready = (await Promise.all(chairs.map((chair) => chair.sit()))).filter((is) => is).length
  tell(`${ready} of ${chairs.length} contenders are ready`)
  const chosen = only ?? (quick ? QUICK.workloads : nets.map(({ name }) => name))
  const wanted = ready === 0 ? [] : nets.filter(({ name }) => chosen.includes(name))
  /** What follows from the nets that are measured, in the order of the page. */
  const measured = (some: WorkloadReport[]): Pick<Report, 'workloads' | 'means' | 'leftOut'> => {
    const reports = nets.flatMap(({ name }) => some.filter((report) => report.name === name))
    return { workloads: reports, means: means(reports), leftOut: leftOut(nets, quick, reports) }
  }
  const begun: Report = {
    date: new Date().toISOString().slice(0, 10),
    machine,
    rounds: quick ? QUICK.rounds : ROUNDS,
    contenders: Object.fromEntries(chairs.map(({ name, about }) => [name, { title: titles[name], ...about }])) as Report['contenders'],
    ...measured([]),
  }
  const isSame = before && goesOn(before, begun)
  if (isSame === false) tell('what was measured before is of another machine or of other versions, and begins anew')
  let report: Report = before && isSame ? { ...begun, date: before.date, machine: busier(before.machine, machine), ...measured(before.workloads.filter(isWhole)) } : begun
  await inTemporaryFolder(async (folder) => {
    for (const [i, full] of wanted.entries()) {
      if (time.signal.aborted) break
      const nth = `${full.name} (${i + 1} of ${wanted.length})`
      if (report.workloads.some(({ name }) => name === full.name)) {
        tell(`${nth}: measured before`)
        continue
      }
      const workload = quick ? { ...full, steps: QUICK.steps(full.steps) } : full
      tell(`${nth}: ${workload.net}, ${workload.steps} batches of ${workload.batch}`)
      const one = await oneWorkload(workload, chairs.filter(({ isReady }) => isReady), folder, options, (text) => time.signal.aborted || tell(text))
      if (time.signal.aborted) break
      report = { ...report, ...measured([...report.workloads, one]) }
      done(one, report)
    }
  })
  clearTimeout(timer)
  for (const chair of chairs) chair.leave()
  return report
}

async function oneWorkload(workload: Workload, chairs: Chair[], folder: string, { quick, lives: isWanted }: VersusOptions, tell: (text: string) => unknown): Promise<WorkloadReport> {
  const rows = writeRows(workload, folder)
  const times = await measure(workload, rows, chairs, { rounds: quick ? QUICK.rounds : ROUNDS, tell: (text) => void tell(`  ${text}`) })
  const able = chairs.filter(({ name }) => times[name]?.kind === 'measured')
  const lives: Partial<Record<ContenderName, Lives | Failed>> = quick || !isWanted ? {} : await live(workload, rows, able, { lives: LIVES, tell: (text) => void tell(`  ${text}`) })
  removeRows(rows)
  return workloadReport(workload, times, lives)
}

/** The tables warn of other programs when there were some in any part of a run. */
export function busier(a: Machine, b: Machine): Machine {
  return a.cpu.load > b.cpu.load ? a : b
}

/** Whoever failed may have had bad luck, and is tried again when a run goes on. */
function isWhole({ results }: WorkloadReport): boolean {
  return Object.values(results).every(({ kind }) => kind === 'measured')
}

/** The GPUs that are known are NVIDIA's, but for those built into Apple's processors. */
export function pythonMachine({ arch, gpus }: Machine): PythonMachine {
  return { platform: process.platform, arch, nvidia: process.platform !== 'darwin' && gpus.length > 0 }
}

function leftOut(nets: Workload[], quick: boolean, reports: WorkloadReport[]): string[] {
  const names = nets.map(({ name }) => name).filter((name) => !reports.some((report) => report.name === name))
  return [
    ...(names.length > 0 ? [`workloads: ${names.join(', ')}`] : []),
    ...(quick ? [`${ROUNDS - QUICK.rounds} of ${ROUNDS} rounds, most of the steps of each`, 'the first epoch and the memory, which take fresh processes'] : []),
  ]
}
