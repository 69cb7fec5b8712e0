import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Outcome } from '../spec/outcome'
import { whyNotLoaded } from './not-loaded'

const file = '/course/exercises/04-mnist/01-prepare-digits.ts'
const shownAs = 'exercises/04-mnist/01-prepare-digits.ts'
type Crash = Extract<Outcome, { kind: 'crashed' }>
const why = (thrown: unknown) => whyNotLoaded(thrown, file, shownAs) as Crash
/** As Jest words it. */
const notFound = (name: string) => new Error(`Cannot find module '${name}' from 'exercises/04-mnist/01-prepare-digits.ts'\n\nHowever, Jest was able to find: …`)

describe('a spec that could not be loaded', () => {
  it('because the file is not TypeScript: each place of it, three at most', () => {
    const line = (n: number) => `${shownAs}(${n},${n + 1}): error TS1005: ',' expected.`
    const { error, message, frames } = why(new Error([1, 2, 3, 4].map(line).join('\n')))
    assert.equal(error, 'TypeScript cannot read this file')
    assert.equal(message, "',' expected. (TS1005)")
    assert.deepEqual(frames, [1, 2, 3].map((n) => ({ file: shownAs, line: n, column: n + 1 })))
  })

  it('because the file is missing: how to get it back', () => {
    const { error, message, frames } = why(notFound('./01-prepare-digits'))
    assert.equal(error, 'Not found')
    assert.equal(message, `${shownAs} is missing: reset the exercise to get it back (x in the walk)`)
    assert.deepEqual(frames, [])
  })

  it('because the file imports what is not there: what it is called', () => {
    assert.match(why(notFound('lodash')).message, /01-prepare-digits\.ts imports `lodash`, which is not there/)
    assert.match(why(notFound('./helpers')).message, /imports `\.\/helpers`/)
  })

  it('because the file throws: the error, with its places in the file only', () => {
    const error = new TypeError('x is not iterable')
    error.stack = `TypeError: x is not iterable\n    at Object.<anonymous> (${file}:3:7)\n    at Module._load (node:internal:1:1)`
    assert.deepEqual(why(error), { kind: 'crashed', error: 'TypeError', message: 'x is not iterable', frames: [{ file: shownAs, line: 3, column: 7 }] })
  })

  it('because the file throws something that is no error', () => {
    assert.deepEqual(why('early'), { kind: 'crashed', error: 'Error', message: 'your code threw early, which is not an Error', frames: [] })
    assert.match(why(undefined).message, /your code threw undefined/)
  })
})
