import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { borrowedKernel } from '../../borrowed-kernels'
import { type Convolution, convInfoOf, inNumbers, isOfItsSize } from './convolution'
import { copy, kernelOf, madeAs, setKernel, size, type Wasm, withScratch } from './wasm-backend'

/**
 * The convolutions of stock WebAssembly, mended where they give wrong numbers without a word or refuse:
 * - 'same' padding where a stride is longer than the filter, as in a residual shortcut of 1 × 1 with stride 2: XNNPACK
 *   counts less than no padding, and the result is zeros. Here the padding is told in numbers.
 * - A result whose size is not what input, padding and strides make (a rounding mode; one number as the padding of a
 *   filter that is not square): stock writes beyond its end. Borrowed.
 * - Channels first (NCHW): stock refuses. Borrowed.
 * - A bias that is not, or was not made as, one number per channel: stock refuses. Spread out here.
 */
export function mendConvolutions(tf: typeof tfjs): void {
  for (const [name, depthwise] of [['Conv2D', false], ['FusedConv2D', false], ['DepthwiseConv2dNative', true], ['FusedDepthwiseConv2D', true]] as const) {
    const [stock, elsewhere] = [kernelOf(tf, name), borrowedKernel(tf, name)]
    setKernel(tf, name, (args) => {
      const backend = args.backend as Wasm
      const { x, filter, bias } = args.inputs as Record<'x' | 'filter', TensorInfo> & { bias?: TensorInfo }
      const attrs = args.attrs as unknown as Convolution
      if (attrs.dataFormat === 'NCHW') return elsewhere(args)
      const info = convInfoOf(tf, x.shape, filter.shape, attrs, depthwise)
      if (!isOfItsSize(info)) return elsewhere(args)
      return withScratch(backend, (scratch) => {
        const isPlain = !bias || (madeAs(backend, bias).length === 1 && size(bias) === info.outChannels)
        const flatBias = isPlain ? bias : scratch(spread(backend, bias, info.outChannels))
        return stock(backend, { ...args.inputs, bias: flatBias }, { ...args.attrs, pad: inNumbers(info), dimRoundingMode: undefined })
      })
    })
  }
}

/** A bias as one number per channel. */
function spread(backend: Wasm, bias: TensorInfo, channels: number): TensorInfo {
  if (size(bias) === channels) return copy(backend, bias, [channels])
  const out = backend.makeOutput([channels], 'float32')
  backend.typedArrayFromHeap(out).fill(backend.typedArrayFromHeap(bias)[0])
  return out
}
