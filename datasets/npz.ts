import { unzipSync } from 'fflate'
import { unpickle } from './pickle'

/** An array as numpy saved it. */
export interface Npy {
  /** Lengths of the axes, the slowest first. */
  shape: number[]
  /** Row by row. Python objects come as plain values. */
  values: Numbers | unknown[]
}

export type Numbers = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array

/** Nothing the course reads is larger unpacked, in bytes. */
const MOST = 2 ** 28

/**
 * Reads one array of an npz file, which is a zip file of npy files.
 *
 * @throws RangeError saying what is wrong, when there is no such array in it or it is something else
 */
export function parseNpz(bytes: Uint8Array, name: string): Npy {
  const file = `${name}.npy`
  let size = 0
  const isIt = (entry: { name: string; originalSize: number }) => {
    if (entry.name !== file) return false
    size = entry.originalSize
    return size <= MOST
  }
  let content: Uint8Array | undefined
  try {
    content = unzipSync(bytes, { filter: isIt })[file]
  } catch (error) {
    throw new RangeError(`not an npz file, or a damaged one: ${(error as Error).message}`, { cause: error })
  }
  if (size > MOST) throw new RangeError(`${file} would have ${size} bytes, more than anything here`)
  if (!content) throw new RangeError(`the npz file holds no ${file}`)
  return parseNpy(content, file)
}

/**
 * Reads the npy format: `\x93NUMPY`, the version in two bytes, the length of the header in two (since version 2, four),
 * the header, which is a Python dictionary in words; then the numbers, or a pickle where the numbers are objects.
 *
 * @throws RangeError for anything else
 */
export function parseNpy(bytes: Uint8Array, name = 'it'): Npy {
  const { descr, fortran, shape, start } = parseHeader(bytes, name)
  const size = shape.reduce((product, length) => product * length, 1)
  if (descr === '|O') {
    const values = unpickle(bytes.subarray(start))
    if (!Array.isArray(values) || values.length !== size) {
      throw new RangeError(`${name} should hold ${size} objects, and its pickle holds something else`)
    }
    return { shape, values }
  }
  const read = READERS[descr]
  if (!read) throw new RangeError(`${name} holds numbers of the type ${descr}, which is none that is understood here`)
  if (bytes.length !== start + size * read.bytes) {
    throw new RangeError(`${name} of shape [${shape.join(', ')}] has ${start + size * read.bytes} bytes, this one ${bytes.length}`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start)
  const values = read.make(size)
  for (let i = 0; i < size; i++) values[i] = read.at(view, i * read.bytes)
  return { shape, values: fortran ? rowByRow(values, shape, read.make(size)) : values }
}

interface Header {
  /** Byte order and type: `<f8`. */
  descr: string
  /** Column by column instead of row by row. */
  fortran: boolean
  shape: number[]
  /** Where the numbers begin. */
  start: number
}

function parseHeader(bytes: Uint8Array, name: string): Header {
  const text = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1')
  const begins = bytes.length >= 12 && text(0, 6) === '\x93NUMPY'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const first = !begins ? 0 : bytes[6] === 1 ? 10 : 12
  const start = !begins ? 0 : first + (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true))
  const header = text(first, start)
  const descr = /'descr': *'([^']*)'/.exec(header)?.[1]
  const fortran = /'fortran_order': *(True|False)/.exec(header)?.[1]
  const shape = /'shape': *\(([\d, L]*)\)/.exec(header)?.[1]
  if (start > bytes.length || descr === undefined || fortran === undefined || shape === undefined) {
    throw new RangeError(`${name} is not an npy file, or its beginning is damaged`)
  }
  return { descr, fortran: fortran === 'True', shape: (shape.match(/\d+/g) ?? []).map(Number), start }
}

interface Reader {
  bytes: number
  make(size: number): Numbers
  at(view: DataView, byte: number): number
}

/** How numbers are read, by their type. Numbers of 64 bits are whole and small wherever the course meets them. */
const READERS: Record<string, Reader | undefined> = {
  '|u1': { bytes: 1, make: (size) => new Uint8Array(size), at: (view, byte) => view.getUint8(byte) },
  '|i1': { bytes: 1, make: (size) => new Int8Array(size), at: (view, byte) => view.getInt8(byte) },
  '<u2': { bytes: 2, make: (size) => new Uint16Array(size), at: (view, byte) => view.getUint16(byte, true) },
  '<i2': { bytes: 2, make: (size) => new Int16Array(size), at: (view, byte) => view.getInt16(byte, true) },
  '<u4': { bytes: 4, make: (size) => new Uint32Array(size), at: (view, byte) => view.getUint32(byte, true) },
  '<i4': { bytes: 4, make: (size) => new Int32Array(size), at: (view, byte) => view.getInt32(byte, true) },
  '<u8': { bytes: 8, make: (size) => new Float64Array(size), at: (view, byte) => Number(view.getBigUint64(byte, true)) },
  '<i8': { bytes: 8, make: (size) => new Float64Array(size), at: (view, byte) => Number(view.getBigInt64(byte, true)) },
  '<f4': { bytes: 4, make: (size) => new Float32Array(size), at: (view, byte) => view.getFloat32(byte, true) },
  '<f8': { bytes: 8, make: (size) => new Float64Array(size), at: (view, byte) => view.getFloat64(byte, true) },
}

function rowByRow(values: Numbers, shape: number[], ordered: Numbers): Numbers {
  for (let i = 0; i < values.length; i++) {
    // The fastest axis of one order is the slowest of the other.
    let rest = i
    let at = 0
    let step = values.length
    for (const length of shape.toReversed()) {
      step /= length
      at += (rest % length) * step
      rest = Math.floor(rest / length)
    }
    ordered[i] = values[at]
  }
  return ordered
}
