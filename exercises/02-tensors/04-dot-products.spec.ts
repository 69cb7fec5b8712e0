import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, messageOf, showsNumber, trap } from '#spec'
import { dotMM, dotMV, dotVV, tensorDot } from './04-dot-products'

check('multiplies a vector by a vector', () => {
  expect(dotVV([1, 2, 3], [4, 5, 6]), '[1, 2, 3]·[4, 5, 6]').toBeNear(32)
  expect(dotVV([1, -2], [3, 0.5]), '[1, −2]·[3, 0.5]').toBeNear(2)
  expect(dotVV([7], [-3]), '[7]·[−3]').toBeNear(-21)
  expect(dotVV([1, 0, 0, 2], [0, 5, 6, 0]), '[1, 0, 0, 2]·[0, 5, 6, 0]').toBeNear(0)
})

check('multiplies a matrix by a vector', () => {
  expect(dotMV([[1, -1], [0, 2]], [1, 0]), '[[1, −1], [0, 2]]·[1, 0]').toBeNear([1, 0])
  expect(dotMV([[1, 2, 3], [4, 5, 6]], [1, 0, -1]), '[[1, 2, 3], [4, 5, 6]]·[1, 0, −1]').toBeNear([-2, -2])
  expect(dotMV([[1, 2], [3, 4], [5, 6]], [10, 0.5]), '[[1, 2], [3, 4], [5, 6]]·[10, 0.5]').toBeNear([11, 32, 53])
  expect(dotMV([[2, 3]], [4, 5]), '[[2, 3]]·[4, 5]').toBeNear([23])
})

check('multiplies a matrix by a matrix', () => {
  expect(dotMM([[1, 2], [3, 4]], [[0, 1], [1, 0]]), '[[1, 2], [3, 4]]·[[0, 1], [1, 0]]').toBeNear([[2, 1], [4, 3]])
  expect(dotMM([[0, 1], [1, 0]], [[1, 2], [3, 4]]), '[[0, 1], [1, 0]]·[[1, 2], [3, 4]], the other way round').toBeNear([[3, 4], [1, 2]])
  const wide = dotMM([[1, 2, 3], [4, 5, 6]], [[1, 0, 2, 0], [0, 1, 0, -1], [1, 1, 0, 0.5]])
  expect(wide, 'a 2×3 matrix times a 3×4 matrix').toBeNear([[4, 5, 2, -0.5], [10, 11, 8, -2]])
  expect(dotMM([[1, 2, 3]], [[4], [5], [6]]), 'one row times one column').toBeNear([[32]])
  expect(dotMM([[1], [2]], [[3, 4, 5]]), 'one column times one row').toBeNear([[3, 4, 5], [6, 8, 10]])
})

/** Numbers between −1 and 1 in no order that a mistake could hit by chance. */
const numbers = (shape: number[], start = 0) => {
  const size = shape.reduce((all, length) => all * length, 1)
  return tf.tensor(Array.from({ length: size }, (_, i) => Math.sin(1 + start + i * i)), shape)
}

/** The definition, in loops: the entries of the last axis of `a` times those of the first axis of `b`, summed. */
function dotted(a: tf.Tensor, b: tf.Tensor): number[] {
  const inner = b.shape[0]
  const columns = b.size / inner
  const [left, right] = [a.dataSync(), b.dataSync()]
  const out: number[] = []
  for (let row = 0; row < a.size / inner; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      for (let k = 0; k < inner; k++) sum += left[row * inner + k] * right[k * columns + column]
      out.push(sum)
    }
  }
  return out
}

const dots = (cases: [a: number[], b: number[], shape: number[]][]) => {
  for (const [aShape, bShape, shape] of cases) {
    const [a, b] = [numbers(aShape), numbers(bShape, 0.5)]
    const what = `[${aShape.join(', ')}]·[${bShape.join(', ')}]`
    expect(tensorDot(a, b as tf.Tensor1D), what).toBeTensor({ shape, values: dotted(a, b) })
  }
}

check('multiplies a tensor by a vector', () => {
  dots([
    [[2, 3, 4, 5], [5], [2, 3, 4]],
    [[4, 3, 2], [2], [4, 3]],
    [[3, 4], [4], [3]],
    [[1, 2, 1], [1], [1, 2]],
  ])
})

check('multiplies a tensor by a matrix', () => {
  dots([
    [[2, 3, 4, 5], [5, 6], [2, 3, 4, 6]],
    [[4, 3, 2], [2, 5], [4, 3, 5]],
    [[3, 4], [4, 2], [3, 2]],
    [[3, 3, 3], [3, 3], [3, 3, 3]],
    [[1, 2, 1], [1, 1], [1, 2, 1]],
  ])
})

check('refuses lengths that differ, and says which', () => {
  const refused = (call: () => unknown, what: string, lengths: [number, number]) => {
    // Any words will do: what counts is that both lengths are among them.
    expect(call, what).toThrowNaming(lengths.join(' and '), '')
    const shown = lengths.filter((length) => showsNumber(messageOf(call), length))
    expect(shown.join(' and '), `${what}, the lengths that the error shows`).toBe(lengths.join(' and '))
  }
  const row = (length: number) => new Array<number>(length).fill(0.5)
  const matrix = (rows: number, columns: number) => Array.from({ length: rows }, () => row(columns))
  refused(() => dotVV(row(3), row(7)), 'dotVV of 3 and 7 numbers', [3, 7])
  refused(() => dotVV(row(7), row(3)), 'dotVV of 7 and 3 numbers', [7, 3])
  refused(() => dotMV(matrix(3, 5), row(3)), 'dotMV of a 3×5 matrix and 3 numbers', [5, 3])
  refused(() => dotMM(matrix(4, 5), matrix(7, 5)), 'dotMM of a 4×5 and a 7×5 matrix', [5, 7])
  refused(() => dotMM(matrix(4, 7), matrix(5, 4)), 'dotMM of a 4×7 and a 5×4 matrix', [7, 5])
  refused(() => tensorDot(tf.ones([2, 10]), tf.ones<tf.Rank.R1>([5])), 'tensorDot of [2, 10] and [5]', [10, 5])
  refused(() => tensorDot(tf.ones([2, 3, 10]), tf.ones<tf.Rank.R2>([5, 4])), 'tensorDot of [2, 3, 10] and [5, 4]', [10, 5])
  refused(() => tensorDot(tf.ones([2, 4]), tf.ones<tf.Rank.R2>([7, 4])), 'tensorDot of [2, 4] and [7, 4]', [4, 7])
})

trap('elementwise-for-dot', 'You gave the element-wise product. A dot product goes one step further: it sums the products along the axis that both share.', () => {
  const [a, b] = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
  const [m, v] = [tf.tensor2d(a), tf.tensor1d([5, 6])]
  const cases: [() => unknown, unknown][] = [
    [() => dotVV([1, 2], [5, 6]), [5, 12]],
    [() => dotMV(a, [5, 6]), [[5, 12], [15, 24]]],
    [() => dotMM(a, b), [[5, 12], [21, 32]]],
    [() => tensorDot(m, v).arraySync(), [[5, 12], [15, 24]]],
    [() => tensorDot(m, tf.tensor2d(b)).arraySync(), [[5, 12], [21, 32]]],
  ]
  return cases.some(([result, elementwise]) => JSON.stringify(attempt(result)) === JSON.stringify(elementwise))
})

trap('swap-operands', 'You gave b·a, and the order matters: a·b takes the rows of a and the columns of b.', () => {
  const [a, b] = [[[1, 2], [3, 4]], [[0, 1], [1, 0]]]
  const swapped = JSON.stringify([[3, 4], [1, 2]])
  const tensors = () => tensorDot(tf.tensor2d(a), tf.tensor2d(b)).arraySync()
  return [() => dotMM(a, b), tensors].some((result) => JSON.stringify(attempt(result)) === swapped)
})

trap('flatten-loses-shape', 'The result has lost its axes: [2, 3, 4, 5]·[5, 6] keeps the 2, the 3 and the 4, so its shape is [2, 3, 4, 6]. Reshape it back.', () => {
  const shapeOf = (...b: number[]) => attempt(() => tensorDot(numbers([2, 3, 4, 5]), numbers(b) as tf.Tensor1D).shape)
  return ['24', '24,1'].includes(String(shapeOf(5))) || String(shapeOf(5, 6)) === '24,6'
})

trap('wrong-lengths-compared', 'You refused lengths that fit.', () => {
  const refused = (call: () => unknown, ...lengths: number[]) => lengths.every((length) => showsNumber(messageOf(call), length))
  const matrix = (rows: number, columns: number) => Array.from({ length: rows }, () => new Array<number>(columns).fill(0.5))
  if (refused(() => dotMV(matrix(13, 7), matrix(1, 7)[0]), 13, 7)) {
    return 'A 13×7 matrix goes with 7 numbers: each of its rows has 7. How many rows there are does not matter.'
  }
  if ([[13, 5], [13, 7], [7, 5]].some((lengths) => refused(() => dotMM(matrix(13, 7), matrix(7, 5)), ...lengths))) {
    return 'A 13×7 matrix goes with a 7×5 matrix: the rows of the first and the columns of the second have 7 numbers each.'
  }
  return false
})
