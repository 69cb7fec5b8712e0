import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { edit, foiled } from './foils'

describe('a foil', () => {
  it('is the reference with its edit made', () => {
    assert.equal(foiled('x.toFloat().div(255)', edit('.div(255)', '')), 'x.toFloat()')
  })

  it('makes several edits one after the other, each in what the one before has left', () => {
    assert.equal(foiled('one two', [edit('one', 'three four'), edit('four two', 'five')]), 'three five')
  })

  it('needs something to change', () => {
    assert.throws(() => foiled('x.div(255)', edit('.div(256)', '')), /"\.div\(256\)" must match exactly once, but matches 0 times/)
  })

  it('refuses an edit that could mean two places', () => {
    assert.throws(() => foiled('x.abs().abs()', edit('.abs()', '')), /must match exactly once, but matches 2 times/)
  })

  it('takes both sides to the letter: no patterns, no references to them', () => {
    const replace = "$& $1 $` $' $$"
    assert.equal(foiled('a (.*) b', edit('(.*)', replace)), `a ${replace} b`)
  })

  it('says which of several edits does not match any more', () => {
    assert.throws(() => foiled('one two', [edit('one', 'two'), edit('two', '')]), /"two".*matches 2 times/)
  })
})
