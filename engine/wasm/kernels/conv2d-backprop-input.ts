import type * as tfjs from '@tensorflow/tfjs'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import { type Convolution, convInfoOf } from './convolution'
import { pictureGradient } from './picture-gradient'
import { kernelOf, setKernel, type Wasm } from './wasm-backend'

/**
 * The gradient of a convolution with respect to its pictures, which is also what conv2dTranspose computes. Stock
 * WebAssembly does it with a plain loop; here it is made of convolutions, on the fast path.
 *
 * dy: float32 [batch, out height, out width, channels out]; filter: float32 [height, width, channels in, channels out];
 * the result: float32 [batch, height, width, channels in]. `elsewhere` takes what is not of this order, type and size.
 */
export function registerConv2DBackpropInput(tf: typeof tfjs, elsewhere: KernelFunc): void {
  const [conv2D, slice] = ['Conv2D', 'Slice'].map((name) => kernelOf(tf, name))
  setKernel(tf, 'Conv2DBackpropInput', (args) => {
    const backend = args.backend as Wasm
    const { dy, filter } = args.inputs as Record<'dy' | 'filter', TensorInfo>
    const attrs = args.attrs as unknown as Convolution & { inputShape: number[] }
    if (attrs.dataFormat === 'NCHW' || dy.dtype !== 'float32') return elsewhere(args)
    const info = convInfoOf(tf, attrs.inputShape, filter.shape, attrs)
    if (String(info.outShape) !== String(dy.shape)) return elsewhere(args)
    return pictureGradient(backend, dy, info, {
      taps: (rows, columns) => turned(backend, filter, rows, columns),
      convolve: (x, taps, pad) => conv2D(backend, { x, filter: taps }, { strides: 1, dilations: 1, pad, dataFormat: 'NHWC' }),
      slice: (x, begin, size) => slice(backend, { x }, { begin, size }),
    })
  })
}

/** These rows and columns of a filter, from the channels that went out to those that came in. */
function turned(backend: Wasm, filter: TensorInfo, rows: number[], columns: number[]): TensorInfo {
  const [, width, channelsIn, channelsOut] = filter.shape
  const out = backend.makeOutput([rows.length, columns.length, channelsOut, channelsIn], 'float32')
  const [to, from] = [backend.typedArrayFromHeap(out), backend.typedArrayFromHeap(filter)]
  let at = 0
  for (const row of rows) {
    for (const column of columns) {
      const tap = (row * width + column) * channelsIn * channelsOut
      for (let o = 0; o < channelsOut; o++) {
        for (let i = 0; i < channelsIn; i++) to[at++] = from[tap + i * channelsOut + o]
      }
    }
  }
  return out
}
