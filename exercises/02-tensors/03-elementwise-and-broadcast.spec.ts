import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, messageOf, showsNumber, trap } from '#spec'
import { addRow, broadcastShape, naiveRelu } from './03-elementwise-and-broadcast'

check('makes negative numbers 0', () => {
  expect(naiveRelu([[1, -1], [0, 2]]), 'relu of [[1, −1], [0, 2]]').toEqual([[1, 0], [0, 2]])
  expect(naiveRelu([[-0.25, 0.25, -3, 700]]), 'relu of [[−0.25, 0.25, −3, 700]]').toEqual([[0, 0.25, 0, 700]])
})

check('goes through all rows and columns', () => {
  expect(naiveRelu([[-5], [5], [-6]]), 'relu of [[−5], [5], [−6]]').toEqual([[0], [5], [0]])
  expect(naiveRelu([[1, -2, 3], [-4, 5, -6]]), 'relu of [[1, −2, 3], [−4, 5, −6]]').toEqual([[1, 0, 3], [0, 5, 0]])
})

const show = (shape: number[]) => `[${shape.join(', ')}]`

/** Two shapes and the shape of their sum. */
type Fit = [a: number[], b: number[], sum: number[]]

const fits = (pairs: Fit[]) => {
  for (const [a, b, sum] of pairs) expect(broadcastShape(a, b), `${show(a)} with ${show(b)}`).toEqual(sum)
}

check('adds tensors of one shape', () => {
  fits([
    [[4], [4], [4]],
    [[3, 5, 2], [3, 5, 2], [3, 5, 2]],
  ])
})

check('adds axes on the left of the shorter shape', () => {
  fits([
    [[2, 3], [3], [2, 3]],
    [[3], [2, 3], [2, 3]],
    [[64, 3, 32, 10], [32, 10], [64, 3, 32, 10]],
    [[], [2, 3], [2, 3]],
    [[3, 3], [3], [3, 3]],
  ])
})

check('stretches axes of length 1', () => {
  fits([
    [[2, 3], [1, 3], [2, 3]],
    [[2, 3], [2, 1], [2, 3]],
    [[4, 1], [1, 5], [4, 5]],
    [[1], [5, 4], [5, 4]],
    [[8, 1, 6, 1], [7, 1, 5], [8, 7, 6, 5]],
    [[1, 1], [1], [1, 1]],
  ])
})

check('refuses shapes that do not fit, and shows both', () => {
  const refused: [number[], number[]][] = [
    [[2, 3], [2]],
    [[7, 31], [13]],
    [[13], [7, 31]],
    [[5, 31, 7], [13, 7]],
    [[31, 4], [13, 4]],
    [[1, 31], [13, 7]],
    [[5, 12], [6]],
    [[12, 5], [4, 5]],
  ]
  for (const [a, b] of refused) {
    const [what, lengths] = [`${show(a)} with ${show(b)}`, [...a, ...b]]
    const call = () => broadcastShape([...a], [...b])
    // Any words will do: what counts is that both shapes are among them.
    expect(call, what).toThrowNaming(`${show(a)} and ${show(b)}`, '')
    const shown = lengths.filter((length) => showsNumber(messageOf(call), length))
    expect(shown.join(', '), `${what}, the lengths that the error shows`).toBe(lengths.join(', '))
  }
})

check('adds a row to every row', () => {
  const sum = addRow(tf.tensor2d([[1, -1], [0, 2]]), tf.tensor1d([1, 0]))
  expect(sum, '[[1, −1], [0, 2]] plus the row [1, 0]').toBeTensor({ shape: [2, 2], values: [[2, -1], [1, 2]] })
  const wide = addRow(tf.tensor2d([[1, 2, 3], [4, 5, 6]]), tf.tensor1d([10, 200, -0.5]))
  expect(wide, '[[1, 2, 3], [4, 5, 6]] plus the row [10, 200, −0.5]').toBeTensor({
    shape: [2, 3],
    values: [[11, 202, 2.5], [14, 205, 5.5]],
  })
  const tall = addRow(tf.tensor2d([[1], [2], [3]]), tf.tensor1d([10]))
  expect(tall, '[[1], [2], [3]] plus the row [10]').toBeTensor({ shape: [3, 1], values: [[11], [12], [13]] })
  const single = addRow(tf.tensor2d([[1, 2]]), tf.tensor1d([3, 4]))
  expect(single, '[[1, 2]] plus the row [3, 4]').toBeTensor({ shape: [1, 2], values: [[4, 6]] })
})

check('refuses a row of another length', () => {
  const m = () => tf.tensor2d([[1, 2, 3], [4, 5, 6]])
  const names = ['v', 'row', 'vector', 'column', 'columns', 'length', 'shape', 'shapes']
  expect(() => addRow(m(), tf.tensor1d([1, 2])), 'a 2×3 matrix plus a row of 2').toThrowNaming(...names)
  expect(() => addRow(m(), tf.tensor1d([1, 2, 3, 4])), 'a 2×3 matrix plus a row of 4').toThrowNaming(...names)
  expect(() => addRow(m(), tf.tensor1d([1])), 'a 2×3 matrix plus a row of 1').toThrowNaming(...names)
})

trap('mutates-input', 'naiveRelu changed the rows it was given. They belong to the caller: make new rows and leave the old ones alone.', () => {
  const x = [[1, -1], [0, 2]]
  naiveRelu(x)
  return x[0][1] !== -1
})

trap('abs-for-relu', 'relu(−3) came out as 3, which is the absolute value. relu makes it 0: negative numbers carry no signal on.', () => {
  return naiveRelu([[-3, 5]])[0][0] === 3
})

trap('align-left', 'The shapes were lined up from the left. Begin at the last axis: [2, 3] with [3] fits, [2, 3] with [2] does not.', () => {
  const sum = (a: number[], b: number[]) => String(attempt(() => broadcastShape(a, b)))
  return sum([2, 3], [2]) === '2,3' && sum([2, 3], [3]) !== '2,3'
})

trap('refuses-what-fits', 'You refused shapes that fit.', () => {
  const shows = (message: string, lengths: number[]) => lengths.every((length) => showsNumber(message, length))
  const refused = (a: number[], b: number[]) =>
    shows(messageOf(() => broadcastShape([...a], [...b])), [...a, ...b]) || shows(messageOf(() => broadcastShape([...b], [...a])), [...a, ...b])
  if (refused([13, 7], [13, 7])) return false
  if (refused([13, 7], [7])) return 'In [13, 7] with [7], 7 meets 7. The shorter shape has nothing to meet the 13, and that counts as 1.'
  if (refused([13, 7], [1, 7])) return 'In [13, 7] with [1, 7], 13 meets 1. A length of 1 fits every other.'
  const added = messageOf(() => addRow(tf.ones([3, 2]), tf.ones([2])))
  return added.startsWith('RangeError') && 'A matrix of 3 rows and 2 columns plus a row of 2: one number for each column is what it needs.'
})
