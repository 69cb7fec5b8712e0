import type * as tfjs from '@tensorflow/tfjs'

export type Conv2DInfo = tfjs.backend_util.Conv2DInfo

/** What a convolution, or a gradient of one, is told besides its tensors. */
export interface Convolution {
  strides: number | [number, number]
  pad: Parameters<typeof tfjs.backend_util.computeConv2DInfo>[4]
  dimRoundingMode?: 'floor' | 'round' | 'ceil'
  dataFormat?: 'NHWC' | 'NCHW'
  dilations?: number | [number, number] | null
}

/** The lengths, strides and paddings of a convolution of channels-last pictures. */
export function convInfoOf(tf: typeof tfjs, inShape: number[], filterShape: number[], convolution: Convolution, depthwise = false): Conv2DInfo {
  const { strides, pad, dimRoundingMode, dilations } = convolution
  const shapes = [inShape, filterShape] as [Conv2DInfo['inShape'], Conv2DInfo['filterShape']]
  return tf.backend_util.computeConv2DInfo(...shapes, strides, dilations ?? 1, pad, dimRoundingMode, depthwise)
}

export function isDilated({ dilations }: Convolution): boolean {
  return [dilations ?? 1].flat().some((dilation) => dilation !== 1)
}

/** Whether the result has the rows and columns for which there is a window. */
export function isOfItsSize({ inHeight, inWidth, outHeight, outWidth, effectiveFilterHeight, effectiveFilterWidth, strideHeight, strideWidth, padInfo }: Conv2DInfo): boolean {
  const rows = Math.floor((inHeight + padInfo.top + padInfo.bottom - effectiveFilterHeight) / strideHeight) + 1
  const columns = Math.floor((inWidth + padInfo.left + padInfo.right - effectiveFilterWidth) / strideWidth) + 1
  return rows === outHeight && columns === outWidth
}

/** The padding, in numbers. */
export function inNumbers({ padInfo: { top, bottom, left, right } }: Conv2DInfo): tfjs.backend_util.ExplicitPadding {
  return [[0, 0], [top, bottom], [left, right], [0, 0]]
}
