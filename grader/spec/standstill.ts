import { host } from './host'

/** Seconds without progress after which a training counts as stuck: no step of the optimizer, no batch asked for. */
export const STANDSTILL = 60

let isUnderway = false

/** Runs a training and what measures it. */
export async function underway<T>(body: () => T | Promise<T>): Promise<T> {
  isUnderway = true
  try {
    return await body()
  } finally {
    isUnderway = false
  }
}

/** Says that a training has come a little further, to whoever waits for it. Checks that do not train keep their limit. */
export function progressed(): void {
  if (isUnderway) host().patience.allow(STANDSTILL)
}
