/** Writes files as numpy wrote them under Python 2, which is what Keras published. For tests. */
import { zipSync } from 'fflate'

/** A numpy array file: its header padded to a multiple of 16 bytes, then `content`. */
export function npy(descr: string, shape: number[], content: Uint8Array, { fortran = false, version = 1 } = {}): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const words = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${tuple}), }`
  const before = version === 1 ? 10 : 12
  const header = words.padEnd(Math.ceil((before + words.length + 1) / 16) * 16 - before - 1) + '\n'
  const start = Buffer.alloc(before)
  start.write('\x93NUMPY', 'latin1')
  start[6] = version
  if (version === 1) start.writeUInt16LE(header.length, 8)
  else start.writeUInt32LE(header.length, 8)
  return Buffer.concat([start, Buffer.from(header, 'latin1'), content])
}

export function int64s(values: ArrayLike<number>): Uint8Array {
  return npy('<i8', [values.length], bytesOf(BigInt64Array.from({ length: values.length }, (_, i) => BigInt(values[i]))))
}

export function float64s(values: ArrayLike<number>, shape: number[]): Uint8Array {
  return npy('<f8', shape, bytesOf(Float64Array.from(values)))
}

/** An array of lists of whole numbers, as objects. */
export function lists(all: ArrayLike<number>[]): Uint8Array {
  return npy('|O', [all.length], pickled(all))
}

function bytesOf({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** Like numpy's savez (level 0) and savez_compressed, on a Unix. */
export function npz(arrays: Record<string, Uint8Array>, level: 0 | 1 | 6 = 0, mtime = new Date()): Uint8Array {
  const files = Object.entries(arrays).map(([name, content]): [string, Uint8Array] => [`${name}.npy`, content])
  return zipSync(Object.fromEntries(files), { level, mtime, os: 3, attrs: 0o100600 << 16 })
}

/** Byte for byte what Python 2's cPickle wrote by protocol 2: lists in batches of a thousand, memo numbers from 1. */
function pickled(all: ArrayLike<number>[]): Uint8Array {
  const out = new Bytes()
  const array = 'cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nq\x02K\x00\x85U\x01b\x87Rq\x03'
  const dtype = 'cnumpy\ndtype\nq\x04U\x02O8K\x00K\x01\x87Rq\x05(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK?tb'
  out.text('\x80\x02').text(array).text('(K\x01').int(all.length).text('\x85').text(dtype).text('\x89')
  let memo = 6
  const list = <T>(items: ArrayLike<T>, item: (value: T) => unknown) => {
    out.text(']').memo(memo++)
    for (let from = 0; from < items.length; from += 1_000) {
      const to = Math.min(from + 1_000, items.length)
      if (to - from > 1) out.text('(')
      for (let i = from; i < to; i++) item(items[i])
      out.text(to - from > 1 ? 'e' : 'a')
    }
  }
  list(all, (numbers) => list(numbers, (value) => out.int(value)))
  return out.text('tb.').taken()
}

class Bytes {
  private bytes = Buffer.alloc(1 << 16)
  private length = 0

  text(text: string): this {
    this.room(text.length)
    this.length += this.bytes.write(text, this.length, 'latin1')
    return this
  }

  int(value: number): this {
    this.room(5)
    if (value < 0 || value > 0xffff) return this.text('J').signed(value)
    if (value > 0xff) {
      this.text('M')
      this.length = this.bytes.writeUInt16LE(value, this.length)
      return this
    }
    this.text('K')
    this.length = this.bytes.writeUInt8(value, this.length)
    return this
  }

  memo(index: number): this {
    return index < 256 ? this.text(`q${String.fromCharCode(index)}`) : this.text('r').signed(index)
  }

  taken(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  private signed(value: number): this {
    this.room(4)
    this.length = this.bytes.writeInt32LE(value, this.length)
    return this
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const larger = Buffer.alloc(2 * this.bytes.length)
    this.bytes.copy(larger)
    this.bytes = larger
  }
}
