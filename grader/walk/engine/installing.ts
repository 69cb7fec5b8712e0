import { startEngine } from '../../../engine'
import { courseRoot } from '../../../engine/places'
import { indented } from '../data/words'

/** Asks whether to go on. Gives the exit code when the answer is no, or nobody can be asked. */
export async function refusal(): Promise<number | undefined> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    console.error('Nothing was installed: there is no terminal to ask you on, so say yes with --yes.')
    return 2
  }
  const { confirm } = await import('../menus')
  if (await confirm('Install it?')) return undefined
  console.log('Nothing was installed.')
  return 1
}

const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Lets Ctrl-C stop some work in order. */
export async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const stopped = () => stop.abort()
  for (const signal of STOPS) process.once(signal, stopped)
  try {
    return await work(stop.signal)
  } finally {
    for (const signal of STOPS) process.off(signal, stopped)
  }
}

/** Says what went wrong, and what the course trains on meanwhile. Gives the exit code. */
export async function failed(sentence: string, root: string): Promise<number> {
  console.error(indented(sentence, 0))
  const engine = root === courseRoot ? await startEngine('').catch(() => undefined) : undefined
  if (engine) console.error(indented(`The course goes on: it trains on ${engine.name} (${engine.device}).`, 0))
  return 1
}
