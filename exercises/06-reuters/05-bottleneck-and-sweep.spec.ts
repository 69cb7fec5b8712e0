import * as tf from '@tensorflow/tfjs'
import { reuters } from '#datasets'
import { attempt, bar, check, expect, train, trap } from '#spec'
import { bottleneckExperiment, type Held, peak, type Settings, sweep, type Train, validationCurve } from './05-bottleneck-and-sweep'

/**
 * Rows of eight classes, fifty columns lit for each. Validation rows carry a label that is `shift` too high: with a
 * shift, the more a network learns, the more of them it gets wrong.
 */
function toy(shift = 0): Held {
  const hot = (columns: number[]) => tf.oneHot(tf.tensor1d(columns, 'int32'), 8).toFloat() as tf.Tensor2D
  const classes = (n: number) => Array.from({ length: n }, (_, i) => i % 8)
  const x = (n: number) => hot(classes(n)).expandDims(2).tile([1, 1, 50]).reshape<tf.Tensor2D>([n, 400])
  return { x: x(64), y: hot(classes(64)), xVal: x(16), yVal: hot(classes(16).map((k) => (k + shift) % 8)) }
}
const SMALL = { epochs: 5, batch: 16 }

check('gives the validation accuracy after each epoch', async () => {
  const curve = await validationCurve([64], toy(), SMALL)
  expect(curve.length, 'how many numbers the curve has after 5 epochs').toBe(5)
  expect(curve[4], 'the last accuracy with 64 units on eight easy classes').toBeBetween(0.99, 1)
  const wrong = await validationCurve([64], toy(1), { epochs: 4, batch: 11 })
  expect(wrong.length, 'how many numbers the curve has after 4 epochs').toBe(4)
  expect(wrong[3], 'the last accuracy when the labels of all validation rows are wrong').toBeBetween(0, 0.01)
})

check('makes the hidden layers as it is told', async () => {
  const deep = await validationCurve([64, 32, 32], toy(), SMALL)
  expect(deep[4], 'the last accuracy with hidden layers of 64, 32 and 32 units').toBeAtLeast(0.8)
  for (const hidden of [[1], [64, 1], [1, 64]]) {
    const curve = await validationCurve(hidden, toy(), { epochs: 2, batch: 16 })
    expect(Math.max(...curve), `the best accuracy with hidden layers of ${hidden.join(' and ')}: one unit cannot tell eight classes apart so soon`).toBeAtMost(0.7)
  }
})

/** What a network is like just before its first training. */
interface Built {
  /** How far its answers are from those of relu layers with a softmax at the end. */
  off: number
  loss: number
  crossentropy: number
  optimizer: string
  rate: number | undefined
}

function lookAt(model: tf.LayersModel, { xVal, yVal }: Held): Built {
  return tf.tidy(() => {
    const weights = model.getWeights()
    const byHand = weights.reduce<tf.Tensor2D>((input, kernel, i) => {
      if (i % 2 === 1) return input
      const z = input.matMul<tf.Tensor2D>(kernel).add<tf.Tensor2D>(weights[i + 1])
      return i + 2 === weights.length ? z.softmax() : z.relu()
    }, xVal)
    const number = (x: tf.Tensor) => x.dataSync()[0]
    return {
      off: number((model.predict(xVal) as tf.Tensor).sub(byHand).abs().max()),
      loss: number([model.evaluate(xVal, yVal)].flat()[0]),
      crossentropy: number(byHand.log().mul(yVal).sum(1).mean().neg()),
      optimizer: model.optimizer.getClassName(),
      rate: model.optimizer.getConfig()['learningRate'] as number | undefined,
    }
  })
}

/** Looks at the network that validationCurve trains; at none, if it is trained in a loop of one's own. */
async function built(hidden: number[]): Promise<Built | undefined> {
  const d = toy()
  let seen: Built | undefined
  const names = ['fit', 'fitDataset', 'trainOnBatch']
  const prototype = tf.LayersModel.prototype as unknown as Record<string, (this: tf.LayersModel, ...args: unknown[]) => unknown>
  const before = names.map((name) => prototype[name])
  names.forEach((name, i) => {
    prototype[name] = function (...args) {
      seen ??= lookAt(this, d)
      return before[i].apply(this, args)
    }
  })
  try {
    await validationCurve(hidden, d, { epochs: 1, batch: 16 })
  } finally {
    names.forEach((name, i) => (prototype[name] = before[i]))
  }
  return seen
}

check('builds the network of 6.2: relu, softmax, crossentropy, RMSProp', async () => {
  const seen = await built([12, 10])
  if (!seen) return
  expect(seen.off, 'largest difference to softmax(relu(relu(x·W₁ + b₁)·W₂ + b₂)·W₃ + b₃)').toBeAtMost(1e-4)
  expect(seen.loss, 'loss of 16 rows, −Σ y·log p on average').toBeNear(seen.crossentropy, 1e-3)
  expect(seen.optimizer, 'optimizer').toBe('RMSProp')
  expect(seen.rate, 'learning rate').toBeNear(0.001)
})

trap('training-accuracy', 'The curve is that of the rows the network trains on. What counts is what it does on others: the history has val_acc beside acc.', async () => {
  const curve = await attempt(() => validationCurve([64], toy(1), SMALL))?.catch(() => undefined)
  return (curve?.at(-1) ?? 0) > 0.9
})

check('finds the peak of a curve', () => {
  const holds = (curve: number[], accuracy: number, epoch: number) => expect(peak(curve), `peak([${curve.join(', ')}])`).toEqual({ accuracy, epoch })
  holds([0.5, 0.7, 0.8, 0.75], 0.8, 3)
  holds([0.9, 0.7], 0.9, 1)
  holds([0.1, 0.2, 0.3], 0.3, 3)
  holds([0.6, 0.8, 0.7, 0.8], 0.8, 2)
  holds([0.25], 0.25, 1)
})

trap('zero-based-epoch', 'The peak is one epoch later: a place in a list counts from 0, epochs count from 1.', () => {
  return attempt(() => peak([0.5, 0.7, 0.8, 0.75]).epoch) === 2 && attempt(() => peak([0.9, 0.7]).epoch) === 0
})

/** A training that only takes notes: whatever the network, its curve rises to a peak of its own and falls again. */
class Notes {
  calls: { hidden: number[]; epochs: number; batch: number }[] = []
  /** The most trainings that were under way at the same time. */
  atOnce = 0
  private underWay = 0

  readonly train: Train = async (hidden, o) => {
    this.calls.push({ hidden: [...hidden], epochs: o.epochs, batch: o.batch })
    this.atOnce = Math.max(this.atOnce, ++this.underWay)
    await new Promise((resolve) => setTimeout(resolve, 1))
    this.underWay--
    return Notes.curve(hidden)
  }

  static curve(hidden: number[]): number[] {
    const high = 0.9 - hidden.reduce((sum, units, i) => sum + (i + 1) / units, 0) / 10
    return [high - 0.2, high - 0.1, high, high - 0.05]
  }
  static peak = (hidden: number[]) => Notes.curve(hidden)[2]
}

/** A run of the experiment, with the notes on it. */
async function experiment(o: Settings & { units: number; narrow: number }) {
  const notes = new Notes()
  const found = await bottleneckExperiment(notes.train, o)
  return { notes, found, hidden: notes.calls.map(({ hidden }) => hidden) }
}
const USUAL = { units: 64, narrow: 4, epochs: 20, batch: 128 }

check('trains a wide and a narrow network with equal settings', async () => {
  const { notes, hidden } = await experiment({ units: 64, narrow: 4, epochs: 20, batch: 96 })
  expect(hidden.map((units) => units.join(' and ')).sort(), 'the hidden layers that were trained with units 64 and narrow 4').toEqual(['64 and 4', '64 and 64'])
  expect(notes.calls.map(({ epochs }) => epochs), 'epochs of the two trainings').toEqual([20, 20])
  expect(notes.calls.map(({ batch }) => batch), 'batch of the two trainings').toEqual([96, 96])
  const other = await experiment({ units: 30, narrow: 7, epochs: 3, batch: 11 })
  expect(other.hidden.map((units) => units.join(' and ')).sort(), 'the hidden layers that were trained with units 30 and narrow 7').toEqual(['30 and 30', '30 and 7'])
  expect(other.notes.calls.map(({ epochs, batch }) => [epochs, batch]), 'epochs and batch of the two trainings').toEqual([[3, 11], [3, 11]])
})

check('compares the peaks', async () => {
  for (const o of [USUAL, { units: 30, narrow: 7, epochs: 3, batch: 11 }]) {
    const { found } = await experiment(o)
    const [wide, narrow] = [Notes.peak([o.units, o.units]), Notes.peak([o.units, o.narrow])]
    expect(found, `wide, narrow and drop with units ${o.units} and narrow ${o.narrow}, where both curves peak at the third of four epochs`).toBeNear({ wide, narrow, drop: wide - narrow })
  }
})

trap('narrow-first', 'The first hidden layer became narrow: a bottleneck sits between the layers. The first one keeps its width, and only the second one shrinks.', async () => {
  const { hidden } = await experiment(USUAL)
  return hidden.some(([first]) => first === 4)
})

trap('unequal-batch', 'The two networks were trained with different batch sizes. Then nobody can tell what made the difference: change one thing at a time.', async () => {
  const { notes } = await experiment(USUAL)
  const [one, other] = notes.calls
  return notes.calls.length === 2 && one.batch !== other.batch
})

trap('last-epoch', 'You compared the last epochs, where both networks are past their peak. Compare the best epoch of each.', async () => {
  const { found } = await experiment(USUAL)
  const [wide, narrow] = [Notes.curve([64, 64])[3], Notes.curve([64, 4])[3]]
  return Math.abs(found.wide - wide) < 1e-6 && Math.abs(found.narrow - narrow) < 1e-6
})

/** A sweep, with the notes on it. */
async function swept(units: number[], depths: number[]) {
  const notes = new Notes()
  const rows = await sweep(notes.train, units, depths, { epochs: 9, batch: 33 })
  return { notes, rows, hidden: notes.calls.map(({ hidden }) => hidden) }
}

/** Every width with every depth. */
const grid = (units: number[], depths: number[]) => units.flatMap((width) => depths.map((depth) => ({ units: width, depth })))
const layers = (cell: { units: number; depth: number }) => new Array<number>(cell.depth).fill(cell.units)

check('tries every width with every depth', async () => {
  for (const [units, depths] of [[[32, 64, 128, 256], [1, 2, 3, 4]], [[10, 5], [3, 1]]]) {
    const { notes, rows, hidden } = await swept(units, depths)
    const cells = grid(units, depths)
    const name = `units ${units.join(', ')} and depths ${depths.join(', ')}`
    expect(hidden.map((list) => list.join('-')).sort(), `the hidden layers that were trained for ${name}`).toEqual(cells.map((cell) => layers(cell).join('-')).sort())
    expect(notes.calls.every(({ epochs, batch }) => epochs === 9 && batch === 33) ? 'as told' : 'others', 'epochs and batch of all trainings').toBe('as told')
    expect(rows.map(({ units, depth }) => `${units} × ${depth}`), `the rows for ${name}: all depths of the first width, then of the next`).toEqual(cells.map(({ units, depth }) => `${units} × ${depth}`))
    const peaks = cells.map((cell) => ({ ...cell, accuracy: Notes.peak(layers(cell)), epoch: 3 }))
    expect(rows, `the rows for ${name}, all with their peak in epoch 3`).toBeNear(peaks as never)
  }
})

trap('head-counted', 'The networks have one hidden layer too few: the depth counts hidden layers, and the layer with one unit a class is none of them.', async () => {
  const { hidden } = await swept([32, 64], [2, 3])
  return hidden.length === 4 && grid([32, 64], [2, 3]).every(({ depth }, i) => hidden[i].length === depth - 1)
})

trap('all-at-once', 'Several networks were training at the same time. Each keeps its weights in memory and slows down the others: await one before you begin the next.', async () => {
  if ((await swept([8, 16], [1, 2])).notes.atOnce > 1) return 'It happened in sweep.'
  return (await experiment(USUAL)).notes.atOnce > 1 && 'It happened in bottleneckExperiment.'
})

/** The wires after the first `held` to train on, and these first ones to measure with. */
function heldOut(wires: { sequences: number[][]; labels: ArrayLike<number> }, dim: number, held: number): Held {
  const x = (sequences: number[][]) => {
    const rows = new Float32Array(sequences.length * dim)
    sequences.forEach((words, i) => words.forEach((word) => (rows[i * dim + word] = 1)))
    return tf.tensor2d(rows, [sequences.length, dim])
  }
  const y = (labels: number[]) => tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), 46).toFloat() as tf.Tensor2D)
  const labels = Array.from(wires.labels)
  return { x: x(wires.sequences.slice(held)), y: y(labels.slice(held)), xVal: x(wires.sequences.slice(0, held)), yVal: y(labels.slice(0, held)) }
}

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length

train(
  'a layer of four units, and a sweep',
  {
    quick: { words: 2_000, rows: 4_000, held: 500, rounds: 1, bottleneck: { epochs: 8, batch: 128 }, units: [32, 64], depths: [1, 3], sweep: { epochs: 5, batch: 128 } },
    full: { words: 10_000, rows: 8_982, held: 1_000, rounds: 3, bottleneck: { epochs: 20, batch: 128 }, units: [32, 64, 128, 256], depths: [1, 2, 3, 4], sweep: { epochs: 20, batch: 512 } },
  },
  async (run) => {
    const { words, rows, held, rounds, units, depths } = run.settings
    const d = heldOut(reuters({ numWords: words, train: rows }).train, words, held)
    /** The curves as the spec has seen them, by hidden layers. */
    const curves = new Map<string, number[]>()
    const training = (round: number): Train => async (hidden, o) => {
      const work = () => run.training({ rows: rows - held, epochs: o.epochs, batch: o.batch }, () => validationCurve(hidden, d, o))
      const curve = await run.kept(hidden.join('-'), { words, rows, held, round, ...o }, work)
      curves.set(hidden.join('-'), curve)
      return curve
    }
    const found: { wide: number; narrow: number; drop: number }[] = []
    for (let round = 0; round < rounds; round++) {
      const one = await bottleneckExperiment(training(round), { ...run.settings.bottleneck, units: 64, narrow: 4 })
      const [wide, narrow] = ['64-64', '64-4'].map((hidden) => Math.max(...(curves.get(hidden) ?? [])))
      expect(one, 'wide, narrow and drop of the newswires').toBeNear({ wide, narrow, drop: wide - narrow }, 1e-4)
      found.push(one)
    }
    run.show('best validation accuracy, 64-64', mean(found.map(({ wide }) => wide)), { book: 0.815 })
    run.show('best validation accuracy, 64-4', mean(found.map(({ narrow }) => narrow)), { book: 0.711, notes: 0.7 })
    expect(mean(found.map(({ drop }) => drop)), 'what the layer of four units costs').toReach(bar('drop from 64 to 4 units', { book: 0.104, notes: 0.08 }))
    curves.clear()
    const table = await sweep(training(0), units, depths, run.settings.sweep)
    const cells = grid(units, depths)
    const peaks = cells.map((cell) => ({ ...cell, accuracy: Math.max(...(curves.get(layers(cell).join('-')) ?? [])) }))
    expect(table, 'the rows of the sweep').toBeNear(peaks as never, 1e-4)
    for (const { units, depth, accuracy } of table) run.show(`${units} units, ${depth} hidden ${depth === 1 ? 'layer' : 'layers'}`, accuracy)
  },
)
