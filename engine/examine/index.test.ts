import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { summary } from '.'
import type { Message } from './worker'

const started: Message = { kind: 'started', name: 'wasm', device: 'CPU, SIMD', why: 'the fastest one here' }
const measured: Message = { kind: 'measured', speed: { gflops: 15, size: 1024, step: 27 } }
const verified: Message = { kind: 'verified', verdict: { kind: 'dense', problems: [] } }
const finished: Message = { kind: 'finished' }
const crash: Message = { kind: 'failed', reason: 'it crashed' }

describe('what a process said of an engine', () => {
  it('is a usable engine when it was measured to the end', () => {
    const usable = { kind: 'usable', device: 'CPU, SIMD', speed: measured.speed }
    assert.deepEqual(summary([started, measured, finished]), { name: 'wasm', why: 'the fastest one here', finding: usable })
    assert.deepEqual(summary([started, measured, verified, finished]).finding, { ...usable, verdicts: [verified.verdict] })
  })

  it('is the reason why it cannot be had', () => {
    const unavailable: Message = { kind: 'unavailable', reason: 'it is not installed', fix: 'npm run engine -- install tensorflow' }
    assert.deepEqual(summary([unavailable, finished]).finding, unavailable)
  })

  it('is a broken engine however far it got', () => {
    assert.deepEqual(summary([crash]), { finding: { kind: 'broken', reason: 'it crashed' } })
    for (const before of [[started], [started, measured], [started, measured, verified]]) {
      assert.deepEqual(summary([...before, crash]), { name: 'wasm', why: 'the fastest one here', finding: { kind: 'broken', reason: 'it crashed', device: 'CPU, SIMD' } })
    }
  })
})
