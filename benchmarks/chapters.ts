import { fork } from 'node:child_process'
import path from 'node:path'
import { type EngineName, offeredEngines } from '../engine'
import { figure, type Table } from './table'
import { workloads } from './workloads'

/** Each engine takes so many turns at each net, and so many steps in a turn. */
const ROUNDS = 5

/**
 * Milliseconds, median, fastest and slowest turn, for one training step of the nets of chapters 5 to 7, on every engine that starts here. Each engine has
 * a process of its own; they work in turns, never at once, so that the machine's moods cancel out.
 */
export async function benchChapters(): Promise<Table> {
  const engines = (await Promise.all(offeredEngines.map(async (name) => ({ name, engine: await begin(name) })))).filter(({ engine }) => engine !== undefined)
  const rows: string[][] = []
  for (const [index, { name }] of workloads.entries()) {
    const times = engines.map(() => [] as number[])
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, { engine }] of engines.entries()) times[i].push(await engine!.turn(index))
    }
    rows.push([name, ...times.map(spread)])
    console.error(rows.at(-1)!.join('  '))
  }
  for (const { engine } of engines) engine!.end()
  return { heading: ['', ...engines.map(({ name }) => name)], rows }
}

interface Engine {
  /** Milliseconds of a step, over one turn. */
  turn(workload: number): Promise<number>
  end(): void
}

/** An engine in a process of its own; nothing where it does not start. */
async function begin(name: EngineName): Promise<Engine | undefined> {
  const child = fork(path.join(__dirname, 'workloads.ts'), [name], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  const answer = () =>
    new Promise<number | undefined>((resolve) => {
      const heard = (ms: number) => {
        child.off('exit', left)
        resolve(ms)
      }
      const left = () => {
        child.off('message', heard)
        resolve(undefined)
      }
      child.once('message', heard).once('exit', left)
    })
  const started = await answer()
  if (started === undefined) return undefined
  return {
    async turn(workload) {
      child.send(workload)
      const ms = await answer()
      if (ms === undefined) throw new Error(`${name} ended in the middle of ${workloads[workload].name}`)
      return ms
    },
    end: () => child.kill(),
  }
}

function spread(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const [least, middle, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)!].map(figure)
  return `${middle} (${least}–${most})`
}
