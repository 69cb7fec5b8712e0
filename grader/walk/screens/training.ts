import chalk from 'chalk'
import { Format, type Options } from 'cli-progress'
import { plot } from 'simple-ascii-chart'
import type { Event } from '../../spec/events'
import { columns, duration, figure } from './layout'

/** A training run as far as it has got; `after` folds in what happens. */
export interface Training {
  /** How many of this run it is, from 1. */
  which: number
  steps: number
  step: number
  rows: number
  epochs: number
  /** Batch losses, as often as they were told. */
  losses: { step: number; loss: number }[]
  done: { epoch: number; numbers: Record<string, number> }[]
}

export function begin(event: Extract<Event, { type: 'training' }>, which: number): Training {
  const { steps, rows, epochs } = event
  return { which, steps, rows, epochs, step: 0, losses: [], done: [] }
}

export function after(training: Training, event: Event): Training {
  if (event.type === 'step') {
    const { step, loss } = event
    return { ...training, step, losses: loss === undefined ? training.losses : [...training.losses, { step, loss }] }
  }
  if (event.type === 'epoch') {
    const { epoch, numbers } = event
    return { ...training, done: [...training.done, { epoch, numbers }] }
  }
  return training
}

/** The live picture: a bar, one line an epoch, the curve of the loss. `seconds` since the whole run began, `expected` in all. */
export function trainingScreen(training: Training, seconds: number, expected: number | undefined): string {
  const { which, step, steps, rows, epochs } = training
  const left = expected === undefined ? '' : ` of about ${duration(expected)}`
  const size = chalk.dim(`${rows.toLocaleString('en')} rows · ${epochs} epochs${which > 1 ? ` · training ${which}` : ''}`)
  const head = `  ${bar(step / steps)} ${percent(step / steps)}  step ${step} of ${steps}  ${duration(seconds)}${left}   ${size}`
  return [head, epochTable(training.done), curve(training.losses)].filter(Boolean).join('\n')
}

function bar(share: number): string {
  const options = {
    barsize: 28,
    barCompleteString: '█'.repeat(28),
    barIncompleteString: '░'.repeat(28),
    barGlue: '',
    formatBar: Format.BarFormat,
  } as unknown as Options
  return chalk.cyan(Format.BarFormat(Math.min(1, share), options))
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`.padStart(5)
}

/** The last few epochs, with whatever `fit` reports of them; blank where another training reported more. */
export function epochTable(done: Training['done'], most = 6): string {
  if (done.length === 0) return ''
  const last = done.slice(-most)
  const keys = [...new Set(last.flatMap(({ numbers }) => Object.keys(numbers)))]
  const rows = last.map(({ epoch, numbers }) => [
    `epoch ${epoch}`,
    ...keys.map((key) => (key in numbers ? `${key} ${figure(numbers[key])}` : '')),
  ])
  return columns(rows, 4, 3)
}

/** The loss of single batches jumps about; the curve follows it by this share at every step. */
const SMOOTHING = 0.3

function curve(losses: Training['losses']): string {
  if (losses.length < 8) return ''
  let smooth = losses[0].loss
  const points = losses.map(({ step, loss }): [number, number] => [step, (smooth += SMOOTHING * (loss - smooth))])
  const drawn = plot(points, { width: 48, height: 5, hideXAxis: true, formatter: (n) => Number(n).toFixed(2) })
  const lines = drawn.split('\n').filter((line) => line.includes('┤'))
  return lines.map((line, i) => `    ${line.trimEnd()}${i === 0 ? chalk.dim('  loss') : ''}`).join('\n')
}
