import path from 'node:path'
import { borrowedKernel, borrowKernels } from '../borrowed-kernels'
import { type Starter, started, unavailable } from '../engine'
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

/** Puts TensorFlow.js on WebAssembly, with the kernels that the stock package lacks. */
export const startWasm: Starter = async (tf) => {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  const packageFile = require.resolve('@tensorflow/tfjs-backend-wasm/package.json')
  setWasmPaths(path.join(path.dirname(packageFile), 'dist', path.sep))
  // Its threads need a worker script that Node does not load.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  if (!(await withoutNewListeners(() => tf.setBackend('wasm')))) return unavailable('the WebAssembly module could not be loaded')
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
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')
  return started(`CPU${simd ? ', SIMD' : ''}, one thread`)
}

/** The module's loader wants to hear of every uncaught error of the process, only to throw it again. */
async function withoutNewListeners<T>(start: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'] as const
  const before = events.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')))
  const result = await start()
  events.forEach((event, i) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[i].has(listener)) process.off(event, listener)
    }
  })
  return result
}
