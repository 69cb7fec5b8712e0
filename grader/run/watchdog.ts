import { Worker } from 'node:worker_threads'

/**
 * Ends this process when it has not been heard of for too long. A loop that never ends lets no timer of its own
 * thread fire, so a second thread keeps the clock. Whoever started the process sees it die of SIGKILL.
 */
export function setWatchdog(seconds: number | undefined): void {
  if (!dog) dog = start()
  Atomics.store(dog, 0, seconds === undefined ? 0n : BigInt(Date.now() + Math.ceil(seconds * 1000)))
}

let dog: BigInt64Array | undefined

function start(): BigInt64Array {
  const shared = new BigInt64Array(new SharedArrayBuffer(8))
  const worker = new Worker(WATCH, { eval: true, workerData: { shared, pid: process.pid } })
  worker.unref()
  return shared
}

const WATCH = `
  const { workerData: { shared, pid } } = require('node:worker_threads')
  const fs = require('node:fs')
  setInterval(() => {
    const deadline = Atomics.load(shared, 0)
    if (deadline === 0n || BigInt(Date.now()) < deadline) return
    fs.writeSync(2, '\\nStopped: a spec ran for too long without an answer. Is there a loop that never ends?\\n')
    process.kill(pid, 'SIGKILL')
  }, 200)
`
