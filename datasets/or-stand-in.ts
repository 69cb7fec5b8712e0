import type { Dataset } from './dataset'
import { decoded } from './decoded'
import { inWords } from './failure'
import { notice } from './notices'
import type { Encoded } from './texts'

/** Made up once a process. */
const made = new WeakMap<Dataset, Encoded>()

/** A set of texts, or what stands in for it where it is in no place; that is told once. */
export function orStandIn(
  dataset: Dataset<Encoded>,
  root: string,
  makeUp: () => Encoded,
): { encoded: Encoded; standIn: boolean } {
  const search = decoded(dataset, root)
  if (search.kind === 'found') return { encoded: search.data, standIn: false }
  let encoded = made.get(dataset)
  if (!encoded) {
    encoded = makeUp()
    // As in a set that was found: one object for everybody.
    Object.freeze(encoded.wordIndex)
    made.set(dataset, encoded)
    notice(`${inWords(search)}\n${standInWords(dataset)}`)
  }
  return { encoded, standIn: true }
}

/** What goes on without the set. */
export function standInWords({ standIn }: Dataset): string {
  return `Until then ${standIn} take its place, and what is measured on them is marked.`
}
