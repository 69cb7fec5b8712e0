import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { setKernel, size, type Wasm } from './wasm-backend'

/**
 * Gathers slices of x, as an embedding does with its rows. Stock WebAssembly moves number by number, finding the
 * place of each anew; here whole slices are moved.
 *
 * x: numbers; indices: int32, from 0 to one less than the length of the axis, or an error is thrown.
 */
export function registerGather(tf: typeof tfjs): void {
  setKernel(tf, 'GatherV2', (args) => {
    const backend = args.backend as Wasm
    const { x, indices } = args.inputs as Record<'x' | 'indices', TensorInfo>
    const { axis, batchDims } = args.attrs as { axis: number; batchDims: number }
    const [parsedAxis] = tf.util.parseAxisParam(axis, x.shape)
    // It reads no more than the shapes.
    const shapes = tf.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, parsedAxis, batchDims)
    const out = backend.makeOutput(shapes.outputShape, x.dtype)
    const [to, from, at] = [out, x, indices].map((info) => backend.typedArrayFromHeap(info))
    const outOfRange = at.find((index) => !(index >= 0 && index < shapes.dimSize))
    if (outOfRange !== undefined) {
      backend.disposeData(out.dataId)
      throw new Error(`GatherV2: the index value ${outOfRange} is not in [0, ${shapes.dimSize - 1}]`)
    }
    const { batchSize, outerSize, dimSize, sliceSize } = shapes
    const perBatch = size(indices) / batchSize
    let next = 0
    for (let batch = 0; batch < batchSize; batch++) {
      for (let outer = 0; outer < outerSize; outer++) {
        for (let i = 0; i < perBatch; i++) {
          const start = ((batch * outerSize + outer) * dimSize + at[batch * perBatch + i]) * sliceSize
          for (let k = 0; k < sliceSize; k++) to[next++] = from[start + k]
        }
      }
    }
    return out
  })
}
