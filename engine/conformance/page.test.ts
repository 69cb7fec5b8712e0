import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Spec } from './events'
import { BEGIN, END, withRows } from './page'
import type { Run } from './run'
import { inColumns, rowOf } from './table'

const spec = (name: string, status: Spec['status']): Spec => ({ name, status })
const run = (subject: Run['subject'], specs: Spec[], ending: Run['ending'] = { kind: 'finished' }): Run => ({ subject, version: '4.22.0', specs, seconds: 9, node: 'v20.20.2', ending })

const stock = run('stock wasm', [spec('a', 'passed'), spec('b', 'failed'), spec('c', 'skipped')])
const wasm = run('wasm', [spec('a', 'failed'), spec('b', 'passed'), spec('c', 'skipped')])
const yardstick = { stock, known: [], whole: true }
const rows = [stock, wasm].map((one) => rowOf(one, yardstick))
const engines = ['stock wasm', 'wasm', 'cpu']

describe('the table', () => {
  it('counts, and compares wasm with the package alone', () => {
    assert.deepEqual(rows[1], ['wasm', '4.22.0', '1', '1', '1', '9', 'v20.20.2', 'against stock: 1 new, 1 lost'])
  })

  it('says where an engine crashed, and why one is not here', () => {
    const remark = (ending: Run['ending']) => rowOf(run('wasm', [spec('a', 'passed')], ending), yardstick).at(-1)
    assert.equal(remark({ kind: 'crashed', at: 'b', how: 'SIGABRT' }), 'crashed after 1 spec at "b" (SIGABRT)')
    assert.equal(remark({ kind: 'crashed', how: 'SIGABRT' }), 'crashed before the first spec (SIGABRT)')
    assert.equal(remark({ kind: 'unavailable', reason: 'it is not installed' }), 'not here: it is not installed')
  })

  it('has its numbers below each other', () => {
    const lines = inColumns([rowOf(run('cpu', Array.from({ length: 1234 }, () => spec('a', 'passed'))), yardstick), rows[1]]).split('\n')
    assert.equal(lines[1].indexOf('1,234') + 5, lines[2].indexOf(' 1 ') + 2)
  })
})

describe('the page', () => {
  const empty = `before\n${BEGIN}\n${END}\nafter\n`

  it('gets the table between its markers and keeps everything else', () => {
    const page = withRows(empty, rows, engines)
    assert.match(page!, new RegExp(`^before\n${BEGIN}\n\n\\| engine [^]*\\| wasm \\| 4.22.0 \\| 1 \\|[^]*\n\n${END}\nafter\n$`))
  })

  it('is the same when the same is written again', () => {
    const page = withRows(empty, rows, engines)!
    assert.equal(withRows(page, rows, engines), page)
  })

  it('keeps the rows of engines that were not run, and replaces those that were', () => {
    const crash = rowOf(run('cpu', [], { kind: 'crashed', at: 'a | b', how: '' }), yardstick)
    const page = withRows(withRows(empty, [crash, ...rows], engines)!, [rowOf(run('wasm', []), yardstick)], engines)!
    const lines = page.split('\n').filter((line) => /^\| [^e]/.test(line))
    assert.deepEqual(lines.map((line) => line.split(' | ')[0]), ['| stock wasm', '| wasm', '| cpu'])
    assert.match(lines[1], /\| 0 \| 0 \| 0 \|/)
    assert.match(lines[2], /at "a \\\| b"/)
  })

  it('has to have its markers, in their order', () => {
    assert.equal(withRows('a page without', rows, engines), undefined)
    assert.equal(withRows(`${END}\n${BEGIN}`, rows, engines), undefined)
  })
})
