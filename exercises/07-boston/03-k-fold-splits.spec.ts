import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { kFold, shuffleTogether, takeRows } from './03-k-fold-splits'

const CUTS = [[404, 4], [12, 3], [10, 3], [11, 4], [7, 7], [5, 2]] as const
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b)
const named = (n: number, k: number, o: object) => `kFold(${n}, ${k}${Object.keys(o).length > 0 ? `, ${JSON.stringify(o)}` : ''})`

/** What must be true of folds, shuffled or not. */
function everyRowOnce(n: number, k: number, o: { shuffle?: boolean; seed?: number } = {}): void {
  const [folds, call] = [kFold(n, k, o), named(n, k, o)]
  expect(folds.length, `${call}, folds`).toBe(k)
  const sizes = folds.map(({ val }) => val.length)
  expect(sorted(folds.flatMap(({ val }) => val)), `${call}, the val rows of all folds together, sorted`).toEqual(upTo(n))
  expect(Math.max(...sizes) - Math.min(...sizes), `${call}, sizes ${sizes.join(', ')} of val, the largest minus the smallest`).toBeAtMost(1)
  folds.forEach(({ train, val }, i) => {
    const others = upTo(n).filter((row) => !val.includes(row))
    expect(sorted(train), `${call}, fold ${i}, its train rows, sorted: all that are not in val`).toEqual(others)
  })
}

check('cuts 404 rows into 303 and 101, four times', () => {
  const sizes = kFold(404, 4).map(({ train, val }) => [train.length, val.length])
  expect(sizes, 'kFold(404, 4), the lengths of train and val in each fold').toEqual([[303, 101], [303, 101], [303, 101], [303, 101]])
})

check('validates every row once, and trains on it in all other folds', () => {
  for (const [n, k] of CUTS) everyRowOnce(n, k)
})

check('takes the rows in order unless told to shuffle', () => {
  for (const [n, k] of CUTS) {
    let next = 0
    kFold(n, k).forEach(({ val }, i) => {
      expect(sorted(val), `kFold(${n}, ${k}), the val rows of fold ${i}`).toEqual(upTo(n).slice(next, next + val.length))
      next += val.length
    })
  }
})

check('shuffles when told to, and still validates every row once', () => {
  for (const [n, k] of CUTS) for (const seed of [0, 1, 7]) everyRowOnce(n, k, { shuffle: true, seed })
  everyRowOnce(10, 3, { shuffle: true })
})

check('spreads sorted rows over all folds when told to shuffle', () => {
  for (const seed of [0, 1, 2, 7, 2024]) {
    kFold(404, 4, { shuffle: true, seed }).forEach(({ val }, i) => {
      // About 25 rows of each quarter are to be expected.
      const quarters = upTo(4).map((quarter) => val.filter((row) => Math.floor(row / 101) === quarter).length)
      expect(Math.min(...quarters), `shuffled by seed ${seed}, fold ${i}: its val rows of each quarter, ${quarters.join(', ')}, the fewest`).toBeAtLeast(4)
    })
  }
})

check('gives the same folds for the same seed, and others for another', () => {
  const folds = (seed: number) => kFold(404, 4, { shuffle: true, seed }).map(({ val }) => sorted(val))
  for (const seed of [0, 1, 7]) expect(folds(seed), `the folds of seed ${seed}, asked for again`).toEqual(folds(seed))
  const different = new Set([0, 1, 2, 3, 7].map((seed) => JSON.stringify(folds(seed))))
  expect(different.size, 'how many of the seeds 0, 1, 2, 3 and 7 gave folds of their own').toBe(5)
})

trap('remainder-lost', 'Some rows never validate: n / k is no whole number here, and the rest was left out. Let some folds be one row longer.', () => {
  const validated = new Set(attempt(() => kFold(10, 3).flatMap(({ val }) => val)))
  const missing = upTo(10).filter((row) => !validated.has(row))
  // Rows that do not exist are another mistake.
  return validated.size > 0 && validated.size + missing.length === 10 && missing.length > 0 && `Of 10 rows in 3 folds, it is row ${missing.join(', ')}.`
})

trap('shuffle-after-slicing', 'When rows are sorted by class, fold 0 would validate with a single class: shuffle the order of the rows first, then cut it into parts.', () => {
  const cut = (seed: number) => attempt(() => kFold(404, 4, { shuffle: true, seed })) ?? []
  // Each fold validates with one whole quarter of the rows, for any seed.
  return [1, 2, 7].every((seed) => {
    const folds = cut(seed)
    return folds.length === 4 && folds.every(({ val }) => val.length > 90 && new Set(val.map((row) => Math.floor(row / 101))).size === 1)
  })
})

trap('seed-without-shuffle', 'A seed alone does not shuffle, it only says which shuffle: without shuffle: true, take the rows in order.', () => {
  const first = (o: object) => attempt(() => sorted(kFold(404, 4, o)[0].val)) ?? []
  const inOrder = (val: number[]) => val.every((row, i) => row === i)
  return inOrder(first({})) && !inOrder(first({ seed: 7 }))
})

trap('overlap', 'A fold trains on rows that it validates with: train is all rows but those of val.', () => {
  for (const [n, k] of CUTS) {
    const folds = attempt(() => kFold(n, k)) ?? []
    const both = folds.map(({ train, val }) => train.filter((row) => val.includes(row)).length)
    if (Math.max(0, ...both) > 0) return `In kFold(${n}, ${k}), ${Math.max(...both)} rows of a fold are in both.`
  }
  return false
})

check('refuses a number of folds that cannot be', () => {
  const names = ['k', 'folds', 'fold']
  expect(() => kFold(10, 1), 'kFold(10, 1), a single fold').toThrowNaming(...names)
  expect(() => kFold(10, 0), 'kFold(10, 0)').toThrowNaming(...names)
  expect(() => kFold(3, 4), 'kFold(3, 4), more folds than rows').toThrowNaming(...names)
})

check('takes rows of a tensor, in the order asked for', () => {
  const x = tf.tensor2d([[0, 1], [10, 11], [20, 21], [30, 31]])
  expect(takeRows(x, [2, 0]), 'rows 2 and 0 of [4, 2]').toBeTensor({ shape: [2, 2], dtype: 'float32', values: [20, 21, 0, 1] })
  expect(takeRows(x, [3, 3, 1]), 'rows 3, 3 and 1 of [4, 2]').toBeTensor({ shape: [3, 2], values: [30, 31, 30, 31, 10, 11] })
  expect(takeRows(x, [1]), 'row 1 alone of [4, 2]').toBeTensor({ shape: [1, 2], values: [10, 11] })
})

check('takes rows of any rank and dtype', () => {
  expect(takeRows(tf.tensor1d([5, 6, 7], 'int32'), [2, 0]), 'rows 2 and 0 of the vector 5, 6, 7, int32').toBeTensor({ shape: [2], dtype: 'int32', values: [7, 5] })
  const cube = tf.tensor3d([[[1, 2], [3, 4]], [[5, 6], [7, 8]], [[9, 10], [11, 12]]])
  expect(takeRows(cube, [2, 1]), 'rows 2 and 1 of [3, 2, 2]').toBeTensor({ shape: [2, 2, 2], values: [9, 10, 11, 12, 5, 6, 7, 8] })
})

/** Row i is [i, 100 + i], its target 1,000 + i. */
const pairs = (n: number) => [tf.tensor2d(upTo(n).map((i) => [i, 100 + i])), tf.tensor1d(upTo(n).map((i) => 1000 + i))] as const
const orderOf = (n: number, seed: number): number[] => Array.from(shuffleTogether(...pairs(n), seed)[1].dataSync(), (target) => target - 1000)

check('shuffles rows and targets alike', () => {
  for (const seed of [0, 3]) {
    const [x, y] = shuffleTogether(...pairs(40), seed)
    expect(y, `the shuffled targets, seed ${seed}`).toBeTensor({ shape: [40] })
    const order = Array.from(y.dataSync(), (target) => target - 1000)
    expect(sorted(order), `the targets of 40 rows, shuffled by seed ${seed}: which rows they belong to, sorted`).toEqual(upTo(40))
    expect(x, `the rows in the order of their targets, seed ${seed}`).toBeTensor({ shape: [40, 2], values: order.flatMap((i) => [i, 100 + i]) })
    expect(JSON.stringify(order) === JSON.stringify(upTo(40)), `whether 40 rows are still in their old order, seed ${seed}`).toBe(false)
  }
})

check('shuffles alike for the same seed, otherwise for another', () => {
  for (const seed of [0, 1, 7]) expect(orderOf(40, seed), `the order of seed ${seed}, asked for again`).toEqual(orderOf(40, seed))
  const different = new Set([0, 1, 2, 3, 7].map((seed) => String(orderOf(40, seed))))
  expect(different.size, 'how many of the seeds 0, 1, 2, 3 and 7 gave an order of their own').toBe(5)
})

trap('pairs-torn', 'Rows and targets were shuffled apart, so each house got the price of another. Make one order, and take both in it.', () => {
  const [x, y] = attempt(() => shuffleTogether(...pairs(40), 5)) ?? []
  if (x?.shape?.[0] !== 40 || y?.shape?.[0] !== 40) return false
  const targets = Array.from(y.dataSync(), (target) => target - 1000)
  const rows = Array.from(x.dataSync()).filter((_, i) => i % 2 === 0)
  const complete = [targets, rows].every((order) => String(sorted(order)) === String(upTo(40)))
  return complete && rows.some((row, i) => row !== targets[i])
})
