import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asError, framesIn } from './stack'

const file = '/course/exercises/04-mnist/01-prepare-digits.ts'
const shownAs = 'exercises/04-mnist/01-prepare-digits.ts'
const frames = (...lines: string[]) => framesIn(['TypeError: no', ...lines].join('\n'), file, shownAs)

describe("the frames of the learner's file", () => {
  it('are only those, innermost first', () => {
    const stack = [
      '    at assertShape (/course/node_modules/@tensorflow/tfjs-core/src/tensor_util.ts:1:2)',
      `    at toVectors (${file}:30:12)`,
      `    at explore (${file}:10:3)`,
      '    at Object.<anonymous> (/course/exercises/04-mnist/01-prepare-digits.spec.ts:5:6)',
    ]
    assert.deepEqual(frames(...stack), [
      { file: shownAs, line: 30, column: 12, name: 'toVectors' },
      { file: shownAs, line: 10, column: 3, name: 'explore' },
    ])
  })

  it('have the names of functions, methods and async functions, or none', () => {
    const stack = [
      `    at async trainDigits (${file}:1:1)`,
      `    at Net.predict (${file}:2:2)`,
      `    at Object.<anonymous> (${file}:3:3)`,
      `    at ${file}:4:4`,
      `    at Object.helper (${file}:5:5)`,
    ]
    assert.deepEqual(frames(...stack).map(({ name, line }) => [line, name]), [[1, 'trainDigits'], [2, 'Net.predict'], [3, undefined], [4, undefined], [5, 'helper']])
  })

  it('are five at most: a recursion has thousands', () => {
    assert.equal(frames(...new Array<string>(10_000).fill(`    at f (${file}:1:1)`)).length, 5)
  })

  it('are none in a stack without places', () => {
    assert.deepEqual(frames(`    at f (${file})`, '    at native'), [])
    assert.deepEqual(framesIn('', file, shownAs), [])
  })
})

describe('anything thrown', () => {
  it('as an error is what it is', () => {
    const error = new RangeError('too large')
    assert.deepEqual(asError(error), { name: 'RangeError', message: 'too large', stack: error.stack })
  })

  it('that only looks like an error is taken as one', () => {
    assert.deepEqual(asError({ message: 'from elsewhere' }), { name: 'Error', message: 'from elsewhere', stack: '' })
  })

  for (const thrown of ['a string', 42, undefined, null]) {
    it(`as ${JSON.stringify(thrown)} is said to be no error`, () => {
      assert.deepEqual(asError(thrown), { name: 'Error', message: `your code threw ${thrown}, which is not an Error`, stack: '' })
    })
  }
})
