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
  for (let row = 0; row < batchSize * outHeight; row++) {
    const firstOfPicture = Math.floor(row / outHeight) * inHeight
    for (let r = 0; r < filterHeight; r++) {
      const inRow = (row % outHeight) * strideHeight + r - padInfo.top
      if (inRow < 0 || inRow >= inHeight) continue
      for (let column = 0; column < outWidth; column++) {
        const atDy = (row * outWidth + column) * outChannels
        for (let c = 0; c < filterWidth; c++) {
          const inColumn = column * strideWidth + c - padInfo.left
          if (inColumn < 0 || inColumn >= inWidth) continue
          const atX = ((firstOfPicture + inRow) * inWidth + inColumn) * inChannels
          const atSum = (r * filterWidth + c) * outChannels
          if (multiplier === 1) {
            for (let i = 0; i < outChannels; i++) sums[atSum + i] += x[atX + i] * dy[atDy + i]
          } else {
            for (let i = 0; i < outChannels; i++) sums[atSum + i] += x[atX + Math.floor(i / multiplier)] * dy[atDy + i]
          }
        }
      }
    }
  }
}
