import path from 'node:path'
import { Worker } from 'node:worker_threads'

/**
 * Notices when a spec takes too long, and ends the process when even that does not help, or when whoever it works for
 * is gone. A loop that never ends lets no timer of its own thread fire, nor does a long training let it hear of a parent
 * that was killed, so a second thread (watchdog-thread.cjs) keeps the clock.
 */
export class Watchdog {
  /** [which limit this is, from 1; the limit, in s; processor time when it was set, in s; 1 when it is over] */
  private readonly clock = new Float64Array(new SharedArrayBuffer(4 * 8))
  private limits = 0
  private readonly thread = new Worker(path.join(__dirname, 'watchdog-thread.cjs'), {
    // Who has a channel to another process works for that one alone.
    workerData: { clock: this.clock, pid: process.pid, parent: process.connected ? process.ppid : undefined },
  })

  constructor() {
    this.thread.unref()
  }

  /** The file that is judged, and where the thread leaves a last event before it ends the process. */
  follow(file: string, events: string | undefined): void {
    this.thread.postMessage({ file, events })
  }

  /** Allows so many seconds from now on; `undefined` lifts the limit. */
  allow(seconds: number | undefined): void {
    const { user, system } = process.cpuUsage()
    this.clock.set([++this.limits, seconds ?? 0, (user + system) / 1e6, 0])
  }

  isOver(): boolean {
    return this.clock[3] === 1
  }
}
