import type { Machine } from '../../engine/examine/machine'
import { median } from '../../engine/examine/median'
import { type ContenderName, contenderNames } from './contenders'
import type { Lives } from './lives'
import type { Measurements, Times } from './measure'
import { type About, type Failed, type Mode, modes } from './protocol'
import { geometricMean, pairedRatio } from './statistics'
import type { Workload } from './workloads'

/** All that a run has found; `--json` prints it. */
export interface Report {
  /** The day it was made: `2026-11-23`. */
  date: string
  machine: Machine
  /** Rounds of each workload. */
  rounds: number
  contenders: Record<ContenderName, { title: string } & (Pick<About, 'what' | 'device'> | { missing: string })>
  workloads: WorkloadReport[]
  /** Over all workloads that both have finished. */
  means: Record<Mode, Ratio[]>
  /** What was left out, in sentences. */
  leftOut: string[]
}

export interface WorkloadReport extends Pick<Workload, 'name' | 'net' | 'batch' | 'steps'> {
  results: Partial<Record<ContenderName, Result | Failed>>
  ratios: Record<Mode, Ratio[]>
}

export interface Result extends Record<Mode, Spread> {
  kind: 'measured'
  /** Of the last epoch of training. */
  loss?: number
  /** Why steps were not compiled that should have been. */
  uncompiled?: string
  /** Seconds; nothing where it was left out. */
  firstEpoch?: Spread
  /** Bytes. */
  peak?: Spread
}

export interface Spread {
  median: number
  least: number
  most: number
  /** In the order in which they came. */
  all: number[]
}

/** How many times as long one took as the other. */
export interface Ratio {
  of: ContenderName
  to: ContenderName
  ratio: number
  /** How many workloads are in it. */
  over: number
}

/** What is compared with what. */
export const pairs: readonly [of: ContenderName, to: ContenderName][] = [
  ['compiled', 'eager'],
  ['compiled', 'keras'],
  ['compiled', 'torch'],
]

export function spread(values: number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values), all: values }
}

export function workloadReport({ name, net, batch, steps }: Workload, times: Measurements, lives: Partial<Record<ContenderName, Lives | Failed>>): WorkloadReport {
  const results: WorkloadReport['results'] = {}
  for (const contender of contenderNames) {
    const [measured, lived] = [times[contender], lives[contender]]
    if (measured) results[contender] = measured.kind === 'failed' ? measured : result(measured, lived)
  }
  return { name, net, batch, steps, results, ratios: forModes((mode) => ratios(times, mode)) }
}

function result(times: Times, lived: Lives | Failed | undefined): Result | Failed {
  if (lived?.kind === 'failed') return lived
  const life = lived && { firstEpoch: spread(lived.firstEpoch), peak: spread(lived.peak) }
  return { kind: 'measured', ...forModes((mode) => spread(times[mode])), loss: times.loss, ...(times.uncompiled && { uncompiled: times.uncompiled }), ...life }
}

function ratios(times: Measurements, mode: Mode): Ratio[] {
  return pairs.flatMap(([of, to]) => {
    const [a, b] = [times[of], times[to]]
    return a?.kind === 'measured' && b?.kind === 'measured' ? [{ of, to, ratio: pairedRatio(a[mode], b[mode]), over: 1 }] : []
  })
}

/** The geometric mean of each ratio over the workloads that have it. */
export function means(workloads: readonly WorkloadReport[]): Report['means'] {
  return forModes((mode) =>
    pairs.flatMap(([of, to]) => {
      const values = workloads.flatMap(({ ratios }) => ratios[mode]).filter((ratio) => ratio.of === of && ratio.to === to)
      return values.length === 0 ? [] : [{ of, to, ratio: geometricMean(values.map(({ ratio }) => ratio)), over: values.length }]
    }),
  )
}

/** The ratio of a pair, if there is one. */
export function ratioOf(ratios: readonly Ratio[], of: ContenderName, to: ContenderName): Ratio | undefined {
  return ratios.find((ratio) => ratio.of === of && ratio.to === to)
}

function forModes<T>(of: (mode: Mode) => T): Record<Mode, T> {
  return Object.fromEntries(modes.map((mode) => [mode, of(mode)])) as Record<Mode, T>
}

/** Whether other programs took so much of the machine that times are only rough. */
export function isBusy({ cpu: { load, cores } }: Pick<Machine, 'cpu'>): boolean {
  return load > cores / 4
}

/** `AMD EPYC, 2 cores, 25 GB of memory`, its GPUs, and a warning when others were at work. */
export function machineInWords(machine: Pick<Machine, 'cpu' | 'memory' | 'gpus'>): string {
  const { cpu, memory, gpus } = machine
  const words = [cpu.model, `${cpu.cores} cores`, `${Math.round(memory / 1e9)} GB of memory`, ...gpus.map(({ name }) => name)].join(', ')
  return isBusy(machine) ? `${words}; other programs were at work (load ${cpu.load.toFixed(1)}), so times are rough` : words
}
