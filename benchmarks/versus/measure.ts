import { type ContenderName, shortTitles } from './contenders'
import { type Answer, type Ask, type Failed, type Mode, modes, type Rows } from './protocol'
import { figure } from '../table'
import type { Workload } from './workloads'

/** Somebody who can be asked; a process that stands still unless it is. */
export interface Seat {
  name: ContenderName
  ask(ask: Ask): Promise<Answer>
}

/** Milliseconds of one step, round by round, the same rounds for all contenders. */
export interface Times extends Record<Mode, number[]> {
  kind: 'measured'
  /** Of the last epoch of training: what tells that all have trained the same net on the same rows. */
  loss?: number
  /** Why a step was not compiled that should have been. */
  uncompiled?: string
}

/** What came of each contender; those that failed say why. */
export type Measurements = Partial<Record<ContenderName, Times | Failed>>

export interface MeasureOptions {
  rounds: number
  /** Milliseconds between two turns, in which the threads of the last one stop spinning. */
  rest?: number
  /** Is told what each round has come to. */
  tell?: (text: string) => void
}

/**
 * Times one workload: every contender in turn does an epoch, then the next, while the others stand still; then the next
 * round, begun by the next contender. The first take of each kind is not counted: it traces, records and compiles.
 */
export async function measure({ name, batch, steps }: Workload, rows: Rows, seats: readonly Seat[], { rounds, rest = 50, tell }: MeasureOptions): Promise<Measurements> {
  const found: Measurements = Object.fromEntries(seats.map((seat) => [seat.name, { kind: 'measured', train: [], evaluate: [], predict: [] }]))
  const askEach = async (ask: Ask, round: number, note?: (times: Times, seconds: number, loss?: number) => void) => {
    for (let turn = 0; turn < seats.length; turn++) {
      const seat = seats[(round + turn) % seats.length]
      const times = found[seat.name]!
      if (times.kind === 'failed') continue
      await new Promise((resolve) => setTimeout(resolve, rest))
      const answer = await seat.ask(ask)
      if (answer.kind === 'failed') found[seat.name] = answer
      if (answer.kind !== 'taken') continue
      if (answer.uncompiled) times.uncompiled ??= answer.uncompiled
      note?.(times, answer.seconds, answer.loss)
    }
  }
  await askEach({ ask: 'prepare', net: name, seed: 0, batch, rows }, 0)
  for (const mode of modes) {
    await askEach({ ask: mode }, 0)
    for (let round = 0; round < rounds; round++) {
      await askEach({ ask: mode }, round, (times, seconds, loss) => {
        times[mode].push((1000 * seconds) / steps)
        if (mode === 'train') times.loss = loss
      })
      tell?.(`${mode}, round ${round + 1} of ${rounds}: ${seats.map((seat) => inWords(seat.name, found[seat.name]!, mode)).join(', ')}, ms a step`)
    }
  }
  return found
}

/** The newest time of one. */
function inWords(name: ContenderName, times: Times | Failed, mode: Mode): string {
  return `${shortTitles[name]} ${times.kind === 'failed' ? 'failed' : figure(times[mode].at(-1)!)}`
}
