import * as tf from '@tensorflow/tfjs'
import { imdb } from '#datasets'
import { attempt, check, expect, multiHotBatches, train, trap } from '#spec'
import { type Batches, contender, type Curves, race, summariseRace } from './05-capacity-race'

/** What a net of these weights gives for `x`, worked out by hand. */
function forward(model: tf.LayersModel, x: tf.Tensor2D): tf.Tensor2D {
  const [w1, b1, w2, b2, w3, b3] = model.getWeights() as tf.Tensor2D[]
  return x.matMul(w1).add(b1).relu().matMul<tf.Tensor2D>(w2).add(b2).relu().matMul<tf.Tensor2D>(w3).add<tf.Tensor2D>(b3).sigmoid()
}

check('builds two hidden layers of so many units', () => {
  for (const [units, dim, params] of [[4, 10_000, 40_029], [16, 10_000, 160_305], [512, 100, 314_881]]) {
    const model = contender(units, dim)
    expect(model.countParams(), `parameters of contender(${units}, ${dim.toLocaleString('en')})`).toBe(params)
    expect(model.getWeights().map(({ shape }) => shape), `weights and biases of contender(${units}, ${dim.toLocaleString('en')})`).toEqual([[dim, units], [units], [units, units], [units], [units, 1], [1]])
    model.dispose()
  }
})

check('bends with relu, answers with a sigmoid', () => {
  const model = contender(8, 5)
  const x = tf.randomNormal<tf.Rank.R2>([20, 5], 0, 5)
  const apart = (model.predict(x) as tf.Tensor).sub(forward(model, x)).abs().max().dataSync()[0]
  expect(apart, 'largest difference to sigmoid(relu(relu(x·W₁ + b₁)·W₂ + b₂)·W₃ + b₃)').toBeAtMost(1e-4)
})

check('is compiled with RMSProp, binary crossentropy and accuracy', () => {
  const model = contender(4, 3)
  const optimizer = model.optimizer as tf.Optimizer | undefined
  expect(optimizer?.getClassName(), 'optimizer').toBe('RMSProp')
  expect((optimizer?.getConfig() as { learningRate?: number } | undefined)?.learningRate, 'learning rate').toBeNear(0.001)
  // Weights that let no unit die: the answer is above 0.5. One row is labelled so, the other is not.
  model.setWeights(model.getWeights().map((weight) => tf.fill(weight.shape, 0.2)))
  const x = tf.tensor2d([[0.5, 0.5, 0.5], [1, 1, 1]])
  const p = (model.predict(x) as tf.Tensor).dataSync()
  const y = [1, 0]
  const [loss, accuracy] = [model.evaluate(x, tf.tensor2d(y, [2, 1]))].flat().map((scalar) => scalar?.dataSync()[0])
  const crossentropy = -(Math.log(y[0] ? p[0] : 1 - p[0]) + Math.log(y[1] ? p[1] : 1 - p[1])) / 2
  expect(loss, 'loss of two rows, the mean of −log of the probability that the right answer was given').toBeNear(crossentropy, 1e-3)
  expect(accuracy, 'metric of two rows of which one is right, the accuracy').toBeNear(0.5, 1e-4)
})

/** Batches of rows that were counted when they were asked for. */
function counted(batches: [number[][], number[]][]): { batches: Batches; asked: () => number } {
  let asked = 0
  function* all() {
    for (const [x, y] of batches) {
      asked += x.length
      yield { xs: tf.tensor2d(x), ys: tf.tensor2d(y, [y.length, 1]) }
    }
  }
  return { batches: tf.data.generator<{ xs: tf.Tensor2D; ys: tf.Tensor }>(all), asked: () => asked }
}

/**
 * Eight rows in two batches, in which the first column decides. In the rows to validate the answers are the opposite.
 * Large inputs, so that few steps do much.
 */
function opposites() {
  const rows = (answer: (lit: number) => number): [number[][], number[]] => [[[20, 0], [0, 20], [20, 20], [0, 0]], [1, 0, 1, 0].map(answer)]
  const same = (lit: number) => lit
  return { train: counted([rows(same), rows(same)]), val: counted([rows((lit) => 1 - lit)]) }
}

const quickNet = (units: number) => () => {
  const model = tf.sequential({
    layers: [tf.layers.dense({ inputShape: [2], units, activation: 'relu' }), tf.layers.dense({ units: 1, activation: 'sigmoid' })],
  })
  model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] })
  return model
}

/** Races these on the rows above. */
async function raced(entries: Record<string, () => tf.LayersModel>, epochs: number) {
  const { train, val } = opposites()
  const curves = await race(entries, { train: train.batches, val: val.batches }, { epochs })
  return { curves, asked: [train.asked(), val.asked()] }
}

check('gives the curves of every entrant', async () => {
  const { curves, asked } = await raced({ small: quickNet(2), large: quickNet(30) }, 4)
  expect(Object.keys(curves).sort(), 'names of the results').toEqual(['large', 'small'])
  for (const [name, entrant] of Object.entries(curves)) {
    for (const key of ['loss', 'acc', 'val_loss', 'val_acc'] as const) {
      expect(entrant[key]?.length, `numbers in ${key} of the entrant ${name}, one for each of 4 epochs`).toBe(4)
      expect(entrant[key].map((number) => typeof number), `the kind of each entry of ${key}`).toEqual(new Array(4).fill('number'))
    }
  }
  expect(asked[0] / 8, 'how many times all 8 training rows were asked for: two entrants, four epochs each').toBe(8)
})

/** One layer that begins at 0: on the rows above, all of its trainings are alike. */
const level = () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1, kernelInitializer: 'zeros', activation: 'sigmoid' })] })
  model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] })
  return model
}

check('trains each from its own beginning', async () => {
  const { curves } = await raced({ first: level, second: level, third: level }, 3)
  for (const name of ['second', 'third']) {
    expect(curves[name].loss, `training losses of the ${name} of three equal entrants, which must be those of the first`).toBeNear(curves['first'].loss, 1e-5)
  }
})

check('trains and validates', async () => {
  const { loss, val_loss } = (await raced({ net: level }, 8)).curves['net']
  expect(loss[7], `the last training loss, below the first, ${loss[0].toFixed(3)}`).toBeAtMost(loss[0] - 0.05)
  expect(val_loss[7], `the last val_loss, on rows with the opposite answers, above the first, ${val_loss[0].toFixed(3)}`).toBeAtLeast(val_loss[0] + 0.05)
})

const FIXTURE: Record<string, Curves> = {
  early: { loss: [0.5, 0.3, 0.2, 0.1], acc: [0.7, 0.8, 0.9, 0.95], val_loss: [0.45, 0.35, 0.5, 0.75], val_acc: [0.8, 0.85, 0.86, 0.84] },
  late: { loss: [0.6, 0.55, 0.5, 0.48], acc: [0.6, 0.7, 0.75, 0.8], val_loss: [0.65, 0.6, 0.52, 0.46], val_acc: [0.6, 0.7, 0.75, 0.79] },
  first: { loss: [0.4, 0.2], acc: [0.8, 0.9], val_loss: [0.41, 0.6], val_acc: [0.8, 0.7] },
}

check('sums up the curves', () => {
  const seen = summariseRace(FIXTURE)
  expect(Object.keys(seen).sort(), 'names of the summaries').toEqual(['early', 'first', 'late'])
  expect(seen['early'], 'summary of val_loss 0.45 0.35 0.5 0.75, with a last loss of 0.1').toBeNear({ bestEpoch: 2, bestValLoss: 0.35, finalGap: 0.65 })
  expect(seen['late'], 'summary of val_loss 0.65 0.6 0.52 0.46, with a last loss of 0.48: below it').toBeNear({ bestEpoch: 4, bestValLoss: 0.46, finalGap: -0.02 })
  expect(seen['first'], 'summary of two epochs, val_loss 0.41 0.6, with a last loss of 0.2').toBeNear({ bestEpoch: 1, bestValLoss: 0.41, finalGap: 0.4 })
})

trap('shared-layer', 'Two networks share a layer: training one of them changed the other. Make new layers in every call.', () => {
  // A layer that is kept from an earlier network is disposed by now, or it was made for other inputs.
  const kept = (error: unknown) => error instanceof Error && /already disposed|incompatible with layer/.test(error.message)
  const made = attempt(() => {
    try {
      return [contender(3, 4), contender(3, 4)]
    } catch (error) {
      if (kept(error)) return 'kept'
      throw error
    }
  })
  if (made === 'kept') return true
  if (!made) return false
  const [first, second] = made
  if (first === second) return 'They are even the same network.'
  const before = second.getWeights().map((weight) => weight.dataSync()[0])
  first.setWeights(first.getWeights().map((weight) => tf.fill(weight.shape, 123)))
  return second.getWeights().some((weight, i) => weight.dataSync()[0] === 123 && before[i] !== 123)
})

trap('one-for-all', 'A later entrant began where an earlier one had ended: each name has a function of its own that makes its network. Call it when it is its turn.', async () => {
  const { curves } = await raced({ first: level, second: level }, 3)
  const begins = ['first', 'second'].map((name) => curves[name]?.loss?.[0])
  return begins.every((loss) => typeof loss === 'number') && begins[1] < begins[0] - 1e-5
})

trap('validated-on-training', 'val_loss was measured on the training batches: what a network has learned from tells nothing about new rows. Give fitDataset the batches of d.val.', async () => {
  const { curves, asked } = await raced({ net: level }, 8)
  const { val_loss } = curves['net'] ?? {}
  return val_loss?.length === 8 && val_loss[7] < val_loss[0] - 0.05 && asked[1] === 0
})

trap('all-at-once', 'A network was made while the one before was still in memory. Make it, train it, dispose it, and only then make the next one: with 5 million weights each this counts.', async () => {
  const made: tf.Tensor[] = []
  let alive = 0
  const watching = () => {
    alive += made.filter(({ isDisposed }) => !isDisposed).length
    const model = level()
    made.push(model.getWeights()[0])
    return model
  }
  await raced({ first: watching, second: watching, third: watching }, 1)
  return made.length === 3 && alive > 0
})

trap('compare-training-loss', 'The best epoch was found by the training loss, which falls and falls. Look at val_loss: it turns.', () => {
  const seen = attempt(() => summariseRace(FIXTURE)['early'])
  return seen?.bestEpoch === 4 || Math.abs((seen?.bestValLoss ?? NaN) - 0.1) < 1e-9
})

trap('zero-based-epoch', 'bestEpoch is one too low: places in a list count from 0, epochs from 1.', () => {
  const seen = attempt(() => summariseRace(FIXTURE))
  return seen?.['early']?.bestEpoch === 1 && seen['late']?.bestEpoch === 3
})

/** What the book's notebook has for so many units: the smallest val_loss, its epoch, the last val_loss, the best val_acc. */
const BOOK: Record<number, [number, number, number, number]> = {
  4: [0.2772, 6, 0.4744, 0.8899],
  16: [0.2827, 3, 0.7694, 0.8905],
  512: [0.2742, 2, 0.8896, 0.8901],
}

/** Every claim is about the mean of so many races: a single one may come out either way. */
const RACES = 3

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length

/** What the races of one size come to, on average. */
function averages(curves: Curves[]) {
  const least = curves.map(({ val_loss }) => Math.min(...val_loss))
  return {
    least: mean(least),
    epoch: mean(curves.map(({ val_loss }, i) => val_loss.indexOf(least[i]) + 1)),
    lastValLoss: mean(curves.map(({ val_loss }) => val_loss.at(-1) as number)),
    lastLoss: mean(curves.map(({ loss }) => loss.at(-1) as number)),
    bestValAcc: mean(curves.map(({ val_acc }) => Math.max(...val_acc))),
    /** How far above its minimum val_loss ends. One epoch is like a single throw, so the last four count. */
    rise: mean(curves.map(({ val_loss }, i) => mean(val_loss.slice(-4)) / least[i])),
  }
}

train(
  'the larger the network, the sooner and the further it overfits',
  {
    quick: { rows: 1_000, valRows: 500, dim: 1_000, units: [4, 16, 64], epochs: 24, batch: 128 },
    full: { rows: 25_000, valRows: 25_000, dim: 10_000, units: [4, 16, 512], epochs: 20, batch: 512 },
  },
  async (run) => {
    const { rows, valRows, dim, units, epochs, batch } = run.settings
    // As in the book, the test rows validate here. Nothing is chosen by them, or they could not be used for that.
    const reviews = imdb({ numWords: dim, train: rows, test: valRows })
    const d = {
      train: multiHotBatches(reviews.train.sequences, reviews.train.labels, { dim, batch, shuffle: true }),
      val: multiHotBatches(reviews.test.sequences, reviews.test.labels, { dim, batch: 512 }),
    }
    const raced: Curves[][] = units.map(() => [])
    for (let i = 1; i <= RACES; i++) {
      for (const [at, n] of units.entries()) {
        const curves = () => race({ [n]: () => contender(n, dim) }, d, { epochs })
        const watched = () => run.training({ rows, batch, epochs }, async () => (await curves())[n])
        raced[at].push(await run.kept(`${n} units, race ${i}`, run.settings, watched))
      }
    }
    const finishes = units.map((n, at) => {
      const seen = averages(raced[at])
      const [least, epoch, lastValLoss, bestValAcc] = (BOOK[n] ?? []).map((book) => ({ book }))
      run.show(`${n} units, mean of ${RACES} races: smallest val_loss`, seen.least, least)
      run.show(`${n} units: its epoch`, seen.epoch, epoch)
      run.show(`${n} units: last val_loss`, seen.lastValLoss, lastValLoss)
      run.show(`${n} units: last training loss`, seen.lastLoss)
      run.show(`${n} units: best val_acc`, seen.bestValAcc, bestValAcc)
      const reported = raced[at].map((entrant) => summariseRace({ entrant })['entrant'])
      expect(mean(reported.map(({ finalGap }) => finalGap)), `finalGap of ${n} units, mean of ${RACES} races`).toBeNear(seen.lastValLoss - seen.lastLoss, 1e-3)
      expect(mean(reported.map(({ bestEpoch }) => bestEpoch)), `bestEpoch of ${n} units, mean of ${RACES} races`).toBeNear(seen.epoch, 1e-3)
      return seen
    })
    const [small, mid, large] = finishes
    const names = units.map((n) => `${n} units`)
    expect(mid.lastLoss, `last training loss with ${names[1]}, below that of ${names[0]}: the larger network learns more by heart`).toBeAtMost(small.lastLoss)
    expect(large.lastLoss, `last training loss with ${names[2]}, below that of ${names[1]}`).toBeAtMost(mid.lastLoss)
    expect(mid.rise, `how many times its minimum val_loss is in the last four epochs, with ${names[1]}; more than with ${names[0]}`).toBeAtLeast(small.rise)
    expect(large.rise, `how many times its minimum val_loss is in the last four epochs, with ${names[2]}; more than with ${names[0]}`).toBeAtLeast(small.rise)
    expect(small.epoch, `best epoch of ${names[0]}, not before that of ${names[1]}`).toBeAtLeast(mid.epoch)
  },
)
