import type { Tensor } from '@tensorflow/tfjs'
import { settings } from './settings'

/** What has become of a step, or of the calls of a layer: why they are left to the code of TensorFlow.js, which is slower. */
export type Verdict = { step: string; shapes: string[] } & ({ kind: 'eager'; reason: string } | { kind: 'stock'; reason: string } | ({ kind: 'compiled' } & Figures))

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

const reasons = new WeakMap<object, Set<string>>()

/** Tells why a layer is left to the code of TensorFlow.js; once a layer and reason, as it is called in each step. */
export function tellOfStock(reason: string, layer: { name: string }, inputs: Tensor[]): void {
  const known = reasons.get(layer) ?? new Set()
  reasons.set(layer, known)
  if (known.has(reason)) return
  known.add(reason)
  tell({ step: layer.name, shapes: inputs.map(shapeInWords), kind: 'stock', reason })
}

/** `float32 [8,3]` */
export function shapeInWords(arg: { dtype: string; shape: number[] } | null): string {
  return arg ? `${arg.dtype} [${arg.shape.join()}]` : 'nothing'
}

/** One line. */
export function inWords(verdict: Verdict): string {
  const step = `${verdict.step} (${verdict.shapes.join(', ')})`
  if (verdict.kind === 'eager') return `${step} is not compiled: ${verdict.reason}`
  if (verdict.kind === 'stock') return `${step} has the code of TensorFlow.js, not the lean one: ${verdict.reason}`
  const { recorded, operations, making, firstRun, difference } = verdict
  return `${step} is compiled: ${recorded} operations became one function of ${operations}, in ${making.toFixed(0)} ms and ${firstRun.toFixed(0)} ms for its first run, ${difference.toExponential(1)} from eager`
}
