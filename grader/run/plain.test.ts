import assert from 'node:assert/strict'
import { it } from 'node:test'
import { plain } from './plain'

it('leaves words, lines and tabs, and takes out what moves a terminal', () => {
  assert.equal(plain('a\tb\nc · é 手'), 'a\tb\nc · é 手')
  assert.equal(plain('HI\x1b[2J\x1b[31mX\x1b[0m\x07\r!\x9b'), 'HIX!')
})
