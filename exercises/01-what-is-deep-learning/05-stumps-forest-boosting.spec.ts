import * as tf from '@tensorflow/tfjs'
import { toys } from '#datasets'
import { check, expect, trap } from '#spec'
import { boost, fitForest, fitStump, type Stump } from './05-stumps-forest-boosting'

/** A table as plain numbers. */
interface Table {
  rows: number[][]
  labels: number[]
}

const plain = ({ x, y, n, d }: ReturnType<typeof toys.lShape>): Table => ({
  rows: Array.from({ length: n }, (_, i) => [...x.subarray(i * d, (i + 1) * d)]),
  labels: [...y],
})

const tensors = ({ rows, labels }: Table) => [tf.tensor2d(rows), tf.tensor1d(labels, 'int32')] as const

const answer = ({ feature, threshold, polarity }: Stump, row: number[]): number => (polarity * (row[feature] - threshold) > 0 ? 1 : 0)

/**
 * The weight of the rows that a stump gets wrong; all rows weigh the same unless told. A threshold may be the value of
 * a row; whether that row counts as below it is nobody's business.
 */
function errorOf(stump: Stump, { rows, labels }: Table, weights: ArrayLike<number> = rows.map(() => 1 / rows.length)): number {
  const wrong = (onThreshold: 0 | 1) =>
    rows.reduce((sum, row, i) => {
      const answered = row[stump.feature] === stump.threshold ? onThreshold : answer(stump, row)
      return answered === labels[i] ? sum : sum + weights[i]
    }, 0)
  return Math.min(wrong(0), wrong(1))
}

/** The smallest error that any stump with a threshold between two rows can have. */
function leastError(table: Table, weights?: ArrayLike<number>): number {
  const errors = table.rows[0].flatMap((_, feature) => {
    const sorted = table.rows.map((row) => row[feature]).sort((a, b) => a - b)
    return sorted.slice(1).flatMap((value, i) => {
      const threshold = (sorted[i] + value) / 2
      return ([1, -1] as const).map((polarity) => errorOf({ feature, threshold, polarity }, table, weights))
    })
  })
  return Math.min(...errors)
}

/** The share that a vote gets right; without voices, each stump has one. As above, thresholds may be values of rows. */
function voteOf(stumps: Stump[], { rows, labels }: Table, alphas?: number[]): number {
  const shares = [-1e-5, 0, 1e-5].map((shift) => {
    const right = rows.filter((row, i) => {
      const score = stumps.reduce((sum, stump, k) => {
        const answered = answer({ ...stump, threshold: stump.threshold + shift }, row)
        return sum + (alphas?.[k] ?? 1) * (2 * answered - 1)
      }, 0)
      return score > 0 === (labels[i] === 1)
    })
    return right.length / rows.length
  })
  return Math.max(...shares)
}

/** What boost gives, as soon as its alphas are what they should be. */
function boosted(table: Table, rounds: number): ReturnType<typeof boost> {
  const result = boost(...tensors(table), rounds)
  expect(Array.isArray(result.alphas), 'alphas is an array of plain numbers').toBe(true)
  return result
}

/** Ten rows whose one telling feature is 1 … 10; the other is the same for all. */
const ten = (...labels: number[]): Table => ({ rows: labels.map((_, i) => [7, i + 1]), labels })

/** The best stump is above 4.5; it gets rows 9 and 10 wrong. */
const hump = () => ten(0, 0, 0, 0, 1, 1, 1, 1, 0, 0)

/** Above 5.5 gets row 3 wrong, above 2.5 rows 4 and 5. */
const exception = () => ten(0, 0, 1, 0, 0, 1, 1, 1, 1, 1)

/** No question about one coordinate is better than a coin. */
const corners = (): Table => ({ rows: [[0, 0], [0, 1], [1, 0], [1, 1]], labels: [0, 1, 1, 0] })

const sum = (t: tf.Tensor) => t.sum().dataSync()[0]
const same = (a: Stump, b: Stump) => a.feature === b.feature && a.threshold === b.threshold && a.polarity === b.polarity

check('asks the one question that tells', () => {
  const stump = fitStump(...tensors(ten(0, 0, 0, 1, 1, 1, 1, 1, 1, 1)))
  expect(stump.feature, 'feature, where column 0 is the same for all').toBe(1)
  expect(stump.polarity, 'polarity, when large values are of class 1').toBe(1)
  expect(stump.threshold, 'threshold between 3 and 4').toBeBetween(3, 4)
  const turned = fitStump(...tensors(ten(1, 1, 1, 0, 0, 0, 0, 0, 0, 0)))
  expect(turned.polarity, 'polarity, when small values are of class 1').toBe(-1)
  expect(turned.threshold, 'threshold between 3 and 4, when small values are of class 1').toBeBetween(3, 4)
})

check('looks between all neighbours, the outermost as well', () => {
  const column = (values: number[], labels: number[]): Table => ({ rows: values.map((value) => [7, value]), labels })
  const first = column([30, 20, 10, 40], [1, 1, 0, 1])
  expect(errorOf(fitStump(...tensors(first)), first), 'share of wrong rows for 10 | 20, 30, 40').toBeNear(0)
  const last = column([30, 20, 40, 10], [0, 0, 1, 0])
  expect(errorOf(fitStump(...tensors(last)), last), 'share of wrong rows for 10, 20, 30 | 40').toBeNear(0)
  const sorted = column([100, -20, 9, 10, -3, 25], [1, 0, 0, 1, 0, 1])
  expect(errorOf(fitStump(...tensors(sorted)), sorted), 'share of wrong rows for −20, −3, 9 | 10, 25, 100').toBeNear(0)
})

check('finds the feature that was planted', () => {
  for (const feature of [0, 2, 4]) {
    const table = plain(toys.plantedFeature({ n: 80, d: 5, feature, seed: 3 }))
    const stump = fitStump(...tensors(table))
    expect(stump.feature, 'feature').toBe(feature)
    expect(errorOf(stump, table), 'share of rows that are wrong, at most that of the best stump').toBeAtMost(leastError(table) + 1e-4)
  }
})

check('minds the weights', () => {
  const table = hump()
  const stump = fitStump(...tensors(table))
  expect(errorOf(stump, table), 'share of wrong rows without w').toBeNear(0.2)
  const weights = [0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.3, 0.3]
  const weighted = fitStump(...tensors(table), tf.tensor1d(weights))
  expect(errorOf(weighted, table, weights), 'weight of wrong rows, when the last two rows weigh most').toBeAtMost(0.2 + 1e-4)
  const even = fitStump(...tensors(table), tf.fill([10], 0.1))
  expect(errorOf(even, table), 'share of wrong rows, when all weigh the same').toBeNear(0.2)
})

check('finds the smallest weighted error', () => {
  for (let k = 0; k < 5; k++) {
    const rows = Array.from({ length: 12 }, () => Array.from({ length: 3 }, () => Math.fround(Math.random() * 10 - 5)))
    const table = { rows, labels: rows.map((_, i) => i % 2) }
    const drawn = rows.map(() => 0.1 + Math.random())
    const weights = drawn.map((weight) => weight / drawn.reduce((a, b) => a + b))
    const stump = fitStump(...tensors(table), tf.tensor1d(weights))
    expect(errorOf(stump, table, weights), 'weight of wrong rows, at most that of the best stump').toBeAtMost(leastError(table, weights) + 1e-4)
  }
})

check('a forest has as many stumps as asked for', () => {
  const table = plain(toys.plantedFeature({ n: 40, d: 6 }))
  for (const trees of [1, 7]) {
    const forest = fitForest(...tensors(table), { trees, seed: 3 })
    expect(forest.length, `stumps in a forest of ${trees}`).toBe(trees)
    for (const { feature, threshold, polarity } of forest) {
      expect(Number.isInteger(feature) && feature >= 0 && feature < 6 ? 'a column of x' : String(feature), 'feature of a stump').toBe('a column of x')
      expect(typeof threshold === 'number' && !Number.isNaN(threshold) ? 'a number' : String(threshold), 'threshold of a stump').toBe('a number')
      expect(polarity * polarity, 'polarity of a stump, squared').toBe(1)
    }
  }
})

check('the seed of a forest decides', () => {
  const table = plain(toys.plantedFeature({ n: 30, d: 4 }))
  const grow = (seed: number) => fitForest(...tensors(table), { trees: 10, seed })
  const [seven, eight] = [grow(7), grow(8)]
  expect(grow(7), 'a second forest with seed 7').toEqual(seven)
  const others = eight.filter((stump, k) => !same(stump, seven[k])).length
  expect(others, 'stumps of seed 8 that differ from those of seed 7').toBeAtLeast(1)
})

/**
 * Ten columns. Column `telling` tells the class without error, the others nearly nothing. The values of column j lie
 * between 100·j and 100·j + 11. The first twenty rows are of the class with the low values.
 */
function told(telling: number, [low, high]: readonly number[] = [0, 1]): Table {
  const rows = Array.from({ length: 40 }, (_, i) =>
    Array.from({ length: 10 }, (_, j) => Math.fround(100 * j + (j === telling && i >= 20 ? 10 : 0) + Math.random())),
  )
  return { rows, labels: rows.map((_, i) => (i < 20 ? low : high)) }
}

check('the stumps of a forest look at different features', () => {
  for (const telling of [0, 9]) {
    const forest = fitForest(...tensors(told(telling)), { trees: 100, seed: 1 })
    const features = new Set(forest.map(({ feature }) => feature))
    expect(features.size, 'different features in 100 stumps; whoever sees all columns chooses the best one, so show each stump only some').toBeAtLeast(2)
    const chosen = features.has(telling) ? 'chosen' : 'never chosen'
    expect(chosen, `column ${telling} of 0 … 9, by far the best one, in a forest of 100 stumps: any column may be drawn`).toBe('chosen')
  }
})

check('the stumps of a forest name columns of x', () => {
  for (const [low, high] of [[0, 1], [1, 0]]) {
    const table = told(3, [low, high])
    const forest = fitForest(...tensors(table), { trees: 25, seed: 2 })
    for (const { feature, threshold } of forest.filter(({ threshold }) => Number.isFinite(threshold))) {
      expect(feature, `feature of a stump with the threshold ${threshold.toFixed(1)}, counted in all columns of x`).toBe(Math.floor((threshold + 40) / 100))
    }
    for (const stump of forest.filter(({ feature }) => feature === 3)) {
      expect(errorOf(stump, table), `share of wrong rows of a stump about the telling column, where class ${high} has the high values: did each drawn row bring its own label, and can any row be drawn?`).toBeAtMost(0.25)
    }
  }
})

check('the stumps of a forest may see the first and the last row', () => {
  // Whoever never sees the 150 puts the threshold near 100, between 4 and 200.
  const others = [0, 1, 2, 3, 4, 200, 201, 202, 203]
  for (const values of [[150, ...others], [...others, 150]]) {
    const table = { rows: values.map((value) => [value, value + 1]), labels: values.map((value) => (value < 200 ? 0 : 1)) }
    const forest = fitForest(...tensors(table), { trees: 50, seed: 3 })
    const least = Math.min(...forest.map((stump) => errorOf(stump, table)))
    const row = values.indexOf(150)
    expect(least, `share of wrong rows of the best of 50 stumps, which takes a stump that saw row ${row} of 0 … 9: any row may be drawn`).toBeNear(0)
  }
})

check('a forest beats its stumps', () => {
  const [seen, fresh] = [toys.plantedFeature({ n: 60, d: 10, seed: 2 }), toys.plantedFeature({ n: 500, d: 10, seed: 102 })].map(plain)
  const gains = [11, 12, 13].map((seed) => {
    const forest = fitForest(...tensors(seen), { trees: 25, seed })
    const single = forest.reduce((total, stump) => total + voteOf([stump], fresh), 0) / 25
    return voteOf(forest, fresh) - single
  })
  const gain = gains.reduce((a, b) => a + b) / gains.length
  expect(gain, 'by how much the vote of 25 stumps is right more often than one stump (share of fresh rows)').toBeAtLeast(0.05)
})

check('boosting turns to the rows that were wrong', () => {
  const table = hump()
  const { stumps, weights } = boosted(table, 1)
  expect(stumps.length, 'stumps after one round').toBe(1)
  expect(errorOf(stumps[0], table), 'share of wrong rows of the first stump').toBeNear(0.2)
  expect(weights, 'weights after one round: the two wrong rows weigh as much as the eight right ones').toBeTensor({
    shape: [10],
    values: [...new Array<number>(8).fill(1 / 16), 1 / 4, 1 / 4],
    tolerance: 1e-4,
  })
})

check('boosting measures errors by weight in every round', () => {
  const { weights } = boost(...tensors(exception()), 2)
  // Round 1: row 3 is wrong, e = 1/10, its weight becomes 1/2. Round 2: rows 4 and 5 are wrong, e = 1/9.
  const expected = [1, 1, 9, 8, 8, 1, 1, 1, 1, 1].map((parts) => parts / 32)
  expect(weights, 'weights after two rounds, divided by their sum in each; in the second, e is the weight of rows 4 and 5, 1/9 of all weight').toBeTensor({ shape: [10], values: expected, tolerance: 1e-3 })
})

check('weights always add up to 1', () => {
  const [x, y] = tensors(plain(toys.plantedFeature({ n: 30, d: 3, seed: 2 })))
  for (const rounds of [1, 2, 3, 6]) {
    const { weights } = boost(x, y, rounds)
    expect(weights, `weights after ${rounds} rounds`).toBeTensor({ shape: [30] })
    expect(sum(weights), `sum of the weights after ${rounds} rounds`).toBeNear(1, 1e-4)
    expect(weights.min().dataSync()[0], `smallest weight after ${rounds} rounds`).toBeAtLeast(0)
  }
})

check('a better stump has a stronger voice', () => {
  const [one] = boosted(ten(0, 0, 0, 0, 0, 1, 1, 1, 1, 0), 1).alphas
  const [two] = boosted(hump(), 1).alphas
  expect(two, 'alpha of a stump with an error of 0.2').toBeBetween(0.68, 1.4)
  expect(one / two, 'alpha of an error of 0.1 over alpha of an error of 0.2: ln 9 / ln 4').toBeNear(Math.log(9) / Math.log(4), 0.01)
})

check('a coin has no voice', () => {
  const { alphas, weights } = boosted(corners(), 1)
  expect(alphas.every((alpha) => Math.abs(alpha) < 1e-3) ? '0' : alphas.join(', '), 'alpha of a stump that is wrong half of the time').toBe('0')
  expect(weights, 'weights after a stump without a voice').toBeTensor({ shape: [4], values: [0.25, 0.25, 0.25, 0.25], tolerance: 1e-3 })
})

check('survives a stump without error', () => {
  const table = ten(0, 0, 0, 1, 1, 1, 1, 1, 1, 1)
  const { stumps, alphas, weights } = boosted(table, 3)
  expect(alphas.every((alpha) => Number.isFinite(alpha) && alpha >= 0) ? 'finite' : alphas.join(', '), 'alphas, when the first stump is never wrong').toBe('finite')
  expect(sum(weights), 'sum of the weights').toBeNear(1, 1e-4)
  expect(voteOf(stumps, table, alphas), 'share of rows the vote gets right').toBe(1)
})

check('boosting cuts out an L', () => {
  for (const seed of [2, 3]) {
    const table = plain(toys.lShape({ n: 80, seed }))
    const { stumps, alphas, weights } = boosted(table, 20)
    expect(stumps.length, 'stumps after 20 rounds').toBe(20)
    expect(alphas.length, 'alphas after 20 rounds').toBe(20)
    expect(sum(weights), 'sum of the weights after 20 rounds').toBeNear(1, 1e-4)
    expect(voteOf([stumps[0]], table), 'share that the first stump gets right by itself').toBeAtMost(0.8)
    expect(voteOf(stumps, table, alphas), 'share that the vote of 20 stumps gets right').toBeAtLeast(0.95)
  }
})

trap('unweighted-error', 'Round 2 repeated round 1: a stump must count errors by their weights, so that the second one turns to the rows the first got wrong.', () => {
  const table = exception()
  const heavy = tf.tensor1d([1, 1, 9, 1, 1, 1, 1, 1, 1, 1].map((parts) => parts / 18))
  const [without, weighted] = [fitStump(...tensors(table)), fitStump(...tensors(table), heavy)]
  if (Math.abs(errorOf(without, table) - 0.1) > 1e-3) return false
  // The stump that the weights ask for, between rows 2 and 3, must be within reach.
  const within = ten(0, 0, 1, 1, 1, 1, 1, 1, 1, 1)
  if (errorOf(fitStump(...tensors(within)), within) > 1e-3) return false
  if (same(without, weighted)) return true
  // fitStump minds weights; does it get any? Those after round 1 are right when row 3 has half of all.
  const { weights } = boost(...tensors(table), 1)
  if (Math.abs(weights.dataSync()[2] - 0.5) > 1e-2) return false
  const { stumps } = boost(...tensors(table), 2)
  return stumps.length === 2 && same(stumps[0], stumps[1])
})

trap('no-bootstrap', 'The stumps of the forest repeat each other: for each stump draw rows anew, at random and with replacement.', () => {
  const forest = fitForest(...tensors(plain(toys.plantedFeature({ n: 60, d: 2, feature: 0, seed: 4 }))), { trees: 25, seed: 5 })
  const different = new Set(forest.map(({ feature, threshold, polarity }) => `${feature} ${threshold} ${polarity}`)).size
  return forest.length === 25 && different <= 2 && (different === 1 ? 'All 25 are the same.' : 'Among 25 there are only two different ones.')
})

trap('weights-not-normalised', 'The weights of the rows must add up to 1 after each round: divide them by their sum.', () => {
  const { weights } = boost(...tensors(hump()), 2)
  const total = sum(weights)
  return Math.abs(total - 1) > 1e-3 && `After round 2 they add up to ${total.toPrecision(2)}.`
})
