import type { Place } from './dataset'

/** Everything that can go wrong with data, as plain values; `inWords` makes the sentence a person reads. */
export type Failure =
  /** A file does not hold the published bytes. `actual` is its checksum, or why it has none. */
  | { kind: 'corrupt'; id: string; file: string; place: Place; expected: string; actual: string; removed: boolean }
  | { kind: 'unreadable'; file: string; reason: string }
  /** A place has some files of a set, but not all. `missing` is one list for each edition that would be whole with it. */
  | { kind: 'incomplete'; title: string; folder: string; missing: string[][] }
  /** The bytes are the published ones, and the course does not understand them. */
  | { kind: 'undecodable'; title: string; folder: string; reason: string }
  /** No place has the whole set. `rejected` is what was found and could not be used. */
  | { kind: 'absent'; id: string; title: string; rejected: Failure[] }
  | { kind: 'unreadable settings'; file: string }
  /** No connection came about. */
  | { kind: 'offline'; host: string; reason: string }
  /** The server answered, but not with the file. */
  | { kind: 'refused'; url: string; status: number }
  /** Everything arrived, but it is not the file. */
  | { kind: 'wrong content'; url: string; expected: string; actual: string }
  /** The connection was lost for good; what had come is kept. */
  | { kind: 'interrupted'; url: string; received: number; reason: string }
  /** The user stopped the download; what had come is kept. */
  | { kind: 'stopped' }
  | { kind: 'disk full'; folder: string }
  | { kind: 'unwritable'; file: string; reason: string }

/** A failure where nobody can go on without the data. */
export class DataError extends Error {
  override name = 'DataError'
  constructor(readonly failure: Failure) {
    super(inWords(failure))
  }
}

/** What happened, why, and what to do about it. */
export function inWords(failure: Failure): string {
  switch (failure.kind) {
    case 'corrupt':
      return `${failure.file} is corrupt: expected sha256 ${failure.expected}, found ${failure.actual}. ${remedy(failure)}`
    case 'unreadable':
      return `${failure.file} cannot be read (${failure.reason}): check that it is a file and that you may read it.`
    case 'incomplete':
      return `${failure.folder} holds ${failure.title} only in part: it lacks ${alternatives(failure.missing)}.`
    case 'undecodable':
      return `${failure.title} in ${failure.folder} is what was published, but nothing could be made of it (${failure.reason}): please tell whoever keeps this course.`
    case 'absent':
      return [
        `${failure.title} is not on this machine: run \`npm run data -- get ${failure.id}\`, ` +
          'or `npm run data -- add FOLDER` if you have its files.',
        ...failure.rejected.map((other) => `  ${inWords(other)}`),
      ].join('\n')
    case 'unreadable settings':
      return `${failure.file} is not what \`npm run data\` wrote there: delete it and add your folders again.`
    case 'offline':
      return `No connection to ${failure.host} (${failure.reason}).`
    case 'refused':
      return `${failure.url} cannot be had: the server answered ${failure.status}.`
    case 'wrong content':
      return (
        `${failure.url} gave something else than the file: expected sha256 ${failure.expected}, found ${failure.actual}. ` +
        'It was thrown away; open the address in a browser to see whether your network puts a page of its own in between.'
      )
    case 'interrupted':
      return failure.received > 0
        ? `${failure.url} broke off (${failure.reason}): what had come is kept, and the same command goes on from there.`
        : `Nothing came from ${failure.url} (${failure.reason}): try again later.`
    case 'stopped':
      return 'Stopped: what has come is kept, and the same command goes on from there.'
    case 'disk full':
      return `The disk is full: make room for ${failure.folder}, then the same command goes on from there.`
    case 'unwritable':
      return `${failure.file} cannot be written (${failure.reason}): check that you may write there.`
  }
}

/** `a, b (or c)` */
function alternatives(missing: string[][]): string {
  const [first, ...others] = new Set(missing.map((names) => names.join(', ')))
  return [first, ...others.map((names) => `(or ${names})`)].join(' ')
}

function remedy({ id, place, removed }: Extract<Failure, { kind: 'corrupt' }>): string {
  switch (place.kind) {
    case 'cache':
      return `${removed ? 'It was removed' : 'Delete it'}; \`npm run data -- get ${id}\` fetches it again.`
    case 'DATA_DIR':
      return 'Replace it, or unset DATA_DIR.'
    case 'added folder':
      return `Replace it, or take the folder off the list: \`npm run data -- remove ${place.folder}\`.`
    case 'npm package':
      return '`npm ci` installs the package afresh.'
  }
}
