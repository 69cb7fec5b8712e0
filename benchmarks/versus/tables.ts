import { contenderNames, shortTitles as short, titles } from './contenders'
import { type Failed, type Mode, modes } from './protocol'
import { pairs, type Ratio, ratioOf, type Report, type Result, type Spread, type WorkloadReport } from './report'
import { figure, type Table } from '../table'

export const modeTitles: Record<Mode, string> = { train: 'Training', evaluate: 'Evaluation', predict: 'Prediction' }

/** Milliseconds of one step by workload and contender, ratios, and their geometric mean. */
export function stepTable({ workloads, means }: Pick<Report, 'workloads' | 'means'>, mode: Mode): Table {
  const rows = workloads.map(({ name, results, ratios }) => [
    name,
    ...contenderNames.map((contender) => cell(results[contender], (result) => milliseconds(result[mode]))),
    ...ratioCells(ratios[mode]),
  ])
  const mean = ['geometric mean', ...contenderNames.map(() => ''), ...ratioCells(means[mode])]
  return { heading: ['', ...contenderNames.map((name) => titles[name]), ...pairs.map(([of, to]) => `${short[of]} : ${short[to]}`)], rows: [...rows, mean] }
}

/** Milliseconds of a training step, and how many times as long as Keras each mode takes. */
export function recurrentTable({ workloads, means }: Pick<Report, 'workloads' | 'means'>): Table {
  const toKeras = (ratios: Report['means']) => modes.map((mode) => ratioOf(ratios[mode], 'compiled', 'keras')?.ratio.toFixed(2) ?? '')
  const shown = ['eager', 'compiled', 'keras'] as const
  const rows = workloads.map(({ net, results, ratios }) => [net, ...shown.map((contender) => cell(results[contender], ({ train }) => figure(train.median))), ...toKeras(ratios)])
  return { heading: ['', ...shown.map((name) => short[name]), ...modes.map((mode) => `${modeTitles[mode].toLowerCase()} : Keras`)], rows: [...rows, ['geometric mean', '', '', '', ...toKeras(means)]] }
}

function ratioCells(ratios: readonly Ratio[]): string[] {
  return pairs.map(([of, to]) => ratioOf(ratios, of, to)?.ratio.toFixed(2) ?? '')
}

function cell(result: Result | Failed | undefined, show: (result: Result) => string): string {
  if (!result) return '–'
  return result.kind === 'failed' ? 'failed' : show(result)
}

function milliseconds({ median, least, most }: Spread): string {
  return `${figure(median)} (${figure(least)}–${figure(most)})`
}

/** Seconds of the first epoch, and the most memory of a process, in megabytes; nothing where it was left out. */
export function lifeTables({ workloads }: Pick<Report, 'workloads'>): { firstEpoch: Table; peak: Table } | undefined {
  if (!workloads.some(({ results }) => Object.values(results).some((result) => result.kind === 'measured' && result.firstEpoch))) return undefined
  const table = (of: 'firstEpoch' | 'peak', show: (spread: Spread) => string): Table => ({
    heading: ['', ...contenderNames.map((name) => titles[name]), 'compiled : eager'],
    rows: workloads.map(({ name, results }) => [name, ...contenderNames.map((contender) => cell(results[contender], (result) => (result[of] ? show(result[of]) : '–'))), compiledToEager(results, of)]),
  })
  return { firstEpoch: table('firstEpoch', ({ median }) => figure(median)), peak: table('peak', ({ median }) => (median / 1e6).toFixed(0)) }
}

function compiledToEager({ compiled, eager }: WorkloadReport['results'], of: 'firstEpoch' | 'peak'): string {
  if (compiled?.kind !== 'measured' || eager?.kind !== 'measured') return ''
  const [a, b] = [compiled[of], eager[of]]
  return a && b ? (a.median / b.median).toFixed(2) : ''
}

/** Who is missing or failed, whose steps were not compiled, and why, one sentence each. */
export function complaints({ contenders, workloads }: Pick<Report, 'contenders' | 'workloads'>): string[] {
  const missing = Object.values(contenders).flatMap((contender) => ('missing' in contender ? [`${contender.title} is not in it: ${contender.missing}`] : []))
  const failed = workloads.flatMap(({ name, results }) =>
    contenderNames.flatMap((contender) => {
      const result = results[contender]
      if (result?.kind === 'failed') return [`${titles[contender]} failed at ${name}: ${result.reason}`]
      return result?.uncompiled ? [`${titles[contender]} did not compile all of ${name}, ${result.uncompiled}`] : []
    }),
  )
  return [...missing, ...failed]
}
