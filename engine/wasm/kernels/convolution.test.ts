import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { startWasm } from '..'
import { operand, same, tensor, whole, withGradients } from './testing/both-engines'

before(async () => {
  await startWasm(tf, {})
})

type Padding = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding

interface Case {
  /** Batch, height, width, channels in. */
  x: [number, number, number, number]
  /** Height, width, channels out (or how many each channel becomes). */
  filter: [number, number, number]
  strides: [number, number]
  pad: Padding
}

const explicit = (top: number, bottom: number, left: number, right: number): Padding => [[0, 0], [top, bottom], [left, right], [0, 0]]

const cases: Case[] = [
  { x: [2, 28, 28, 1], filter: [3, 3, 4], strides: [1, 1], pad: 'valid' },
  { x: [2, 6, 6, 3], filter: [5, 5, 4], strides: [2, 2], pad: 'same' },
  { x: [1, 5, 5, 2], filter: [2, 2, 3], strides: [2, 2], pad: 'same' },
  { x: [2, 7, 7, 1], filter: [1, 1, 1], strides: [1, 1], pad: 'valid' },
  // A stride longer than the filter: some of x is never met.
  { x: [2, 7, 8, 2], filter: [1, 2, 3], strides: [3, 3], pad: 'valid' },
  { x: [1, 5, 5, 2], filter: [3, 3, 2], strides: [4, 4], pad: 'same' },
  { x: [1, 1, 20, 3], filter: [1, 7, 2], strides: [1, 1], pad: 'valid' },
  { x: [2, 4, 6, 2], filter: [3, 3, 2], strides: [1, 1], pad: 1 },
  // One number for a filter that is not square: TensorFlow.js takes the rows' for both, and result and window disagree.
  { x: [2, 4, 6, 2], filter: [3, 2, 2], strides: [1, 2], pad: 1 },
  // A residual shortcut.
  { x: [2, 8, 8, 3], filter: [1, 1, 4], strides: [2, 2], pad: 'same' },
  // So much padding that some of dy met nothing but padding.
  { x: [1, 4, 4, 2], filter: [2, 3, 2], strides: [1, 1], pad: explicit(3, 0, 0, 4) },
  { x: [1, 4, 3, 2], filter: [1, 1, 2], strides: [2, 2], pad: explicit(3, 3, 2, 2) },
  { x: [2, 4, 4, 2], filter: [4, 4, 3], strides: [1, 1], pad: 'valid' },
  // More rows of dy than are multiplied at a time.
  { x: [3, 40, 60, 2], filter: [3, 3, 2], strides: [1, 1], pad: 'same' },
]
for (let i = 0; i < 30; i++) {
  const [rows, columns] = [whole(1, 5), whole(1, 5)]
  const pads: Padding[] = ['same', 'valid', whole(0, 3), explicit(whole(0, 3), whole(0, 3), whole(0, 3), whole(0, 3))]
  cases.push({
    x: [whole(1, 3), whole(rows, 9), whole(columns, 9), whole(1, 4)],
    filter: [rows, columns, whole(1, 4)],
    strides: [whole(1, 3), whole(1, 3)],
    pad: pads[i % 4],
  })
}

const name = ({ x, filter, strides, pad }: Case) => `[${x.join(', ')}] with ${filter.join(' × ')}, strides ${strides.join(', ')}, padding ${JSON.stringify(pad)}`

describe('convolutions on wasm, and their gradients', () => {
  for (const one of cases) {
    it(name(one), () => {
      const [rows, columns, channelsOut] = one.filter
      const [x, filter] = [operand(one.x), operand([rows, columns, one.x[3], channelsOut])]
      return same('result, gradients of the pictures and of the filter', () =>
        withGradients([tensor(x), tensor(filter)], (pictures, weights) => tf.conv2d(pictures as tf.Tensor4D, weights as tf.Tensor4D, one.strides, one.pad)),
      )
    })
  }
})

describe('depthwise convolutions on wasm, and their gradients', () => {
  for (const one of cases) {
    it(name(one), () => {
      const [rows, columns, multiplier] = one.filter
      const [x, filter] = [operand(one.x), operand([rows, columns, one.x[3], multiplier])]
      return same('result, gradients of the pictures and of the filter', () =>
        withGradients([tensor(x), tensor(filter)], (pictures, weights) => tf.depthwiseConv2d(pictures as tf.Tensor4D, weights as tf.Tensor4D, one.strides, one.pad)),
      )
    })
  }
})

describe('transposed convolutions on wasm, and their gradients', () => {
  for (const one of cases) {
    it(name(one), () => {
      const [rows, columns, channelsOut] = one.filter
      const filterShape = [rows, columns, one.x[3], channelsOut] as [number, number, number, number]
      const { outShape } = tf.backend_util.computeConv2DInfo(one.x, filterShape, one.strides, 1, one.pad)
      const [dy, filter] = [operand(outShape), operand(filterShape)]
      return same('result, gradients of the small pictures and of the filter', () =>
        withGradients([tensor(dy), tensor(filter)], (pictures, weights) =>
          tf.conv2dTranspose(pictures as tf.Tensor4D, weights as tf.Tensor4D, one.x, one.strides, one.pad),
        ),
      )
    })
  }
})

describe('unusual convolutions on wasm', () => {
  it('of pictures whose channels come first, and their gradients', async () => {
    const [x, filter] = [operand([2, 3, 6, 5]), operand([3, 3, 3, 4])]
    await same('NCHW', () =>
      withGradients([tensor(x), tensor(filter)], (pictures, weights) => tf.conv2d(pictures as tf.Tensor4D, weights as tf.Tensor4D, 2, 'same', 'NCHW')),
    )
  })

  it('with a dilated filter', async () => {
    const [x, filter] = [operand([2, 9, 8, 3]), operand([3, 3, 3, 2])]
    for (const pad of ['same', 'valid'] as const) {
      await same(pad, () => [
        tf.conv2d(tensor<tf.Rank.R4>(x), tensor<tf.Rank.R4>(filter), 1, pad, 'NHWC', 2),
        tf.depthwiseConv2d(tensor<tf.Rank.R4>(x), tensor<tf.Rank.R4>(filter), 1, pad, 'NHWC', 2),
      ])
    }
  })

  it('of a batch without pictures', async () => {
    const filter = operand([3, 3, 2, 4])
    await same('empty', () => withGradients([tf.zeros([0, 5, 5, 2]), tensor(filter)], (pictures, weights) => tf.conv2d(pictures as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same')))
  })
})

describe('a filter that is used again on wasm', () => {
  it('in other shapes, for other strides and for pictures of other sizes', async () => {
    const shapes: [number, number, number, number][] = [[3, 3, 2, 4], [3, 3, 4, 2], [2, 2, 3, 6], [1, 1, 6, 12], [6, 6, 2, 1], [3, 3, 2, 4]]
    const [w, bias] = [operand([72]), operand([12])]
    const pictures = shapes.flatMap(([, , channels]) => [6, 9].map((side) => operand([2, side, side, channels])))
    await same('each result', () => {
      const data = tensor(w)
      return shapes.flatMap((shape, i) =>
        [0, 1].flatMap((k) => {
          const [x, filter] = [tensor<tf.Rank.R4>(pictures[2 * i + k]), data.reshape<tf.Tensor4D>(shape)]
          const [plain, depthwise] = [shape[3], shape[2] * shape[3]].map((channels) => tf.tensor1d(bias.values.concat(bias.values, bias.values, bias.values, bias.values, bias.values).slice(0, channels)))
          return [
            tf.conv2d(x, filter, 1, 'same'),
            tf.conv2d(x, filter, 2, 'valid'),
            tf.depthwiseConv2d(x, filter, 1, 'same'),
            tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias: plain, activation: 'relu' }),
            tf.fused.depthwiseConv2d({ x, filter, strides: 1, pad: 'same', bias: depthwise, activation: 'relu' }),
          ]
        }),
      )
    })
  })

  it('after it was assigned other numbers', async () => {
    const [x, first, second] = [operand([1, 6, 6, 2]), operand([3, 3, 2, 2]), operand([3, 3, 2, 2])]
    await same('each result', () => {
      const filter = tf.variable(tensor<tf.Rank.R4>(first))
      const results: tf.Tensor[] = []
      for (let i = 0; i < 6; i++) {
        results.push(tf.conv2d(tensor<tf.Rank.R4>(x), filter, 1, 'same'), tf.depthwiseConv2d(tensor<tf.Rank.R4>(x), filter, 1, 'same'))
        filter.assign(tensor<tf.Rank.R4>(i % 2 ? first : second).mul(i))
      }
      filter.dispose()
      return results
    })
  })

  it('with a bias of any shape that fits', async () => {
    const [x, filter, bias] = [operand([1, 5, 5, 2]), operand([3, 3, 2, 4]), operand([1, 1, 1, 4])]
    await same('each result', () => {
      const given = { x: tensor<tf.Rank.R4>(x), filter: tensor<tf.Rank.R4>(filter), strides: 1, pad: 'same' as const, activation: 'relu' as const }
      return [tensor(bias), tensor(bias).reshape([4]), tf.scalar(0.3)].map((b) => tf.fused.conv2d({ ...given, bias: b }))
    })
  })
})

it('a convolution keeps no operator of a filter that is gone', async () => {
  await tf.setBackend('wasm')
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }
  const [x, filter] = [operand([2, 8, 8, 16]), operand([3, 3, 16, 64])]
  const step = () => tf.tidy(() => void withGradients([tensor(x), tensor(filter)], (a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same')))
  for (let i = 0; i < 10; i++) step()
  const before = wasm.HEAPU8.length
  // Each operator keeps a copy of its filter, 37 kB; the heap would have to grow.
  for (let i = 0; i < 400; i++) step()
  assert.equal(wasm.HEAPU8.length, before)
})
