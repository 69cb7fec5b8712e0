import * as tf from '@tensorflow/tfjs'

/**
 * How often each word occurs in each review. Counts are what is meant; shares, counts divided by the length of the
 * review, are fine as well, because `tfIdf` gives the same for both.
 *
 * @param seqs the numbers of the words of each review, 0 to dim − 1
 * @param dim how many columns there are
 * @returns [reviews, dim], float32; a review without words is a row of 0
 */
export function termFrequency(seqs: number[][], dim: number): tf.Tensor2D {
  // #region solution: count the words of each review
  const counts = new Float32Array(seqs.length * dim)
  seqs.forEach((seq, i) => seq.forEach((j) => counts[i * dim + j]++))
  return tf.tensor2d(counts, [seqs.length, dim])
  // #endregion
}

/**
 * The weight of each word, the larger the fewer reviews it occurs in. Of n reviews, df contain the word, once or more:
 *
 *     idf = ln((1 + n) / (1 + df)) + 1
 *
 * So a word that is in every review weighs 1, and one that is in none weighs most of all, but is not infinite.
 *
 * @param tfm reviews as `termFrequency` gives them, [n, dim]
 * @returns [dim], float32
 */
export function fitIdf(tfm: tf.Tensor2D): tf.Tensor1D {
  // #region solution: count the reviews that contain each word, then take the logarithm
  return tf.tidy(() => {
    const [n] = tfm.shape
    const df = tfm.greater(0).toFloat().sum<tf.Tensor1D>(0)
    return tf.scalar(1 + n).div<tf.Tensor1D>(df.add(1)).log().add(1)
  })
  // #endregion
}

/**
 * Reviews with weighted words: frequency times weight, and then each row divided by its length, √(sum of squares), so
 * that long and short reviews can be compared. A row of 0 stays a row of 0.
 *
 * @param tfm reviews as `termFrequency` gives them, [n, dim]; they may be others than those that `idf` was made of
 * @param idf the weights of the words, as `fitIdf` gives them, [dim]
 * @returns [n, dim], float32
 */
export function tfIdf(tfm: tf.Tensor2D, idf: tf.Tensor1D): tf.Tensor2D {
  // #region solution: weigh each word, then give every row the length 1
  return tf.tidy(() => {
    const weighted = tfm.mul(idf)
    const length = weighted.square().sum(1, true).sqrt()
    return weighted.div(length.add(length.equal(0).toFloat()))
  })
  // #endregion
}
