import type * as tfjs from '@tensorflow/tfjs'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import { type Convolution, convInfoOf, isDilated } from './convolution'
import { pictureGradient } from './picture-gradient'
import { kernelOf, setKernel, type Wasm, withScratch } from './wasm-backend'

/**
 * The gradient of a depthwise convolution with respect to its pictures, which stock WebAssembly lacks: depthwise
 * convolutions of dy, summed over the channels that each channel was multiplied to.
 *
 * dy: float32 [batch, out height, out width, channels · multiplier]; filter: float32 [height, width, channels,
 * multiplier]; the result: float32 [batch, height, width, channels]. `elsewhere` takes what is dilated.
 */
export function registerDepthwiseBackpropInput(tf: typeof tfjs, elsewhere: KernelFunc): void {
  const [depthwise, slice, sum] = ['DepthwiseConv2dNative', 'Slice', 'Sum'].map((name) => kernelOf(tf, name))
  setKernel(tf, 'DepthwiseConv2dNativeBackpropInput', (args) => {
    const backend = args.backend as Wasm
    const { dy, filter } = args.inputs as Record<'dy' | 'filter', TensorInfo>
    const attrs = args.attrs as unknown as Convolution & { inputShape: number[] }
    if (isDilated(attrs)) return elsewhere(args)
    const multiplier = filter.shape[3]
    return pictureGradient(backend, dy, convInfoOf(tf, attrs.inputShape, filter.shape, attrs, true), {
      taps: (rows, columns) => chosen(backend, filter, rows, columns),
      convolve: (x, taps, pad) => {
        const convolved = () => depthwise(backend, { x, filter: taps }, { strides: 1, dilations: 1, pad })
        if (multiplier === 1) return convolved()
        return withScratch(backend, (scratch) => {
          const out = scratch(convolved())
          const byChannel = { ...out, shape: [...out.shape.slice(0, -1), filter.shape[2], multiplier] }
          return sum(backend, { x: byChannel }, { axis: [4], keepDims: false })
        })
      },
      slice: (x, begin, size) => slice(backend, { x }, { begin, size }),
    })
  })
}

/** These rows and columns of a filter, with every channel of dy on its own. */
function chosen(backend: Wasm, filter: TensorInfo, rows: number[], columns: number[]): TensorInfo {
  const [, width, channels, multiplier] = filter.shape
  const length = channels * multiplier
  const out = backend.makeOutput([rows.length, columns.length, length, 1], 'float32')
  const [to, from] = [backend.typedArrayFromHeap(out), backend.typedArrayFromHeap(filter)]
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      const tap = (row * width + column) * length
      to.set(from.subarray(tap, tap + length), (i * columns.length + j) * length)
    })
  })
  return out
}
