import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap, unwatched } from '#spec'
import { measure, runningMean, standardScores } from './06-tidy-up'

/** The definition, in loops. */
function scores(rows: number[][]): number[][] {
  const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const columns = rows[0].map((_, j) => rows.map((row) => row[j]))
  const means = columns.map(mean)
  const stds = columns.map((column, j) => Math.sqrt(mean(column.map((number) => (number - means[j]) ** 2))))
  return rows.map((row) => row.map((number, j) => (stds[j] === 0 ? 0 : (number - means[j]) / stds[j])))
}

check('scores each column by its own mean and standard deviation', () => {
  const x = [[1, 10], [2, 30], [3, 80]]
  expect(standardScores(tf.tensor2d(x)), 'scores of [[1, 10], [2, 30], [3, 80]], where column 0 has mean 2 and std √(2/3)').toBeTensor({
    shape: [3, 2],
    values: scores(x),
    tolerance: 1e-4,
  })
  const two = standardScores(tf.tensor2d([[4, -7, 0], [8, 7, -1]]))
  expect(two, 'scores of two rows').toBeTensor({ shape: [2, 3], values: [[-1, -1, 1], [1, 1, -1]], tolerance: 1e-4 })
  const column = [[0], [2], [4], [4], [5], [-9]]
  expect(standardScores(tf.tensor2d(column)), 'scores of a single column').toBeTensor({
    shape: [6, 1],
    values: scores(column),
    tolerance: 1e-4,
  })
})

check('gives 0 for a column of equal numbers', () => {
  const x = [[5, 1, 0], [5, 2, 0], [5, 3, 0], [5, 6, 0]]
  expect(standardScores(tf.tensor2d(x)), 'scores, where columns 0 and 2 are constant').toBeTensor({
    shape: [4, 3],
    values: scores(x),
    tolerance: 1e-4,
  })
  expect(standardScores(tf.tensor2d([[3, -8]])), 'scores of a single row').toBeTensor({ shape: [1, 2], values: [[0, 0]] })
})

check('counts every number the same', () => {
  expect(runningMean([tf.tensor1d([1, 2, 3]), tf.tensor1d([10])]), 'the mean of 1, 2, 3 and 10').toBeTensor({ shape: [], values: 4 })
  expect(runningMean([tf.tensor1d([7, -2, 4])]), 'the mean of one batch, 7, −2, 4').toBeTensor({ shape: [], values: 3 })
  expect(runningMean([tf.tensor1d([-5])]), 'the mean of −5 alone').toBeTensor({ shape: [], values: -5 })
})

check('takes batches of any length', () => {
  const batches = Array.from({ length: 20 }, (_, i) => tf.fill<tf.Rank.R1>([1 + (i % 5)], i))
  // Four times over: batch i has 1 + i mod 5 numbers, all of them i.
  const [sum, count] = batches.reduce(([sum, count], { size }, i) => [sum + i * size, count + size], [0, 0])
  expect(runningMean(batches), 'the mean of 20 batches').toBeTensor({ shape: [], values: sum / count, tolerance: 1e-4 })
  expect(batches.length, 'how many of the 20 batches are still in the list you were given').toBe(20)
})

/** 100 calls, each result disposed: how many tensors are there more than before? */
function leftAfter100(call: () => tf.Tensor): number {
  const before = tf.memory().numTensors
  tf.dispose(Array.from({ length: 100 }, call))
  return tf.memory().numTensors - before
}

const table = () => tf.tensor2d([[1, 10], [2, 30], [3, 80]])
const pair = () => [tf.tensor1d([1, 2, 3]), tf.tensor1d([10])]

trap('dispose-input', 'You disposed a tensor that belongs to the caller. Free only what your own function has made.', () => {
  const [x, batches] = [table(), pair()]
  const disposed = (call: () => unknown, inputs: tf.Tensor[]) => {
    attempt(call)
    return inputs.some((tensor) => tensor.isDisposed)
  }
  if (disposed(() => standardScores(x), [x])) return 'It was the x of standardScores.'
  return disposed(() => runningMean(batches), batches) && 'It was a batch of runningMean.'
})

trap('keep-everything', 'Tensors stay until somebody frees them: put the steps into tf.tidy, or dispose each one when it is no longer needed.', () => {
  const [x, batches] = [table(), pair()]
  const calls: Record<string, () => tf.Tensor> = { standardScores: () => standardScores(x), runningMean: () => runningMean(batches) }
  for (const [name, call] of Object.entries(calls)) {
    // What a promise leaves says nothing about forgotten tensors.
    if (!(attempt(call) instanceof tf.Tensor)) continue
    const left = attempt(() => leftAfter100(call)) ?? 0
    if (left >= 100) return `100 calls of ${name} left ${left} tensors behind.`
  }
  return false
})

trap('mean-of-means', 'The batches 1, 2, 3 and 10 gave 6, the mean of the means 2 and 10. Each number counts the same: sum all of them, then divide by how many there are.', () => {
  return Math.abs((attempt(() => runningMean(pair()).dataSync()[0]) ?? 0) - 6) < 1e-4
})

check('counts the tensors and bytes of a result', () => {
  const x = tf.tensor1d([1, 2, 3, 4, 5])
  const one = measure(() => x.mul(2))
  expect([one.newTensors, one.bytes], 'newTensors and bytes of 5 numbers, x·2').toEqual([1, 20])
  expect(one.result, 'result of x·2').toBeTensor({ shape: [5], values: [2, 4, 6, 8, 10] })
  const another = measure(() => x.reshape([5, 1]))
  expect(another.newTensors, 'newTensors of x.reshape([5, 1]), a second tensor on the same numbers').toBe(1)
  const none = measure(() => 6 * 7)
  expect(none, 'measure(() => 6 * 7)').toEqual({ result: 42, newTensors: 0, bytes: 0 })
  const tidy = measure(() => tf.tidy(() => x.mul(2).sum().dataSync()[0]))
  expect(tidy, 'measure of a function that is tidy and gives a number').toEqual({ result: 30, newTensors: 0, bytes: 0 })
})

check('calls the function once', () => {
  let calls = 0
  measure(() => ++calls)
  expect(calls, 'calls of f in one measure(f)').toBe(1)
})

check('keeps every tensor of the result', () => {
  const before = tf.tensor1d([1, 2, 3])
  const { result, newTensors } = measure(() => ({ sums: [before.add(1), before.add(2)], before, name: 'sums' }))
  expect(newTensors, 'newTensors of two sums and a tensor that was there before').toBe(2)
  expect(result.sums[0], 'result.sums[0], [1, 2, 3] + 1').toBeTensor({ values: [2, 3, 4] })
  expect(result.sums[1], 'result.sums[1], [1, 2, 3] + 2').toBeTensor({ values: [3, 4, 5] })
  expect(result.before, 'result.before, which was there before').toBeTensor({ values: [1, 2, 3] })
  expect(result.name, 'result.name').toBe('sums')
})

check('counts what a function leaks', () => {
  const leaky = unwatched(() =>
    measure(() => {
      const [steps, more] = [tf.zeros([10]), tf.ones([3, 2])]
      return steps.size + more.size
    }),
  )
  expect([leaky.newTensors, leaky.bytes], 'newTensors and bytes of a function that leaks 10 and 6 numbers').toEqual([2, 64])
  expect(leaky.result, 'its result').toBe(16)
  const x = tf.tensor1d([1, 2, 3])
  const mixed = unwatched(() => measure(() => x.mul(2).add(1)))
  expect([mixed.newTensors, mixed.bytes], 'newTensors and bytes of x·2 + 1: the result and a step on the way').toEqual([2, 24])
  expect(mixed.result, 'the result of x·2 + 1').toBeTensor({ values: [3, 5, 7] })
})

check('finds nothing to complain about in your own functions', () => {
  const [x, batches] = [table(), pair()]
  const ofScores = unwatched(() => measure(() => standardScores(x)))
  expect([ofScores.newTensors, ofScores.bytes], 'newTensors and bytes of standardScores, 3 rows and 2 columns').toEqual([1, 24])
  const ofMean = unwatched(() => measure(() => runningMean(batches)))
  expect([ofMean.newTensors, ofMean.bytes], 'newTensors and bytes of runningMean').toEqual([1, 4])
})

// The checks below catch what measure throws, so they first call it once without: what is not written yet says so there.

/** Makes two tensors, then fails. */
const failing = (): number => {
  tf.zeros([4]).add(1)
  throw new RangeError('no such row')
}

check('throws on what the function threw', () => {
  measure(() => 'written')
  let thrown: unknown = 'nothing'
  try {
    unwatched(() => measure(failing))
  } catch (error) {
    thrown = error
  }
  expect(String(thrown), 'what measure throws when f throws RangeError: no such row').toBe('RangeError: no such row')
})

check('frees what was made before a function threw', () => {
  measure(() => 'written')
  const before = tf.memory().numTensors
  attempt(() => measure(failing))
  expect(tf.memory().numTensors - before, 'tensors left by measure of a function that throws').toBe(0)
})

check('leaves tf.tidy as it was', () => {
  measure(() => 'written')
  for (const [what, f] of [['throws', failing], ['gives a number', () => 42]] as const) {
    const before = tf.memory().numTensors
    // The first tensor is the tidy's own: whatever measure does in between, tidy must find and free it.
    tf.tidy(() => {
      tf.zeros([3])
      attempt(() => measure<number>(f))
    })
    expect(tf.memory().numTensors - before, `tensors left by a tf.tidy in which measure is given a function that ${what}`).toBe(0)
  }
})

trap('sample-std', 'You divided the sum of the squared distances by n − 1. The std here is the root of their mean: divide by n.', () => {
  return scored([[4, -7], [8, 7]], [[-1, -1], [1, 1]].map((row) => row.map((score) => score / Math.sqrt(2))))
})

trap('rows-for-columns', 'You took the mean and the std of each row. Each column has its own: they are taken over the rows, along axis 0.', () => {
  return scored([[1, 2], [7, 5]], [[-1, 1], [1, -1]])
})

trap('async-in-tidy', '`measure` took an async function. tf.tidy and a count of tensors cannot wait for a promise: throw a TypeError when f gives one.', () => {
  if (attempt(() => measure(() => 1).result) !== 1) return false
  return attempt(() => measure(async () => 1)) !== undefined
})

check('refuses an async function', () => {
  const names = ['f', 'async', 'asynchronous', 'promise', 'promises', 'thenable', 'synchronous', 'sync', 'function', 'await']
  expect(() => measure(async () => 1), 'measure(async () => 1)').toThrowNaming(...names)
})

/** Whether these rows get just these scores. */
function scored(rows: number[][], scores: number[][]): boolean {
  const given = attempt(() => Array.from(standardScores(tf.tensor2d(rows)).dataSync()))
  return scores.flat().every((score, i) => Math.abs((given?.[i] ?? NaN) - score) < 1e-3)
}
