import * as tf from '@tensorflow/tfjs'

/** Newswires ready for a network. */
export interface Rows {
  /** Multi-hot rows [wires, dim], float32. */
  x: tf.Tensor2D
  /** One-hot rows [wires, classes], float32. */
  y: tf.Tensor2D
}

export interface TrainOptions {
  /** Units of each hidden layer, `[64, 64]` for two of them. */
  hidden: number[]
  /** How many times training goes over its rows. */
  epochs: number
  /** Rows a step. */
  batch: number
}

/**
 * A network for topics: dense hidden layers with relu, then a dense layer with one unit a class and softmax. Compiled
 * with RMSProp at its usual learning rate (0.001), categorical crossentropy as the loss and accuracy as a metric.
 *
 * @param o.dim how many numbers a row has
 * @param o.hidden units of each hidden layer, in order; one layer or more
 * @param o.classes how many topics there are
 */
export function buildTopicNet(o: { dim: number; hidden: number[]; classes: number }): tf.LayersModel {
  // #region solution: the hidden layers, a layer with one unit a class, then compile
  const model = tf.sequential()
  o.hidden.forEach((units, i) => {
    model.add(tf.layers.dense({ units, activation: 'relu', ...(i === 0 && { inputShape: [o.dim] }) }))
  })
  model.add(tf.layers.dense({ units: o.classes, activation: 'softmax' }))
  model.compile({ optimizer: 'rmsprop', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  return model
  // #endregion
}

/**
 * How many epochs are enough? The first `held` rows are kept apart, a new network trains on all others, and after
 * each epoch it is measured on the rows kept apart. The network itself is not needed any more afterwards.
 *
 * @param d all training rows, in their given order
 * @param o.held how many rows from the beginning are for validation
 * @returns `valLoss`, `valAcc`: loss and accuracy on the validation rows, one number an epoch · `best`: the epoch
 *   with the lowest validation loss, counted from 1
 */
export async function findEpochs(
  d: Rows,
  o: TrainOptions & { held: number },
): Promise<{ valLoss: number[]; valAcc: number[]; best: number }> {
  // #region solution: cut the rows in two, train on the rest, measure on the first ones, find the lowest loss
  const model = netFor(d, o.hidden)
  const [[xVal, x], [yVal, y]] = [d.x, d.y].map((rows) => tf.split(rows, [o.held, rows.shape[0] - o.held]))
  const { history } = await model.fit(x, y, { epochs: o.epochs, batchSize: o.batch, validationData: [xVal, yVal], verbose: 0 })
  tf.dispose([xVal, x, yVal, y])
  model.dispose()
  const valLoss = history['val_loss'] as number[]
  return { valLoss, valAcc: history['val_acc'] as number[], best: valLoss.indexOf(Math.min(...valLoss)) + 1 }
  // #endregion
}

/** A new network, trained on all rows. */
export async function trainTopics(d: Rows, o: TrainOptions): Promise<tf.LayersModel> {
  // #region solution: build, then fit on all rows
  const model = netFor(d, o.hidden)
  await model.fit(d.x, d.y, { epochs: o.epochs, batchSize: o.batch, verbose: 0 })
  return model
  // #endregion
}

// #region solution
/** A network as wide as the rows. */
function netFor({ x, y }: Rows, hidden: number[]): tf.LayersModel {
  return buildTopicNet({ dim: x.shape[1], hidden, classes: y.shape[1] })
}
// #endregion

/**
 * The most probable topics of each row.
 *
 * @param p probabilities [n, classes]
 * @param k how many topics a row, at most `classes`
 * @returns for each row its `k` most probable classes, the most probable first: `index` is the number of the class,
 *   `prob` its probability
 */
export function topK(p: tf.Tensor2D, k: number): { index: number; prob: number }[][] {
  // #region solution: the k largest numbers of each row, with the columns they stand in
  const rows = p.arraySync()
  return rows.map((row) =>
    row
      .map((prob, index) => ({ index, prob }))
      .sort((a, b) => b.prob - a.prob)
      .slice(0, k),
  )
  // #endregion
}
