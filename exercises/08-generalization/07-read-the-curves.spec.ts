import * as tf from '@tensorflow/tfjs'
import { check, expect, trap } from '#spec'
import { diagnose, earlyStop, type EarlyStopOptions, type Losses } from './07-read-the-curves'

/** Falling further than val_loss, which is falling, too: there is a gap, but nothing has turned. */
const GAP: Losses = {
  loss: [0.6, 0.4, 0.25, 0.15, 0.1, 0.06, 0.04, 0.025, 0.02, 0.015, 0.01, 0.008],
  val_loss: [0.7, 0.62, 0.56, 0.52, 0.49, 0.46, 0.43, 0.4, 0.37, 0.34, 0.31, 0.28],
}

/** 16 units on 25,000 reviews, recorded with the full profile of 8.6. */
const REVIEWS: Losses = {
  loss: [0.486, 0.29, 0.224, 0.192, 0.168, 0.152, 0.137, 0.123, 0.115, 0.102, 0.093, 0.084, 0.077, 0.069, 0.06, 0.057, 0.049, 0.043, 0.042, 0.034],
  val_loss: [0.366, 0.295, 0.289, 0.286, 0.291, 0.305, 0.318, 0.334, 0.352, 0.37, 0.406, 0.442, 0.438, 0.477, 0.5, 0.511, 0.547, 0.614, 0.594, 0.614],
}

const falling = [0.6, 0.45, 0.38, 0.34, 0.32, 0.31, 0.305, 0.3, 0.298, 0.296, 0.295, 0.294]

const holdDiagnosis = (h: Losses, expected: string, what: string) => {
  expect(diagnose(h), `diagnosis of val_loss ${h.val_loss.slice(0, 3).join(', ')} … ${h.val_loss.slice(-3).join(', ')}: ${what}`).toBe(expected)
}

check('sees what has diverged', () => {
  const nan = [0.7, 0.6, NaN, NaN, NaN, NaN, NaN, NaN]
  holdDiagnosis({ loss: nan, val_loss: nan }, 'diverged', 'both losses became NaN')
  holdDiagnosis({ loss: [0.7, 0.6, 0.5, 0.45, 0.4, 0.38, 0.37, 0.36], val_loss: [0.7, 0.6, 0.5, 0.5, 0.5, 0.5, 0.5, Infinity] }, 'diverged', 'val_loss became infinite')
  holdDiagnosis({ loss: [0.9, 0.8, 1.1, 1.9, 2.5, 4, 5.1, 7], val_loss: [0.9, 0.9, 1.2, 2, 2.6, 4.1, 5.3, 7.2] }, 'diverged', 'the training loss ends at 7 and began at 0.9')
})

check('sees what is stalled', () => {
  holdDiagnosis({ loss: [0.6934, 0.6931, 0.6932, 0.6931, 0.693, 0.6931, 0.6931, 0.693], val_loss: [0.6932, 0.6931, 0.6931, 0.6932, 0.6931, 0.6931, 0.6931, 0.6931] }, 'stalled', 'the training loss stays at 0.693')
  holdDiagnosis({ loss: [84.4, 84.1, 84.3, 84.2, 84, 84.1, 84.2, 84.1], val_loss: [80, 82, 79, 81, 80, 79, 81, 95] }, 'stalled', 'the training loss stays at 84')
})

check('sees overfitting', () => {
  holdDiagnosis(REVIEWS, 'overfit', '0.286 in epoch 4 was the smallest')
  holdDiagnosis({ loss: falling, val_loss: [0.7, 0.6, 0.5, 0.42, 0.38, 0.36, 0.35, 0.37, 0.4, 0.44, 0.49, 0.55] }, 'overfit', '0.35 in epoch 7 was the smallest')
  holdDiagnosis({ loss: [90, 60, 40, 28, 20, 14, 10, 7], val_loss: [95, 70, 55, 50, 58, 66, 75, 88] }, 'overfit', '50 in epoch 4 was the smallest')
})

check('sees underfitting, whatever happened on the way', () => {
  holdDiagnosis({ loss: [0.68, 0.62, 0.56, 0.5, 0.45, 0.41, 0.37, 0.34, 0.31, 0.28, 0.26, 0.24], val_loss: [0.68, 0.63, 0.58, 0.53, 0.49, 0.46, 0.43, 0.41, 0.385, 0.36, 0.335, 0.31] }, 'underfit', 'both losses are falling')
  holdDiagnosis({ loss: [90, 70, 55, 44, 36, 30, 25, 21], val_loss: [95, 76, 61, 50, 42, 36, 31, 27] }, 'underfit', 'both losses are falling')
  holdDiagnosis({ loss: falling, val_loss: [0.7, 0.6, 0.5, 0.58, 0.52, 0.45, 0.41, 0.38, 0.35, 0.32, 0.29, 0.26] }, 'underfit', 'after a bump in epoch 4 it is falling')
  holdDiagnosis(GAP, 'underfit', 'far above the training loss, and falling')
})

check('sees balance', () => {
  holdDiagnosis({ loss: falling, val_loss: [0.62, 0.48, 0.41, 0.37, 0.35, 0.34, 0.335, 0.333, 0.332, 0.331, 0.331, 0.33] }, 'balanced', 'it has levelled out')
  holdDiagnosis({ loss: [0.6, 0.4, 0.3, 0.25, 0.2, 0.17, 0.14, 0.12, 0.11, 0.1, 0.1, 0.09], val_loss: [0.65, 0.5, 0.42, 0.38, 0.36, 0.35, 0.352, 0.347, 0.351, 0.349, 0.352, 0.35] }, 'balanced', 'above the training loss, but level')
})

/**
 * Trains a network of two weights whose val_loss is what the script says, epoch by epoch. Its answer is w + b, an
 * update makes that the root of the number in the script, and the answer to validate is 0.
 */
async function follow(script: number[], o: Partial<EarlyStopOptions>) {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] })
  model.compile({ optimizer: tf.train.sgd(0.25), loss: 'meanSquaredError' })
  model.setWeights([tf.tensor2d([[4]]), tf.tensor1d([4])])
  let epoch = 0
  const rows = (target: () => number) =>
    tf.data.generator<{ xs: tf.Tensor2D; ys: tf.Tensor2D }>(function* () {
      yield { xs: tf.tensor2d([[1]]), ys: tf.tensor2d([[target()]]) }
    })
  const [train, val] = [rows(() => Math.sqrt(script[epoch++])), rows(() => 0)]
  const before = tf.memory().numTensors
  const callback = earlyStop({ patience: 2, minDelta: 0, restoreBest: true, ...o })
  const history = await model.fitDataset(train, { epochs: script.length, validationData: val, callbacks: callback, verbose: 0 })
  return {
    callback,
    epochs: history.epoch.length,
    best: callback.bestEpoch(),
    left: tf.memory().numTensors - before,
    /** The val_loss that belongs to each of the two weights the network has now. */
    weights: model.getWeights().map((weight) => (2 * weight.dataSync()[0]) ** 2),
  }
}

check('is a callback of TensorFlow.js', () => {
  const callback = earlyStop({ patience: 2, minDelta: 0, restoreBest: true })
  expect(callback instanceof tf.Callback ? 'a tf.Callback' : 'something else', 'what earlyStop gives (an object of plain functions would never get to see the model)').toBe('a tf.Callback')
})

const said = (script: number[], o: Partial<EarlyStopOptions>) => {
  const { patience = 2, minDelta = 0 } = o
  return `with val_loss ${script.join(', ')}, patience ${patience}${minDelta ? ` and minDelta ${minDelta}` : ''}`
}

/** Which epochs are trained and which is the best. */
async function holdStop(script: number[], o: Partial<EarlyStopOptions>, epochs: number, best: number): Promise<void> {
  const seen = await follow(script, o)
  expect(seen.epochs, `epochs trained ${said(script, o)}`).toBe(epochs)
  expect(seen.best, `bestEpoch() ${said(script, o)}`).toBe(best)
}

check('stops after `patience` epochs in a row without a new best one', async () => {
  await holdStop([5, 4, 3, 3.5, 3.6, 3.7, 3.8, 3.9], { patience: 3 }, 6, 3)
  await holdStop([5, 4, 4.5, 3, 2], { patience: 1 }, 3, 2)
  await holdStop([1, 2, 3, 4, 5], { patience: 2 }, 3, 1)
  await holdStop([3, 2, 2, 2, 2, 2], { patience: 2 }, 4, 2)
})

check('lets bumps pass', async () => {
  await holdStop([5, 4, 4.5, 3, 2, 2.5, 2.2, 2.1], { patience: 2 }, 7, 5)
  await holdStop([6, 5, 5.5, 4, 4.5, 3, 3.5, 2, 2.5, 1], { patience: 2 }, 10, 10)
})

check('trains to the end when there is always a new best epoch', async () => {
  await holdStop([6, 5, 4, 3, 2, 1], { patience: 1 }, 6, 6)
})

check('takes less than minDelta for noise', async () => {
  await holdStop([4, 3, 2.99, 2.98, 2.97, 2.96, 2.955], { patience: 3, minDelta: 0.1 }, 5, 2)
  // Little by little it gets there: what counts is the distance from the last best epoch.
  await holdStop([4, 3, 2.96, 2.92, 2.85, 2.84, 2.83, 2.82], { patience: 3, minDelta: 0.1 }, 8, 5)
})

check('puts the weights of the best epoch back', async () => {
  const stopped = await follow([5, 4, 2, 3, 3.5, 4], { patience: 2 })
  expect(stopped.weights, 'both weights after training was stopped, as the val_loss that belongs to them; the best was 2').toBeNear([2, 2], 1e-4)
  const ended = await follow([5, 2, 3], { patience: 5 })
  expect(ended.weights, 'both weights after training went to its end, as the val_loss that belongs to them; the best was 2').toBeNear([2, 2], 1e-4)
  const noise = await follow([4, 3, 2.99, 2.98], { patience: 5, minDelta: 0.1 })
  expect(noise.weights, 'both weights, as the val_loss that belongs to them, when only noise followed on the best epoch, with 3').toBeNear([3, 3], 1e-4)
})

check('leaves the last weights when nothing is to be restored', async () => {
  const { weights } = await follow([5, 4, 2, 3, 3.5, 4], { patience: 2, restoreBest: false })
  expect(weights, 'both weights with restoreBest: false, as the val_loss that belongs to them; the last was 3.5').toBeNear([3.5, 3.5], 1e-4)
})

check('frees its copies when training ends', async () => {
  for (const restoreBest of [true, false]) {
    expect((await follow([5, 4, 2, 3, 3.5, 4], { patience: 2, restoreBest })).left, `tensors left by a training that was stopped, restoreBest ${restoreBest}`).toBe(0)
    expect((await follow([5, 4, 3], { patience: 2, restoreBest })).left, `tensors left by a training that went to its end, restoreBest ${restoreBest}`).toBe(0)
  }
})

check('gives callbacks that do not know of each other', async () => {
  const first = await follow([3, 2, 1, 1.5], {})
  await follow([9, 8, 8.5, 8.6, 8.7], {})
  expect(first.callback.bestEpoch(), 'bestEpoch() of one callback, after another one was used').toBe(3)
})

trap('gap-only', 'A training loss far below val_loss was called overfitting, while val_loss was still falling. The gap is no verdict: overfit is a val_loss that has turned, so compare it with its own minimum.', () => {
  return diagnose(GAP) === 'overfit' && diagnose(REVIEWS) === 'overfit'
})

trap('first-rise', 'Training was stopped by a single bump. One worse epoch is noise: wait until `patience` epochs in a row brought nothing better.', async () => {
  const script = [5, 4, 4.5, 3, 2, 1]
  return (await follow(script, { patience: 3 })).epochs === 3
})

trap('patience-used-up', 'Worse epochs were counted all together. Each new best epoch gives the whole patience back: count those since the best one.', async () => {
  const [bumpy, straight] = [await follow([6, 5, 5.5, 4, 4.5, 3, 2, 1], { patience: 2 }), await follow([6, 5, 6, 7, 8], { patience: 2 })]
  return bumpy.epochs === 5 && straight.epochs === 4
})

trap('keeps-last-weights', 'restoreBest left the weights of the last epoch. Copy them with clone when an epoch is the best: what getWeights gives goes on changing. Put the copies back in onTrainEnd.', async () => {
  // Who disposes of what getWeights gave has taken the weights from the network itself.
  const taken = (error: unknown) => error instanceof Error && /LayersVariable .* is already disposed/.test(error.message)
  const seen = await follow([5, 4, 2, 3, 3.5, 4], { patience: 2 }).catch((error: unknown) => {
    if (taken(error)) return undefined
    throw error
  })
  return seen === undefined || (seen.epochs === 5 && seen.weights.every((weight) => Math.abs(weight - 3.5) < 1e-3))
})

trap('noise-counts', 'An epoch that was better by less than minDelta counted as better: training goes on for ever, on noise.', async () => {
  const [noisy, clear] = [await follow([4, 3, 2.99, 2.98, 2.97, 2.96], { patience: 2, minDelta: 0.1 }), await follow([4, 3, 5, 5, 5], { patience: 2 })]
  return noisy.epochs === 6 && clear.epochs === 4
})

trap('zero-based-epoch', 'bestEpoch() is one too low: callbacks count epochs from 0, people from 1.', async () => {
  const { best, epochs } = await follow([5, 4, 3, 2, 3, 4, 5], { patience: 2 })
  return best === 3 && (epochs === 5 || epochs === 6)
})
