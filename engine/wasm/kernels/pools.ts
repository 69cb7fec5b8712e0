import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { borrowCases, borrowedKernel } from '../../borrowed-kernels'
import { type Conv2DInfo, isOfItsSize } from './convolution'
import { setKernel } from './wasm-backend'

/** What pooling, or its gradient, is told besides its tensors. */
export interface Pooling {
  filterSize: number | [number, number]
  strides: number | [number, number]
  pad: Parameters<typeof tfjs.backend_util.computePool2DInfo>[4]
  dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

/** The lengths, strides and paddings of pooling. */
export function poolInfoOf(tf: typeof tfjs, inShape: number[], { filterSize, strides, pad, dimRoundingMode }: Pooling): Conv2DInfo {
  return tf.backend_util.computePool2DInfo(inShape as Conv2DInfo['inShape'], filterSize, strides, 1, pad, dimRoundingMode)
}

/**
 * The pooling of stock WebAssembly, with what it cannot do borrowed: windows of one number, and results whose size is
 * not what input, padding and strides make, damage its memory; whole numbers it refuses; windows that lie wholly in the
 * padding get the numbers of others. So are its rarer kinds, which start from the smallest number above zero where they
 * mean the smallest of all: wrong below zero.
 */
export function mendPools(tf: typeof tfjs): void {
  for (const name of ['MaxPool', 'AvgPool']) {
    const [{ kernelFunc: stock }, elsewhere] = [tf.getKernel(name, 'wasm'), borrowedKernel(tf, name)]
    setKernel(tf, name, (args) => {
      const { x } = args.inputs as { x: TensorInfo }
      const info = poolInfoOf(tf, x.shape, args.attrs as unknown as Pooling)
      const isUsual = x.dtype === 'float32' && info.filterHeight * info.filterWidth > 1 && isOfItsSize(info) && !hasWindowsOfPadding(info)
      return isUsual ? stock(args) : elsewhere(args)
    })
  }
  borrowCases(tf, 'wasm', WRONG_BELOW_ZERO)
}

/** Whether the first or the last window of a direction has no number of the input in it. */
function hasWindowsOfPadding({ inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo: { top, left } }: Conv2DInfo): boolean {
  if (top >= filterHeight || left >= filterWidth) return true
  return (outHeight - 1) * strideHeight - top >= inHeight || (outWidth - 1) * strideWidth - left >= inWidth
}

const WRONG_BELOW_ZERO = ['MaxPool3D', 'MaxPool3DGrad', 'MaxPoolWithArgmax', 'Dilation2D', 'Dilation2DBackpropFilter', 'Dilation2DBackpropInput']
