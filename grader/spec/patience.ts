import { host } from './host'
import { type Outcome, timedOut } from './outcome'

/**
 * Runs `body`, but for no longer than about `seconds`. A body that waits for ever is given up here; one that never
 * comes back from a loop is ended, process and all, by the watchdog.
 */
export async function within<T>(seconds: number, body: () => T | Promise<T>): Promise<T | Outcome> {
  const { patience } = host()
  patience.allow(seconds)
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<Outcome>((resolve) => {
    timer = setInterval(() => patience.isOver() && resolve(timedOut(seconds)), 100)
  })
  try {
    return await Promise.race([(async () => body())(), over])
  } finally {
    clearInterval(timer)
    patience.allow(undefined)
  }
}
