import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { columns, duration, figure, paragraph, plural } from './layout'

describe('a paragraph', () => {
  const words = 'Deep learning in TypeScript, one exercise after the other, with numbers that one can hold in one’s head. '.repeat(4).trim()
  for (const [indent, width] of [[0, 60], [2, 60], [4, 120], [2, 300]]) {
    it(`stays within ${width} columns behind ${indent} blanks, and within what can be read`, () => {
      const lines = paragraph(words, indent, width).split('\n')
      assert.ok(lines.length > 1)
      for (const line of lines) {
        assert.ok(line.length <= Math.min(width, 110), line)
        assert.match(line, new RegExp(`^ {${indent}}\\S`))
      }
      assert.equal(lines.map((line) => line.trim()).join(' '), words)
    })
  }
  it('keeps its own lines, and no blanks on empty ones', () => assert.equal(paragraph('one\n\ntwo', 2, 60), '  one\n\n  two'))
  it('can be read on the narrowest screen', () => assert.equal(paragraph('one two three four five six', 4, 1), '    one two three four\n    five six'))
})

describe('columns', () => {
  it('are as wide as their widest cells; the last is not padded', () => {
    assert.equal(columns([['a', 'bb', 'c'], ['aaa', 'b', '']], 2), '  a    bb  c\n  aaa  b   ')
    assert.equal(columns([['a', 'b']], 0, 4), 'a    b')
  })
  it('may be none', () => assert.equal(columns([], 2), ''))
})

describe('a duration', () => {
  for (const [seconds, words] of [
    [0.004, '4 ms'], [0.1, '0.1 s'], [12.34, '12.3 s'], [59.94, '59.9 s'], [59.97, '1 min 0 s'], [60, '1 min 0 s'], [119.7, '2 min 0 s'], [125, '2 min 5 s'],
  ] as const) {
    it(`of ${seconds} s`, () => assert.equal(duration(seconds), words))
  }
})

describe('a figure', () => {
  for (const [value, text] of [[0.97812, '0.9781'], [1, '1'], [0, '0'], [-0.5, '-0.5000'], [12.345, '12.3'], [2345, '2345'], [NaN, 'NaN']] as const) {
    it(`of ${value}`, () => assert.equal(figure(value), text))
  }
})

describe('a count', () => {
  it('has its noun in the right form', () => {
    assert.deepEqual([0, 1, 2, 60_000].map((count) => plural(count, 'row')), ['0 rows', '1 row', '2 rows', '60,000 rows'])
  })
})
