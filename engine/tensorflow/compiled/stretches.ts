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

/** Batches are joined when one of them asks for at most so many operations: eight times as many make a function soon enough. */
const FEW_OPERATIONS = 500

/** And when these make at most so many numbers, 32 MB: of all batches of a step, some of them are in memory at once. */
const FEW_NUMBERS = 2 ** 23

/** Steps whose batches could not be joined. */
const apart = new WeakSet<Step>()

/** Divides rows into batches and takes them in their order: one by one, or many at once when they are many and small. */
export function inStretches(step: Step, rows: number, batchSize: number, take: (stretch: Stretch) => void): void {
  const areMany = rows >= FEWEST_BATCHES * batchSize
  let areSmall = false
  for (let from = 0; from < rows; ) {
    const left = rows - from
    const stretch = { from, batches: areSmall && left >= BATCHES_AT_ONCE * batchSize ? BATCHES_AT_ONCE : 1, batchSize: Math.min(batchSize, left) }
    take(stretch)
    from += stretch.batches * stretch.batchSize
    if (!areMany) continue
    if (stretch.batches === 1) areSmall ||= isSmall(step)
    else if (step.latest === 'eager') {
      apart.add(step)
      areSmall = false
    }
  }
}

/** Whether the batch that was taken last came of a function, and of a small one. */
function isSmall(step: Step): boolean {
  const { latest } = step
  return latest !== undefined && latest !== 'eager' && !apart.has(step) && !latest.isStateful && latest.operations <= FEW_OPERATIONS && latest.numbers <= FEW_NUMBERS
}
