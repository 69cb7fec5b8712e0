import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inWords, isCare, table, timedOut, titleOf } from './outcome'

describe('an outcome in words', () => {
  it('of a named mistake: its text, then its name', () => {
    assert.equal(inWords({ kind: 'trapped', trap: 'forgot-rescale', text: 'Divide by 255.' }), 'Divide by 255.  (forgot-rescale)')
  })

  it('of a wrong answer: the sentence, then expected beside actual', () => {
    const rows = [{ at: '[0, 1]', expected: '0.5', actual: '127' }]
    assert.equal(
      inWords({ kind: 'failed', sentence: 'x: expected 0.5, got 127.', rows }),
      ['x: expected 0.5, got 127.', '          expected  actual', '  [0, 1]  0.5       127'].join('\n'),
    )
    assert.equal(inWords({ kind: 'failed', sentence: 'Only a sentence.', rows: [] }), 'Only a sentence.')
  })

  it("of the learner's own error: what it says and where it came from", () => {
    const frames = [
      { file: 'exercises/04-mnist/01-prepare-digits.ts', line: 3, column: 7, name: 'explore' },
      { file: 'exercises/04-mnist/01-prepare-digits.ts', line: 9, column: 1 },
    ]
    const words = inWords({ kind: 'crashed', error: 'TypeError', message: 'x is not iterable', frames, note: 'The last call was `explore`.' })
    assert.deepEqual(words.split('\n'), [
      'TypeError: x is not iterable',
      '    at explore (exercises/04-mnist/01-prepare-digits.ts:3:7)',
      '    at your code (exercises/04-mnist/01-prepare-digits.ts:9:1)',
      'The last call was `explore`.',
    ])
  })

  it('of what is not there yet', () => {
    assert.equal(inWords({ kind: 'unattempted', todo: 'count the pixels' }), 'not written yet: count the pixels')
    assert.equal(inWords({ kind: 'not reached', because: 'the checks above come first' }), 'not reached: the checks above come first')
    assert.equal(inWords({ kind: 'passed' }), 'passed')
  })

  it('of what gave no answer in time, with the last thing that was seen', () => {
    assert.match(inWords(timedOut(10)), /^Stopped.* 10 seconds\..*never ends.*takes too long.*\?$/)
    assert.match(inWords(timedOut(60, 'Its last epoch was 2 of 5.')), /\? Its last epoch was 2 of 5\.$/)
  })
})

describe('a table of rows', () => {
  it('has no head without rows', () => assert.deepEqual(table([]), []))

  it('is as wide as its widest cells, without blanks at the end of a line', () => {
    const rows = [
      { at: 'a', expected: 'a long one', actual: '1' },
      { at: 'bbb', expected: '2', actual: '' },
    ]
    assert.deepEqual(table(rows), ['       expected    actual', '  a    a long one  1', '  bbb  2'])
  })
})

describe('the title of a test', () => {
  it('says of a trap what is avoided', () => assert.equal(titleOf('trap', 'forgot-rescale'), 'avoids forgot-rescale'))
  it('is the name of a check or a training', () => {
    assert.equal(titleOf('check', 'counts pixels'), 'counts pixels')
    assert.equal(titleOf('training', 'reads digits'), 'reads digits')
  })
  it('tells what is checked in every spec', () => {
    assert.ok(isCare(titleOf('care', 'leaves no tensors behind')))
    assert.ok(!isCare(titleOf('check', 'leaves no tensors behind')))
  })
})
