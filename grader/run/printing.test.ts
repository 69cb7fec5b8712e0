import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { printing } from './printing'

/** What is kept of what `print` prints. */
function kept(print: (console: Console) => void): string {
  let text = ''
  const console = printing((piece) => (text += piece))
  print(console)
  console.end()
  return text
}

describe('what a learner prints', () => {
  it('is kept, whichever way it is printed', () => {
    const text = kept((console) => {
      console.log('a', 1, [2])
      console.error('b')
      console.info('c')
      console.warn('d')
      console.debug('e')
      console.table([{ x: 1 }])
    })
    assert.match(text, /^a 1 \[ 2 \]\nb\nc\nd\ne\n┌/)
  })

  it('has no colours', () => {
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(kept((console) => console.log({ a: 1, b: 'text' })), /\x1b/)
  })

  it('is cut after 10,000 characters, and the rest is counted', () => {
    const text = kept((console) => {
      console.log('x'.repeat(6_000 - 1))
      console.log('y'.repeat(6_000 - 1))
      console.log('z'.repeat(500 - 1))
    })
    assert.equal(text.slice(0, 10_000), `${'x'.repeat(5_999)}\n${'y'.repeat(4_000)}`)
    assert.equal(text.slice(10_000), '… and 2,500 more characters\n')
  })

  it('is not cut at exactly 10,000 characters', () => {
    assert.equal(kept((console) => console.log('x'.repeat(9_999))), `${'x'.repeat(9_999)}\n`)
  })

  it('may be a single huge line', () => {
    const text = kept((console) => console.log('x'.repeat(5_000_000)))
    assert.match(text.slice(10_000), /^… and 4,990,001 more characters\n$/)
  })
})
