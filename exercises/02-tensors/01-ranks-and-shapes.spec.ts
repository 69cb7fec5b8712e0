import * as tf from '@tensorflow/tfjs'
import { check, expect, trap, unwatched } from '#spec'
import { dataShape, describe, layerFor, makeExamples, toChannelsFirst } from './01-ranks-and-shapes'

check('makes a scalar, a vector, a matrix and a cube', () => {
  const { scalar, vector, matrix, cube } = makeExamples()
  expect(scalar, 'scalar').toBeTensor({ shape: [], dtype: 'float32', values: 12 })
  expect(vector, 'vector').toBeTensor({ shape: [4], dtype: 'float32' })
  expect(matrix, 'matrix').toBeTensor({ shape: [3, 5], dtype: 'float32' })
  expect(cube, 'cube').toBeTensor({ shape: [3, 3, 5], dtype: 'float32' })
})

check('describes a tensor by rank, shape, size and dtype', () => {
  const described = [
    { name: 'a scalar', tensor: tf.scalar(12), facts: { rank: 0, shape: [], size: 1, dtype: 'float32' } },
    { name: 'a vector of 4', tensor: tf.tensor1d([12, 3, 6, 14]), facts: { rank: 1, shape: [4], size: 4, dtype: 'float32' } },
    { name: 'a matrix of 5 rows and 2 columns', tensor: tf.zeros([5, 2]), facts: { rank: 2, shape: [5, 2], size: 10, dtype: 'float32' } },
    { name: 'a 3×3×5 cube of int32', tensor: tf.zeros([3, 3, 5], 'int32'), facts: { rank: 3, shape: [3, 3, 5], size: 45, dtype: 'int32' } },
    { name: 'yes and no', tensor: tf.tensor2d([[true, false]], [1, 2], 'bool'), facts: { rank: 2, shape: [1, 2], size: 2, dtype: 'bool' } },
  ]
  for (const { name, tensor, facts } of described) expect(describe(tensor), `describe, ${name}`).toEqual(facts)
})

check('puts the axes of each kind of data in order', () => {
  const sizes = { samples: 128, features: 7, timesteps: 60, frames: 240, height: 144, width: 256, channels: 3 }
  expect(dataShape('vector', sizes), 'the shape of vectors').toEqual([128, 7])
  expect(dataShape('timeseries', sizes), 'the shape of timeseries').toEqual([128, 60, 7])
  expect(dataShape('image', sizes), 'the shape of images').toEqual([128, 144, 256, 3])
  expect(dataShape('video', sizes), 'the shape of videos').toEqual([128, 240, 144, 256, 3])
  const digits = { samples: 60_000, height: 28, width: 28, channels: 1 }
  expect(dataShape('image', digits), 'the shape of 60,000 grey digits').toEqual([60_000, 28, 28, 1])
})

check('refuses a kind of data it does not know', () => {
  const sound = () => unwatched(() => dataShape('sound' as 'video', { samples: 128, features: 3, timesteps: 60 }))
  expect(sound, "dataShape('sound', …)").toThrowNaming('kind', 'kinds', 'sound')
})

/** Pictures in which every number is another one, so it is recognised wherever it lands. */
const pictures = ([n, height, width, channels]: [number, number, number, number]) =>
  tf.range(0, n * height * width * channels).reshape<tf.Tensor4D>([n, height, width, channels])

check('moves the channels to the front', () => {
  const shapes: [number, number, number, number][] = [[1, 1, 2, 3], [2, 3, 4, 5], [2, 4, 4, 4], [3, 5, 2, 1]]
  for (const shape of shapes) {
    const [n, height, width, channels] = shape
    const x = pictures(shape)
    const pixels = x.arraySync()
    const moved = pixels.map((rows) => range(channels).map((channel) => rows.map((row) => row.map((pixel) => pixel[channel]))))
    const what = `toChannelsFirst of pictures [${shape.join(', ')}]`
    expect(toChannelsFirst(x), what).toBeTensor({ shape: [n, channels, height, width], values: moved })
  }
})

check('names the layer for a rank', () => {
  expect(layerFor(2), 'the layer for rank 2').toBe('dense')
  expect(layerFor(3), 'the layer for rank 3').toBe('lstm')
  expect(layerFor(4), 'the layer for rank 4').toBe('conv2d')
})

check('refuses a rank it has no layer for', () => {
  for (const rank of [7, 1]) expect(() => layerFor(rank as 2), `layerFor(${rank})`).toThrowNaming('rank', 'ranks', String(rank))
})

trap('scalar-as-[1]', 'The scalar has shape [1]: that is a vector with one entry. A scalar has no axis, so its shape is [].', () => {
  return String(makeExamples().scalar.shape) === '1'
})

trap('dimension-vs-axis', 'You gave rank 4 for a vector of 4 numbers. The 4 is the length of its one axis; the rank is how many axes there are, 1.', () => {
  return describe(tf.tensor1d([12, 3, 6, 14])).rank === 4
})

trap('reshape-not-transpose', 'The axes have new lengths, but no number has moved: reshape keeps the order of the numbers, transpose puts them in their new places.', () => {
  const x = pictures([2, 3, 4, 5])
  const moved = toChannelsFirst(x)
  return String(moved.shape) === '2,5,3,4' && String(moved.dataSync()) === String(x.dataSync())
})

/** 0, 1, … up to but not including `end`. */
function range(end: number): number[] {
  return Array.from({ length: end }, (_, i) => i)
}
