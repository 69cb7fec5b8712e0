import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap, unwatched } from '#spec'
import { baseline, baselineScore, beats, type Kind } from './03-baselines-and-power'

/** Ten targets in the order of time. Sorted: 1 1 2 2 3 4 4 4 6 23. */
const TARGETS = [4, 1, 3, 4, 2, 23, 1, 6, 4, 2]
const KINDS: Kind[] = ['majority', 'random', 'mean', 'median', 'persistence']

/** The answers of a rule made of `targets` to n rows. */
function answers(kind: Kind, targets: number[], n: number): number[] {
  return tf.tidy(() => Array.from(baseline(kind, tf.tensor1d(targets))(n).dataSync()))
}

/** Nine 1s to a 0, in no order that a glance would find. */
const lopsided = (n: number) => Array.from({ length: n }, (_, i) => Number((i * 7) % 10 !== 3))

check('makes a rule of each kind that answers every row alike', () => {
  const holds = (kind: Kind, targets: number[], value: number, why: string) => {
    const what = `the answers of ${kind} to 3 rows, ${why}`
    expect(answers(kind, targets, 3), what).toBeNear([value, value, value], 1e-4)
  }
  holds('majority', TARGETS, 4, 'three of ten targets being 4')
  holds('majority', lopsided(50), 1, '45 of 50 targets being 1')
  holds('majority', [0, 0, 1], 0, 'two of three targets being 0')
  holds('majority', [2, 9, 9], 9, 'with classes 2 and 9')
  holds('mean', TARGETS, 5, 'whose targets sum to 50')
  holds('mean', [1, 2], 1.5, 'of 1 and 2')
  holds('median', TARGETS, 3.5, 'between 3 and 4, the fifth and sixth of ten sorted targets')
  holds('median', [7, -1, 100], 7, 'of 7, −1 and 100')
  holds('median', [10, 9, 2], 9, 'of 10, 9 and 2')
  holds('persistence', TARGETS, 2, 'the last target being 2')
  for (const kind of KINDS) expect(answers(kind, [8], 2), `the answers of ${kind} to 2 rows, the only target being 8`).toEqual([8, 8])
})

check('gives as many answers as there are rows', () => {
  for (const kind of KINDS) {
    for (const n of [1, 25]) expect(baseline(kind, tf.tensor1d(TARGETS))(n), `baseline('${kind}', y)(${n})`).toBeTensor({ shape: [n] })
  }
})

trap('all-classes-alike', 'Your random rule tosses a fair coin. Nine targets in ten are 1, so nine answers in ten should be: draw each class as often as it occurs.', () => {
  const ones = attempt(() => answers('random', lopsided(1_000), 20_000).filter((answer) => answer === 1).length) ?? 0
  return Math.abs(ones / 20_000 - 0.5) < 0.05
})

check('guesses each class as often as it occurs', () => {
  const given = answers('random', lopsided(200), 20_000)
  expect([...new Set(given)].sort(), 'the classes that random answers with').toEqual([0, 1])
  expect(given.filter((answer) => answer === 1).length / 20_000, 'the share of 1 among 20,000 answers, where nine targets in ten are 1').toBeBetween(0.88, 0.92)
  const three = answers('random', [0, 1, 1, 5, 5, 5, 5, 5, 5, 5], 20_000)
  expect(three.filter((answer) => answer === 5).length / 20_000, 'the share of 5 among 20,000 answers, where seven targets in ten are 5').toBeBetween(0.67, 0.73)
})

check('guesses anew each time', () => {
  tf.tidy(() => {
    const rule = baseline('random', tf.tensor1d(lopsided(100)))
    const [first, second] = [0, 1].map(() => Array.from(rule(1_000).dataSync()))
    expect(first.some((answer, i) => answer !== second[i]), 'whether two times 1,000 answers of random differ').toBe(true)
  })
})

check('remembers numbers, not tensors', () => {
  for (const kind of KINDS) {
    const y = tf.tensor1d(TARGETS)
    const rule = baseline(kind, y)
    y.dispose()
    const before = tf.memory().numTensors
    const given = rule(4)
    expect(given, `the answers of ${kind}, y being disposed in the meantime`).toBeTensor({ shape: [4] })
    expect(tf.memory().numTensors - before, `tensors that one call of the ${kind} rule leaves, its answers among them`).toBe(1)
    given.dispose()
  }
})

check('refuses a rule it does not know', () => {
  const best = () => unwatched(() => baseline('best' as Kind, tf.tensor1d([1, 2])))
  expect(best, "baseline('best', y)").toThrowNaming('kind', 'kinds', 'best')
})

const vectors = (train: number[], test: number[]) => [tf.tensor1d(train), tf.tensor1d(test)] as const

trap('baseline-from-test', 'The rule was made of the targets it is measured on. The targets of test rows are there to measure: make the rule of yTrain.', () => {
  // In training one class or number is the usual one, in the test another.
  const knows = attempt(() => answers('majority', [1, 1, 1, 0], 1)[0]) === 1 && attempt(() => answers('mean', [10, 20], 1)[0]) === 15
  const classes = attempt(() => baselineScore('majority', ...vectors([1, 1, 1, 0], [0, 0, 0, 0, 2]), 'accuracy')) ?? NaN
  const numbers = attempt(() => baselineScore('mean', ...vectors([10, 20], [1, 3]), 'mae')) ?? NaN
  return knows && (Math.abs(classes - 0.8) < 1e-6 || Math.abs(numbers - 1) < 1e-6)
})

check('measures a rule on rows that it was not made of', () => {
  const holds = (kind: Kind, train: number[], test: number[], metric: 'accuracy' | 'mae', score: number, what: string) => {
    expect(baselineScore(kind, ...vectors(train, test), metric), what).toBeNear(score, 1e-4)
  }
  holds('majority', [1, 1, 1, 0], [0, 0, 0, 0, 1], 'accuracy', 0.2, 'accuracy of always 1, where 1 of 5 test rows is')
  holds('majority', lopsided(100), lopsided(30), 'accuracy', 0.9, 'accuracy of majority, where nine rows in ten are 1')
  holds('mean', [10, 20], [15, 11, 25], 'mae', 14 / 3, 'mae of always 15 on 15, 11 and 25')
  holds('median', [0, 0, 90], [0, 1, 2], 'mae', 1, 'mae of always 0 on 0, 1 and 2')
  holds('persistence', [3, 8, 5], [5, 7, 7, 5], 'mae', 1, 'mae of always 5 on 5, 7, 7 and 5')
})

check('finds what one has to beat: 0.1 for digits, 0.5 for reviews, 0.9 for nine in ten', () => {
  const classes = (n: number, of: number) => Array.from({ length: n }, (_, i) => (i * 7) % of)
  const guess = (kind: Kind, y: number[]) => baselineScore(kind, ...vectors(y, y), 'accuracy')
  expect(guess('majority', classes(1_000, 10)), 'accuracy of majority with ten classes alike').toBeNear(0.1)
  expect(guess('majority', classes(1_000, 2)), 'accuracy of majority with two classes alike').toBeNear(0.5)
  expect(guess('majority', lopsided(1_000)), 'accuracy of majority with nine in ten').toBeNear(0.9)
  expect(guess('random', classes(20_000, 10)), 'accuracy of random with ten classes alike').toBeBetween(0.085, 0.115)
  expect(guess('random', lopsided(20_000)), 'accuracy of random with nine in ten, about 0.9·0.9 + 0.1·0.1 = 0.82').toBeBetween(0.79, 0.85)
})

check('has a rule for each measure: the median for mae, the mean for squares', () => {
  const misses = (kind: Kind, power: 1 | 2) => answers(kind, TARGETS, 10).reduce((sum, answer, i) => sum + Math.abs(answer - TARGETS[i]) ** power, 0)
  expect(misses('median', 1), 'the sum of distances of the median from ten targets, below that of the mean').toBeAtMost(misses('mean', 1) - 1)
  expect(misses('mean', 2), 'the sum of squared distances of the mean from ten targets, below that of the median').toBeAtMost(misses('median', 2) - 1)
})

trap('half-everywhere', 'The rule to beat is not always 0.5: with nine rows in ten of one class it is 0.9, with ten classes 0.1. It is what `base` says.', () => {
  const isAboveHalf = (base: number) => [0.4, 0.45, 0.55, 0.7].every((score) => attempt(() => beats(score, base, 100_000, { kind: 'accuracy' })) === score > 0.5)
  return isAboveHalf(0.9) && isAboveHalf(0.1)
})

trap('higher-is-better-mae', 'A mean absolute error of 3 was said to beat one of 2. It is an error: the smaller one wins.', () => {
  const call = (score: number, base: number) => attempt(() => beats(score, base, 10_000, { kind: 'mae', sigma: 1 }))
  return call(3, 2) === true && call(2, 3) === false
})

trap('no-margin', 'On 20 rows, 11 right against 10 is luck. Ask for more than z standard errors, which are larger the fewer rows there are.', () => {
  const close = (n: number) => attempt(() => beats(0.55, 0.5, n, { kind: 'accuracy' }))
  return close(20) === true && close(10_000) === true && attempt(() => beats(0.45, 0.5, 20, { kind: 'accuracy' })) === false
})

check('tells better from lucky, for accuracies', () => {
  const holds = (score: number, base: number, n: number, isBetter: boolean, bound: string) => {
    const what = `beats(${score}, ${base}, ${n.toLocaleString('en')} rows), where the rule plus two standard errors is ${bound}`
    expect(beats(score, base, n, { kind: 'accuracy' }), what).toBe(isBetter)
  }
  holds(0.55, 0.5, 100, false, '0.6')
  holds(0.65, 0.5, 100, true, '0.6')
  holds(0.55, 0.5, 10_000, true, '0.51')
  holds(0.93, 0.9, 100, false, '0.96')
  // The error of the score itself would be smaller here: 0.95 − 2·0.022 is above 0.9.
  holds(0.95, 0.9, 100, false, '0.96')
  holds(0.93, 0.9, 2_500, true, '0.912')
  holds(0.8, 0.9, 10_000, false, '0.906')
  holds(0.14, 0.1, 100, false, '0.16')
  holds(0.12, 0.1, 3_000, true, '0.111')
  const strict = (score: number, z: number) => beats(score, 0.5, 100, { kind: 'accuracy', z })
  expect(strict(0.58, 1), 'beats(0.58, 0.5, 100 rows) with z = 1, where the bound is 0.55').toBe(true)
  expect(strict(0.65, 4), 'beats(0.65, 0.5, 100 rows) with z = 4, where the bound is 0.7').toBe(false)
})

check('tells better from lucky, for errors', () => {
  const holds = (score: number, n: number, sigma: number, isBetter: boolean, bound: string) => {
    const what = `beats(${score}, 3, ${n} rows) for an mae with sigma ${sigma}, where the rule minus two standard errors is ${bound}`
    expect(beats(score, 3, n, { kind: 'mae', sigma }), what).toBe(isBetter)
  }
  holds(2.7, 100, 2, false, '2.6')
  holds(2.5, 100, 2, true, '2.6')
  holds(2.7, 10_000, 2, true, '2.96')
  holds(2.7, 100, 0.5, true, '2.9')
  holds(3.5, 10_000, 2, false, '2.96')
  expect(beats(2.7, 3, 100, { kind: 'mae', sigma: 2, z: 1 }), 'the first of these with z = 1, where the bound is 2.8').toBe(true)
  expect(() => unwatched(() => beats(2, 3, 100, { kind: 'mae' })), 'beats for an mae without sigma').toThrowNaming('sigma')
})
