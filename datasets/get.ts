import path from 'node:path'
import { type DataFile, type Dataset, offered, offeredName } from './dataset'
import { download, type Patience, type Progress } from './download'
import type { Failure } from './failure'
import { cacheFolder } from './places'

export interface GetOptions {
  root: string
  /** Web folders to try, in this order; each ends in a slash. */
  origins: string[]
  tell?: (file: DataFile, progress: Progress | { kind: 'done' }) => void
  signal?: AbortSignal
  patience?: Patience
}

/**
 * Brings every file of the edition on offer into the cache; those that are there already are not asked for again.
 *
 * @returns what went wrong, one failure for each origin that was tried; none when the whole set is there
 */
export async function get(dataset: Dataset, options: GetOptions): Promise<Failure[]> {
  let origins = options.origins
  for (const file of offered(dataset).files) {
    const { from, failures } = await getFile(dataset, file, { ...options, origins })
    if (from === undefined) return failures
    options.tell?.(file, { kind: 'done' })
    // Origins that did not have this file are not asked for the next.
    origins = origins.slice(origins.indexOf(from))
  }
  return []
}

/** The first origin that gave the file, if one did, and what went wrong with those before it. */
async function getFile(
  dataset: Dataset,
  file: DataFile,
  options: GetOptions,
): Promise<{ from?: string; failures: Failure[] }> {
  const { root, origins, tell, signal, patience } = options
  const name = offeredName(file)
  const target = path.join(cacheFolder(dataset, root), name)
  const failures: Failure[] = []
  for (const origin of origins) {
    const failure = await download({ url: origin + name, target, file, tell: (p) => tell?.(file, p), signal, patience })
    if (!failure) return { from: origin, failures }
    failures.push(failure)
    if (signal?.aborted || HERE.has(failure.kind)) break
  }
  return { failures }
}

/** Failures of this machine: no other origin would change them. */
const HERE = new Set<Failure['kind']>(['disk full', 'unwritable'])
