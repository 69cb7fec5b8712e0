import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { batchAt, batches, crop } from './02-slice-and-batch'

/** Every pixel says where it is from, as picture · 10,000 + row · 100 + column: 30714 is row 7, column 14 of picture 3. */
const pictures = (n: number, dtype: 'float32' | 'int32' = 'float32') => {
  const place = (i: number) => Math.floor(i / 784) * 10_000 + Math.floor((i % 784) / 28) * 100 + (i % 28)
  return tf.tensor3d(Array.from({ length: n * 784 }, (_, i) => place(i)), [n, 28, 28], dtype)
}

/** How the numbers in `pictures` are to be read. */
const READ = 'where 30714 is picture 3, row 7, column 14'

/** Rows, columns or pictures from `begin` up to but not including `end`. */
type Span = [begin: number, end: number]

/** The same cut in plain loops. */
const cut = (x: tf.Tensor3D, rows: Span, columns: Span, which: Span = [0, x.shape[0]]) =>
  x.arraySync().slice(...which).map((picture) => picture.slice(...rows).map((row) => row.slice(...columns)))

check('cuts rows into batches', () => {
  expect(batches(10, 4), 'batches(10, 4)').toEqual([[0, 4], [4, 4], [8, 2]])
  expect(batches(9, 4), 'batches(9, 4)').toEqual([[0, 4], [4, 4], [8, 1]])
  expect(batches(12, 4), 'batches(12, 4), which leaves no rest').toEqual([[0, 4], [4, 4], [8, 4]])
  expect(batches(3, 1), 'batches(3, 1)').toEqual([[0, 1], [1, 1], [2, 1]])
  expect(batches(5, 5), 'batches(5, 5)').toEqual([[0, 5]])
})

check('makes one short batch of fewer rows than fill one', () => {
  expect(batches(5, 8), 'batches(5, 8)').toEqual([[0, 5]])
  expect(batches(1, 128), 'batches(1, 128)').toEqual([[0, 1]])
})

check('takes every row once', () => {
  const all = batches(60_000, 128)
  expect(all.length, 'batches of 128 in 60,000 rows').toBe(469)
  expect(all.at(-1), 'the last of them').toEqual([59_904, 96])
  let next = 0
  for (const [begin, size] of all) {
    expect(begin, 'batches(60000, 128), the begin of a batch, right after the one before').toBe(next)
    next = begin + size
  }
  expect(next, 'batches(60000, 128), where the last batch ends').toBe(60_000)
})

check('takes a batch by its number', () => {
  const x = pictures(10)
  for (const [i, rows] of [[0, [0, 4]], [1, [4, 8]]] as [number, Span][]) {
    const values = cut(x, [0, 28], [0, 28], rows)
    expect(batchAt(x, i, 4), `batch ${i} of 10 pictures, 4 in a batch, ${READ}`).toBeTensor({ shape: [4, 28, 28], values })
  }
})

check('gives what is left as the last batch', () => {
  const x = pictures(10)
  const rest = cut(x, [0, 28], [0, 28], [8, 10])
  expect(batchAt(x, 2, 4), `batch 2 of 10 pictures, 4 in a batch, ${READ}`).toBeTensor({ shape: [2, 28, 28], values: rest })
  expect(batchAt(x, 0, 16), `batch 0 of 10 pictures, 16 in a batch, ${READ}`).toBeTensor({ shape: [10, 28, 28], values: x.dataSync() })
  const single = cut(x, [0, 28], [0, 28], [9, 10])
  expect(batchAt(x, 9, 1), `batch 9 of 10 pictures, 1 in a batch, ${READ}`).toBeTensor({ shape: [1, 28, 28], values: single })
})

check('refuses a batch that is not there', () => {
  const x = pictures(10)
  const names = ['i', 'batch', 'batches', 'index']
  expect(() => batchAt(x, 3, 4), 'batch 3 of 10 pictures, 4 in a batch').toThrowNaming(...names)
  expect(() => batchAt(x, 2, 5), 'batch 2 of 10 pictures, 5 in a batch').toThrowNaming(...names)
  expect(() => batchAt(x, 400, 4), 'batch 400 of 10 pictures, 4 in a batch').toThrowNaming(...names)
  expect(() => batchAt(x, -1, 4), 'batch −1').toThrowNaming(...names)
})

check('crops to the bottom right quarter', () => {
  for (const n of [1, 3]) {
    const x = pictures(n)
    const values = cut(x, [14, 28], [14, 28])
    expect(crop(x, 'bottomRight14'), `bottomRight14 of [${n}, 28, 28], ${READ}`).toBeTensor({ shape: [n, 14, 14], values })
  }
})

check('crops to the centre', () => {
  for (const n of [1, 3]) {
    const x = pictures(n)
    const values = cut(x, [7, 21], [7, 21])
    expect(crop(x, 'centre14'), `centre14 of [${n}, 28, 28], ${READ}`).toBeTensor({ shape: [n, 14, 14], values })
  }
})

check('keeps the dtype', () => {
  const x = pictures(2, 'int32')
  expect(batchAt(x, 0, 1), 'a batch of int32 pictures').toBeTensor({ dtype: 'int32' })
  expect(crop(x, 'bottomRight14'), 'bottomRight14 of int32 pictures').toBeTensor({ dtype: 'int32' })
  expect(crop(x, 'centre14'), 'centre14 of int32 pictures').toBeTensor({ dtype: 'int32' })
})

trap('drop-last', '60,000 rows in batches of 128 gave 468 batches: the last 96 rows are in none of them. The last batch may be smaller than the others.', () => {
  const all = batches(60_000, 128)
  return all.length === 468 && all.every(([, size]) => size === 128)
})

trap('end-as-size', 'A place where to end was used as a size. A batch and a slice say where they begin and how many rows they have, not where they end.', () => {
  const x = pictures(12)
  const cases: [() => unknown, string][] = [
    [() => batches(12, 4), '[[0,4],[4,8],[8,12]]'],
    [() => batchAt(x, 1, 4).shape, '[8,28,28]'],
    [() => crop(x, 'centre14').shape, '[12,21,21]'],
  ]
  return cases.some(([result, withEnds]) => JSON.stringify(attempt(result)) === withEnds)
})

trap('counts-from-1', 'The first batch is batch 0: batch i begins at row i · size.', () => {
  const second = attempt(() => batchAt(pictures(12), 1, 4))
  return second instanceof tf.Tensor && String(second.shape) === '4,28,28' && second.dataSync()[0] === 0
})

trap('last-batch-refused', 'You refused a batch that is there: the last batch may be shorter than the others.', () => {
  const x = pictures(10)
  return attempt(() => batchAt(x, 1, 4)) instanceof tf.Tensor && attempt(() => batchAt(x, 2, 4)) === undefined
})

trap('off-centre', 'The centre crop does not lie in the middle: 28 − 14 leaves 14 pixels to cut off, half of them on each side.', () => {
  const x = pictures(1)
  const cropped = crop(x, 'centre14')
  if (String(cropped.shape) !== '1,14,14') return false
  const first = cropped.dataSync()[0]
  const [row, column] = [Math.floor(first / 100), first % 100]
  return row === column && (row === 6 || row === 8) && `Yours begins at row ${row}, column ${column}.`
})
