import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { setKernel } from './wasm-backend'

/** Slices that go beyond the end of x are refused, as elsewhere; stock WebAssembly fills them with whatever lies there. */
export function mendSlice(tf: typeof tfjs): void {
  const { kernelFunc: stock } = tf.getKernel('Slice', 'wasm')
  setKernel(tf, 'Slice', (args) => {
    const { x } = args.inputs as { x: TensorInfo }
    const { begin, size } = args.attrs as Record<'begin' | 'size', number | number[]>
    const [starts, lengths] = tf.slice_util.parseSliceParams(x, begin, size)
    tf.slice_util.assertParamsValid(x, starts, lengths)
    return stock(args)
  })
}
