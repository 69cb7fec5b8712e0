import { toys } from '#datasets'
import { attempt, check, expect, trap } from '#spec'
import { type Fold, type HoldOut, holdOutSplit, iteratedKFold, spread } from './01-iterated-k-fold'

const ascending = (rows: readonly number[]) => [...rows].sort((a, b) => a - b)
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const SEEDS = upTo(40).map((i) => i + 1)

/** Every row of the three parts, sorted. */
const allOf = ({ train, val, test }: HoldOut) => ascending([...train, ...val, ...test])
const isWhole = (split: HoldOut, n: number) => String(allOf(split)) === String(upTo(n))

check('puts every row into one of three parts', () => {
  for (const [n, frac, held] of [[10, 0.2, 2], [40, 0.25, 10], [100, 0.15, 15]]) {
    const split = holdOutSplit(n, frac, { seed: 3 })
    const call = `holdOutSplit(${n}, ${frac})`
    expect([split.val.length, split.test.length, split.train.length], `rows in val, test and train of ${call}`).toEqual([held, held, n - 2 * held])
    expect(allOf(split), `all rows of the three parts of ${call}, sorted: each of 0 … ${n - 1} once`).toEqual(upTo(n))
  }
})

check('lets chance decide, and the seed decide chance', () => {
  const parts = (seed: number) => {
    const { train, val, test } = holdOutSplit(30, 0.2, { seed })
    return [train, val, test].map(ascending)
  }
  expect(parts(5), 'train, val and test of a second call with seed 5').toEqual(parts(5))
  const different = new Set(SEEDS.map((seed) => String(parts(seed)[2])))
  expect(different.size, 'different test parts of 30 rows, from 40 seeds').toBeAtLeast(10)
  const tested = new Set(SEEDS.flatMap((seed) => parts(seed)[2]))
  expect(tested.size, 'how many of 30 rows are in the test part for at least one of 40 seeds').toBeAtLeast(25)
})

check('cuts ordered rows by position: train, then val, then test', () => {
  for (const seed of [undefined, 1, 7]) {
    const { train, val, test } = holdOutSplit(20, 0.2, { ordered: true, seed })
    const call = `holdOutSplit(20, 0.2, { ordered: true${seed ? `, seed: ${seed}` : ''} })`
    expect(ascending(test), `test rows of ${call}, the last four`).toEqual([16, 17, 18, 19])
    expect(ascending(val), `val rows of ${call}, the four before`).toEqual([12, 13, 14, 15])
    expect(ascending(train), `train rows of ${call}`).toEqual(upTo(12))
  }
})

/** Ten people with four rows each; their numbers stand in no order. */
const PEOPLE = [31, 4, 15, 92, 65, 35, 89, 79, 3, 23]
const groups = upTo(40).map((row) => PEOPLE[(row * 7) % 10])

check('keeps groups whole', () => {
  for (const seed of [1, 2, 3]) {
    const split = holdOutSplit(40, 0.2, { seed, groups })
    const call = `holdOutSplit(40, 0.2) with ten groups of four, seed ${seed}`
    expect(allOf(split), `all rows of ${call}, sorted`).toEqual(upTo(40))
    expect([split.val.length, split.test.length], `rows in val and test of ${call}: two groups each`).toEqual([8, 8])
    const shared = PEOPLE.filter((person) => [split.train, split.val, split.test].filter((part) => part.some((row) => groups[row] === person)).length > 1)
    expect(shared, `groups with rows in more than one part of ${call}`).toEqual([])
  }
})

check('keeps groups whole, also when some are larger than others', () => {
  // Rows of one group stand side by side here, as they mostly do.
  const sizes = [1, 3, 2, 5, 1, 1, 4, 2, 3, 2, 1, 5]
  const uneven = sizes.flatMap((size, group) => new Array<number>(size).fill(group))
  const split = holdOutSplit(30, 0.2, { seed: 2, groups: uneven })
  expect(allOf(split), 'all rows of 12 groups of 1 to 5 rows, sorted').toEqual(upTo(30))
  const parts = [split.train, split.val, split.test].map((part) => new Set(part.map((row) => uneven[row])).size)
  expect(parts[0] + parts[1] + parts[2], 'groups in train, in val and in test, together').toBe(12)
  expect(Math.min(...parts), 'groups in the smallest part, of 12').toBeAtLeast(1)
  expect(split.train.length, 'train rows of 30, when val and test are to have 6 each and no group has more than 5').toBeBetween(8, 28)
})

check('lets the seed decide which groups go where', () => {
  const tested = SEEDS.map((seed) => String(ascending(holdOutSplit(40, 0.2, { seed, groups }).test)))
  expect(new Set(tested).size, 'different test parts, from 40 seeds').toBeAtLeast(5)
})

/** A round is whole when each row validates once and trains for all the other folds. */
function holdRound(folds: Fold[], n: number, k: number, call: string): void {
  expect(folds.length, `folds in a round of ${call}`).toBe(k)
  expect(ascending(folds.flatMap(({ val }) => val)), `the val rows of all ${k} folds of a round of ${call}, sorted: each row once`).toEqual(upTo(n))
  const sizes = folds.map(({ val }) => val.length)
  expect(Math.max(...sizes) - Math.min(...sizes), `how far the sizes of the folds of ${call} are apart`).toBeAtMost(1)
  for (const { train, val } of folds) {
    expect(ascending([...train, ...val]), `train and val rows of one fold of ${call}, sorted: each row once`).toEqual(upTo(n))
  }
}

check('makes p rounds of k folds, each a partition of the rows', () => {
  for (const [n, k, p] of [[40, 4, 3], [10, 3, 2], [7, 7, 1], [9, 2, 4]]) {
    const call = `iteratedKFold(${n}, ${k}, ${p})`
    const rounds = iteratedKFold(n, k, p, 11)
    expect(rounds.length, `rounds of ${call}`).toBe(p)
    for (const folds of rounds) holdRound(folds, n, k, call)
  }
})

const valOf = (rounds: Fold[][]) => rounds.map((folds) => folds.map(({ val }) => ascending(val)))

check('repeats with the same seed, and not with another', () => {
  const seen = (seed: number) => valOf(iteratedKFold(30, 3, 2, seed))
  expect(seen(4), 'the val rows of a second call with seed 4').toEqual(seen(4))
  const different = new Set(SEEDS.map((seed) => String(seen(seed)[0][0])))
  expect(different.size, 'different first folds of 30 rows, from 40 seeds').toBeAtLeast(10)
})

check('shuffles the first round as well', () => {
  // Rows in the order of their class, as many sets are stored: a fold of neighbours would hold one class only.
  const neighbours = (val: number[]) => ascending(val).every((row, i, all) => i === 0 || row === all[i - 1] + 1)
  const stepped = (val: number[]) => ascending(val).every((row, i, all) => i === 0 || row - all[i - 1] === 3)
  const plain = SEEDS.filter((seed) => iteratedKFold(30, 3, 1, seed)[0].some(({ val }) => neighbours(val) || stepped(val)))
  expect(plain.length, 'how many of 40 seeds give a fold of evenly spaced rows in the first round, which chance would not').toBeAtMost(2)
})

check('gives mean, standard deviation and standard error', () => {
  const scores = [0.7, 0.8, 0.9, 0.8]
  const seen = spread(scores)
  expect(seen.mean, 'mean of 0.7, 0.8, 0.9, 0.8').toBeNear(0.8)
  const roots = [4, 3].map((n) => Math.sqrt(0.02 / n))
  expect(seen.std, 'std of 0.7, 0.8, 0.9, 0.8: √(0.02 / 4), or with n − 1, √(0.02 / 3)').toBeBetween(roots[0] - 1e-6, roots[1] + 1e-6)
  const apart = Math.min(...roots.map((root) => Math.abs(root - seen.std)))
  expect(apart, 'distance of this std from √(0.02 / 4) or √(0.02 / 3), whichever is nearer').toBeAtMost(1e-6)
  expect(seen.standardError, 'standardError, std / √4').toBeNear(seen.std / 2)
  const equal = spread([3, 3, 3, 3, 3, 3, 3, 3, 3])
  expect([equal.mean, equal.std, equal.standardError], 'mean, std and standardError of nine equal scores').toBeNear([3, 0, 0])
  const nine = spread([1, 2, 3, 1, 2, 3, 1, 2, 3])
  expect(nine.std / nine.standardError, 'std / standardError of nine scores').toBeNear(3)
  expect(spread([-2, -4]).mean, 'mean of −2 and −4').toBeNear(-3)
})

check('steadies the score: eight rounds vary less than one', () => {
  // What is scored is a nearest neighbour, where three labels in ten are wrong.
  const { x, y: clean } = toys.overlappingNormals({ n: 40, seed: 1 })
  const y = clean.map((label, row) => ((row * 7) % 10 < 3 ? 1 - label : label))
  const isRight = (train: number[], row: number) => {
    const nearest = train.reduce((best, other) => (Math.abs(x[other] - x[row]) < Math.abs(x[best] - x[row]) ? other : best))
    return y[nearest] === y[row]
  }
  const scoresOf = (folds: Fold[]) => folds.map(({ train, val }) => val.filter((row) => isRight(train, row)).length / val.length)
  // Seeds far enough apart that no two calls share a round, however the seed of a round is made.
  const means = (p: number) => SEEDS.slice(0, 25).map((i) => spread(iteratedKFold(40, 4, p, 1 + 137 * i).flatMap((folds) => scoresOf(folds))).mean)
  const [one, eight] = [spread(means(1)).std, spread(means(8)).std]
  expect(eight / one, 'how much eight rounds of 4 folds vary from seed to seed, compared with one round').toBeAtMost(0.75)
})

trap('same-shuffle', 'Every round has the folds of the first one: shuffle anew for each round, from another seed each time (seed + round, say).', () => {
  const rounds = attempt(() => valOf(iteratedKFold(40, 4, 3, 9)))
  if (rounds?.length !== 3 || rounds.some((folds) => folds.length !== 4)) return false
  const [first, ...others] = rounds.map((folds) => folds.map(String).sort().join(' | '))
  return others.every((round) => round === first)
})

trap('shuffled-time', 'With ordered: true the future leaked into training: some train rows come after val or test rows. Cut by position, and do not shuffle.', () => {
  const split = attempt(() => holdOutSplit(30, 0.2, { ordered: true, seed: 6 }))
  if (!split || !isWhole(split, 30)) return false
  const train = ascending(split.train)
  const isOneStretch = train.at(-1) === train[0] + train.length - 1
  return !isOneStretch && Math.max(...split.train) > Math.min(...split.val, ...split.test)
})

trap('duplicates-straddle', 'Rows of one group are in train and in test, too: what the network has learned by heart there, it is asked again. Share out whole groups, not single rows.', () => {
  const split = attempt(() => holdOutSplit(40, 0.2, { seed: 5, groups }))
  if (!split || !isWhole(split, 40)) return false
  const inTrain = new Set(split.train.map((row) => groups[row]))
  return split.test.some((row) => inTrain.has(groups[row]))
})
