import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Exam } from './exam'
import { fakeHost } from './testing/host'

it('an exam is taken from the host when the spec begins: what is put in its place later is not asked', async () => {
  const host = await fakeHost()
  const exam = (score: number): Exam => ({ pose: () => Promise.reject(new Error('not asked')), judge: (_, lists) => Promise.resolve(lists.map(() => score)) })
  host.exam = exam(0.5)
  const { judge } = await import('./pose')
  assert.equal(host.exam, undefined)
  host.exam = exam(1)
  assert.deepEqual(await judge('moons', [0, 1], [[1, 1], [0, 0]]), { score: 0.5, ofRuns: [0.5, 0.5] })
  assert.deepEqual(host.events, [{ type: 'handed in', problem: 'moons', runs: 2 }])
})
