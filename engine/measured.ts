import type { EngineName } from './engine'
import figures from './measured.json'

/** What `npm run bench -- --write` measured, on one machine with all engines side by side. */
export interface Measured {
  /** Processor and cores. */
  machine: string
  /** Milliseconds of one training step of 784-512-10 on 128 pictures. */
  step: Partial<Record<EngineName, number>>
}

export const measured: Measured = figures
