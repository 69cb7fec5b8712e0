import type { Spec } from './events'

export interface Comparison {
  /** Names of specs that pass here and not there. */
  gained: string[]
  /** Names of specs that pass there and not here. */
  lost: string[]
}

/** Holds what an engine makes of the suite against what another makes of it. */
export function compare(here: Spec[], there: Spec[]): Comparison {
  const [ours, theirs] = [passed(here), passed(there)]
  return { gained: [...ours].filter((name) => !theirs.has(name)), lost: [...theirs].filter((name) => !ours.has(name)) }
}

/** Names that stand for several specs get a number; the order of the specs is the same everywhere. */
function passed(specs: Spec[]): Set<string> {
  const seen = new Map<string, number>()
  const names = new Set<string>()
  for (const { name, status } of specs) {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    if (status === 'passed') names.add(count === 1 ? name : `${name} (${count})`)
  }
  return names
}
