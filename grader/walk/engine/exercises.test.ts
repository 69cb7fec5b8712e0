import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Exercise } from '../../course/course'
import { doable } from './exercises'

const course = { exercises: ['1.1', '1.2', '1.3'].map((id) => ({ id, key: `01-small/${id}` }) as Exercise) }

it('an engine can do what passed on it; what nobody tried is no failure', () => {
  const abilities = { wasm: { version: '0.1.0', tried: ['01-small/1.1', '01-small/1.3', '09-gone/9.1'], failed: { '01-small/1.3': 'too slow', '09-gone/9.1': 'gone' } } }
  assert.deepEqual(doable(course, abilities, 'wasm'), { engine: 'wasm', passed: ['1.1'], failed: [{ exercise: '1.3', reason: 'too slow' }], untried: ['1.2'] })
  assert.deepEqual(doable(course, abilities, 'cpu'), { engine: 'cpu', passed: [], failed: [], untried: ['1.1', '1.2', '1.3'] })
})
