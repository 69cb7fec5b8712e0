import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ContenderName } from './contenders'
import { measure, type Seat } from './measure'
import type { Answer, Ask } from './protocol'
import { workloads } from './workloads'

const mnist = { ...workloads[0], steps: 10 }
const array = { file: 'none', dtype: 'float32' as const, shape: [1] }
const rows = { x: array, y: array }

/** A seat that writes down what it was asked, and answers so. */
function seat(name: ContenderName, log: string[], answer: (ask: Ask, nth: number) => Answer): Seat {
  let nth = 0
  return {
    name,
    async ask(ask) {
      log.push(`${name} ${ask.ask}`)
      return ask.ask === 'prepare' ? { kind: 'prepared' } : answer(ask, nth++)
    },
  }
}

describe('timing a workload', () => {
  it('asks each in turn, begins each round with the next, and leaves the first take out', async () => {
    const log: string[] = []
    const seats = (['eager', 'keras'] as const).map((name) => seat(name, log, (_, nth) => ({ kind: 'taken', seconds: nth, loss: 1 / (1 + nth) })))
    const { keras } = await measure(mnist, rows, seats, { rounds: 2, rest: 0 })
    assert.deepEqual(log.slice(0, 8), ['eager prepare', 'keras prepare', 'eager train', 'keras train', 'eager train', 'keras train', 'keras train', 'eager train'])
    // Seconds of an epoch of ten steps, in milliseconds a step.
    assert.deepEqual(keras, { kind: 'measured', train: [100, 200], evaluate: [400, 500], predict: [700, 800], loss: 1 / 3 })
  })

  it('goes on without a contender that fails, which says why and is not asked again', async () => {
    const log: string[] = []
    const well = seat('compiled', log, () => ({ kind: 'taken', seconds: 1 }))
    const ill = seat('torch', log, (ask) => (ask.ask === 'evaluate' ? { kind: 'failed', reason: 'out of memory' } : { kind: 'taken', seconds: 1 }))
    const { compiled, torch } = await measure(mnist, rows, [well, ill], { rounds: 3, rest: 0 })
    assert.deepEqual(torch, { kind: 'failed', reason: 'out of memory' })
    assert.deepEqual(compiled, { kind: 'measured', train: [100, 100, 100], evaluate: [100, 100, 100], predict: [100, 100, 100], loss: undefined })
    assert.equal(log.filter((line) => line === 'torch evaluate').length, 1)
    assert.ok(!log.includes('torch predict'))
  })
})
