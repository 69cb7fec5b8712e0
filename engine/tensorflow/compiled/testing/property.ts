import type { TensorFlow } from '../../../engine'
import type { NativeBackend } from '../../native-backend'
import { bothWays } from './both-ways'
import { randomTraining } from './random-model'

export interface Summary {
  /** Models whose training was compiled. */
  compiled: number
  /** The largest difference that any model has shown. */
  difference: number
  /** Why trainings were not compiled, and how many. */
  reasons: Map<string, number>
  /** A sentence for each model that differs, leaks or fails. */
  failures: string[]
}

/** How far the numbers of both ways may lie apart. */
const TOLERANCE = 1e-5

/** Trains the random models of these seeds both ways. */
export async function trainRandomModels(tf: TensorFlow, backend: NativeBackend, first: number, count: number, tell: (done: number) => void = () => undefined): Promise<Summary> {
  const summary: Summary = { compiled: 0, difference: 0, reasons: new Map(), failures: [] }
  for (let seed = first; seed < first + count; seed++) {
    const { program, words } = randomTraining(seed)
    const fail = (what: string) => summary.failures.push(`model ${seed} ${what}: ${words}`)
    try {
      const { difference, where, leaks, verdicts } = await bothWays(tf, backend, program)
      summary.difference = Math.max(summary.difference, difference)
      if (!(difference <= TOLERANCE)) fail(`differs by ${difference.toExponential(1)} in ${where}`)
      if (leaks.tensors !== 0 || leaks.handles !== 0) fail(`leaves ${leaks.tensors} tensors and ${leaks.handles} handles`)
      const ofTraining = verdicts.filter(({ step }) => step.startsWith('training'))
      if (ofTraining.some(({ kind }) => kind === 'compiled')) summary.compiled++
      for (const verdict of ofTraining) if (verdict.kind === 'eager') summary.reasons.set(verdict.reason, (summary.reasons.get(verdict.reason) ?? 0) + 1)
    } catch (error) {
      fail(`fails with ${(error as Error).message}`)
    }
    tell(seed - first + 1)
  }
  return summary
}
