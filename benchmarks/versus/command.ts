import fs from 'node:fs'
import path from 'node:path'
import { writePart } from '../page'
import { inColumns, inMarkdown } from '../table'
import { versus } from '.'
import { type BookReport, bookHead, bookProgress, bookRuns, bookTable } from './book'
import { bookTasks } from './book-data'
import { contenderNames, titles } from './contenders'
import { keep, kept, keptFile } from './kept'
import type { FrameworkName } from './frameworks'
import { versusPart } from './page'
import { picture } from './picture'
import { modes } from './protocol'
import { machineInWords, type Report, type WorkloadReport } from './report'
import { complaints, lifeTables, modeTitles, recurrentTable, stepTable } from './tables'
import { recurrentWorkloads, workloads } from './workloads'

/** The sections that Keras is in. */
export const versusSections = ['versus', 'recurrent', 'book'] as const
export type SectionName = (typeof versusSections)[number]

export interface VersusFlags {
  write?: boolean
  quick?: boolean
  json?: boolean
  only?: string[]
  without?: FrameworkName[]
  seeds: number
  yes?: boolean
  goOn?: boolean
}

/** The sections that Keras is in. Gives what is wrong with the command, if it is. */
export async function bench(parts: SectionName[], flags: VersusFlags, root: string): Promise<string | undefined> {
  const problem = misunderstood(parts, flags)
  if (problem) return problem
  const { quick = false, json = false, write = false, yes = false, goOn = false, only, without = [], seeds } = flags
  // With --json, standard output is for the JSON value alone.
  const tell = (text: string) => console.error(`${elapsed()}  ${text}`)
  const show = json ? () => undefined : (text: string) => console.log(text)
  const stop = new AbortController()
  let unfinished: string | undefined
  process.on('exit', () => {
    stop.abort()
    if (unfinished) tell(unfinished)
  })
  // What is measured is kept at once, whatever ends the run.
  const keepNow = (name: SectionName, found: object, how: string) => {
    keep(root, name, found)
    unfinished = `Stopped. ${how}, kept in ${path.relative(root, keptFile(root, name))}: --go-on measures the rest.`
  }
  const before = <T>(name: SectionName) => {
    const found = goOn ? kept<T>(root, name) : undefined
    if (goOn && !found) tell(`nothing of ${name} is kept here; it begins anew`)
    return found && { before: found }
  }
  const common = { root, without, yes, tell, signal: stop.signal, ...(only && { only }) }
  const found: { versus?: Report; recurrent?: Report; book?: BookReport } = {}
  if (parts.includes('versus')) {
    unfinished = 'Stopped before anything was measured whole.'
    found.versus = await versus({
      ...common,
      ...before<Report>('versus'),
      nets: workloads,
      lives: true,
      quick,
      done: (workload, report) => {
        show(lines(workload))
        // A quick run is not worth it, and must not take the place of another.
        if (!quick) keepNow('versus', report, `${report.workloads.length} of ${workloads.length} nets are measured`)
      },
    })
    unfinished = undefined
    show(inWords(found.versus))
    if (write && found.versus.workloads.length > 0) writeVersus(root, found.versus)
  }
  if (parts.includes('recurrent')) {
    unfinished = 'Stopped before any recurrent net was measured.'
    found.recurrent = await versus({
      ...common,
      ...before<Report>('recurrent'),
      nets: recurrentWorkloads,
      lives: false,
      quick,
      // Its recurrent layers are others: none takes a mask or drops what it remembers.
      without: ['torch'],
      done: (_, report) => keepNow('recurrent', report, `${report.workloads.length} of ${recurrentWorkloads.length} recurrent nets are measured`),
    })
    unfinished = undefined
    show(`\n${inColumns(recurrentTable(found.recurrent))}\n\n${recurrentHead(found.recurrent)}`)
    if (write) writePart(root, 'recurrent', `${recurrentHead(found.recurrent)}\n\n${inMarkdown(recurrentTable(found.recurrent))}`)
  }
  if (parts.includes('book')) {
    unfinished = 'Stopped before any training of the book was measured.'
    found.book = await bookRuns({ ...common, ...before<BookReport>('book'), seeds, done: (report) => keepNow('book', report, bookProgress(report)) })
    unfinished = undefined
    show(`${bookHead(found.book)}\n\n${inColumns(bookTable(found.book))}`)
    if (write) writePart(root, 'book', `${bookHead(found.book)}\n\n${inMarkdown(bookTable(found.book))}`)
  }
  if (json) console.log(JSON.stringify(found, undefined, 2))
  if (parts.length > 0) tell('done')
  return undefined
}

/** Minutes and seconds since the command began. */
function elapsed(): string {
  const seconds = Math.floor(performance.now() / 1000)
  return `${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}`
}

function misunderstood(parts: SectionName[], { quick, write, goOn, only = [], seeds }: VersusFlags): string | undefined {
  const known = [...(parts.includes('versus') ? workloads.map(({ name }) => name) : []), ...(parts.includes('recurrent') ? recurrentWorkloads.map(({ name }) => name) : []), ...(parts.includes('book') ? Object.keys(bookTasks) : [])]
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0) return `there is no ${unknown.join(', ')} here; --only takes ${known.join(', ')}`
  if (quick && parts.some((part) => part !== 'versus')) return '--quick is for versus, and nothing else'
  if (quick && goOn) return 'a quick run is not kept, so there is nothing to go on with'
  if (write && parts.length > 0 && (quick || only.length > 0)) return '--write keeps whole runs only: leave out --quick and --only'
  if (!Number.isInteger(seeds) || seeds < 1) return '--seeds takes a whole number from 1'
  return undefined
}

/** A workload's rows for the terminal, under one heading. */
function lines(workload: WorkloadReport): string {
  const tables = modes.map((mode) => ({ mode, table: stepTable({ workloads: [workload], means: { train: [], evaluate: [], predict: [] } }, mode) }))
  const rows = tables.map(({ mode, table: { rows: [[, ...cells]] } }) => [modeTitles[mode], ...cells])
  const [, ...heading] = tables[0].table.heading
  return `\n${inColumns({ heading: [`${workload.name}, ms a step`, ...heading], rows })}`
}

function inWords(report: Report): string {
  const { machine, rounds, contenders, leftOut } = report
  const lives = lifeTables(report)
  return [
    ...(report.workloads.length === 0 ? [] : modes).map((mode) => `${modeTitles[mode]}, ms a step\n${inColumns(stepTable(report, mode))}`),
    ...(lives ? [`First epoch, s\n${inColumns(lives.firstEpoch)}`, `Most memory of a process, MB\n${inColumns(lives.peak)}`] : []),
    [
      `${machineInWords(machine)}; medians of ${rounds} rounds (fastest–slowest)`,
      ...contenderNames.flatMap((name) => ('what' in contenders[name] ? [`${titles[name]}: ${contenders[name].what}, ${contenders[name].device}`] : [])),
      ...complaints(report),
      ...leftOut.map((what) => `Left out: ${what}`),
    ].join('\n'),
  ].map((paragraph) => `\n${paragraph}`).join('\n')
}

function recurrentHead(report: Report): string {
  const { date, machine, rounds, contenders } = report
  const who = (['compiled', 'keras'] as const).flatMap((name) => ('what' in contenders[name] ? [`${titles[name]}: ${contenders[name].what}, ${contenders[name].device}.`] : []))
  const unsaid = complaints({ ...report, contenders: { ...contenders, torch: contenders.eager } })
  return [`${date}, ${machineInWords(machine)}. Medians of ${rounds} rounds.`, ...who, ...unsaid].join(' ')
}

function writeVersus(root: string, report: Report): void {
  writePart(root, 'versus', versusPart(report))
  fs.writeFileSync(path.join(root, 'docs', 'benchmarks.svg'), picture(report))
}
