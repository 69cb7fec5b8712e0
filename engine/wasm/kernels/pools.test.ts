import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { startWasm } from '..'
import { assertSame, on, operand, random, same, tensor, whole, withGradients } from './testing/both-engines'

before(async () => {
  await startWasm(tf, {})
})

interface Case {
  x: [number, number, number, number]
  window: [number, number]
  strides: [number, number]
  pad: 'same' | 'valid' | number
}

const cases: Case[] = [
  { x: [2, 8, 8, 3], window: [2, 2], strides: [2, 2], pad: 'valid' },
  { x: [2, 7, 7, 3], window: [3, 3], strides: [2, 2], pad: 'same' },
  { x: [1, 6, 6, 2], window: [3, 3], strides: [1, 1], pad: 1 },
  // A window of one number, which XNNPACK does not know.
  { x: [1, 5, 4, 2], window: [1, 1], strides: [2, 2], pad: 'valid' },
]
for (let i = 0; i < 16; i++) {
  const window = [whole(1, 4), whole(1, 4)] as [number, number]
  cases.push({ x: [whole(1, 2), whole(window[0], 9), whole(window[1], 9), whole(1, 5)], window, strides: [whole(1, 4), whole(1, 4)], pad: i % 2 ? 'same' : 'valid' })
}

for (const kind of ['maxPool', 'avgPool'] as const) {
  describe(`${kind} on wasm, and its gradient`, () => {
    for (const { x, window, strides, pad } of cases) {
      it(`[${x.join(', ')}] in windows of ${window.join(' × ')}, strides ${strides.join(', ')}, padding ${pad}`, async () => {
        const values = operand(x)
        await same('result and gradient', () => withGradients([tensor(values)], (pictures) => tf[kind](pictures as tf.Tensor4D, window, strides, pad)))
        const below = operand(x, () => -1 - random())
        await same('result and gradient, all numbers below zero', () => withGradients([tensor(below)], (pictures) => tf[kind](pictures as tf.Tensor4D, window, strides, pad)))
      })
    }
  })
}

describe('windows that lie wholly in the padding on wasm', () => {
  for (const kind of ['maxPool', 'avgPool'] as const) {
    it(`${kind}: have no number, as elsewhere`, async () => {
      const x = operand([1, 4, 4, 1])
      for (const [window, strides, pad] of [[2, 2, 2], [2, 1, 3], [3, 4, 2]]) {
        const pools = () => [tf[kind](tensor<tf.Rank.R4>(x), window, strides, pad)]
        const [[actual], [expected]] = [await on('wasm', pools), await on('cpu', pools)]
        assert.deepEqual(actual.values.map(Number.isFinite), expected.values.map(Number.isFinite))
        const filled = (values: number[]) => values.filter(Number.isFinite)
        assertSame([{ ...actual, values: filled(actual.values) }], [{ ...expected, values: filled(expected.values) }], `windows of ${window}, padding ${pad}`)
      }
    })
  }
})

describe('max pooling on wasm', () => {
  it('gives the gradient of equal numbers to the first of them, as elsewhere', async () => {
    const gradient = () => [tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(tf.tensor4d([5, 5, 1, 2, 5, 5, 2, 2], [1, 2, 4, 1]))]
    assert.deepEqual((await on('wasm', gradient))[0].values, [1, 0, 0, 1, 0, 0, 0, 0])
    const levels = operand([2, 9, 9, 3], () => whole(-1, 1))
    await same('many equal numbers, windows that overlap', () => withGradients([tensor(levels)], (x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same')))
  })

  it('takes whole numbers', async () => {
    const levels = operand([1, 4, 4, 2], () => whole(-9, 9))
    await same('int32', () => [tf.maxPool(tensor<tf.Rank.R4>(levels, 'int32'), 2, 2, 'valid')])
  })

  it('rounds the size of its result as told', async () => {
    const x = operand([1, 5, 5, 2])
    await same('ceil', () => [tf.maxPool(tensor<tf.Rank.R4>(x), 2, 2, 0, 'ceil')])
  })

  it('in three dimensions and with positions knows numbers below zero', async () => {
    const x = operand([2, 4, 4, 4, 2], () => -1 - random())
    await same('3d', () => withGradients([tensor(x)], (room) => tf.maxPool3d(room as tf.Tensor5D, 2, 2, 'valid')))
    const picture = operand([1, 4, 4, 2], () => -1 - random())
    await same('positions', () => Object.values(tf.maxPoolWithArgmax(tensor<tf.Rank.R4>(picture), 2, 2, 'valid')))
    const filter = operand([2, 2, 2])
    await same('dilation', () => withGradients([tensor(picture), tensor(filter)], (a, b) => tf.dilation2d(a as tf.Tensor4D, b as tf.Tensor3D, 1, 'valid')))
  })
})
