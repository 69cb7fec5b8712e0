import path from 'node:path'
import { type Starter, started, unavailable } from '../engine'
import { completeKernels } from './kernels'

/** Puts TensorFlow.js on WebAssembly, with the kernels that the stock package lacks. */
export const startWasm: Starter = async (tf) => {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  const packageFile = require.resolve('@tensorflow/tfjs-backend-wasm/package.json')
  setWasmPaths(path.join(path.dirname(packageFile), 'dist', path.sep))
  // Its threads need a worker script that Node does not load; docs/engines.md says why ours do not replace it.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  if (!(await withoutNewListeners(() => tf.setBackend('wasm')))) return unavailable('the WebAssembly module could not be loaded')
  completeKernels(tf)
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
