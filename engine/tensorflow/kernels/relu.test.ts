import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nativeTensorflow } from '../compiled/testing/native'

describe('the gradient of relu', () => {
  it('is dy above zero, and 0 at zero and below', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    const { tf } = found
    const [x, dy] = [tf.tensor1d([-2, -0, 0, 1e-30, 3]), tf.tensor1d([1, 2, 3, 4, 5])]
    assert.deepEqual([...tf.grad((x) => tf.relu(x))(x, dy).dataSync()], [0, 0, 0, 4, 5])
  })

  it('has a gradient of its own', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    const { tf } = found
    const second = tf.grad((x) => tf.grad((x) => tf.relu(x.square().mul(x)))(x))
    assert.deepEqual([...second(tf.tensor1d([-2, 3])).dataSync()].map((value) => value + 0), [0, 18])
  })

  it('is what it was on other engines', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    const { tf } = found
    await tf.setBackend('cpu')
    try {
      assert.deepEqual([...tf.grad((x) => tf.relu(x))(tf.tensor1d([-2, 0, 3])).dataSync()], [0, 0, 1])
    } finally {
      await tf.setBackend('tensorflow')
    }
  })
})
