import path from 'node:path'
import type * as tfjs from '@tensorflow/tfjs'
import { registerBatchMatMul } from './batch-mat-mul'

/** Puts TensorFlow.js on WebAssembly, with the training kernels that the stock package lacks. Returns the device in words. */
export async function startWasm(tf: typeof tfjs): Promise<string> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  const packageFile = require.resolve('@tensorflow/tfjs-backend-wasm/package.json')
  setWasmPaths(path.join(path.dirname(packageFile), 'dist', path.sep))
  // Its threads need a worker script that Node does not load.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly module could not be loaded')
  registerBatchMatMul(tf)
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')
  return `CPU${simd ? ', SIMD' : ''}, one thread`
}
