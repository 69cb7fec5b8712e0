import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { setKernel, size, type Wasm } from './wasm-backend'

/**
 * Sums the rows of x that belong to one segment: the gradient of gather, and with it of an embedding, which stock
 * WebAssembly lacks. Rows whose segment is not one of the 0 … numSegments − 1 count nowhere.
 *
 * x: numbers of any shape that begins with the shape of segmentIds (int32);
 * the result: float32 [numSegments, the rest of x's shape].
 */
export function registerUnsortedSegmentSum(tf: typeof tfjs): void {
  setKernel(tf, 'UnsortedSegmentSum', ({ inputs, backend: anyBackend, attrs }) => {
    const backend = anyBackend as Wasm
    const { x, segmentIds } = inputs as Record<'x' | 'segmentIds', TensorInfo>
    const { numSegments } = attrs as { numSegments: number }
    const rowShape = x.shape.slice(segmentIds.shape.length)
    const out = backend.makeOutput([numSegments, ...rowShape], 'float32')
    const [sums, values, segments] = [out, x, segmentIds].map((info) => backend.typedArrayFromHeap(info))
    const length = rowShape.reduce((product, one) => product * one, 1)
    sums.fill(0)
    for (let row = 0; row < size(segmentIds); row++) {
      if (segments[row] < 0 || segments[row] >= numSegments) continue
      const [from, to] = [row * length, segments[row] * length]
      for (let i = 0; i < length; i++) sums[to + i] += values[from + i]
    }
    return out
  })
}
