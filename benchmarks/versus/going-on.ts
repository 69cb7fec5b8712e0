import { isDeepStrictEqual } from 'node:util'
import type { Machine } from '../../engine/examine/machine'

/** What two parts of a run must have in common to stand in one table. */
interface Part {
  machine: Machine
  contenders: object
  /** How much of it is measured. */
  rounds?: number
}

/** Whether a run that was stopped can go on as this one: the same machine, the same contenders, as many rounds. */
export function goesOn(before: Part, now: Part): boolean {
  return isDeepStrictEqual(kind(before), kind(now))
}

function kind({ machine: { node, tensorflowJs, cpu, gpus }, contenders, rounds }: Part): object {
  return { node, tensorflowJs, cpu: [cpu.model, cpu.cores], gpus: gpus.map(({ name }) => name), contenders, rounds }
}
