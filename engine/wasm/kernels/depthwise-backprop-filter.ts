import type * as tfjs from '@tensorflow/tfjs'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import { type Conv2DInfo, type Convolution, convInfoOf, isDilated } from './convolution'
import { setKernel, type Wasm } from './wasm-backend'

/**
 * The gradient of a depthwise convolution with respect to its filter, which stock WebAssembly lacks: for each number
 * of the filter, the sum of what it met of x times dy.
 *
 * x: float32 [batch, height, width, channels]; dy: float32 [batch, out height, out width, channels · multiplier];
 * the result: float32 [filter height, filter width, channels, multiplier]. `elsewhere` takes what is dilated.
 */
export function registerDepthwiseBackpropFilter(tf: typeof tfjs, elsewhere: KernelFunc): void {
  setKernel(tf, 'DepthwiseConv2dNativeBackpropFilter', (args) => {
    const backend = args.backend as Wasm
    const { x, dy } = args.inputs as Record<'x' | 'dy', TensorInfo>
    const attrs = args.attrs as unknown as Convolution & { filterShape: number[] }
    if (isDilated(attrs)) return elsewhere(args)
    const info = convInfoOf(tf, x.shape, attrs.filterShape, attrs, true)
    const gradient = backend.makeOutput(attrs.filterShape, 'float32')
    // Summed in float64, which JavaScript computes in anyway.
    const sums = new Float64Array(info.filterHeight * info.filterWidth * info.outChannels)
    addProducts(sums, backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(dy), info)
    backend.typedArrayFromHeap(gradient).set(sums)
    return gradient
  })
}

function addProducts(sums: Float64Array, x: Float32Array, dy: Float32Array, info: Conv2DInfo): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info
  const multiplier = outChannels / inChannels
  const [stepX, stepDy] = [strideWidth * inChannels, outChannels]
  for (let row = 0; row < batchSize * outHeight; row++) {
    const picture = Math.floor(row / outHeight)
    for (let r = 0; r < filterHeight; r++) {
      const inRow = (row % outHeight) * strideHeight + r - padInfo.top
      if (inRow < 0 || inRow >= inHeight) continue
      for (let c = 0; c < filterWidth; c++) {
        const left = c - padInfo.left
        // The columns of dy that meet a number of x here, from `first` to before `last`.
        const first = Math.max(0, Math.ceil(-left / strideWidth))
        const last = Math.min(outWidth, Math.ceil((inWidth - left) / strideWidth))
        const atX = ((picture * inHeight + inRow) * inWidth + left + first * strideWidth) * inChannels
        const atDy = (row * outWidth + first) * outChannels
        const atSum = (r * filterWidth + c) * outChannels
        let channel = 0
        // Four sums at a time do not wait for each other: two and a half times as fast as one after the other.
        for (; multiplier === 1 && channel + 4 <= outChannels; channel += 4) {
          let sum0 = 0
          let sum1 = 0
          let sum2 = 0
          let sum3 = 0
          for (let column = first, i = atX + channel, j = atDy + channel; column < last; column++, i += stepX, j += stepDy) {
            sum0 += x[i] * dy[j]
            sum1 += x[i + 1] * dy[j + 1]
            sum2 += x[i + 2] * dy[j + 2]
            sum3 += x[i + 3] * dy[j + 3]
          }
          sums[atSum + channel] += sum0
          sums[atSum + channel + 1] += sum1
          sums[atSum + channel + 2] += sum2
          sums[atSum + channel + 3] += sum3
        }
        for (; channel < outChannels; channel++) {
          let sum = 0
          for (let column = first, i = atX + Math.floor(channel / multiplier), j = atDy + channel; column < last; column++, i += stepX, j += stepDy) sum += x[i] * dy[j]
          sums[atSum + channel] += sum
        }
      }
    }
  }
}
