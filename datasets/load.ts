import fs from 'node:fs'
import type { DataFile, Dataset, Edition, Place } from './dataset'
import type { Failure } from './failure'
import { candidates, editionsIn, placesOf } from './places'
import { readChecked } from './read'

/** A file of a set as a place has it. */
export type Seen =
  | { is: 'whole'; file: DataFile; path: string; bytes: Uint8Array }
  | { is: 'bad'; file: DataFile; failure: Failure }
  | { is: 'missing'; file: DataFile }

/** An edition of a set as a place has it. */
export interface SeenEdition<Decoded = unknown> {
  edition: Edition<Decoded>
  files: Seen[]
}

/** What a search for a set came to. */
export type Search<Decoded = unknown> =
  /** `rejected` is what was found on the way and could not be used. */
  | { kind: 'found'; place: Place; edition: Edition<Decoded>; files: Map<string, Uint8Array>; rejected: Failure[] }
  | Extract<Failure, { kind: 'absent' }>

/** Goes through the places for a set until one has all of an edition, each file checked. */
export function load<Decoded>(dataset: Dataset<Decoded>, root: string): Search<Decoded> {
  const rejected: Failure[] = []
  for (const place of placesOf(dataset, root)) {
    const seen = look(dataset, place)
    const whole = seen.find(isWhole)
    rejected.push(...failuresOf(dataset, place, seen))
    if (whole) return { kind: 'found', place, edition: whole.edition, files: bytesOf(whole), rejected }
  }
  return { kind: 'absent', id: dataset.id, title: dataset.title, rejected }
}

/** Reads and checks every file of a set in one place. A corrupt file of the cache is removed. */
export function look<Decoded>(dataset: Dataset<Decoded>, place: Place): SeenEdition<Decoded>[] {
  // Editions may share a file; it is read once.
  const known = new Map<string, Seen>()
  return editionsIn(place, dataset).map((edition) => {
    const files = edition.files.map((file) => {
      const seen = known.get(file.name) ?? lookFor(file, dataset, place)
      known.set(file.name, seen)
      return seen
    })
    return { edition, files }
  })
}

export function isWhole({ files }: SeenEdition): boolean {
  return files.every((file) => file.is === 'whole')
}

/** True if a place has nothing of an edition. */
export function isAbsent({ files }: SeenEdition): boolean {
  return files.every((file) => file.is === 'missing')
}

function lookFor(file: DataFile, dataset: Dataset, place: Place): Seen {
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
}

function bytesOf({ files }: SeenEdition): Map<string, Uint8Array> {
  return new Map(files.filter((file) => file.is === 'whole').map(({ file, bytes }) => [file.name, bytes]))
}

/** What is wrong with a place. Nothing is, if it has nothing of the set. */
export function failuresOf({ title }: Dataset, { folder }: Place, seen: SeenEdition[]): Failure[] {
  const bad = seen.flatMap(({ files }) => files).filter((file) => file.is === 'bad')
  const failures = [...new Set(bad.map(({ failure }) => failure))]
  if (seen.some(isWhole)) return failures
  const missing = seen
    .filter((one) => !isAbsent(one))
    .map(({ files }) => files.filter((file) => file.is === 'missing').map(({ file }) => file.name))
  // An edition of which no file is missing has a bad one, and that says it all.
  if (missing.length === 0 || missing.some((names) => names.length === 0)) return failures
  return [...failures, { kind: 'incomplete', title, folder, missing }]
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
