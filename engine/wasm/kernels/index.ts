import { borrowedKernel, borrowKernels } from '../../borrowed-kernels'
import type { TensorFlow } from '../../engine'
import { registerBatchMatMul } from './batch-mat-mul'
import { mendBincount } from './bincount'
import { mendBroadcasting } from './broadcasting'
import { mendCastToBool } from './cast-to-bool'
import { mendClipByValue } from './clip-by-value'
import { registerComplex } from './complex'
import { registerConv2DBackpropFilter } from './conv2d-backprop-filter'
import { registerConv2DBackpropInput } from './conv2d-backprop-input'
import { mendConvolutions } from './convolutions'
import { registerDepthwiseBackpropFilter } from './depthwise-backprop-filter'
import { registerDepthwiseBackpropInput } from './depthwise-backprop-input'
import { registerGather } from './gather'
import { registerIdentity } from './identity'
import { registerMaxPoolGrad } from './max-pool-grad'
import { borrowForOthersThanNumbers } from './not-numbers'
import { mendPools } from './pools'
import { mendSlice } from './slice'
import { registerTile } from './tile'
import { registerUnsortedSegmentSum } from './unsorted-segment-sum'

/** Supplies the kernels that the stock package lacks or that are slow there, and mends those that are wrong. */
export function completeKernels(tf: TensorFlow): void {
  registerIdentity(tf)
  mendCastToBool(tf)
  registerComplex(tf)
  mendClipByValue(tf)
  mendSlice(tf)
  registerTile(tf)
  mendBroadcasting(tf)
  registerBatchMatMul(tf)
  mendConvolutions(tf)
  registerConv2DBackpropFilter(tf, borrowedKernel(tf, 'Conv2DBackpropFilter'))
  registerConv2DBackpropInput(tf, borrowedKernel(tf, 'Conv2DBackpropInput'))
  registerDepthwiseBackpropFilter(tf, borrowedKernel(tf, 'DepthwiseConv2dNativeBackpropFilter'))
  registerDepthwiseBackpropInput(tf, borrowedKernel(tf, 'DepthwiseConv2dNativeBackpropInput'))
  mendPools(tf)
  registerMaxPoolGrad(tf)
  registerGather(tf)
  registerUnsortedSegmentSum(tf)
  mendBincount(tf)
  borrowForOthersThanNumbers(tf)
  borrowKernels(tf, 'wasm')
}
