import chalk from 'chalk'
import { type Checked, decisive, type Result, type TypeNote } from '../../run/result'
import type { Measure } from '../../spec/events'
import type { Outcome, Row } from '../../spec/outcome'
import { epochTable } from './training'
import { columns, duration, figure, paragraph, plural } from './layout'

/**
 * What came of a run, for a person: every check with its mark, then the one thing to look at, in full.
 * `width` is that of the screen, in columns.
 */
export function verdictScreen(result: Result, width: number): string {
  const parts = [
    checkList(result.checks, width),
    explanation(result, width),
    epochTable(result.epochs),
    numbers(result),
    prints(result, width),
    result.notices.map((notice) => chalk.yellow(paragraph(notice, 2, width))).join('\n'),
  ]
  return parts.filter(Boolean).join('\n\n')
}

/**
 * One line a check. Traps that were avoided are only counted, as their names would give the mistakes away; traps that
 * could not be tried stand here only if nothing else says why.
 */
export function checkList(checks: Checked[], width: number): string {
  const isSide = ({ role }: Checked) => role === 'trap' || role === 'care'
  const hasTold = checks.some(({ role, outcome }) => role !== 'trap' && !QUIET.includes(outcome.kind))
  const quiet = (check: Checked) => {
    const { kind } = check.outcome
    if (!isSide(check)) return false
    return QUIET.includes(kind) || (check.role === 'trap' && kind !== 'trapped' && hasTold)
  }
  const lines = checks.filter((check) => !quiet(check)).map((check) => checkLine(check, width))
  const avoided = checks.filter(({ role, outcome }) => role === 'trap' && outcome.kind === 'passed').length
  if (avoided > 0 && checks.every(({ outcome }) => outcome.kind === 'passed')) {
    lines.push(`  ${chalk.green('✓')} ${chalk.dim(`${plural(avoided, 'common mistake')} avoided; no tensor left behind`)}`)
  }
  return lines.join('\n')
}

/** Outcomes that say nothing about the answer. */
const QUIET: Outcome['kind'][] = ['passed', 'unattempted', 'not reached']

export function checkLine({ name, outcome, seconds }: Checked, width: number): string {
  const time = seconds >= 0.1 ? chalk.dim(`  ${duration(seconds)}`) : ''
  const line = (mark: string, words: string) => `  ${mark} ${paragraph(words, 4, width).trimStart()}`
  switch (outcome.kind) {
    case 'passed':
      return line(chalk.green('✓'), name + time)
    case 'unattempted':
      return line(chalk.dim('·'), chalk.dim(name))
    case 'not reached':
      return line(' ', chalk.dim(`${name}: ${outcome.because}`))
    case 'trapped':
      return line(chalk.yellow('!'), chalk.yellow(name))
    default:
      return line(chalk.red('✗'), name + time)
  }
}

/** The first failure in full. */
function explanation(result: Result, width: number): string {
  const { verdict, checks, typeErrors, exercise } = result
  const where = decisive(checks)?.name ?? exercise
  switch (verdict.kind) {
    case 'passed': {
      const note = types(typeErrors, result, width)
      return note && `  ${chalk.yellow('It works, but TypeScript objects:')}\n${note}`
    }
    case 'trapped':
      return [
        `  ${chalk.yellow.bold(`A known mistake: ${verdict.trap}`)}`,
        chalk.bold(paragraph(verdict.text, 2, width)),
        firstWrong(checks, width),
        typeErrors.length > 0 ? `\n  ${chalk.yellow('TypeScript objects, too:')}\n${types(typeErrors, result, width)}` : '',
      ].filter(Boolean).join('\n')
    case 'failed':
      return [
        `  ${chalk.red.bold(where)}`,
        chalk.bold(paragraph(verdict.sentence, 2, width)),
        rowTable(verdict.rows),
        types(typeErrors, result, width),
      ].filter(Boolean).join('\n')
    case 'crashed':
      return [
        `  ${chalk.red.bold(where)}`,
        paragraph(chalk.bold(`${verdict.error}: ${verdict.message}`), 2, width),
        ...verdict.frames.map(({ file, line, column, name }) => `      ${chalk.cyan(`${file}:${line}:${column}`)}${name ? chalk.dim(`  in ${name}`) : ''}`),
        verdict.note ? paragraph(verdict.note, 2, width) : '',
        types(typeErrors, result, width),
      ].filter(Boolean).join('\n')
    case 'timed out':
      return chalk.bold(paragraph(verdict.sentence, 2, width))
    case 'unattempted':
    case 'not reached':
      return ''
  }
}

/** Beside a named mistake: what the first wrong check saw. */
function firstWrong(checks: Checked[], width: number): string {
  const wrong = checks.find(({ outcome }) => outcome.kind === 'failed')
  if (wrong?.outcome.kind !== 'failed') return ''
  const { sentence, rows } = wrong.outcome
  return [`\n  ${chalk.red(wrong.name)}`, paragraph(sentence, 2, width), rowTable(rows)].filter(Boolean).join('\n')
}

/** Expected beside actual, unless the sentence has said it all. */
function rowTable(rows: Row[]): string {
  if (rows.length === 0 || (rows.length === 1 && !rows[0].at)) return ''
  const header = ['', 'expected', 'actual']
  const [head, ...body] = columns([header, ...rows.map(({ at, expected, actual }) => [at, expected, actual])], 4).split('\n')
  return [chalk.dim(head), ...body].join('\n')
}

/** What TypeScript says, at the line where it says so. */
function types(notes: TypeNote[], { subject, exercise }: Result, width: number): string {
  const few = notes.slice(0, 3)
  const lines = few.map(({ line, column, code, message }) => {
    const place = chalk.cyan(`${subject}/${exercise}.ts:${line}:${column}`)
    return `  ${place} ${chalk.dim(code)}\n${paragraph(message, 4, width)}`
  })
  if (notes.length > few.length) lines.push(`  … and ${notes.length - few.length} more`)
  return lines.join('\n')
}

/** Each measured number beside its bar and the book's figure, which is that of the full profile. */
function numbers({ measures, profile }: Result): string {
  if (measures.length === 0) return ''
  const beside = ({ book, notes }: Measure) => [...(book === undefined ? [] : [`the book ${figure(book)}`]), ...(notes === undefined ? [] : [`notes ${figure(notes)}`])].join(', ')
  return columns(
    measures.map((measure) => {
      const { name, value, bar, standIn } = measure
      return [
        name,
        figure(value) + (standIn ? ' (stand-in data)' : ''),
        bar ? ('atLeast' in bar ? `bar ≥ ${figure(bar.atLeast)}` : `bar ≤ ${figure(bar.atMost)}`) : '',
        beside(measure) && (profile === 'quick' ? `in full: ${beside(measure)}` : beside(measure)),
      ]
    }),
    4,
    3,
  )
}

function prints({ printed }: Result, width: number): string {
  if (!printed) return ''
  const lines = printed.trimEnd().split('\n')
  const shown = lines.slice(0, 20).map((line) => `    ${line.slice(0, width - 4)}`)
  if (lines.length > 20) shown.push(`    … and ${lines.length - 20} more lines`)
  return `  ${chalk.dim('Your code printed:')}\n${shown.join('\n')}`
}

/** The verdict in a few words. */
export function verdictWord({ kind }: Outcome): string {
  switch (kind) {
    case 'passed':
      return chalk.green('passed')
    case 'unattempted':
      return chalk.dim('not written yet')
    case 'trapped':
      return chalk.yellow('a known mistake')
    case 'failed':
      return chalk.red('not right yet')
    case 'crashed':
      return chalk.red('crashed')
    case 'timed out':
      return chalk.red('timed out')
    case 'not reached':
      return chalk.dim('not reached')
  }
}
