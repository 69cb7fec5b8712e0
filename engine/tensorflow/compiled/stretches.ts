import type { Tensor } from '@tensorflow/tfjs'
import type { Step } from './step'

/** Rows that follow each other, in batches of one size that are worked through within one step. */
export interface Stretch {
  from: number
  batches: number
  batchSize: number
}

/** As many batches are evaluated or predicted within one step: calling a function takes as long as a small batch, and the others share the threads better. */
const BATCHES_AT_ONCE = 8

/** With fewer batches than this, making a second function would take longer than it saves. */
const FEWEST_BATCHES = 4 * BATCHES_AT_ONCE

/** Batches of more numbers than this are not joined: all that layers make of them would be in memory at once. */
const SMALL_BATCH = 2 ** 17

/** Divides rows into batches, and these into stretches: many at once when they are many and small, else one by one. */
export function stretchesOf(rows: number, batchSize: number, mayBeJoined: boolean): Stretch[] {
  const stretches: Stretch[] = []
  const atOnce = mayBeJoined && rows >= FEWEST_BATCHES * batchSize ? BATCHES_AT_ONCE : 1
  for (let from = 0; from < rows; ) {
    const left = rows - from
    const stretch = { from, batches: left >= atOnce * batchSize ? atOnce : 1, batchSize: Math.min(batchSize, left) }
    stretches.push(stretch)
    from += stretch.batches * stretch.batchSize
  }
  return stretches
}

/** Whether batches of these data are small, and a step may work through several of them. */
export function mayBeJoined(step: Step, data: (Tensor | null)[], batchSize: number): boolean {
  const numbers = data.reduce((sum, tensor) => sum + (tensor ? (tensor.size / tensor.shape[0]) * batchSize : 0), 0)
  return numbers <= SMALL_BATCH && step.mayBeCompiled({ recurrent: false })
}
