import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { follow, type Limits, runSuite } from './run'

const limits: Limits = { start: 20_000, silence: 20_000, all: 60_000 }

/** Follows a process that begins a spec, finishes it, begins another, and then does what it is told. */
function afterOne(deed: string, change: Partial<Limits> = {}): ReturnType<typeof follow> {
  const script = `
    const tell = (event) => require('fs').writeSync(3, JSON.stringify(event) + '\\n')
    tell({ kind: 'started', version: '1.2.3' })
    tell({ kind: 'begun', name: 'one' })
    tell({ kind: 'done', name: 'one', status: 'passed' })
    tell({ kind: 'begun', name: 'two' })
    ${deed}
  `
  return follow('cpu', ['-e', script], { ...limits, ...change }, () => {})
}

describe('a run of the suite', { concurrency: 2 }, () => {
  it("is of TensorFlow.js's own specs, on the engine", async () => {
    const counts: number[] = []
    const run = await runSuite('cpu', '^matmul test-cpu \\{\\} (A x B|A \\^?t)', (count) => counts.push(count))
    assert.deepEqual(run.ending, { kind: 'finished' })
    assert.equal(run.version, '4.22.0')
    assert.ok(run.specs.length > 0 && run.specs.every(({ name, status }) => name.startsWith('matmul test-cpu {} A') && status === 'passed'), JSON.stringify(run.specs))
    assert.deepEqual(counts, run.specs.map((_, i) => i + 1))
  })

  it('that crashes says how and where, and keeps what was done', async () => {
    const { ending, specs, version } = await afterOne(`console.error('out of luck'); process.abort()`)
    assert.ok(ending.kind === 'crashed')
    assert.equal(ending.at, 'two')
    assert.match(ending.how, /: out of luck$/)
    assert.deepEqual([version, specs], ['1.2.3', [{ name: 'one', status: 'passed' }]])
  })

  it('that throws says what', async () => {
    const { ending } = await afterOne(`throw new Error('out of luck')`)
    assert.deepEqual(ending, { kind: 'crashed', at: 'two', how: 'exit code 1: Error: out of luck' })
  })

  it('that hangs is ended', async () => {
    const { ending } = await afterOne('for (;;);', { silence: 2_000 })
    assert.deepEqual(ending, { kind: 'crashed', at: 'two', how: 'nothing was heard of it for 2 s' })
  })

  it('that never comes to an end is ended', async () => {
    const { ending } = await afterOne(`setInterval(() => tell({ kind: 'begun', name: 'three' }), 20)`, { all: 3_000 })
    assert.equal(ending.kind === 'crashed' && ending.how, 'it was not done after 3 s')
  })

  it('on an engine that is not here says why', async () => {
    const { ending } = await follow('cpu', ['-e', `require('fs').writeSync(3, '{"kind":"unavailable","reason":"it is not installed"}\\n')`], limits, () => {})
    assert.deepEqual(ending, { kind: 'unavailable', reason: 'it is not installed' })
  })
})
