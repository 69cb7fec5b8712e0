import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { screen } from './explain'

describe('what becomes of steps', () => {
  it('is a line for each kind, with the reason where it is not compiled', () => {
    const shown = screen({
      kind: 'explained',
      note: 'the addon is old',
      explanations: [
        { name: 'dense', recorded: 40, operations: 30 },
        { name: 'lstm with softmax', recorded: 90, operations: 80, stock: 'an activation' },
        { name: 'a loss of one’s own', reason: 'its loss is not one of TensorFlow.js' },
      ],
    })
    assert.match(shown, /^ {2}dense {16}compiled: 40 operations became one function of 30$/m)
    assert.match(shown, /^ {2}a loss of one’s own {2}as it is: its loss is not one of TensorFlow\.js$/m)
    assert.match(shown, /^ {2}lstm with softmax {4}compiled: 90 operations became one function of 80, with the code of TensorFlow\.js for a recurrent layer: an activation$/m)
    assert.match(shown, /^Note: the addon is old\.$/m)
  })
})
