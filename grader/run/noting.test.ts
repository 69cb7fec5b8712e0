import assert from 'node:assert/strict'
import { it } from 'node:test'
import type * as datasets from '../../datasets'
import { noting } from './noting'

class Kept extends Error {}

it('tells when a loader gives made-up data, and hands everything on unchanged', () => {
  let told = 0
  const toys = { xor: () => 1 }
  const loaders = { real: (n: number) => ({ n, standIn: false }), madeUp: (n: number) => ({ n, standIn: true }), toys, Kept }
  const lent = noting(loaders as unknown as typeof datasets, () => told++) as unknown as typeof loaders
  assert.deepEqual(lent.real(3), { n: 3, standIn: false })
  assert.equal(told, 0)
  assert.deepEqual(lent.madeUp(4), { n: 4, standIn: true })
  assert.equal(told, 1)
  assert.equal(lent.toys, toys)
  assert.ok(new Kept() instanceof lent.Kept)
})
