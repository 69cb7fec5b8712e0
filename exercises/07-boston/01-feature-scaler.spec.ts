import * as tf from '@tensorflow/tfjs'
import { boston } from '#datasets'
import { attempt, check, expect, trap } from '#spec'
import { dropColumns, ranges, Scaler } from './01-feature-scaler'

/** Column means 3 and 40; no two columns or rows alike. */
const TRAIN = [[1, 10], [2, 30], [3, 80], [6, 40]]
const OTHER = [[3, 40], [8, 10], [-2, 100]]
/** The first column is constant. Four rows of a small whole number: their mean is exact on every machine. */
const CONSTANT = [[5, 1], [5, 2], [5, 3], [5, 6]]

const rows = (numbers: number[][]) => tf.tensor2d(numbers)
const columns = (numbers: number[][]) => numbers[0].map((_, j) => numbers.map((row) => row[j]))
const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
const variance = (numbers: number[]) => mean(numbers.map((number) => (number - mean(numbers)) ** 2))

/** The definition, in loops: the scores of `of` by the columns of `by`; `spread` is what to divide by. */
function scores(of: number[][], by: number[][], spread = (column: number[]) => Math.sqrt(variance(column)) || 1): number[][] {
  const [means, spreads] = [columns(by).map(mean), columns(by).map(spread)]
  return of.map((row) => row.map((number, j) => (number - means[j]) / spreads[j]))
}

/** A class is not looked after by the kit as functions are, so what it gives is looked at here. */
function fit(x: tf.Tensor2D): Scaler {
  expect(typeof (Scaler as unknown), 'the Scaler that your file exports').toBe('function')
  const scaler = Scaler.fit(x) as Partial<Scaler> | undefined
  const kind = scaler instanceof Promise ? 'a Promise' : typeof scaler?.transform === 'function' ? 'a Scaler' : typeof scaler
  expect(kind, 'what Scaler.fit gives').toBe('a Scaler')
  return scaler as Scaler
}

check('keeps the mean and the standard deviation of each column', () => {
  const scaler = fit(rows(TRAIN))
  expect(scaler.mean, 'mean of the columns 1, 2, 3, 6 and 10, 30, 80, 40').toBeTensor({ shape: [2], values: [3, 40], tolerance: 1e-4 })
  const std = columns(TRAIN).map((column) => Math.sqrt(variance(column)))
  expect(scaler.std, 'std of these columns, √3.5 and √650').toBeTensor({ shape: [2], values: std, tolerance: 1e-4 })
})

check('leaves its inputs alone', () => {
  const [x, other] = [rows(TRAIN), rows(OTHER)]
  const scaler = fit(x)
  scaler.transform(other)
  scaler.inverse(other)
  scaler.dispose()
  const state = (tensor: tf.Tensor) => (tensor.isDisposed ? 'disposed' : 'kept')
  expect(state(x), 'the rows that Scaler.fit was given, which belong to the caller').toBe('kept')
  expect(state(other), 'the rows that transform and inverse were given, which belong to the caller').toBe('kept')
})

check('brings the columns it was fitted to to mean 0 and standard deviation 1', () => {
  const x = rows(TRAIN)
  expect(fit(x).transform(x), `the scores of ${JSON.stringify(TRAIN)}`).toBeTensor({ shape: [4, 2], values: scores(TRAIN, TRAIN), tolerance: 1e-4 })
  const wide = Array.from({ length: 6 }, (_, i) => Array.from({ length: 5 }, (_, j) => 1000 * j + (i * (i + j)) % 7))
  expect(fit(rows(wide)).transform(rows(wide)), 'the scores of 6 rows with 5 columns').toBeTensor({ shape: [6, 5], values: scores(wide, wide), tolerance: 1e-3 })
})

check('scores other rows by the mean and std of the fitted rows', () => {
  const scaler = fit(rows(TRAIN))
  expect(scaler.transform(rows(OTHER)), `the scores of ${JSON.stringify(OTHER)}, by mean [3, 40] and std [√3.5, √650]`).toBeTensor({
    shape: [3, 2],
    values: scores(OTHER, TRAIN),
    tolerance: 1e-4,
  })
  expect(scaler.transform(rows([[8, 10]])), 'the scores of a single row, [[8, 10]]').toBeTensor({ shape: [1, 2], values: scores([[8, 10]], TRAIN), tolerance: 1e-4 })
  expect(scaler.transform(rows(OTHER)), 'the scores of the same rows, asked for again').toBeTensor({ values: scores(OTHER, TRAIN), tolerance: 1e-4 })
})

check('gives 0 for a column of equal numbers, and keeps 1 as its std', () => {
  const scaler = fit(rows(CONSTANT))
  expect(scaler.transform(rows(CONSTANT)), 'the scores of rows whose first number is always 5').toBeTensor({
    shape: [4, 2],
    values: scores(CONSTANT, CONSTANT),
    tolerance: 1e-4,
  })
  expect(scaler.std, 'std, where the first column is constant').toBeTensor({ shape: [2], values: [1, Math.sqrt(3.5)], tolerance: 1e-4 })
  expect(scaler.transform(rows([[7, 3]])), 'the scores of [[7, 3]], where all fitted rows had a 5 and mean 3').toBeTensor({ values: [2, 0], tolerance: 1e-4 })
})

check('finds the way back', () => {
  const scaler = fit(rows(TRAIN))
  const std = Math.sqrt(3.5)
  expect(scaler.inverse(rows([[0, 0], [1, 0], [-2, 0]])), 'the inverse of scores 0, 1 and −2 in column 0, which has mean 3').toBeTensor({
    shape: [3, 2],
    values: [[3, 40], [3 + std, 40], [3 - 2 * std, 40]],
    tolerance: 1e-4,
  })
  expect(scaler.inverse(scaler.transform(rows(OTHER))), 'other rows, there and back').toBeTensor({ shape: [3, 2], values: OTHER, tolerance: 1e-3 })
  const constant = fit(rows(CONSTANT))
  expect(constant.inverse(constant.transform(rows([[7, 3]]))), '[[7, 3]], there and back, where a column is constant').toBeTensor({ values: [7, 3], tolerance: 1e-3 })
})

check('two scalers keep their own numbers', () => {
  const [first, second] = [fit(rows(TRAIN)), fit(rows(CONSTANT))]
  expect(first.transform(rows(OTHER)), 'the scores of a scaler after another one was fitted').toBeTensor({ values: scores(OTHER, TRAIN), tolerance: 1e-4 })
  second.dispose()
  expect(first.transform(rows(OTHER)), 'the scores of a scaler after another one was disposed').toBeTensor({ values: scores(OTHER, TRAIN), tolerance: 1e-4 })
})

check('frees what it makes', () => {
  const [x, other] = [rows(TRAIN), rows(OTHER)]
  const left = (call: () => unknown) => {
    const before = tf.memory().numTensors
    call()
    return tf.memory().numTensors - before
  }
  const forgets = 'put the steps into tf.tidy(() => …), or dispose what nobody needs any more'
  const [scaler, spare] = [fit(x), fit(x)]
  expect(left(() => tf.dispose(scaler.transform(other))), `tensors left by transform, besides its result: ${forgets}`).toBe(0)
  expect(left(() => tf.dispose(scaler.inverse(other))), `tensors left by inverse, besides its result: ${forgets}`).toBe(0)
  expect(left(() => spare.dispose()) < 0, 'whether dispose frees the tensors that the scaler holds').toBe(true)
  expect(left(() => fit(x).dispose()), `tensors left by Scaler.fit, when the scaler is disposed: ${forgets}`).toBe(0)
})

trap('test-statistics', 'The other rows were scaled by their own mean and spread. Keep the numbers of the rows that fit was given, and use them for all others.', () => {
  return given(OTHER, TRAIN, scores(OTHER, OTHER))
})

trap('whole-matrix', 'You took one mean for the whole table. Each column has its own: give tf.moments, mean and the like the axis 0.', () => {
  const all = [TRAIN.flat()]
  const [centre, spread] = [mean(all[0]), Math.sqrt(variance(all[0]))]
  return given(TRAIN, TRAIN, TRAIN.map((row) => row.map((number) => (number - centre) / spread)))
})

trap('sample-std', 'You divided the sum of the squared distances by n − 1. The std here is the root of their mean: divide by n, as tf.moments does.', () => {
  return given(TRAIN, TRAIN, scores(TRAIN, TRAIN, (column) => Math.sqrt((variance(column) * 4) / 3)))
})

trap('divide-by-variance', 'You divided by the variance. The standard deviation is its square root.', () => {
  return given(TRAIN, TRAIN, scores(TRAIN, TRAIN, variance))
})

trap('zero-variance', 'A column in which all numbers are the same has no spread, and 0/0 is NaN. Divide it by 1 instead.', () => {
  const [first, other] = attempt(() => Scaler.fit(rows(CONSTANT)).transform(rows(CONSTANT)).dataSync()) ?? [0, 0]
  // The column beside it is scored as it should be.
  return !Number.isFinite(first) && Math.abs(other - scores(CONSTANT, CONSTANT)[0][1]) < 1e-3
})

/** Whether rows scored by a scaler for `by` get just these scores. */
function given(of: number[][], by: number[][], scores: number[][]): boolean {
  const numbers = attempt(() => Array.from(Scaler.fit(rows(by)).transform(rows(of)).dataSync()))
  return scores.flat().every((score, i) => Math.abs((numbers?.[i] ?? NaN) - score) < 1e-3)
}

check('finds the range of each column', () => {
  expect(ranges(rows(OTHER)), `ranges of ${JSON.stringify(OTHER)}`).toEqual({ min: [-2, 10], max: [8, 100] })
  expect(ranges(rows([[-3, -7, 0]])), 'ranges of a single row, [[-3, -7, 0]]').toEqual({ min: [-3, -7, 0], max: [-3, -7, 0] })
})

check('drops columns, counted from 0', () => {
  const x = rows([[0, 1, 2, 3], [10, 11, 12, 13]])
  expect(dropColumns(x, [1]), 'dropColumns(x, [1]) of rows 0 1 2 3 and 10 11 12 13').toBeTensor({ shape: [2, 3], values: [0, 2, 3, 10, 12, 13] })
  expect(dropColumns(x, [3, 0]), 'dropColumns(x, [3, 0]), where the columns 1 and 2 keep their order').toBeTensor({ shape: [2, 2], values: [1, 2, 11, 12] })
  expect(dropColumns(x, []), 'dropColumns(x, [])').toBeTensor({ shape: [2, 4], values: [0, 1, 2, 3, 10, 11, 12, 13] })
})

/** The districts of Boston as a table. */
const districts = ({ x, count }: { x: Float32Array; count: number }) => tf.tensor2d(x, [count, 13])

check('brings the districts of Boston to one scale', () => {
  const { train, test } = boston()
  const [x, unseen] = [districts(train), districts(test)]
  const { min, max } = ranges(x)
  expect([min[5], max[5]], 'the range of column 5, rooms, in the training rows').toBeNear([3.561, 8.725], 1e-3)
  expect([min[9], max[9]], 'the range of column 9, the tax, in the training rows').toEqual([188, 711])
  const scaler = fit(x)
  const [scored, others] = [scaler.transform(x), scaler.transform(unseen)]
  const { mean, variance } = tf.moments(scored, 0)
  expect(mean, 'column means of the scaled training rows').toBeTensor({ shape: [13], values: new Array<number>(13).fill(0), tolerance: 1e-3 })
  expect(variance.sqrt(), 'column stds of the scaled training rows').toBeTensor({ values: new Array<number>(13).fill(1), tolerance: 1e-3 })
  expect(others.mean(0).abs().max().dataSync()[0], 'the column mean farthest from 0, in the scaled test rows').toBeAtLeast(0.02)
  const without = dropColumns(x, [11])
  expect(without, 'the training rows without column 11').toBeTensor({ shape: [404, 12] })
  expect(ranges(without).max.slice(10), 'the largest number of what is now the last of 12 columns').toBeNear([max[10], max[12]], 1e-4)
})
