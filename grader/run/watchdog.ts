import { Worker } from 'node:worker_threads'

/**
 * Ends this process when a spec has not been heard of for too long. A loop that never ends lets no timer of its
 * own thread fire, so a second thread keeps the clock. It leaves a last event behind, so that everybody knows why.
 */
export class Watchdog {
  /** Milliseconds since 1970 when the process ends; 0 for never. */
  private readonly deadline = new BigInt64Array(new SharedArrayBuffer(8))
  private readonly thread = new Worker(KEEP_WATCH, { eval: true, workerData: { deadline: this.deadline, pid: process.pid } })

  constructor() {
    this.thread.unref()
  }

  /** Where the last event goes. */
  follow(events: string | undefined): void {
    this.thread.postMessage(events)
  }

  set(seconds: number | undefined): void {
    Atomics.store(this.deadline, 0, seconds === undefined ? 0n : BigInt(Date.now() + Math.ceil(seconds * 1000)))
  }
}

const KEEP_WATCH = `
  const fs = require('node:fs')
  const { parentPort, workerData: { deadline, pid } } = require('node:worker_threads')
  let events
  parentPort.on('message', (file) => { events = file })
  setInterval(() => {
    const at = Atomics.load(deadline, 0)
    if (at === 0n || BigInt(Date.now()) < at) return
    if (events) fs.appendFileSync(events, JSON.stringify({ type: 'stopped' }) + '\\n')
    else fs.writeSync(2, 'Stopped: a spec gave no answer for too long. Is there a loop that never ends?\\n')
    process.kill(pid, 'SIGKILL')
  }, 200)
`
