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

const begin = (name: string) => `<!-- ${name}: written by npm run author -- results ${name.split(' ')[0]} -->`
const end = (name: string) => `<!-- /${name} -->`

/** What the section of an exercise is called: real and made-up data have one each. */
export function sectionName({ id }: Pick<Exercise, 'id'>, standIn: boolean): string {
  return standIn ? `${id} on made-up data` : id
}

/** Whether made-up data stood in for a real set. */
export function isStandIn({ measures }: Pick<Result, 'measures'>): boolean {
  return measures.some((measure) => measure.standIn)
}

/** What an exercise's reference reached, as the section of a page. */
export function sectionOf({ id, title }: Pick<Exercise, 'id' | 'title'>, result: Result, { device, cpu, date }: Circumstances): string {
  const { engine, seed, seconds, peak, measures, verdict, profile, resumed } = result
  const standIn = isStandIn(result) ? ' **Made-up data stood in for the real set.**' : ''
  const memory = peak === undefined ? '' : `, ${(peak / 1e9).toFixed(2)} GB of memory at the most`
  const rest = resumed === 0 ? '' : ` ${resumed} of its parts come from a run that was broken off: time and memory are those of the rest.`
  return [
    `### ${id} ${title}${isStandIn(result) ? ', on made-up data' : ''}`,
    `${date}, ${profile} profile, ${engine} on ${device} (${cpu}), seed ${seed}: ${time(seconds)}${memory}.${rest}${standIn}`,
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

/** A page with a section put in, or replaced; `order` has the names of all sections. */
export function putSection(page: string, name: string, section: string, order: string[]): string {
  const rest = without(page, name)
  const later = order.slice(order.indexOf(name) + 1).map((other) => rest.indexOf(begin(other)))
  const at = later.find((position) => position >= 0) ?? rest.length
  const before = rest.slice(0, at).trimEnd()
  const after = rest.slice(at).trimStart()
  return `${before}\n\n${begin(name)}\n\n${section}\n\n${end(name)}\n${after && `\n${after}`}`
}

function without(page: string, name: string): string {
  const [from, to] = [page.indexOf(begin(name)), page.indexOf(end(name))]
  return from < 0 || to < from ? page : page.slice(0, from) + page.slice(to + end(name).length)
}
