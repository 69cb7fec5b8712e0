import * as tf from '@tensorflow/tfjs'

/**
 * The numbers of each column as distances from the column's mean, counted in standard deviations:
 *
 *     score = (x − mean) / std          std = √(the mean of (x − mean)² over the n rows)
 *
 * Leaves no tensor behind but its result, and does not touch `x`.
 *
 * @param x [n, columns], float32
 * @returns the scores [n, columns]; a column in which all numbers are the same gives 0
 */
export function standardScores(x: tf.Tensor2D): tf.Tensor2D {
  // #region solution: subtract the mean and divide by the standard deviation, inside tf.tidy
  return tf.tidy(() => {
    const centred = x.sub(x.mean(0))
    const std = centred.square().mean(0).sqrt()
    // Where all numbers are the same, `centred` is 0 and any divisor but 0 will do. Ask the numbers, not their std:
    // the mean of many 0.1 may be 0.10000001, and then the std is not quite 0.
    return centred.div(std.where(x.max(0).greater(x.min(0)), 1))
  })
  // #endregion
}

/**
 * The mean of all numbers in all batches. Batches may differ in length, and a number counts the same in a short batch
 * as in a long one. Leaves no tensor behind but its result, and does not touch the batches.
 *
 * @param batches one batch or more, float32, each with at least one number
 */
export function runningMean(batches: tf.Tensor1D[]): tf.Scalar {
  // #region solution: add up all batches, freeing each sum when the next one replaces it, then divide
  let sum = tf.scalar(0)
  let count = 0
  for (const batch of batches) {
    const next = tf.tidy(() => sum.add<tf.Scalar>(batch.sum()))
    sum.dispose()
    sum = next
    count += batch.size
  }
  const mean = sum.div<tf.Scalar>(count)
  sum.dispose()
  return mean
  // #endregion
}

/**
 * Calls `f` once and counts what it leaves in memory.
 *
 * Tensors of the result are among those that are left: they are counted, and stay alive. Other tensors that `f` left
 * are counted, too; whether they stay or are freed after counting is up to you. When `f` throws, the tensors it has
 * made are freed, and what it threw is thrown on.
 *
 * @returns `result`: what `f` gave · `newTensors`, `bytes`: how many tensors there are more than before, and how many
 *   bytes; `tf.memory()` knows both
 * @throws TypeError at once, naming `f`, when `f` is async or gives a Promise: what it leaves cannot be counted yet
 */
export function measure<T>(f: () => T): { result: T; newTensors: number; bytes: number } {
  // #region solution: compare tf.memory() after f with before, and free everything if f throws
  const before = tf.memory()
  let after = before
  // tidy frees what f has made when it throws, and otherwise all but its result.
  const result = tf.tidy(() => {
    const given = f()
    if (given instanceof Promise) throw new TypeError('f is async: what it leaves cannot be counted yet')
    after = tf.memory()
    return given as tf.TensorContainer
  })
  return { result: result as T, newTensors: after.numTensors - before.numTensors, bytes: after.numBytes - before.numBytes }
  // #endregion
}
