import { host } from './host'
import { type Outcome, timedOut } from './outcome'

/** How much later than our own limit the watchdog ends the process: it is for loops that never let us speak. */
const GRACE = 2

let deadline = Infinity

/**
 * Runs `body`, but no longer than `seconds`. A body that waits for ever is given up here; one that never
 * comes back from a loop is ended, process and all, by the watchdog.
 */
export async function within<T>(seconds: number, body: () => T | Promise<T>): Promise<T | Outcome> {
  allow(seconds)
  let timer: NodeJS.Timeout | undefined
  const overdue = new Promise<Outcome>((resolve) => {
    timer = setInterval(() => {
      if (performance.now() > deadline) resolve(timedOut())
    }, 100)
  })
  try {
    return await Promise.race([(async () => body())(), overdue])
  } finally {
    clearInterval(timer)
    deadline = Infinity
    host().watchdog(undefined)
  }
}

/** Sets the clock anew: training calls it at every step, so that only a standstill counts as too slow. */
export function allow(seconds: number): void {
  deadline = performance.now() + seconds * 1000
  host().watchdog(seconds + GRACE)
}
