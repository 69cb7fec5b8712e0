import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { byCause } from './causes'
import { compare } from './compare'
import type { Spec } from './events'
import { judge, TENSORFLOW_PASSES } from './judge'
import { ignoreList, knownToTfjsNode } from './known'
import type { Run } from './run'

const passed = (name: string): Spec => ({ name, status: 'passed' })
const failed = (name: string, message = ''): Spec => ({ name, status: 'failed', message })
const run = (subject: Run['subject'], specs: Spec[], ending: Run['ending'] = { kind: 'finished' }): Run => ({ subject, specs, seconds: 0, node: '', ending })
const yardstick = { known: [], whole: true }

describe('a comparison', () => {
  it('names what is gained and what is lost', () => {
    const here = [passed('a'), failed('b'), passed('c'), failed('d')]
    const there = [passed('a'), passed('b'), failed('c'), failed('d')]
    assert.deepEqual(compare(here, there), { gained: ['c'], lost: ['b'] })
  })

  it('tells specs of one name apart by their order', () => {
    assert.deepEqual(compare([passed('a'), failed('a')], [failed('a'), passed('a')]), { gained: ['a'], lost: ['a (2)'] })
  })

  it('counts what was never reached as lost', () => {
    assert.deepEqual(compare([], [passed('a')]).lost, ['a'])
  })
})

describe('the judgement', () => {
  const texts = (...args: Parameters<typeof judge>) => judge(...args).map(({ text }) => text)
  const many = Array.from({ length: TENSORFLOW_PASSES }, (_, i) => passed(String(i)))

  it('of cpu: nothing fails', () => {
    assert.deepEqual(judge(run('cpu', [passed('a')]), yardstick), [])
    assert.deepEqual(judge(run('cpu', [passed('a'), failed('b')]), yardstick), [{ text: 'cpu fails 1 spec, and must not fail any', specs: ['b'] }])
  })

  it('of wasm: nothing is lost that the package alone passes', () => {
    const stock = run('stock wasm', [passed('a'), failed('b'), failed('c')])
    assert.deepEqual(judge(run('wasm', [passed('a'), passed('b'), failed('c')]), { ...yardstick, stock }), [])
    assert.deepEqual(judge(run('wasm', [failed('a'), passed('b')]), { ...yardstick, stock }), [{ text: 'wasm loses 1 spec that the package alone passes', specs: ['a'] }])
  })

  it('of wasm: without a comparison it is not good', () => {
    const stock = run('stock wasm', [], { kind: 'crashed', how: '' })
    for (const nothing of [{}, { stock }]) assert.match(texts(run('wasm', [passed('a')]), { ...yardstick, ...nothing })[0], /cannot be compared/)
  })

  it('of tensorflow: what tfjs-node itself does not promise may fail', () => {
    const known = ['conv {} NCHW']
    assert.deepEqual(judge(run('tensorflow', [...many, failed('conv {} NCHW 2d')]), { known, whole: true }), [])
    assert.deepEqual(judge(run('tensorflow', [...many, failed('conv {} 2d')]), { known, whole: true }), [{ text: 'tensorflow fails 1 spec that tfjs-node promises', specs: ['conv {} 2d'] }])
  })

  it('of tensorflow: so many pass, when the whole suite is run', () => {
    const few = run('tensorflow', many.slice(1))
    assert.deepEqual(texts(few, yardstick), ['tensorflow passes 4,149 specs, fewer than 4,150'])
    assert.deepEqual(texts(few, { ...yardstick, whole: false }), [])
  })

  it('of any engine: it does not crash, runs something and passes something', () => {
    for (const subject of ['tensorflow', 'webgpu', 'wasm', 'cpu'] as const) {
      assert.deepEqual(texts(run(subject, [passed('a')], { kind: 'crashed', at: 'b', how: 'SIGSEGV' }), yardstick), [`${subject} crashed after 1 spec at "b" (SIGSEGV)`])
      assert.deepEqual(texts(run(subject, []), yardstick), [`no spec was run on ${subject}`])
      assert.deepEqual(texts(run(subject, [failed('a')]), yardstick), [`${subject} passes no spec`])
    }
  })
})

describe("tfjs-node's own list", () => {
  it('is read from the source, comments and all', () => {
    assert.deepEqual(ignoreList("var x = ['no']\nvar IGNORE_LIST = [\n  // why\n  'it\\'s a',\n  \"b [1]; \",\n];\nIGNORE_LIST.push('c')"), ["it's a", 'b [1]; '])
  })

  it('has to be there', () => {
    for (const source of ['var OTHER = []', 'var IGNORE_LIST = []']) assert.throws(() => ignoreList(source), /no IGNORE_LIST/)
  })

  it('is there in the installed package', () => {
    const known = knownToTfjsNode()
    assert.ok(known.includes('stringNGrams') && known.length > 50, `only ${known.length}`)
  })
})

describe('failures', () => {
  it('are counted by their cause, the most frequent first', () => {
    const failures = [
      failed('a', "Error: Kernel 'FFT' not registered for backend 'wasm'"),
      failed('fill string', 'Error: Unknown dtype string'),
      failed('equal test-wasm {} should support string comparison', 'Error: Arrays differ'),
      failed('b', 'Error: Arrays differ: actual[0] = 1, expected[0] = 2.'),
      failed('c', 'TypeError'),
      failed('conv NCHW', 'Error: something'),
      failed('d', 'RuntimeError: Aborted()'),
    ]
    assert.deepEqual(byCause(failures), [['strings', 2], ['a kernel is missing', 1], ['another result', 1], ['other', 1], ['channels first (NCHW)', 1], ['the module aborted', 1]])
  })
})
