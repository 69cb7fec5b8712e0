import * as tf from '@tensorflow/tfjs'
import { mnist } from '#datasets'
import { attempt, check, expect, trap } from '#spec'
import { asciiDigit, explore, toVectors } from './01-prepare-digits'

const digits = (n: number) => ({
  images: tf.tensor3d(mnist().train.images.subarray(0, n * 784), [n, 28, 28], 'int32'),
  labels: tf.tensor1d(mnist().train.labels.subarray(0, n), 'int32'),
})

/** One picture with a single dot of ink. */
const dot = (row: number, column: number) =>
  tf.tensor3d(Int32Array.from({ length: 784 }, (_, i) => (i === 28 * row + column ? 255 : 0)), [1, 28, 28])

check('explores the first 1,000 training digits', () => {
  const seen = explore(digits(1000))
  expect(seen.count, 'count').toBe(1000)
  expect(seen.shape, 'shape').toEqual([1000, 28, 28])
  expect(seen.first10, 'first10').toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
  expect(seen.histogram, 'histogram, one count for each digit').toEqual([97, 116, 99, 93, 105, 92, 94, 117, 87, 100])
  expect([seen.min, seen.max], 'min and max').toEqual([0, 255])
})

check('explores a handful that lacks most digits', () => {
  // Each picture has one grey all over.
  const images = tf.tensor3d([9, 40, 7].flatMap((grey) => new Array<number>(784).fill(grey)), [3, 28, 28], 'int32')
  const seen = explore({ images, labels: tf.tensor1d([2, 7, 2], 'int32') })
  expect(seen.count, 'count of three pictures').toBe(3)
  expect(seen.shape, 'shape of three pictures').toEqual([3, 28, 28])
  expect(seen.first10, 'first10 of three labels').toEqual([2, 7, 2])
  expect(seen.histogram, 'histogram of the labels 2, 7, 2, ten counts').toEqual([0, 0, 2, 0, 0, 0, 0, 1, 0, 0])
  expect([seen.min, seen.max], 'min and max of three pictures with pixels of 9, 40 and 7').toEqual([7, 40])
})

check('draws a digit as text', () => {
  const picture = mnist().train.images.subarray(4 * 784, 5 * 784)
  const lines = asciiDigit(tf.tensor2d(picture, [28, 28], 'int32'))
  expect(lines.length, 'lines of text').toBe(28)
  expect(lines.map((line) => typeof line), 'the kind of each line').toEqual(new Array(28).fill('string'))
  // Some characters, such as emoji, count as two in .length.
  expect(lines.map((line) => [...line].length), 'characters in each line').toEqual(new Array(28).fill(28))
  const drawn = lines.flatMap((line) => [...line].map((character) => (character.trim() ? 'ink' : 'a blank')))
  for (const [i, pixel] of picture.entries()) {
    const at = `asciiDigit at row ${Math.floor(i / 28)}, column ${i % 28}, where the pixel is ${pixel}`
    if (pixel === 0) expect(drawn[i], at).toBe('a blank')
    if (pixel >= 128) expect(drawn[i], at).toBe('ink')
  }
})

check('turns pictures into rows of 784 numbers from 0 to 1', () => {
  const x = toVectors(digits(5).images)
  const pixels = Float32Array.from(mnist().train.images.subarray(0, 5 * 784), (pixel) => pixel / 255)
  expect(x, 'toVectors of five digits').toBeTensor({ shape: [5, 784], dtype: 'float32', values: pixels })
})

check('divides by 255, however faint the picture', () => {
  const x = toVectors(tf.fill([1, 28, 28], 51, 'int32'))
  expect(x, 'toVectors of pixels that are all 51, and 51/255 is 0.2').toBeTensor({ values: new Float32Array(784).fill(0.2) })
})

check('keeps the rows in order', () => {
  const x = toVectors(dot(1, 0))
  expect(x, 'toVectors of one picture').toBeTensor({ shape: [1, 784] })
  expect(x.argMax(1).dataSync()[0], 'the place of pixel (row 1, column 0)').toBe(28)
})

check('takes a picture without any ink', () => {
  const paper = () => tf.zeros<tf.Rank.R3>([2, 28, 28], 'int32')
  const taken = attempt(() => toVectors(paper())) !== undefined
  expect(taken ? 'taken' : 'refused', 'int32 pictures without ink, which are not scaled yet').toBe('taken')
  expect(toVectors(paper()), 'toVectors of pictures without ink').toBeTensor({
    shape: [2, 784],
    dtype: 'float32',
    values: new Float32Array(2 * 784),
  })
})

check('refuses pictures that are scaled already', () => {
  expect(() => toVectors(tf.ones([1, 28, 28])), 'toVectors of float32 pictures from 0 to 1').toThrowNaming('images', 'image')
  expect(() => toVectors(dot(3, 5).div(510)), 'toVectors of float32 pictures from 0 to 0.5').toThrowNaming('images', 'image')
})

trap('forgot-rescale', 'The largest value is 255: divide by 255, so that every pixel lies between 0 and 1.', () => {
  return toVectors(dot(3, 5)).max().dataSync()[0] === 255
})

trap('int-division', 'Every pixel became 0 or 1, and all greys are lost: make the pixels float32 first, then divide, and do not round.', () => {
  const x = toVectors(digits(1).images)
  const values = new Set(x.dataSync())
  return values.size === 2 && values.has(0) && values.has(1)
})

trap('column-major', 'The pictures are transposed: pixel (1, 0), the first of the second row, belongs to place 28.', () => {
  const x = toVectors(dot(1, 0))
  return x.shape[1] === 784 && x.argMax(1).dataSync()[0] === 1
})
