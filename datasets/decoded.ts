import type { Dataset } from './dataset'
import { DataError, inWords } from './failure'
import { load, type Search } from './load'
import { notice } from './notices'

type Absent = Extract<Search, { kind: 'absent' }>

/** Decoded sets, by the root of the course. What was in no place is looked for again. */
const kept = new WeakMap<Dataset, Map<string, unknown>>()

/**
 * A set, decoded once a process; what could not be used on the way is told once.
 *
 * @throws DataError when the published bytes are there and nothing can be made of them
 */
export function decoded<Decoded>(dataset: Dataset<Decoded>, root: string): { kind: 'found'; data: Decoded } | Absent {
  const byRoot = kept.get(dataset) ?? new Map<string, unknown>()
  kept.set(dataset, byRoot)
  if (byRoot.has(root)) return { kind: 'found', data: byRoot.get(root) as Decoded }
  const search = load(dataset, root)
  if (search.kind === 'absent') return search
  for (const failure of search.rejected) notice(inWords(failure))
  const data = decode(dataset, search)
  byRoot.set(root, data)
  return { kind: 'found', data }
}

function decode<Decoded>({ title }: Dataset, { edition, place, files }: Extract<Search<Decoded>, { kind: 'found' }>): Decoded {
  try {
    return edition.decode(files)
  } catch (error) {
    throw new DataError({ kind: 'undecodable', title, folder: place.folder, reason: (error as Error).message })
  }
}
