import type { Exercise } from '../course/course'
import type { Result } from '../run/result'
import type { Measure } from '../spec/events'
import { inWords } from '../spec/outcome'

/** Where and when a section was measured. */
export interface Circumstances {
  device: string
  cpu: string
  /** ISO date */
  date: string
}

const begin = (id: string) => `<!-- ${id}: written by npm run author -- results ${id} -->`
const end = (id: string) => `<!-- /${id} -->`

/** What an exercise's reference reached, as the section of a page. */
export function sectionOf({ id, title }: Pick<Exercise, 'id' | 'title'>, result: Result, { device, cpu, date }: Circumstances): string {
  const { engine, seed, seconds, peak, measures, verdict, profile } = result
  const standIn = measures.some((measure) => measure.standIn) ? ' **Made-up data stood in for the real set.**' : ''
  const memory = peak === undefined ? '' : `, ${(peak / 1e9).toFixed(2)} GB of memory at the most`
  return [
    `### ${id} ${title}`,
    `${date}, ${profile} profile, ${engine} on ${device} (${cpu}), seed ${seed}: ${time(seconds)}${memory}.${standIn}`,
    ...(verdict.kind === 'passed' ? [] : [`The reference did not pass: ${inWords(verdict).split('\n')[0]}`]),
    ['| | here | bar | the book | notes |', '|---|--:|--:|--:|--:|', ...measures.map(row)].join('\n'),
  ].join('\n\n')
}

function row({ name, value, bar, book, notes }: Measure): string {
  const limit = bar && ('atLeast' in bar ? `≥ ${figure(bar.atLeast)}` : `≤ ${figure(bar.atMost)}`)
  const cells = [name.replaceAll('|', '\\|'), figure(value), limit ?? '', figure(book), figure(notes)]
  return `| ${cells.join(' | ')} |`
}

function figure(value: number | undefined): string {
  if (value === undefined) return ''
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(4)))
}

function time(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(0)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/** A page with the section of one exercise put in, or replaced, in the order of the course. */
export function putSection(page: string, id: string, section: string, order: string[]): string {
  const rest = without(page, id)
  const later = order.slice(order.indexOf(id) + 1).map((other) => rest.indexOf(begin(other)))
  const at = later.find((position) => position >= 0) ?? rest.length
  const before = rest.slice(0, at).trimEnd()
  const after = rest.slice(at).trimStart()
  return `${before}\n\n${begin(id)}\n\n${section}\n\n${end(id)}\n${after && `\n${after}`}`
}

function without(page: string, id: string): string {
  const [from, to] = [page.indexOf(begin(id)), page.indexOf(end(id))]
  return from < 0 || to < from ? page : page.slice(0, from) + page.slice(to + end(id).length)
}
