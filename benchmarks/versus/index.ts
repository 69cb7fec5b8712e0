import { examineMachine } from '../../engine/examine/machine'
import { removeRows, writeRows } from './arrays'
import { type Contender, type ContenderName, contenders, titles } from './contenders'
import { type FrameworkName, frameworks } from './frameworks'
import { live, type Lives } from './lives'
import { measure, type Seat } from './measure'
import type { Failed } from './protocol'
import { means, type Report, workloadReport, type WorkloadReport } from './report'
import { inTemporaryFolder } from './temporary'
import type { Worker } from './worker'
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
  /** No workload begins after so many seconds. */
  seconds: 38,
}

/** This project's engine, eager and compiled, beside Keras and PyTorch: see docs/benchmarks.md for what is timed and how. */
export async function versus(options: VersusOptions): Promise<Report> {
  const { quick, only, done, tell } = options
  const begun = performance.now()
  const machine = await examineMachine()
  const available = contenders(await frameworks({ ...options, fetch: options.yes ? 'yes' : quick ? 'no' : 'ask' }))
  const seats = available.map((contender) => new Chair(contender))
  const ready = (await Promise.all(seats.map((seat) => seat.sit()))).filter((is) => is).length
  tell(`${ready} of ${seats.length} contenders are ready.`)
  const wanted = workloads.filter(({ name }) => (only ?? (quick ? QUICK.workloads : [name])).includes(name))
  const reports: WorkloadReport[] = []
  await inTemporaryFolder(async (folder) => {
    for (const full of wanted) {
      if (quick && performance.now() - begun > 1000 * QUICK.seconds) break
      const workload = quick ? { ...full, steps: QUICK.steps(full.steps) } : full
      tell(`${workload.name}: ${workload.net}, ${workload.steps} batches of ${workload.batch}`)
      const report = await one(workload, seats.filter(({ isReady }) => isReady), folder, quick)
      reports.push(report)
      done(report)
    }
  })
  for (const seat of seats) seat.leave()
  return {
    date: new Date().toISOString().slice(0, 10),
    machine,
    rounds: quick ? QUICK.rounds : ROUNDS,
    contenders: Object.fromEntries(seats.map((seat) => [seat.name, { title: titles[seat.name], ...seat.about }])) as Report['contenders'],
    workloads: reports,
    means: means(reports),
    leftOut: leftOut(quick, reports),
  }
}

async function one(workload: Workload, seats: Chair[], folder: string, quick: boolean): Promise<WorkloadReport> {
  const rows = writeRows(workload, folder)
  const times = await measure(workload, rows, seats, { rounds: quick ? QUICK.rounds : ROUNDS })
  const able = seats.filter(({ name }) => times[name]?.kind === 'measured')
  const lives: Partial<Record<ContenderName, Lives | Failed>> = quick ? {} : await live(workload, rows, able, LIVES)
  removeRows(rows)
  return workloadReport(workload, times, lives)
}

/** A contender that works, in a process that lives as long as it does not crash. */
class Chair implements Seat {
  readonly name: ContenderName
  about: { what: string; device: string } | { missing: string } = { missing: '' }
  private worker: Worker | undefined

  constructor(private readonly contender: Contender) {
    this.name = contender.name
  }

  get isReady(): boolean {
    return !('missing' in this.about)
  }

  /** Whether it has begun to work. */
  async sit(): Promise<boolean> {
    if (this.contender.kind === 'missing') {
      this.about = { missing: this.contender.why }
      return false
    }
    this.worker = this.contender.start()
    const about = await this.worker.about
    this.about = about.kind === 'failed' ? { missing: about.reason } : { what: about.what, device: about.device }
    return about.kind === 'ready'
  }

  /** Another process of this contender. */
  start(): Worker {
    if (this.contender.kind === 'missing') throw new Error(`${this.name} is missing`)
    return this.contender.start()
  }

  async ask(ask: Parameters<Seat['ask']>[0]): ReturnType<Seat['ask']> {
    // One that crashed at a workload begins anew with the next.
    if (!this.worker?.isRunning && ask.ask === 'prepare') this.worker = this.start()
    return this.worker!.ask(ask)
  }

  leave(): void {
    this.worker?.kill()
  }
}

function leftOut(quick: boolean, reports: WorkloadReport[]): string[] {
  const names = workloads.map(({ name }) => name).filter((name) => !reports.some((report) => report.name === name))
  return [
    ...(names.length > 0 ? [`workloads: ${names.join(', ')}`] : []),
    ...(quick ? [`${ROUNDS - QUICK.rounds} of ${ROUNDS} rounds, most of the steps of each`, 'the first epoch and the memory, which take fresh processes'] : []),
  ]
}
