import path from 'node:path'
import { courseRoot } from '../places'
import { type Failed, trial } from '../trial'

/** What becomes of the training step of one kind of net. */
export type Explanation = { name: string } & (
  /** Compiled: how many operations it asks for, and how many are left in the function. */
  | { recorded: number; operations: number }
  /** Not compiled, and why: a clause. */
  | { reason: string }
) & {
    /** Why a recurrent layer is left to the code of TensorFlow.js: a clause. */
    stock?: string
  }

export type Explained = { kind: 'explained'; note?: string; explanations: Explanation[] } | { kind: 'not here'; reason: string; fix?: string }

/** A minute is plenty, unless the machine is very busy. */
const PATIENCE = 600_000

/** Trains each kind of net for a few steps, in a process of its own, and tells what becomes of them. */
export function explainSteps(signal?: AbortSignal): Promise<Explained | Failed> {
  return trial<Explained>(path.join(__dirname, 'explain-child.ts'), courseRoot, { patience: PATIENCE, signal })
}
