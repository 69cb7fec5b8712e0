import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap, unwatched } from '#spec'
import { chooseProtocol, driftScore, type Facts, type Fold, type Protocol, rollingOrigin } from './04-protocol-and-drift'

const protocolOf = (samples: number, variance: Facts['variance'], ordered: boolean, budget: Facts['budget']) =>
  attempt(() => chooseProtocol({ samples, variance, ordered, budget }))

trap('kfold-for-millions', 'Two million rows and a budget for few trainings: one hold-out set of so many rows is exact enough, and k folds would cost k trainings.', () => {
  const given = protocolOf(2_000_000, 'high', false, 'small')
  return given === 'k-fold' || given === 'iterated-k-fold'
})

check('chooses by order, then by size and variance, then by budget', () => {
  const briefings: [string, Facts, Protocol][] = [
    ['50,000 reviews', { samples: 50_000, variance: 'low', ordered: false, budget: 'small' }, 'hold-out'],
    ['2,000,000 clicks, whose score varies', { samples: 2_000_000, variance: 'high', ordered: false, budget: 'large' }, 'hold-out'],
    ['exactly 10,000 samples, whose score varies', { samples: 10_000, variance: 'high', ordered: false, budget: 'large' }, 'hold-out'],
    ['404 houses, whose score varies, and little time', { samples: 404, variance: 'high', ordered: false, budget: 'small' }, 'k-fold'],
    ['404 houses, whose score varies, and a week of computing', { samples: 404, variance: 'high', ordered: false, budget: 'large' }, 'iterated-k-fold'],
    ['800 samples that score the same however they are split', { samples: 800, variance: 'low', ordered: false, budget: 'large' }, 'hold-out'],
    ['420,000 hours of weather', { samples: 420_000, variance: 'low', ordered: true, budget: 'small' }, 'time-split'],
    ['300 days of sales, whose score varies, and a week of computing', { samples: 300, variance: 'high', ordered: true, budget: 'large' }, 'time-split'],
    ['9,999 samples, whose score varies, and little time', { samples: 9_999, variance: 'high', ordered: false, budget: 'small' }, 'k-fold'],
  ]
  for (const [briefing, facts, protocol] of briefings) expect(chooseProtocol(facts), `the protocol for ${briefing}`).toBe(protocol)
})

const highest = (rows: number[]) => rows.reduce((most, row) => Math.max(most, row), -1)

trap('shuffle-time-series', 'A fold trains on rows that come after some of its validation rows: in practice nobody knows the future.', () => {
  const folds = attempt(() => rollingOrigin(100, { folds: 4, val: 10 })) ?? []
  const late = folds.find(({ train, val }) => highest(train) > Math.min(...val))
  return late !== undefined && `One fold validates from row ${Math.min(...late.val)} on, and trains on row ${highest(late.train)}.`
})

trap('gap-ignored', 'With a gap of 5 a fold still trains on the row just before its validation rows. Rows so close are nearly the same: train on none of the rows in the gap.', () => {
  const folds = attempt(() => rollingOrigin(100, { folds: 4, val: 10, gap: 5 })) ?? []
  return folds.length > 0 && folds.every(({ train, val }) => highest(train) === Math.min(...val) - 1)
})

const rows = (begin: number, end: number) => Array.from({ length: end - begin }, (_, i) => begin + i)

check('rolls forward in time', () => {
  const small = rollingOrigin(10, { folds: 2, val: 3 })
  expect(small, 'two folds of 10 rows with 3 validation rows each').toEqual([
    { train: [0, 1, 2, 3], val: [4, 5, 6] },
    { train: [0, 1, 2, 3, 4, 5, 6], val: [7, 8, 9] },
  ])
  const folds = rollingOrigin(103, { folds: 4, val: 20 })
  expect(folds.length, 'how many folds there are').toBe(4)
  folds.forEach(({ train, val }, i) => {
    const begin = 103 - (4 - i) * 20
    expect(val, `validation rows of fold ${i}, of 103 rows in four folds of 20`).toEqual(rows(begin, begin + 20))
    expect(train, `training rows of fold ${i}, of 103 rows in four folds of 20`).toEqual(rows(0, begin))
  })
  expect(rollingOrigin(7, { folds: 1, val: 2 }), 'a single fold of 7 rows').toEqual([{ train: [0, 1, 2, 3, 4], val: [5, 6] }])
  expect(rollingOrigin(5, { folds: 2, val: 2 })[0], 'the first of two folds, when one row is left to train on').toEqual({ train: [0], val: [1, 2] })
})

check('leaves a gap, and looks back no further than its window', () => {
  const [first, second] = rollingOrigin(20, { folds: 2, val: 4, gap: 3 })
  expect(first, 'fold 0 of 20 rows, 4 to validate, a gap of 3').toEqual({ train: rows(0, 9), val: rows(12, 16) })
  expect(second, 'fold 1 of 20 rows, 4 to validate, a gap of 3').toEqual({ train: rows(0, 13), val: rows(16, 20) })
  const recent = rollingOrigin(20, { folds: 2, val: 4, gap: 3, window: 5 })
  expect(recent[0], 'fold 0 of 20 rows, a gap of 3, a window of 5').toEqual({ train: rows(4, 9), val: rows(12, 16) })
  expect(recent[1], 'fold 1 of 20 rows, a gap of 3, a window of 5').toEqual({ train: rows(8, 13), val: rows(16, 20) })
  const wide = rollingOrigin(20, { folds: 2, val: 4, window: 500 })
  expect(wide[0].train, 'training rows of fold 0 with a window longer than everything').toEqual(rows(0, 12))
})

check('refuses folds that leave nothing to train on', () => {
  rollingOrigin(9, { folds: 2, val: 4 })
  const names = ['n', 'folds', 'fold', 'val', 'gap', 'rows']
  expect(() => unwatched(() => rollingOrigin(8, { folds: 2, val: 4 })), 'two folds of 4 validation rows, of 8 rows').toThrowNaming(...names)
  expect(() => unwatched(() => rollingOrigin(3, { folds: 2, val: 4 })), 'two folds of 4 validation rows, of 3 rows').toThrowNaming(...names)
  expect(() => unwatched(() => rollingOrigin(10, { folds: 2, val: 4, gap: 2 })), 'two folds of 4 validation rows and a gap of 2, of 10 rows').toThrowNaming(...names)
})

/**
 * Measured every hour: y = slope · x, where the slope drifts from 1 to 4 in the course of n hours. Fitting a slope to
 * some rows and measuring it on others takes no network.
 */
function stream(n: number) {
  const x = rows(0, n).map((hour) => 1 + ((hour * 37) % 100) / 100)
  const y = x.map((value, hour) => value * (1 + (3 * hour) / n))
  const sum = (of: number[], term: (row: number) => number) => of.reduce((total, row) => total + term(row), 0)
  const error = ({ train, val }: Fold) => {
    const slope = sum(train, (row) => x[row] * y[row]) / sum(train, (row) => x[row] ** 2)
    return sum(val, (row) => Math.abs(slope * x[row] - y[row])) / val.length
  }
  return (folds: Fold[]) => folds.reduce((total, fold) => total + error(fold), 0) / folds.length
}

check('shows what a shuffled split hides in data that drifts', () => {
  const [n, error] = [400, stream(400)]
  const isVal = (row: number) => (row * 7) % 5 === 0
  const shuffled = error([{ train: rows(0, n).filter((row) => !isVal(row)), val: rows(0, n).filter(isVal) }])
  const inTime = error(rollingOrigin(n, { folds: 3, val: 40 }))
  expect(inTime, `the error of rolling folds, at least 1.5 times the ${shuffled.toFixed(2)} that a shuffled split shows`).toBeAtLeast(1.5 * shuffled)
  const recent = error(rollingOrigin(n, { folds: 3, val: 40, window: 60 }))
  expect(recent, `the error when only the latest 60 rows are trained on, at most half of ${inTime.toFixed(2)}`).toBeAtMost(inTime / 2)
})

trap('drift-in-raw-units', 'A column in large units drowned the others: divide the distance between two means by the standard deviation of the old rows.', () => {
  const old = tf.tensor2d([[1000, 0], [3000, 2]])
  const by = (a: number, b: number) => attempt(() => driftScore(old, old.add(tf.tensor1d([a, b]))))
  return Math.abs((by(0, 3) ?? 0) - 3) < 1e-3 && Math.abs((by(500, 0) ?? 0) - 500) < 1
})

check('measures drift in standard deviations', () => {
  const old = tf.tensor2d([[1, 10, 5], [3, 30, 5], [1, 10, 5], [3, 30, 5]])
  const moved = (by: number[]) => driftScore(old, old.add(tf.tensor1d(by)))
  expect(driftScore(old, old), 'driftScore of rows and themselves').toBeNear(0)
  expect(driftScore(old, tf.tensor2d([[3, 30, 5], [1, 10, 5]])), 'driftScore of other rows with the same means').toBeNear(0)
  expect(moved([2, 0, 0]), 'driftScore when column 0 (standard deviation 1) has moved by 2').toBeNear(2, 1e-4)
  expect(moved([-2, 0, 0]), 'driftScore when column 0 has moved by −2').toBeNear(2, 1e-4)
  expect(moved([0, 5, 0]), 'driftScore when column 1 (standard deviation 10) has moved by 5').toBeNear(0.5, 1e-4)
  expect(moved([2, 5, 0]), 'driftScore when two columns have moved by 2 and 0.5 standard deviations').toBeNear(2, 1e-4)
  expect(moved([0, 0, 4]), 'driftScore when column 2, all 5 before, has moved by 4').toBeNear(4, 1e-4)
  const wide = tf.tensor2d([[0, 0], [2, 2]])
  const other = tf.tensor2d([[30, -8], [-20, 14]])
  expect(driftScore(wide, other), 'driftScore by the standard deviation of the old rows, whatever that of the recent ones').toBeNear(4, 1e-4)
})
