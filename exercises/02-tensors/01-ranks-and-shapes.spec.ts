import * as tf from '@tensorflow/tfjs'
import { check, expect, trap } from '#spec'
import { dataShape, describe, layerFor, makeExamples, toChannelsFirst } from './01-ranks-and-shapes'

check('makes a scalar, a vector, a matrix and a cube', () => {
  const { scalar, vector, matrix, cube } = makeExamples()
  expect(scalar, 'scalar').toBeTensor({ shape: [], dtype: 'float32', values: 12 })
  expect(vector, 'vector').toBeTensor({ shape: [4], dtype: 'float32' })
  expect(matrix, 'matrix').toBeTensor({ shape: [3, 5], dtype: 'float32' })
  expect(cube, 'cube').toBeTensor({ shape: [3, 3, 5], dtype: 'float32' })
})

check('describes a tensor by rank, shape, size and dtype', () => {
  expect(describe(tf.scalar(12)), 'describe(scalar)').toEqual({ rank: 0, shape: [], size: 1, dtype: 'float32' })
  expect(describe(tf.tensor1d([12, 3, 6, 14])), 'describe(vector of 4)').toEqual({
    rank: 1,
    shape: [4],
    size: 4,
    dtype: 'float32',
  })
  expect(describe(tf.zeros([3, 3, 5], 'int32')), 'describe(3×3×5, int32)').toEqual({
    rank: 3,
    shape: [3, 3, 5],
    size: 45,
    dtype: 'int32',
  })
})

check('puts the axes of each kind of data in order', () => {
  const sizes = { samples: 128, features: 3, timesteps: 60, frames: 240, height: 144, width: 256, channels: 3 }
  expect(dataShape('vector', sizes), 'vector').toEqual([128, 3])
  expect(dataShape('timeseries', sizes), 'timeseries').toEqual([128, 60, 3])
  expect(dataShape('image', sizes), 'image').toEqual([128, 144, 256, 3])
  expect(dataShape('video', sizes), 'video').toEqual([128, 240, 144, 256, 3])
  expect(() => dataShape('sound' as 'video', sizes), "dataShape('sound', …)").toThrowNaming('kind', 'sound')
})

// Every number of the ramp says where it started, so a moved pixel is recognised wherever it lands.
const ramp = () => tf.range(0, 2 * 3 * 4 * 5).reshape<tf.Tensor4D>([2, 3, 4, 5])

check('moves the channels to the front', () => {
  const moved = toChannelsFirst(ramp())
  expect(moved, 'toChannelsFirst(x)').toBeTensor({ shape: [2, 5, 3, 4] })
  expect(moved.arraySync()[0]?.[2]?.[1]?.[3], 'channel 2 of pixel (row 1, column 3) of picture 0').toBe(37)
})

check('names the layer for a rank', () => {
  expect([2, 3, 4].map((rank) => layerFor(rank as 2)), 'layerFor 2, 3, 4').toEqual(['dense', 'lstm', 'conv2d'])
  expect(() => layerFor(7 as 2), 'layerFor(7)').toThrowNaming('rank')
})

trap('scalar-as-[1]', 'The scalar has shape [1]: that is a vector with one entry. A scalar has no axis, its shape is [].', () => {
  return String(makeExamples().scalar.shape) === '1'
})

trap('dimension-vs-axis', 'A vector with 4 entries has one axis, so its rank is 1. The 4 is the length of that axis.', () => {
  return describe(tf.tensor1d([12, 3, 6, 14])).rank === 4
})

trap('reshape-not-transpose', 'The numbers were relabelled, not moved: reshape keeps their order, the pixels must change place. Look at transpose.', () => {
  const x = ramp()
  const moved = toChannelsFirst(x)
  return String(moved.shape) === '2,5,3,4' && String(moved.dataSync()) === String(x.dataSync())
})
