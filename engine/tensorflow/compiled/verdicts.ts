import { settings } from './settings'

/** What has become of a step. */
export type Verdict = { step: string; shapes: string[] } & ({ kind: 'eager'; reason: string } | ({ kind: 'compiled' } & Figures))

export interface Figures {
  /** Operations that one run asks for, and those that are left of them in the function. */
  recorded: number
  operations: number
  /** Milliseconds it took to make the function and to run it for the first time. */
  making: number
  firstRun: number
  /** How far its first results were from those of the run beside it: largest difference, in parts of the largest number of each tensor or of 1. */
  difference: number
}

/** The newest so many are kept. */
const MOST = 1000

const verdicts: Verdict[] = []

/** What has become of each step in this process, the oldest first. */
export function explain(): readonly Verdict[] {
  return verdicts
}

export function tell(verdict: Verdict): void {
  if (verdicts.length === MOST) verdicts.shift()
  verdicts.push(verdict)
  if (settings.aloud) process.stderr.write(`${inWords(verdict)}\n`)
}

/** One line. */
export function inWords(verdict: Verdict): string {
  const step = `${verdict.step} (${verdict.shapes.join(', ')})`
  if (verdict.kind === 'eager') return `${step} is not compiled: ${verdict.reason}`
  const { recorded, operations, making, firstRun, difference } = verdict
  return `${step} is compiled: ${recorded} operations became one function of ${operations}, in ${making.toFixed(0)} ms and ${firstRun.toFixed(0)} ms for its first run, ${difference.toExponential(1)} from eager`
}
