import * as tf from '@tensorflow/tfjs'
import { imdb } from '#datasets'
import { attempt, check, expect, multiHotBatches, train, trap } from '#spec'
import { type Kind, regularised } from './06-regularization-race'

const KINDS: Kind[] = ['none', 'l1', 'l2', 'l1l2', 'dropout']
const OPTIONS = { dim: 6, units: 5, lambda: 0.03, rate: 0.5 }

/** Random weights, none of them near 0, and biases that would be noticed. */
const shuffledWeights = (model: tf.LayersModel) =>
  model.setWeights(model.getWeights().map(({ shape, rank }) => tf.randomUniform(shape, 0.2, 1).mul(rank > 1 ? tf.randomUniform(shape, -1, 1).sign() : 3)))

/** What a net of these weights gives for `x` when nothing is dropped, worked out by hand. */
function forward(model: tf.LayersModel, x: tf.Tensor2D): tf.Tensor2D {
  const [w1, b1, w2, b2, w3, b3] = model.getWeights() as tf.Tensor2D[]
  return x.matMul(w1).add(b1).relu().matMul<tf.Tensor2D>(w2).add(b2).relu().matMul<tf.Tensor2D>(w3).add<tf.Tensor2D>(b3).sigmoid()
}

check('is the same network of every kind', () => {
  for (const kind of KINDS) {
    const model = regularised(kind, OPTIONS)
    expect(model.getWeights().map(({ shape }) => shape), `weights and biases of the kind ${kind}, 6 inputs and 5 units`).toEqual([[6, 5], [5], [5, 5], [5], [5, 1], [1]])
    const x = tf.randomNormal<tf.Rank.R2>([20, 6], 0, 3)
    const apart = (model.predict(x) as tf.Tensor).sub(forward(model, x)).abs().max().dataSync()[0]
    expect(apart, `kind ${kind}: largest difference of a prediction to sigmoid(relu(relu(x·W₁ + b₁)·W₂ + b₂)·W₃ + b₃)`).toBeAtMost(1e-4)
  }
})

check('is compiled with RMSProp, binary crossentropy and accuracy', () => {
  for (const kind of KINDS) {
    const model = regularised(kind, OPTIONS)
    const optimizer = model.optimizer as tf.Optimizer | undefined
    expect(optimizer?.getClassName(), `optimizer of the kind ${kind}`).toBe('RMSProp')
    expect((optimizer?.getConfig() as { learningRate?: number } | undefined)?.learningRate, `learning rate of the kind ${kind}`).toBeNear(0.001)
    // Weights that let no unit die: the answer is above 0.5. One row is labelled so, the other is not.
    model.setWeights(model.getWeights().map((weight) => tf.fill(weight.shape, 0.2)))
    const x = tf.tensor2d([[0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [1, 1, 1, 1, 1, 1]])
    const p = (model.predict(x) as tf.Tensor).dataSync()
    const y = [1, 0]
    const [loss, accuracy] = [model.evaluate(x, tf.tensor2d(y, [2, 1]))].flat().map((scalar) => scalar?.dataSync()[0])
    const crossentropy = -(Math.log(y[0] ? p[0] : 1 - p[0]) + Math.log(y[1] ? p[1] : 1 - p[1])) / 2
    expect(loss, `kind ${kind}: loss of two rows that are evaluated, the mean of −log of the probability that the right answer was given`).toBeNear(crossentropy, 1e-3)
    expect(accuracy, `kind ${kind}: metric of two rows of which one is right, the accuracy`).toBeNear(0.5, 1e-4)
  }
})

/**
 * What the training loss has above the crossentropy of the rows, at random weights: the penalty. Beside it, what
 * penalties of the three weight matrices are.
 */
async function penalty(kind: Kind, o: Partial<typeof OPTIONS> = {}) {
  const model = regularised(kind, { ...OPTIONS, ...o })
  shuffledWeights(model)
  const x = tf.randomUniform<tf.Rank.R2>([16, 6], -1, 1)
  const y = tf.tensor2d(Array.from({ length: 16 }, (_, i) => i % 2), [16, 1])
  const kernels = model.getWeights().filter(({ rank }) => rank === 2)
  const sums = kernels.map((w) => ({ l1: w.abs().sum().dataSync()[0], l2: w.square().sum().dataSync()[0] }))
  const p = model.predict(x) as tf.Tensor2D
  const plain = tf.metrics.binaryCrossentropy(y, p).mean().dataSync()[0]
  // The loss is that of before the step.
  const told = await model.trainOnBatch(x, y)
  const loss = Array.isArray(told) ? told[0] : told
  model.dispose()
  return { added: loss - plain, sums }
}

for (const kind of ['none', 'l1', 'l2', 'l1l2'] as const) {
  check(`adds ${kind === 'none' ? 'no penalty' : `the ${kind} penalty of both hidden layers`} to the training loss`, async () => {
    for (const lambda of [0.03, 0.002]) {
      const { added, sums } = await penalty(kind, { lambda })
      const of = (norm: 'l1' | 'l2') => lambda * (sums[0][norm] + sums[1][norm])
      const expected = kind === 'none' ? 0 : kind === 'l1l2' ? of('l1') + of('l2') : of(kind)
      expect(added, `what the training loss of the kind ${kind} has above the crossentropy, λ = ${lambda}`).toBeNear(expected, 1e-3)
    }
  })
}

check('adds no penalty beside dropout', async () => {
  const { added } = await penalty('dropout', { rate: 0 })
  expect(added, 'what the training loss of the kind dropout has above the crossentropy, at rate 0').toBeNear(0, 1e-3)
})

/** So many units, and rows of so many 1s. */
const [UNITS, ROWS, INPUTS] = [200, 4000, 50]

/**
 * What reaches the last layer while training, in one cell for each of 4,000 rows: 1 when nothing was dropped on the
 * way. Each layer passes on one cell of the layer before, or the average of all of them, in which a few that are dropped
 * do not show. So what is lost was lost in the one input, in one unit of the second hidden layer, or in one of both.
 */
function reaching(kind: Kind, rate: number, one: 'input' | 'second' | 'both'): { logits: number[]; p: number[] } {
  const model = regularised(kind, { dim: INPUTS, units: UNITS, lambda: 0.001, rate })
  const average = (inputs: number, outputs: number) => tf.fill([inputs, outputs], 1 / inputs)
  const first = (inputs: number, outputs: number) => tf.concat([tf.ones([1, outputs]), tf.zeros([inputs - 1, outputs])])
  const W1 = one === 'input' ? first(INPUTS, UNITS) : average(INPUTS, UNITS)
  const W2 = one === 'both' ? tf.eye(UNITS) : average(UNITS, UNITS)
  const W3 = one === 'input' ? average(UNITS, 1) : first(UNITS, 1)
  model.setWeights([W1, tf.zeros([UNITS]), W2, tf.zeros([UNITS]), W3, tf.zeros([1])])
  const p = Array.from((model.apply(tf.ones([ROWS, INPUTS]), { training: true }) as tf.Tensor).dataSync())
  model.dispose()
  return { p, logits: p.map((share) => Math.log(share / (1 - share))) }
}
const share = (numbers: number[], is: (number: number) => boolean) => numbers.filter(is).length / numbers.length
const isNear = (wanted: number) => (number: number) => Math.abs(number - wanted) < 0.02

check('drops after each hidden layer while training', () => {
  for (const rate of [0.5, 0.2]) {
    const keep = 1 - rate
    const inputs = reaching('dropout', rate, 'input').logits
    expect(share(inputs, isNear(0)), `share of inputs that were lost, at rate ${rate}`).toBeAtMost(0.01)
    const second = reaching('dropout', rate, 'second').logits
    expect(share(second, isNear(0)), `share of cells that the second hidden layer lost, at rate ${rate}`).toBeBetween(rate - 0.05, rate + 0.05)
    const both = reaching('dropout', rate, 'both').logits
    expect(share(both, isNear(0)), `share of cells that one hidden layer or the other lost, at rate ${rate}: 1 − ${keep}²`).toBeBetween(1 - keep ** 2 - 0.05, 1 - keep ** 2 + 0.05)
    const survivors = both.filter((cell) => !isNear(0)(cell))
    expect(Math.max(...survivors.map((cell) => Math.abs(cell - 1 / keep ** 2))), `how far survivors are from 1 / ${keep}², when they were 1`).toBeAtMost(0.02)
  }
})

check('drops nothing of the other kinds', () => {
  for (const kind of ['none', 'l1', 'l2', 'l1l2'] as const) {
    expect(share(reaching(kind, 0.5, 'both').logits, isNear(1)), `share of cells that came through a network of the kind ${kind} while training`).toBe(1)
  }
})

trap('dropout-on-inputs', 'Inputs were dropped while training: dropout stands in front of the first hidden layer. Put it behind each of the two, and nowhere else.', () => {
  return Math.abs(share(reaching('dropout', 0.4, 'input').logits, isNear(0)) - 0.4) < 0.05
})

trap('penalty-on-head-only', 'The last layer carries the penalty, and the hidden ones, which have nearly all the weights, carry none. Give both hidden layers a kernelRegularizer.', async () => {
  const { added, sums } = await penalty('l2')
  return Math.abs(added - 0.03 * sums[2].l2) < 1e-3
})

trap('penalty-on-head-too', 'The last layer is penalised as well: its few weights turn what was found into an answer, and are left alone here.', async () => {
  const { added, sums } = await penalty('l2')
  return Math.abs(added - 0.03 * (sums[0].l2 + sums[1].l2 + sums[2].l2)) < 1e-3
})

trap('default-lambda', 'λ is 0.01, whatever was asked for: a regularizer takes an object, such as { l2: lambda }, and what that does not name becomes 0.01.', async () => {
  const [l1, l2, both] = [await penalty('l1'), await penalty('l2'), await penalty('l1l2')]
  const is = ({ added, sums }: typeof l1, lambda1: number, lambda2: number) => {
    return Math.abs(added - lambda1 * (sums[0].l1 + sums[1].l1) - lambda2 * (sums[0].l2 + sums[1].l2)) < 1e-3
  }
  const isSo = is(l1, 0.01, 0) || is(l1, 0.03, 0.01) || is(l1, 0.01, 0.01) || is(l2, 0, 0.01) || is(l2, 0.01, 0.03) || is(l2, 0.01, 0.01)
  return isSo || is(both, 0.03, 0.01) || is(both, 0.01, 0.03) || is(both, 0.01, 0.01)
})

trap('dropout-on-head', 'The answer itself was dropped: some rows get 0, whatever they are, and others more than their probability. Dropout belongs after the hidden layers.', () => {
  const { p } = attempt(() => reaching('dropout', 0.5, 'both')) ?? { p: [] }
  return share(p, (answer) => answer === 0) > 0.3
})

trap('rate-as-keep', 'At rate 0.2, 80 % were dropped. The rate of tf.layers.dropout is the share that goes.', () => {
  const seen = attempt(() => reaching('dropout', 0.2, 'second').logits)
  return seen !== undefined && share(seen, isNear(0)) > 0.75 && share(seen, isNear(0)) < 0.85
})

trap('dropout-at-predict', 'Two predictions of one row differ: dropout is for training only. tf.layers.dropout knows the difference.', () => {
  const model = attempt(() => regularised('dropout', { ...OPTIONS, units: 50 }))
  if (!model) return false
  shuffledWeights(model)
  const x = tf.randomUniform<tf.Rank.R2>([10, 6])
  const [first, second] = [model.predict(x) as tf.Tensor, model.predict(x) as tf.Tensor]
  return first.sub(second).abs().max().dataSync()[0] > 1e-6
})

/** The curves of one training. */
interface Curves {
  loss: number[]
  val_loss: number[]
  val_acc: number[]
  /** What the regularizers of both hidden layers add to the loss after each epoch. */
  penalty: number[]
}

/** What the book's notebook has: the smallest val_loss, its epoch, the last val_loss, and the best val_acc. */
const BOOK: Partial<Record<Kind, [number, number, number, number]>> = {
  none: [0.2827, 3, 0.7694, 0.8905],
  l2: [0.3306, 3, 0.42, 0.8898],
  dropout: [0.2772, 4, 0.5358, 0.8917],
}

const NAMES: Record<Kind, string> = { none: 'nothing', l1: 'L1', l2: 'L2', l1l2: 'L1 + L2', dropout: 'dropout' }

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
const least = (losses: number[]) => Math.min(...losses)
const last = (losses: number[]) => losses[losses.length - 1]

/** What L1 and L2 add to the loss at these weights. */
function penaltyNow(model: tf.LayersModel, kind: Kind, lambda: number): number {
  return tf.tidy(() => {
    const hidden = model.getWeights().filter(({ rank }) => rank === 2).slice(0, 2)
    const norms = hidden.map((w) => (kind.includes('l1') ? w.abs().sum().dataSync()[0] : 0) + (kind.endsWith('l2') ? w.square().sum().dataSync()[0] : 0))
    return lambda * (norms[0] + norms[1])
  })
}

train(
  'a penalty or dropout keeps val_loss down',
  {
    // So few rows and steps need a larger λ than the book's. L1 races in the full profile only.
    quick: { rows: 1_000, valRows: 500, dim: 1_000, units: 32, lambda: 0.006, rate: 0.5, epochs: 20, batch: 128, races: { none: 3, l1: 0, l2: 3, l1l2: 0, dropout: 3 } },
    full: { rows: 25_000, valRows: 25_000, dim: 10_000, units: 16, lambda: 0.001, rate: 0.5, epochs: 20, batch: 512, races: { none: 3, l1: 3, l2: 3, l1l2: 3, dropout: 3 } },
  },
  async (run) => {
    const { rows, valRows, dim, units, lambda, rate, epochs, batch, races } = run.settings
    // As in the book, the test rows validate here. Nothing is chosen by them, or they could not be used for that.
    const reviews = imdb({ numWords: dim, train: rows, test: valRows })
    const training = multiHotBatches(reviews.train.sequences, reviews.train.labels, { dim, batch, shuffle: true })
    const validationData = multiHotBatches(reviews.test.sequences, reviews.test.labels, { dim, batch: 512 })

    const race = async (kind: Kind): Promise<Curves> => {
      const model = regularised(kind, { dim, units, lambda, rate })
      const penalty: number[] = []
      const onEpochEnd = () => void penalty.push(penaltyNow(model, kind, lambda))
      const { history } = await model.fitDataset(training, { epochs, validationData, callbacks: { onEpochEnd }, verbose: 0 })
      model.dispose()
      const { loss, val_loss, val_acc } = history as Record<string, number[]>
      return { loss, val_loss, val_acc, penalty }
    }

    const raced: Record<Kind, Curves[]> = { none: [], l1: [], l2: [], l1l2: [], dropout: [] }
    for (let i = 1; i <= 3; i++) {
      for (const kind of KINDS.filter((kind) => races[kind] >= i)) {
        const watched = () => run.training({ rows, batch, epochs }, () => race(kind))
        raced[kind].push(await run.kept(`${kind}, race ${i}`, run.settings, watched))
      }
    }
    /** The mean over the races of a kind. */
    const over = (kind: Kind, measure: (curves: Curves) => number) => mean(raced[kind].map(measure))
    const withPenalty = ({ val_loss, penalty }: Curves) => val_loss.map((loss, epoch) => loss + penalty[epoch])

    for (const kind of KINDS.filter((kind) => races[kind] > 0)) {
      const name = NAMES[kind]
      const isPenalised = kind !== 'none' && kind !== 'dropout'
      const book = (BOOK[kind] ?? []).map((figure) => ({ book: figure }))
      // Keras adds the penalty to val_loss as well, TensorFlow.js does not.
      const [bookLeast, bookEpoch, bookLast] = isPenalised ? [] : book
      run.show(`${name}, mean of ${races[kind]} races: smallest val_loss`, over(kind, ({ val_loss }) => least(val_loss)), bookLeast)
      run.show(`${name}: its epoch`, over(kind, ({ val_loss }) => val_loss.indexOf(least(val_loss)) + 1), bookEpoch)
      run.show(`${name}: last val_loss`, over(kind, ({ val_loss }) => last(val_loss)), bookLast)
      run.show(`${name}: last training loss`, over(kind, ({ loss }) => last(loss)))
      run.show(`${name}: best val_acc`, over(kind, ({ val_acc }) => Math.max(...val_acc)), book[3])
      if (!isPenalised) continue
      run.show(`${name}: smallest val_loss + penalty, as Keras counts`, over(kind, (curves) => least(withPenalty(curves))), book[0])
      run.show(`${name}: its epoch, as Keras counts`, over(kind, (curves) => withPenalty(curves).indexOf(least(withPenalty(curves))) + 1), book[1])
      run.show(`${name}: last val_loss + penalty, as Keras counts`, over(kind, (curves) => last(withPenalty(curves))), book[2])
    }

    /** Where val_loss ends. One epoch is like a single throw, so the last four count. */
    const end = (kind: Kind) => over(kind, ({ val_loss }) => mean(val_loss.slice(-4)))
    for (const kind of ['l2', 'dropout'] as const) {
      expect(end(kind), `val_loss in the last four epochs with ${NAMES[kind]}, mean of 3 races, against ${end('none').toFixed(3)} with nothing`).toBeAtMost(end('none') - 0.02)
    }
    const lastLoss = (kind: Kind) => over(kind, ({ loss }) => last(loss))
    expect(lastLoss('l2'), `last training loss with L2, which the penalty is a part of, mean of 3 races, against ${lastLoss('none').toFixed(3)} with nothing`).toBeAtLeast(lastLoss('none') + 0.02)
  },
)
