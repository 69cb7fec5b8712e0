import * as tf from '@tensorflow/tfjs'

export interface TrainOptions {
  /** Learning rate: how much of the gradient is subtracted. */
  lr: number
  /** Rows an update. The last update of an epoch takes the rows that are left, which may be fewer. */
  batch: number
  /** How many times training goes over all rows. */
  epochs: number
  /** A whole number above 0 that decides the order of the rows. */
  seed: number
}

/** Ready to use: the row numbers 0 … n − 1, shuffled. The same seed gives the same order. */
function shuffledRows(n: number, seed: number): number[] {
  return tf.tidy(() => Array.from(tf.topk(tf.randomUniform([n], 0, 1, 'float32', seed), n).indices.dataSync()))
}

/**
 * How many updates of the weights a training makes.
 *
 * @param n rows
 * @param batch rows an update; what is left at the end of an epoch makes one more update
 * @param epochs how many times training goes over all rows
 */
export function updates(n: number, batch: number, epochs: number): number {
  // #region solution: the updates of one epoch, times the epochs
  return Math.ceil(n / batch) * epochs
  // #endregion
}

/**
 * One update: every variable becomes itself − lr · its gradient. The variables are changed in place (`assign`); the
 * gradients stay as they are and stay the caller's.
 *
 * @param vars variables of any shapes
 * @param grads the gradient for each of them, in the same order and shapes
 */
export function sgdStep(vars: tf.Variable[], grads: tf.Tensor[], lr: number): void {
  // #region solution: move each variable a little against its gradient
  tf.tidy(() => vars.forEach((v, i) => v.assign(v.sub(grads[i].mul(lr)))))
  // #endregion
}

/**
 * Fits ŷ = x·W + b by mini-batch gradient descent. W and b start at 0. In every epoch the rows are put into a new
 * random order, drawn from the seed, and taken batch by batch, each row once. Each batch makes one update, with the
 * gradient of the mean of (ŷ − y)² over the rows of that batch.
 *
 * The same data and options give the same result, to the bit.
 *
 * @param x inputs [n, d], float32
 * @param y targets [n, 1], float32
 * @returns `W` [d, 1] and `b` [1, 1], which are the caller's from then on · `losses`: one number an epoch, the mean
 *   of (ŷ − y)²; whether it is measured along the way, batch by batch, or once on all rows after the epoch, is up to
 *   you
 */
export async function trainLinear(
  x: tf.Tensor2D,
  y: tf.Tensor2D,
  o: TrainOptions,
): Promise<{ W: tf.Tensor2D; b: tf.Tensor2D; losses: number[] }> {
  // #region solution: in every epoch shuffle the rows; for every batch predict, compare, differentiate, move
  const [n, d] = x.shape
  const [W, b] = tf.tidy(() => [tf.variable(tf.zeros<tf.Rank.R2>([d, 1])), tf.variable(tf.zeros<tf.Rank.R2>([1, 1]))])
  const losses: number[] = []
  for (let epoch = 0; epoch < o.epochs; epoch++) {
    const order = shuffledRows(n, o.seed + epoch)
    let sum = 0
    for (let start = 0; start < n; start += o.batch) {
      const rows = order.slice(start, start + o.batch)
      sum += rows.length * update(x, y, rows, W, b, o.lr)
    }
    losses.push(sum / n)
  }
  return { W, b, losses }
  // #endregion
}

// #region solution
/** Draws these rows, predicts, compares, differentiates, moves. @returns the loss before the move */
function update(x: tf.Tensor2D, y: tf.Tensor2D, rows: number[], W: tf.Variable, b: tf.Variable, lr: number): number {
  return tf.tidy(() => {
    const at = tf.tensor1d(rows, 'int32')
    const [xs, ys] = [x.gather(at), y.gather(at)]
    const { value, grads } = tf.variableGrads(() => xs.matMul(W).add(b).sub(ys).square().mean<tf.Scalar>(), [W, b])
    sgdStep([W, b], [grads[W.name], grads[b.name]], lr)
    return value.dataSync()[0]
  })
}
// #endregion
