import { compare } from './compare'
import { crashed, failures, inFigures, passes, unexpected, type Yardstick } from './judge'
import type { Run } from './run'

/** One engine's row: its name first. */
export type Row = string[]

export const heading: Row = ['engine', 'version', 'passed', 'failed', 'skipped', 'seconds', 'Node', 'remarks']

/** Which columns hold numbers. */
const numbers = [2, 3, 4, 5]

export function rowOf(run: Run, yardstick: Yardstick): Row {
  if (run.ending.kind === 'unavailable') return [run.subject, '', '', '', '', '', '', `not here: ${run.ending.reason}`]
  const skipped = run.specs.filter(({ status }) => status === 'skipped').length
  const counts = [passes(run), failures(run).length, skipped, run.seconds].map(inFigures)
  return [run.subject, run.version ?? '', ...counts, run.node, remark(run, yardstick)]
}

function remark(run: Run, { stock, known }: Yardstick): string {
  if (run.ending.kind === 'crashed') return crashed(run)
  if (run.subject === 'stock wasm') return 'the package alone'
  if (run.subject === 'wasm' && stock?.ending.kind === 'finished') {
    const { gained, lost } = compare(run.specs, stock.specs)
    return `against stock: ${inFigures(gained.length)} new, ${inFigures(lost.length)} lost`
  }
  return run.subject === 'tensorflow' ? `failed and not on tfjs-node's own list: ${inFigures(unexpected(run, known).length)}` : ''
}

/** For the terminal: columns side by side. */
export function inColumns(rows: Row[]): string {
  const all = [heading, ...rows]
  const widths = heading.map((_, i) => Math.max(...all.map((row) => row[i].length)))
  const line = (row: Row) => row.map((cell, i) => (numbers.includes(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd()
  return all.map(line).join('\n')
}

/** For a page: Markdown. */
export function inMarkdown(rows: Row[]): string {
  const line = (row: Row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const rule = `|${heading.map((_, i) => (numbers.includes(i) ? '--:' : '---')).join('|')}|`
  return [line(heading), rule, ...rows.map(line)].join('\n')
}

/** The rows of such a table; those with other columns are left out. */
export function fromMarkdown(table: string): Row[] {
  const lines = table.split('\n').filter((line) => line.startsWith('| '))
  const rows = lines.map((line) => line.slice(2, -2).split(' | ').map((cell) => cell.replaceAll('\\|', '|')))
  return rows.slice(1).filter((row) => row.length === heading.length)
}
