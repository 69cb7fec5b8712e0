/** Numbers as an idx file holds them. */
export interface Idx {
  /** Lengths of the axes, the slowest first. */
  shape: number[]
  /** Row by row; a view of the file's bytes. */
  values: Uint8Array
}

/** The only type of number MNIST uses: one unsigned byte. */
const UNSIGNED_BYTE = 8

/**
 * Reads the idx format: two zero bytes, the type of number, how many axes; then each axis' length in four bytes,
 * most significant first; then the numbers. So a file of images begins with 2051 (0x803: bytes, three axes), a
 * file of labels with 2049.
 *
 * @throws RangeError for anything else
 */
export function parseIdx(bytes: Uint8Array): Idx {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const magic = bytes.length < 4 ? -1 : view.getUint32(0)
  const axes = magic & 0xff
  const header = 4 + 4 * axes
  if (magic >>> 8 !== UNSIGNED_BYTE || bytes.length < header) {
    throw new RangeError(`not an idx file of unsigned bytes: it begins with ${magic}, not with 2051 or 2049`)
  }
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis))
  const size = shape.reduce((product, length) => product * length, 1)
  if (bytes.length !== header + size) {
    throw new RangeError(`an idx file of shape [${shape.join(', ')}] has ${header + size} bytes, this one ${bytes.length}`)
  }
  return { shape, values: new Uint8Array(bytes.buffer, bytes.byteOffset + header, size) }
}
