import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { compileFunction } from 'node:vm'
import { Worker } from 'node:worker_threads'
import type { BackendWasmThreadedSimdModule } from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd'

/** How long the threads may take to come up, in milliseconds: some tens of them each on a free core. */
const PATIENCE = 5000

/**
 * Loads the threaded build of the WebAssembly backend, with `threads - 1` workers beside the thread that calls. Gives
 * nothing where they do not come up: memory or threads are scarce, say, or Node may not start workers here.
 *
 * The package hands its loader to the workers as a Blob, which Node's workers cannot read. The loader and the worker
 * script themselves, as Emscripten made them, do know Node. Only, the loader always starts eight workers, keeps the
 * process alive with them, and leaves listeners and a Worker in Node's globals; so it gets stand-ins for those.
 */
export async function loadThreaded(threads: number): Promise<BackendWasmThreadedSimdModule | undefined> {
  const workers: Worker[] = []
  // It also keeps the process alive meanwhile, which the workers do not.
  let timer: NodeJS.Timeout | undefined
  try {
    const failed = new Promise<never>((_, reject) => {
      timer = setTimeout(reject, PATIENCE)
      while (workers.length < threads - 1) workers.push(startWorker(reject))
    })
    const module = await Promise.race([instantiate(workers), failed])
    // From now on a broken thread is an uncaught error: whoever waits for its share would wait for ever.
    for (const worker of workers) worker.removeAllListeners('error')
    return module
  } catch {
    for (const worker of workers) void worker.terminate()
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

const root = path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))
const loaderFile = path.join(root, 'wasm-out', 'tfjs-backend-wasm-threaded-simd.js')

function startWorker(onError: (error: unknown) => void): Worker {
  const { wasmWorkerContents } = evaluate(loaderFile.replace(/js$/, 'worker.js'), 1) as { wasmWorkerContents: string }
  // The package keeps the script in a template literal, which turned each \n in it into a line break.
  return new Worker(wasmWorkerContents.replaceAll('\n', '\\n'), { eval: true, execArgv: [] }).on('error', onError)
}

/** What Emscripten's loader works on: settings, which it makes into the module. */
interface Loading extends Partial<BackendWasmThreadedSimdModule> {
  wasmBinary: Uint8Array
  PThread?: BackendWasmThreadedSimdModule['PThread'] & { unusedWorkers: Pthread[] }
}

type Loader = (loading: Loading) => Promise<BackendWasmThreadedSimdModule & Record<string, () => void>>

async function instantiate(workers: Worker[]): Promise<BackendWasmThreadedSimdModule> {
  const loading: Loading = { wasmBinary: fs.readFileSync(path.join(root, 'dist', 'tfjs-backend-wasm-threaded-simd.wasm')) }
  const ready = (evaluate(loaderFile, workers.length + 1) as Loader)(loading)
  // By now it has made its eight, and it looks at them only when it has compiled the file.
  loading.PThread!.unusedWorkers = workers.map(pthread)
  const module = await ready
  return Object.assign(module, {
    tfjs: {
      init: module['_init'],
      initWithThreadsCount: module['_init_with_threads_count'],
      getThreadsCount: module['_get_threads_count'] as () => number,
      registerTensor: module['_register_tensor'],
      disposeData: module['_dispose_data'],
      dispose: module['_dispose'],
    },
  })
}

/** Runs a file of the package as a module, with stand-ins for all that the loader would change around itself. */
function evaluate(file: string, threads: number): unknown {
  // Of the logical cores that it hears of, the module uses half.
  const requireWithCores = (name: string): unknown => (name === 'os' ? { cpus: () => ({ length: 2 * threads }) } : createRequire(file)(name))
  const module: { exports: unknown } = { exports: {} }
  const quietProcess = Object.create(process, { on: { value: () => undefined }, listeners: { value: () => [] } }) as unknown
  const scope = { module, exports: module.exports, require: requireWithCores, __filename: file, __dirname: path.dirname(file), process: quietProcess, global: {}, Worker: class {} }
  const run = compileFunction(fs.readFileSync(file, 'utf8'), Object.keys(scope), { filename: file }) as (...scope: unknown[]) => void
  run(...Object.values(scope))
  return module.exports
}

/** What the loader asks of a worker. */
type Pthread = ReturnType<typeof pthread>

/** A worker as the loader sees it: it may not keep the process alive, and its errors are our business. */
function pthread(worker: Worker) {
  let receive: ((data: unknown) => void) | undefined
  // Node waits for a worker that is listened to, and one that has ended can no longer be told off: so both at once, now.
  worker.on('message', (data) => receive?.(data)).unref()
  return {
    postMessage: (message: unknown) => worker.postMessage(message),
    on: (event: string, listener: (data: unknown) => void) => {
      if (event === 'message') receive = listener
    },
    ref: () => undefined,
    unref: () => undefined,
    terminate: () => worker.terminate(),
  }
}
