import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nativeTensorflow } from '../tensorflow/compiled/testing/native'
import { explainSteps } from './explain'
import { layerKinds } from './layers'

describe('what becomes of the step of a net around each kind of layer', () => {
  it('is told with the reason of each that is not compiled, and of what is left to the code of TensorFlow.js', async (t) => {
    const native = await nativeTensorflow()
    if ('missing' in native) return t.skip(native.missing)
    const found = await explainSteps()
    assert.ok(found.kind === 'explained', JSON.stringify(found))
    const { explanations } = found
    assert.ok(explanations.length > layerKinds.length / 2)
    assert.deepEqual(explanations.filter((one) => 'reason' in one), [
      { name: 'a layer of one’s own', reason: 'Twice is not a class of TensorFlow.js' },
      { name: 'a loss of one’s own', reason: 'its loss ownLoss is not one of TensorFlow.js' },
    ])
    assert.deepEqual(explanations.flatMap(({ name, stock }) => (stock ? [[name, stock]] : [])), [['lstm with softmax', 'an activation that the lean code does not know']])
  })
})
