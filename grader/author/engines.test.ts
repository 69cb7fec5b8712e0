import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Exercise } from '../course/course'
import { merge } from './engines'

const course = { exercises: ['a', 'b', 'c'].map((key) => ({ key }) as Exercise) }

it('what was tried now counts over what was tried before, and what is gone is dropped', () => {
  const before = { version: '0.1.0', tried: ['b', 'c', 'gone'], failed: { b: 'it was wrong', c: 'still wrong', gone: 'wrong' } }
  const now = { version: '0.2.0', tried: ['b', 'a'], failed: { a: 'wrong now' } }
  assert.deepEqual(merge(course, before, now), { version: '0.2.0', tried: ['a', 'b', 'c'], failed: { a: 'wrong now', c: 'still wrong' } })
  assert.deepEqual(merge(course, undefined, now), { version: '0.2.0', tried: ['a', 'b'], failed: { a: 'wrong now' } })
})
