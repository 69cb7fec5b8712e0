import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nativeTensorflow } from './testing/native'
import { trainRandomModels } from './testing/property'

describe('random models', () => {
  it('come out the same whether their steps are compiled or not, and leave nothing behind', async (t) => {
    // On two threads recurrent layers compute large batches in halves.
    const found = await nativeTensorflow({ threads: 2 })
    if ('missing' in found) return t.skip(found.missing)
    const { failures, compiled } = await trainRandomModels(found.tf, found.backend, 1, 100)
    assert.deepEqual(failures, [])
    assert.ok(compiled >= 90, `only ${compiled} of 100 were compiled`)
  })
})
