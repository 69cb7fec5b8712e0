import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { vectorizeLabels, vectorizeSequences } from './02-vectorize-sequences'

/** Which columns of each row hold a number other than 0. */
const lit = (x: tf.Tensor2D) => x.arraySync().map((row) => row.flatMap((value, j) => (value === 0 ? [] : [j])))

check('gives each review a row with a 1 for every word', () => {
  expect(vectorizeSequences([[3, 5]], 8), 'vectorizeSequences([[3, 5]], 8)').toBeTensor({
    shape: [1, 8],
    dtype: 'float32',
    values: [[0, 0, 0, 1, 0, 1, 0, 0]],
  })
  expect(vectorizeSequences([[1, 4], [0, 2, 3], [1]], 5), 'vectorizeSequences([[1, 4], [0, 2, 3], [1]], 5)').toBeTensor({
    shape: [3, 5],
    dtype: 'float32',
    values: [
      [0, 1, 0, 0, 1],
      [1, 0, 1, 1, 0],
      [0, 1, 0, 0, 0],
    ],
  })
})

check('does not count: a word that occurs again is still 1', () => {
  expect(vectorizeSequences([[2, 0, 2, 2], [0, 0]], 3), 'vectorizeSequences([[2, 0, 2, 2], [0, 0]], 3)').toBeTensor({
    shape: [2, 3],
    values: [
      [1, 0, 1],
      [1, 0, 0],
    ],
  })
})

check('takes reviews of any length, also none', () => {
  expect(vectorizeSequences([[], [1], []], 2), 'vectorizeSequences([[], [1], []], 2)').toBeTensor({
    shape: [3, 2],
    dtype: 'float32',
    values: [
      [0, 0],
      [0, 1],
      [0, 0],
    ],
  })
  expect(vectorizeSequences([[], []], 4), 'vectorizeSequences([[], []], 4), two reviews without words').toBeTensor({ shape: [2, 4], dtype: 'float32', values: new Float32Array(8) })
})

check('has 10,000 columns when nothing else is said', () => {
  const x = vectorizeSequences([[1, 14, 9_999], [22]])
  expect(x, 'vectorizeSequences([[1, 14, 9999], [22]])').toBeTensor({ shape: [2, 10_000], dtype: 'float32' })
  expect(lit(x), 'the columns that are 1 in each of its rows').toEqual([[1, 14, 9_999], [22]])
})

check('lights as many columns as a review has different words', () => {
  const seqs = Array.from({ length: 40 }, (_, i) => Array.from({ length: 3 * i }, (_, k) => (k * k * 7 + i * 13) % 97))
  const x = vectorizeSequences(seqs, 97)
  expect(x, 'vectorizeSequences of 40 reviews of 0 to 117 words').toBeTensor({ shape: [40, 97] })
  expect(x.sum(1), 'the sum of each row, the number of different words').toBeTensor({ values: seqs.map((seq) => new Set(seq).size) })
  expect(lit(x), 'the columns that are 1').toEqual(seqs.map((seq) => [...new Set(seq)].sort((a, b) => a - b)))
})

check('makes labels float32', () => {
  expect(vectorizeLabels([1, 0, 0, 1]), 'vectorizeLabels([1, 0, 0, 1])').toBeTensor({ shape: [4], dtype: 'float32', values: [1, 0, 0, 1] })
  expect(vectorizeLabels([0]), 'vectorizeLabels([0])').toBeTensor({ shape: [1], dtype: 'float32', values: [0] })
})

const NAMES = ['seqs', 'seq', 'sequences', 'sequence', 'index', 'dim', 'number', 'word']

/** Both reviews have five columns, so that column 5 of the first is column 0 of the second. */
const tooLarge = () => vectorizeSequences([[1, 5], [2]], 5)

trap('silent-drop', 'A word without a column was accepted: nobody would notice that the data was cut for more words than there are columns. Throw a RangeError that names seqs.', () => {
  const x = attempt(tooLarge)
  const columns = x instanceof tf.Tensor && String(x.shape) === '2,5' && JSON.stringify(lit(x))
  if (columns === '[[1],[2]]') return 'With 5 columns, number 5 vanished.'
  return columns === '[[1],[0,2]]' && 'With 5 columns, number 5 of the first review lit column 0 of the second.'
})

check('refuses numbers without a column', () => {
  expect(tooLarge, 'number 5 with 5 columns, which are 0 to 4').toThrowNaming(...NAMES)
  expect(() => vectorizeSequences([[3], [10_000]]), 'number 10,000 with 10,000 columns').toThrowNaming(...NAMES)
  expect(() => vectorizeSequences([[1, 2], [700, 3]], 5), 'number 700 with 5 columns').toThrowNaming(...NAMES)
  expect(() => vectorizeSequences([[4], [1, -1]], 5), 'number −1').toThrowNaming(...NAMES)
  expect(() => vectorizeSequences([[1.5]], 5), 'number 1.5').toThrowNaming(...NAMES)
  expect(() => vectorizeSequences([[0, NaN]], 5), 'number NaN').toThrowNaming(...NAMES)
})

trap('counts', 'A word that occurs three times gave a 3: a row only says which words occur, so it is 1 however often.', () => {
  const x = vectorizeSequences([[2, 0, 2, 2]], 4)
  return String(x.dataSync()) === '1,0,3,0'
})

trap('off-by-one-column', 'Every word lit the column beside its own: number 3 belongs to column 3, counted from 0.', () => {
  const columns = String(lit(vectorizeSequences([[3, 5]], 8)))
  return columns === '2,4' || columns === '4,6'
})

/** How many numbers all tensor operations of a call put out together, while it made a matrix of so many rows. */
async function numbersMade(rows: number): Promise<number> {
  const seqs = Array.from({ length: rows }, (_, i) => [i % 50, (i * 7 + 3) % 50])
  const { kernels } = await tf.profile(() => {
    vectorizeSequences(seqs, 50).dispose()
    return tf.scalar(0)
  })
  return kernels.flatMap(({ outputShapes }) => outputShapes).reduce((sum, shape) => sum + tf.util.sizeFromShape(shape), 0)
}

trap('row-by-row-concat', 'Too slow: a tensor that grows row by row is copied anew for each of them. Collect the numbers in plain JavaScript, a Float32Array, and make one tensor of it at the end.', async () => {
  // Four times as many rows are four times the work, or sixteen times when all rows so far are copied for each.
  const [few, many] = [await numbersMade(20), await numbersMade(80)]
  return few > 0 && many > 10 * few && `80 reviews took ${(many / few).toFixed(0)} times as much copying as 20.`
})
