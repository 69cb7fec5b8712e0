import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { dropout } from './04-dropout-by-hand'

const [ROWS, COLUMNS] = [250, 200]
const CELLS = ROWS * COLUMNS

const ones = () => tf.ones<tf.Rank.R2>([ROWS, COLUMNS])
/** The numbers 1 to 7 by turns, as floats. */
const varied = () => tf.tensor2d(Float32Array.from({ length: CELLS }, (_, i) => 1 + (i % 7)), [ROWS, COLUMNS])
const zeros = (numbers: ArrayLike<number>) => Array.from(numbers).filter((number) => number === 0).length
const mean = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((sum, number) => sum + number, 0) / numbers.length

/** Five standard deviations of a share of `CELLS` draws. */
const luck = (rate: number) => 5 * Math.sqrt((rate * (1 - rate)) / CELLS)

for (const rate of [0.2, 0.5]) {
  check(`drops ${100 * rate} % of the cells at rate ${rate}, and divides the others by ${1 - rate}`, () => {
    const x = varied()
    const [before, dropped] = [x.dataSync(), dropout(x, rate, true)]
    expect(dropped, `dropout(x, ${rate}, true)`).toBeTensor({ shape: [ROWS, COLUMNS], dtype: 'float32' })
    const after = dropped.dataSync()
    expect(zeros(after) / CELLS, `share of zeros in ${CELLS.toLocaleString('en')} cells`).toBeBetween(rate - luck(rate), rate + luck(rate))
    const factor = after[after.findIndex((cell) => cell !== 0)] / before[after.findIndex((cell) => cell !== 0)]
    expect(factor, `the number by which a surviving cell was multiplied, 1 / ${1 - rate}`).toBeNear(1 / (1 - rate), 1e-4)
    const odd = Array.from(after).filter((cell, i) => cell !== 0 && Math.abs(cell - before[i] / (1 - rate)) > 1e-4)
    expect(odd.length, `survivors that are not their old number divided by ${1 - rate}`).toBe(0)
  })

  check(`keeps the mean at rate ${rate}`, () => {
    expect(mean(dropout(ones(), rate, true).dataSync()), 'mean of the result, when all cells were 1').toBeBetween(0.98, 1.02)
  })
}

check('drops nothing at rate 0', () => {
  const x = tf.tensor2d([[1, -2], [0, 5]])
  expect(dropout(x, 0, true), 'dropout(x, 0, true)').toBeTensor({ shape: [2, 2], values: [[1, -2], [0, 5]] })
})

check('does nothing when the network is used', () => {
  const x = tf.tensor2d([[1, -2, 3], [0, 5, 0.25]])
  const used = dropout(x, 0.5, false)
  expect(used, 'dropout(x, 0.5, false)').toBeTensor({ shape: [2, 3], values: [[1, -2, 3], [0, 5, 0.25]] })
  expect(used === x ? 'x itself' : 'a tensor of its own', 'what dropout(x, 0.5, false) gives').toBe('a tensor of its own')
  used.dispose()
  expect(x.isDisposed ? 'disposed' : 'there', 'x, after the result was disposed').toBe('there')
  expect(dropout(x, 0.5, false, 3), 'dropout(x, 0.5, false, 3)').toBeTensor({ values: [[1, -2, 3], [0, 5, 0.25]] })
})

check('drops others at every call', () => {
  const [first, second] = [1, 2].map(() => dropout(ones(), 0.5, true).dataSync())
  const same = Array.from(first).filter((cell, i) => (cell === 0) === (second[i] === 0)).length / CELLS
  expect(same, 'share of cells with the same fate in two calls without a seed, 0.5 by chance').toBeBetween(0.48, 0.52)
})

check('drops the same with the same seed only', () => {
  const seen = (seed: number) => String(dropout(tf.ones([20, 20]), 0.5, true, seed).dataSync())
  expect(seen(7) === seen(7) ? 'the same' : 'others', 'the cells dropped by a second call with seed 7').toBe('the same')
  expect(new Set([1, 2, 3, 4, 5].map(seen)).size, 'different results from five seeds').toBe(5)
})

check('does what the layer of TensorFlow.js does', () => {
  const layer = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.3, inputShape: [COLUMNS] })] })
  const [theirs, yours] = [layer.apply(ones(), { training: true }) as tf.Tensor, dropout(ones(), 0.3, true)].map((result) => result.dataSync())
  expect(Math.max(...new Set(yours)), 'the largest cell at rate 0.3, compared with that of tf.layers.dropout').toBeNear(Math.max(...new Set(theirs)), 1e-4)
  expect(Math.abs(zeros(yours) - zeros(theirs)) / CELLS, 'how far the shares of zeros are apart').toBeAtMost(2 * luck(0.3))
})

check('refuses a rate outside [0, 1)', () => {
  for (const rate of [-0.1, 1, 1.5, 50]) {
    for (const training of [true, false]) {
      expect(() => dropout(tf.ones([2, 2]), rate, training), `dropout(x, ${rate}, ${training})`).toThrowNaming('rate')
    }
  }
})

/** What came of 50,000 ones at this rate, or nothing. */
const tried = (rate: number, training = true) => attempt(() => dropout(ones(), rate, training).dataSync())
const near = (a: number, b: number) => Math.abs(a - b) < 0.02

trap('active-at-test', 'Cells were dropped though training is false: two predictions of the same rows would differ. Dropout is for training only.', () => {
  const used = tried(0.5, false)
  return used !== undefined && zeros(used) > 0
})

trap('scaled-at-test', 'With training false the cells were scaled. Survivors are divided by 1 − rate already while training, so afterwards nothing is left to make up for.', () => {
  const used = tried(0.2, false)
  return used !== undefined && zeros(used) === 0 && [0.2, 0.8, 1.25, 5].some((factor) => used.every((cell) => Math.abs(cell - factor) < 1e-4))
})

trap('per-column-mask', 'Whole columns or whole rows vanished: draw a random number for every cell.', () => {
  const dropped = tried(0.5)
  if (!dropped || zeros(dropped) === 0) return false
  const isAlike = (groups: (i: number) => number, n: number, size: number) => {
    const zerosIn = new Array<number>(n).fill(0)
    dropped.forEach((cell: number, i: number) => (zerosIn[groups(i)] += Number(cell === 0)))
    return zerosIn.every((count) => count === 0 || count === size)
  }
  return isAlike((i) => i % COLUMNS, COLUMNS, ROWS) || isAlike((i) => Math.floor(i / COLUMNS), ROWS, COLUMNS)
})

trap('rate-as-keep', 'At rate 0.2, 80 % of the cells were dropped. The rate is the share that goes, not the share that stays.', () => {
  const dropped = tried(0.2)
  return dropped !== undefined && near(zeros(dropped) / CELLS, 0.8)
})

trap('unscaled', 'The mean halved at rate 0.5, for the survivors kept their old numbers. Divide them by 1 − rate.', () => {
  const dropped = tried(0.5)
  return dropped !== undefined && near(zeros(dropped) / CELLS, 0.5) && dropped.every((cell) => cell === 0 || Math.abs(cell - 1) < 1e-4)
})

trap('scale-by-rate', 'At rate 0.2 the survivors became five times as large: you divided by the rate. What survives is the share 1 − rate, so divide by that. (At rate 0.5 nobody would notice.)', () => {
  const dropped = tried(0.2)
  return dropped !== undefined && near(zeros(dropped) / CELLS, 0.2) && dropped.every((cell) => cell === 0 || Math.abs(cell - 5) < 1e-3)
})
