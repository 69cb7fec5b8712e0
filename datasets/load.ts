import fs from 'node:fs'
import type { DataFile, Dataset, Place } from './dataset'
import type { Failure } from './failure'
import { candidates, placesOf } from './places'
import { readChecked } from './read'

/** A file of a set as a place has it. */
export type Seen =
  | { is: 'whole'; file: DataFile; path: string; bytes: Uint8Array }
  | { is: 'bad'; file: DataFile; failure: Failure }
  | { is: 'missing'; file: DataFile }

/** What a search for a set came to. */
export type Search =
  /** `rejected` is what was found on the way and could not be used. */
  | { kind: 'found'; place: Place; files: Map<string, Uint8Array>; rejected: Failure[] }
  | Extract<Failure, { kind: 'absent' }>

/** Goes through the places for a set until one has all of it, each file checked. */
export function load(dataset: Dataset, root: string): Search {
  const rejected: Failure[] = []
  for (const place of placesOf(dataset, root)) {
    const seen = look(dataset, place)
    const whole = seen.filter((file) => file.is === 'whole')
    if (whole.length === seen.length) {
      return { kind: 'found', place, files: new Map(whole.map(({ file, bytes }) => [file.name, bytes])), rejected }
    }
    rejected.push(...failuresOf(dataset, place, seen))
  }
  return { kind: 'absent', id: dataset.id, title: dataset.title, rejected }
}

/** Reads and checks every file of a set in one place. A corrupt file of the cache is removed. */
export function look(dataset: Dataset, place: Place): Seen[] {
  return dataset.files.map((file) => {
    const path = candidates(place, dataset, file).find((candidate) => fs.existsSync(candidate))
    if (!path) return { is: 'missing', file }
    const content = readChecked(path, file)
    switch (content.is) {
      case 'whole':
        return { is: 'whole', file, path, bytes: content.bytes }
      case 'unreadable':
        return { is: 'bad', file, failure: { kind: 'unreadable', file: path, reason: content.reason } }
      case 'corrupt': {
        const removed = place.kind === 'cache' && remove(path)
        const sums = { expected: file.sha256, actual: content.actual }
        return { is: 'bad', file, failure: { kind: 'corrupt', id: dataset.id, file: path, place, ...sums, removed } }
      }
    }
  })
}

/** What is wrong with a place. Nothing is, if it has nothing of the set. */
export function failuresOf({ title }: Dataset, { folder }: Place, seen: Seen[]): Failure[] {
  const bad = seen.filter((file) => file.is === 'bad').map(({ failure }) => failure)
  const missing = seen.filter((file) => file.is === 'missing').map(({ file }) => file.name)
  if (missing.length === 0 || missing.length === seen.length) return bad
  return [...bad, { kind: 'incomplete', title, folder, missing }]
}

/** False where we may not: a sandbox that only lets us read. */
function remove(path: string): boolean {
  try {
    fs.rmSync(path)
    return true
  } catch {
    return false
  }
}
