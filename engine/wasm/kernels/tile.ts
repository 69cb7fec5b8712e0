import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { setKernel, type Wasm } from './wasm-backend'

/**
 * Tiling, which stock WebAssembly does number by number through all axes; batchNormalization's gradient lives on it.
 */
export function registerTile(tf: typeof tfjs): void {
  setKernel(tf, 'Tile', (args) => {
    const { x } = args.inputs as { x: TensorInfo }
    return tile(args.backend as Wasm, x, (args.attrs as { reps: number[] }).reps)
  })
}

/** x, this often along each axis. */
export function tile(backend: Wasm, x: TensorInfo, reps: number[]): TensorInfo {
  const out = backend.makeOutput(x.shape.map((length, axis) => length * reps[axis]), x.dtype)
  let values: Float32Array | Float64Array = backend.typedArrayFromHeap(x)
  let block = 1
  for (let axis = x.shape.length - 1; axis >= 0; axis--) {
    block *= x.shape[axis]
    values = repeated(values, block, reps[axis])
    block *= reps[axis]
  }
  backend.typedArrayFromHeap(out).set(values)
  return out
}

/** Each block of this many numbers, this often; numbers of any type, since float64 holds them all. */
function repeated(values: Float32Array | Float64Array, block: number, times: number): Float32Array | Float64Array {
  if (times === 1) return values
  const out = new Float64Array(values.length * times)
  let to = 0
  for (let from = 0; from < values.length; from += block) {
    for (let time = 0; time < times; time++) {
      for (let i = 0; i < block; i++) out[to++] = values[from + i]
    }
  }
  return out
}
