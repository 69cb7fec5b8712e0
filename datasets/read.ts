import { createHash } from 'node:crypto'
import fs from 'node:fs'
import zlib from 'node:zlib'
import type { DataFile } from './dataset'

/** What a file turned out to hold: the published bytes, other ones, or nothing that can be read. */
export type Content =
  | { is: 'whole'; bytes: Uint8Array }
  /** `actual` is the checksum found instead, or why there is none. */
  | { is: 'corrupt'; actual: string }
  | { is: 'unreadable'; reason: string }

/** Reads a file, unpacks it if it is packed, and checks it. Nobody gets bytes of a data file any other way. */
export function readChecked(path: string, file: DataFile): Content {
  let stored: Uint8Array
  try {
    stored = fs.readFileSync(path)
  } catch (error) {
    return { is: 'unreadable', reason: (error as NodeJS.ErrnoException).code ?? String(error) }
  }
  let bytes: Uint8Array
  try {
    bytes = isGzip(stored) ? zlib.gunzipSync(stored, { maxOutputLength: file.bytes }) : stored
  } catch (error) {
    return { is: 'corrupt', actual: `a gzip file that cannot be unpacked (${(error as Error).message})` }
  }
  const sum = createHash('sha256').update(bytes).digest('hex')
  if (sum === file.sha256) return { is: 'whole', bytes }
  return { is: 'corrupt', actual: bytes.length === file.bytes ? sum : `${sum} (${sizes(bytes.length, file.bytes)})` }
}

function sizes(actual: number, expected: number): string {
  const count = (bytes: number) => bytes.toLocaleString('en')
  return `${count(actual)} bytes instead of ${count(expected)}: ${actual < expected ? 'cut off, or another edition' : 'another edition'}`
}

/** Told by the first bytes, not by the name: browsers and servers unpack files and leave the `.gz`. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}
