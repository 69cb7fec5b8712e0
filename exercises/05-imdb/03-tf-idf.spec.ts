import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { fitIdf, termFrequency, tfIdf } from './03-tf-idf'

/**
 * Three reviews of five words: word 0 is in all of them, word 1 in two, word 2 in one, three times; word 3 is in none,
 * word 4 in one.
 */
const SEQS = () => [[0, 1, 0], [0, 2, 2, 2], [4, 1, 0, 1]]
const COUNTS = [
  [2, 1, 0, 0, 0],
  [1, 0, 3, 0, 0],
  [1, 2, 0, 0, 1],
]
const counts = () => tf.tensor2d(COUNTS)

/** ln((1 + n) / (1 + df)) + 1 of so many reviews. */
const weight = (n: number, df: number) => Math.log((1 + n) / (1 + df)) + 1
const IDF = [3, 2, 1, 0, 1].map((df) => weight(3, df))
const idf = () => tf.tensor1d(IDF)

const lengthOf = (row: number[]) => Math.hypot(...row)
/** Weighted rows of length 1, in plain arrays. */
function weighted(rows: number[][], weights: number[]): number[][] {
  return rows.map((row) => {
    const products = row.map((count, j) => count * weights[j])
    return products.map((product) => product / (lengthOf(products) || 1))
  })
}

check('counts the words of each review', () => {
  const x = termFrequency(SEQS(), 5)
  expect(x, 'termFrequency of three reviews').toBeTensor({ shape: [3, 5], dtype: 'float32' })
  // Counts or shares: each row is brought to the sum that its review has words.
  x.arraySync().forEach((row, i) => {
    const sum = row.reduce((a, b) => a + b, 0)
    const words = COUNTS[i].reduce((a, b) => a + b, 0)
    const brought = Math.abs(sum - 1) < 1e-3 ? row.map((value) => value * words) : row
    expect(brought, `row ${i} of termFrequency, the review [${SEQS()[i].join(', ')}], in counts`).toBeNear(COUNTS[i], 1e-4)
  })
})

check('weighs each word by how few reviews contain it', () => {
  expect(fitIdf(counts()), 'fitIdf of three reviews, ln((1 + 3) / (1 + df)) + 1 with df 3, 2, 1, 0, 1').toBeTensor({ shape: [5], dtype: 'float32', values: IDF })
  const single = fitIdf(tf.tensor2d([[1, 0]]))
  expect(single, 'fitIdf of one review of the first of two words').toBeTensor({ shape: [2], values: [1, weight(1, 0)] })
})

check('gives every review the length 1', () => {
  const x = tfIdf(counts(), idf())
  expect(x, 'tfIdf of three reviews, count · weight, then each row divided by its length').toBeTensor({ shape: [3, 5], dtype: 'float32', values: weighted(COUNTS, IDF) })
  const plain = tfIdf(tf.tensor2d([[3, 4]]), tf.tensor1d([1, 1]))
  expect(plain, 'tfIdf([[3, 4]], [1, 1]), a row of length 5').toBeTensor({ shape: [1, 2], values: [[0.6, 0.8]] })
})

/** New reviews, in which other words are frequent. */
const NEW = [
  [0, 0, 4, 1, 0],
  [1, 0, 2, 1, 0],
]

check('uses the weights of the training reviews for new ones', () => {
  const x = tfIdf(tf.tensor2d(NEW), idf())
  expect(x, 'tfIdf of two new reviews with the weights of the three old ones').toBeTensor({ shape: [2, 5], values: weighted(NEW, IDF) })
})

check('leaves a review without words at 0', () => {
  expect(termFrequency([[], [1]], 2), 'termFrequency([[], [1]], 2)').toBeTensor({ shape: [2, 2], dtype: 'float32', values: [[0, 0], [0, 1]] })
  const x = tfIdf(tf.tensor2d([[0, 0, 0], [0, 2, 0]]), tf.tensor1d([1, 1.5, 2]))
  expect(x, 'tfIdf of a row of 0 and a row of one word').toBeTensor({ shape: [2, 3], values: [[0, 0, 0], [0, 1, 0]] })
})

check('weighs shares as it weighs counts', () => {
  const shares = counts().div<tf.Tensor2D>(counts().sum(1, true))
  expect(fitIdf(shares), 'fitIdf of the same reviews in shares').toBeTensor({ shape: [5], values: IDF })
  expect(tfIdf(shares, idf()), 'tfIdf of the same reviews in shares').toBeTensor({ shape: [3, 5], values: weighted(COUNTS, IDF) })
})

check('goes from words to weights', () => {
  const [seqs, dim] = [Array.from({ length: 30 }, (_, i) => Array.from({ length: 1 + (i % 7) }, (_, k) => (i * (k + 2) + k) % 23)), 25]
  const rows = seqs.map((seq) => Array.from({ length: dim }, (_, j) => seq.filter((word) => word === j).length))
  const weights = rows[0].map((_, j) => weight(30, rows.filter((row) => row[j] > 0).length))
  const x = tf.tidy(() => {
    const frequencies = termFrequency(seqs, dim)
    return tfIdf(frequencies, fitIdf(frequencies))
  })
  expect(x, 'tfIdf(termFrequency(…), fitIdf(…)) of 30 reviews').toBeTensor({ shape: [30, dim], values: weighted(rows, weights), tolerance: 1e-4 })
})

/** Whether a tensor holds just these numbers. */
const holds = (x: tf.Tensor | undefined, values: number[][]) =>
  x instanceof tf.Tensor && x.size === values.flat().length && x.dataSync().every((value, i) => Math.abs(value - values.flat()[i]) < 1e-4)

trap('idf-on-test', 'The new reviews changed the weights: tfIdf uses the weights it is given, those of the training reviews.', () => {
  const own = NEW[0].map((_, j) => weight(2, NEW.filter((row) => row[j] > 0).length))
  return holds(attempt(() => tfIdf(tf.tensor2d(NEW), idf())), weighted(NEW, own))
})

trap('log-zero', 'A word that is in no review got a weight that is no number: with df = 0, n / df is infinite. The 1 that is added on both sides, (1 + n) / (1 + df), is there for that.', () => {
  const weights = fitIdf(counts()).dataSync()
  return weights.length === 5 && !Number.isFinite(weights[3]) && [0, 1, 2, 4].every((j) => Number.isFinite(weights[j]))
})

trap('words-not-reviews', 'A word that one review repeats counted several times: df is the number of reviews that contain a word, however often each of them does.', () => {
  // Word 1 three times in one review: df is 1, and not 3.
  const weights = fitIdf(tf.tensor2d([[1, 3], [1, 0], [1, 0], [1, 0], [1, 0]])).dataSync()
  return Math.abs(weights[1] - weight(5, 3)) < 1e-4
})

trap('normalise-columns', 'Each word got the length 1, and not each review: add up the squares along axis 1, the words of a row.', () => {
  const x = attempt(() => tfIdf(counts(), idf()))
  if (!(x instanceof tf.Tensor) || String(x.shape) !== '3,5') return false
  // Word 3 is in no review: its column is 0, or 0/0.
  return Array.from(x.square().sum(0).dataSync()).every((sum, j) => j === 3 || Math.abs(sum - 1) < 1e-4)
})
