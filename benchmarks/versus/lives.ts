import { type ContenderName, shortTitles } from './contenders'
import type { Failed, Rows } from './protocol'
import type { Worker } from './worker'
import type { Workload } from './workloads'

/** What a net costs in a process that has just begun, life by life. */
export interface Lives {
  kind: 'lived'
  /** Seconds of the first epoch, with all that is traced, recorded and compiled in it. */
  firstEpoch: number[]
  /** The most memory of the process, frameworks and rows included, in bytes. */
  peak: number[]
}

/** The first one traces, records and compiles, the second one runs what was made. */
const EPOCHS = 2

export interface LiveOptions {
  lives: number
  /** Is told what each process has come to. */
  tell: (text: string) => void
}

/** Trains a net in so many fresh processes of each contender, in turns, one process at a time. */
export async function live({ name, batch }: Workload, rows: Rows, starters: readonly { name: ContenderName; start(): Worker }[], { lives, tell }: LiveOptions): Promise<Partial<Record<ContenderName, Lives | Failed>>> {
  const found: Partial<Record<ContenderName, Lives | Failed>> = {}
  for (let life = 0; life < lives; life++) {
    for (const contender of starters) {
      const before = found[contender.name]
      if (before?.kind === 'failed') continue
      const worker = contender.start()
      const lived = await once(worker, { name, batch, rows })
      worker.kill()
      const how = lived.kind === 'failed' ? lived.reason : `first epoch ${lived.firstEpoch[0].toFixed(2)} s, at most ${(lived.peak[0] / 1e6).toFixed(0)} MB`
      tell(`process ${life + 1} of ${lives}, ${shortTitles[contender.name]}: ${how}`)
      found[contender.name] = lived.kind === 'failed' ? lived : { kind: 'lived', firstEpoch: [...(before?.firstEpoch ?? []), ...lived.firstEpoch], peak: [...(before?.peak ?? []), ...lived.peak] }
    }
  }
  return found
}

async function once(worker: Worker, { name, batch, rows }: { name: string; batch: number; rows: Rows }): Promise<Lives | Failed> {
  const begun = await worker.about
  if (begun.kind === 'failed') return begun
  const prepared = await worker.ask({ ask: 'prepare', net: name, seed: 0, batch, rows })
  if (prepared.kind === 'failed') return prepared
  const firstEpoch: number[] = []
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const taken = await worker.ask({ ask: 'train' })
    if (taken.kind === 'failed') return taken
    if (taken.kind === 'taken' && epoch === 0) firstEpoch.push(taken.seconds)
  }
  const peak = await worker.ask({ ask: 'peak' })
  if (peak.kind === 'failed') return peak
  return { kind: 'lived', firstEpoch, peak: peak.kind === 'peak' ? [peak.bytes] : [] }
}
