import * as tf from '@tensorflow/tfjs'
import { imdb } from '#datasets'
import { attempt, bar, check, expect, multiHotBatches, train, trap, unwatched } from '#spec'
import type { Batches } from './05-hold-out-and-curves'
import { type Bench, type Config, grid, readTable, type Row, runGrid, trainOne } from './07-twelve-configurations'

const WIDTHS = [16, 32, 64]
const ACTIVATIONS = ['relu', 'tanh'] as const
const LOSSES = ['binaryCrossentropy', 'meanSquaredError'] as const

/** The twelve configurations in the order of the notes' table. */
const twelve = (): Config[] => WIDTHS.flatMap((width) => ACTIVATIONS.flatMap((activation) => LOSSES.map((loss) => ({ width, activation, loss }))))

/** The accuracies that the notes print for them. */
const PRINTED = [0.8574, 0.8551, 0.8513, 0.8515, 0.85, 0.8538, 0.846, 0.8469, 0.847, 0.8502, 0.8464, 0.7906]

const table = (accuracies = PRINTED): Row[] => twelve().map((config, i) => ({ ...config, accuracy: accuracies[i] }))
/** The same rows in another order, in which no two that make a pair are neighbours. */
const mixed = () => [7, 0, 10, 5, 3, 8, 1, 6, 11, 4, 9, 2].map((i) => table()[i])

check('combines settings, the last one fastest', () => {
  expect(grid({ a: [1, 2], b: [3, 4] }), 'grid({ a: [1, 2], b: [3, 4] })').toEqual([{ a: 1, b: 3 }, { a: 1, b: 4 }, { a: 2, b: 3 }, { a: 2, b: 4 }])
  expect(grid({ only: ['x', 'y', 'z'] }), "grid({ only: ['x', 'y', 'z'] })").toEqual([{ only: 'x' }, { only: 'y' }, { only: 'z' }])
  const four = grid({ a: [1, 2], b: [3], c: [4, 5, 6], d: [7, 8] })
  expect(four.length, 'how many combinations 2, 1, 3 and 2 values have').toBe(12)
  expect(four[7], 'combination 7 of grid({ a: [1, 2], b: [3], c: [4, 5, 6], d: [7, 8] }), counted from 0').toEqual({ a: 2, b: 3, c: 4, d: 8 })
})

check('makes the twelve configurations of the table', () => {
  expect(grid<string | number>({ width: [...WIDTHS], activation: [...ACTIVATIONS], loss: [...LOSSES] }), 'grid of 3 widths, 2 activations and 2 losses').toEqual(twelve())
})

check('trains one configuration after the other, in their order', async () => {
  const begun: string[] = []
  const called = async (c: Config) => {
    begun.push(`${c.width} ${c.activation} ${c.loss}`)
    await Promise.resolve()
    return 0.5 + 0.01 * begun.length
  }
  const rows = await runGrid(twelve(), called)
  expect(begun, 'the configurations in the order in which they were trained').toEqual(twelve().map((c) => `${c.width} ${c.activation} ${c.loss}`))
  expect(rows, 'the rows that runGrid gives').toBeNear(twelve().map((c, i) => ({ ...c, accuracy: 0.51 + 0.01 * i })) as unknown as Record<string, unknown>)
})

trap('all-at-once', 'All networks were training at the same time: wait for one before the next begins, with await inside a for loop. map and forEach do not wait.', async () => {
  let [running, most] = [0, 0]
  await runGrid(twelve().slice(0, 4), async () => {
    running++
    most = Math.max(most, running)
    await new Promise(setImmediate)
    running--
    return 0.5
  })
  return most > 1
})

/** A network as `build` of a Bench gives it, noted down as it is built and freed. */
interface Built {
  options: { hidden: number[]; activation: string; loss: string }
  model: tf.LayersModel
  /** What it had learned when it was freed. */
  weights?: Float32Array[]
}

function net(dim: number, o: Built['options'], learningRate?: number): tf.LayersModel {
  const hidden = o.hidden.map((units, i) =>
    tf.layers.dense({ units, activation: o.activation as Config['activation'], ...(i === 0 && { inputShape: [dim] }) }))
  const model = tf.sequential({ layers: [...hidden, tf.layers.dense({ units: 1, activation: 'sigmoid' })] })
  model.compile({ optimizer: 'rmsprop', loss: o.loss, metrics: ['accuracy'] })
  if (learningRate !== undefined) Object.assign(model.optimizer, { learningRate })
  return model
}

/** All networks that were built so far. */
const everBuilt: Built[] = []

/** A Bench that notes what is built. */
function bench(dim: number, d: Omit<Bench, 'build'>, learningRate?: number): { data: Bench; built: Built[] } {
  const built: Built[] = []
  const build: Bench['build'] = (options) => {
    const made: Built = { options: { ...options, hidden: [...options.hidden] }, model: net(dim, options, learningRate) }
    const { model } = made
    const dispose = model.dispose.bind(model)
    model.dispose = () => {
      made.weights ??= model.getWeights().map((w) => Float32Array.from(w.dataSync()))
      return dispose()
    }
    built.push(made)
    everBuilt.push(made)
    return model
  }
  return { data: { ...d, build }, built }
}

/** A column that is lit in test rows only. */
const MARKER = 5

/** 26 rows to train on and 13 to test with, of which so many are labelled the other way round. Column 0 is the label. */
function toy({ wrong = 0, epochs = 6 } = {}): ReturnType<typeof bench> {
  const label = (n: number) => Array.from({ length: n }, (_, i) => i % 2)
  const rows = (labels: number[], marker: number[]) => labels.map((y, i) => [...(y === 1 ? [0] : []), 1 + (i % 4), ...marker])
  const [training, test] = [label(26), label(13)]
  return bench(
    6,
    {
      train: multiHotBatches(rows(training, []), training, { dim: 6, batch: 8, shuffle: true }),
      // Batches of 5, 5 and 3: whoever takes the mean of three accuracies gets another number.
      test: multiHotBatches(rows(test, [MARKER]), test.map((y, i) => (i >= 13 - wrong ? 1 - y : y)), { dim: 6, batch: 5 }),
      epochs,
    },
    0.1,
  )
}

/** The share of all rows that a network got right, before it was freed. */
async function rightOf({ options, model, weights }: Built, batches: Batches, dim: number): Promise<number> {
  const learned = net(dim, options)
  const values = weights ?? model.getWeights().map((w) => Float32Array.from(w.dataSync()))
  tf.tidy(() => learned.setWeights(learned.getWeights().map((w, i) => tf.tensor(values[i], w.shape))))
  let [right, rows] = [0, 0]
  await batches.forEachAsync(({ xs, ys }) => {
    tf.tidy(() => {
      right += (learned.predictOnBatch(xs) as tf.Tensor).greater(0.5).equal(ys.greater(0.5)).toInt().sum().dataSync()[0]
      rows += ys.shape[0]
    })
    tf.dispose([xs, ys])
  })
  learned.dispose()
  return right / rows
}

const CONFIG: Config = { width: 7, activation: 'tanh', loss: 'binaryCrossentropy' }

check('builds the network that the configuration says', async () => {
  for (const config of [CONFIG, { width: 3, activation: 'relu', loss: 'meanSquaredError' } as const]) {
    const { data, built } = toy({ epochs: 1 })
    await trainOne(config, data)
    const said = `{ width: ${config.width}, activation: '${config.activation}', loss: '${config.loss}' }`
    expect(built.length, `networks built for ${said}`).toBe(1)
    expect(built[0].options, `what build was told for ${said}`).toEqual({ hidden: [config.width], activation: config.activation, loss: config.loss })
    expect(built[0].model.optimizer.iterations, 'steps of one epoch, 26 rows in batches of 8').toBe(4)
  }
})

check('gives the accuracy on the test rows after the last epoch', async () => {
  for (const wrong of [0, 3, 12]) {
    const { data, built } = toy({ wrong })
    const accuracy = await trainOne(CONFIG, data)
    expect(accuracy, `accuracy on 13 test rows of which ${wrong} are labelled the other way round`).toBeNear(await rightOf(built[0], data.test, 6), 1e-3)
  }
})

/**
 * A Bench whose network changes its answer in every step: 0 at first, then 1, then 0. Its rows are empty reviews, two in
 * five of them positive; all test rows are negative.
 */
function swinging(epochs: number): Bench {
  const build = () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [6], units: 1, activation: 'sigmoid' })] })
    model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] })
    Object.assign(model.optimizer, { learningRate: 3 })
    tf.tidy(() => model.setWeights([tf.zeros([6, 1]), tf.tensor1d([-1])]))
    return model
  }
  const empty = (n: number) => Array.from({ length: n }, (): number[] => [])
  const train = multiHotBatches(empty(50), Array.from({ length: 50 }, (_, i) => Number(i % 5 > 2)), { dim: 6, batch: 50 })
  return { build, train, test: multiHotBatches(empty(20), new Array<number>(20).fill(0), { dim: 6, batch: 20 }), epochs }
}

check('gives the accuracy after the last epoch, also when an earlier one was better', async () => {
  expect(await trainOne(CONFIG, swinging(3)), 'accuracy of a network that is right after epoch 2 and wrong after epochs 1 and 3').toBeNear(0, 1e-3)
  expect(await trainOne(CONFIG, swinging(2)), 'accuracy of a network that is right at first and after epoch 2, and wrong after epoch 1').toBeNear(1, 1e-3)
})

trap('reused-model', 'The second network did not start from the beginning: it is the first one, with all that it had learned. Build a new one for each configuration.', async () => {
  const { data } = toy({ epochs: 2 })
  await unwatched(() => trainOne(CONFIG, data))
  const trained = everBuilt.map(({ model }) => ({ model, steps: model.optimizer.iterations })).filter(({ steps }) => steps > 0)
  await unwatched(() => trainOne(CONFIG, data))
  return trained.some(({ model, steps }) => model.optimizer.iterations > steps)
})

trap('trained-on-test', 'Test rows reached the training: then the table says who learned them best by heart.', async () => {
  const { data, built } = toy({ epochs: 2 })
  // Marker weights that are 0 stay so, unless a row with the marker is trained on.
  const { build } = data
  const marked: Bench['build'] = (o) => {
    const model = build(o)
    tf.tidy(() => {
      const [w, ...others] = model.getWeights()
      model.setWeights([w.mul(tf.tensor2d([1, 1, 1, 1, 1, 0], [6, 1])), ...others])
    })
    return model
  }
  await trainOne(CONFIG, { ...data, build: marked })
  // The last row of the first layer's weights belongs to the marker.
  const [first] = built[0]?.weights ?? []
  return built.length === 1 && first !== undefined && first.slice(first.length * MARKER / 6).some((w) => w !== 0)
})

trap('best-of-training', 'The accuracy is that of the training rows, which says how well a network learns by heart: rank by rows that it has not seen, those in d.test.', async () => {
  const { data, built } = toy({ wrong: 12, epochs: 10 })
  const accuracy = await trainOne(CONFIG, data)
  if (built.length !== 1) return false
  const [onTrain, onTest] = [await rightOf(built[0], data.train, 6), await rightOf(built[0], data.test, 6)]
  return onTrain - onTest > 0.2 && Math.abs(accuracy - onTrain) < 0.05
})

check('finds the best row', () => {
  expect(readTable(table()).best, 'best of the printed table').toEqual({ width: 16, activation: 'relu', loss: 'binaryCrossentropy', accuracy: 0.8574 })
  const even = table([0.8, 0.9, 0.7, 0.9, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.9, 0.2])
  expect(readTable(even).best, 'best of a table in which three rows have 0.9').toEqual(even[1])
})

check('counts wins in pairs that differ in one setting', () => {
  expect(readTable(table()).pairWins, 'pairWins of the printed table').toEqual({ reluOverTanh: 6, bceOverMse: 2 })
  const other = table([0.7, 0.6, 0.8, 0.5, 0.7, 0.6, 0.7, 0.65, 0.9, 0.95, 0.85, 0.8])
  expect(readTable(other).pairWins, 'pairWins of another table, in which one pair is even').toEqual({ reluOverTanh: 3, bceOverMse: 5 })
  const four = table([0.7, 0.6, 0.8, 0.9]).slice(0, 4)
  expect(readTable(four).pairWins, 'pairWins of a table with one width').toEqual({ reluOverTanh: 0, bceOverMse: 1 })
})

check('averages over each width', () => {
  expect(readTable(table()).meanByWidth, 'meanByWidth of the printed table').toBeNear({ 16: 0.853825, 32: 0.849175, 64: 0.83355 })
  const four = table([0.7, 0.6, 0.8, 0.9]).slice(0, 4).map((row) => ({ ...row, width: 5 }))
  expect(readTable(four).meanByWidth, 'meanByWidth of a table with the width 5').toBeNear({ 5: 0.75 })
})

check('finds rows that lie apart from all others', () => {
  expect(readTable(table()).outliers, 'outliers of the printed table').toEqual([{ width: 64, activation: 'tanh', loss: 'meanSquaredError', accuracy: 0.7906 }])
  // Two rows so far off that the usual standard deviation would hide both.
  const two = table([0.85, 0.86, 0.5, 0.855, 0.857, 0.853, 0.852, 0.854, 0.99, 0.856, 0.858, 0.851])
  expect(readTable(two).outliers.map(({ accuracy }) => accuracy), 'accuracies of the outliers of a table with 0.5 and 0.99 among values from 0.85 to 0.86').toEqual([0.5, 0.99])
  const none = table([0.8, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.9, 0.91])
  expect(readTable(none).outliers.length, 'how many outliers a table has whose values are evenly spread').toBe(0)
  const three = table([0.8, 0.81, 0.82, 0.9]).slice(0, 4)
  expect(readTable(three).outliers.map(({ accuracy }) => accuracy), 'accuracies of the outliers of 0.8, 0.81, 0.82, 0.9: median 0.815, robust deviation 0.0148').toEqual([0.9])
  const near = table([0.8, 0.81, 0.82, 0.855]).slice(0, 4)
  expect(readTable(near).outliers.length, 'how many outliers 0.8, 0.81, 0.82, 0.855 have: median 0.815, robust deviation 0.0148').toBe(0)
})

check('reads rows in any order', () => {
  const { best, pairWins, meanByWidth, outliers } = readTable(mixed())
  expect(best.accuracy, 'the accuracy of the best, with the rows of the printed table in another order').toBe(0.8574)
  expect(pairWins, 'pairWins, with the rows of the printed table in another order').toEqual({ reluOverTanh: 6, bceOverMse: 2 })
  expect(meanByWidth, 'meanByWidth, with the rows of the printed table in another order').toBeNear({ 16: 0.853825, 32: 0.849175, 64: 0.83355 })
  expect(outliers.map(({ accuracy }) => accuracy), 'accuracies of the outliers, with the rows of the printed table in another order').toEqual([0.7906])
})

/** Rows of one value of a setting against all rows of another, whatever else they differ in. */
const crossWins = (isA: (row: Row) => boolean) =>
  table().filter(isA).flatMap((a) => table().filter((b) => !isA(b)).filter((b) => a.accuracy > b.accuracy)).length

trap('unpaired', 'You compared rows that differ in more than one setting: a narrow relu against a wide tanh says nothing about relu. A pair are two rows with the same other settings; six for each question.', () => {
  const wins = attempt(() => readTable(table()).pairWins)
  return wins?.reluOverTanh === crossWins((row) => row.activation === 'relu') || wins?.bceOverMse === crossWins((row) => row.loss === 'binaryCrossentropy')
})

trap('overclaim', 'You have binary crossentropy win 4 of 6 pairs, but in this table it is mse that wins 4 of 6. The best row has crossentropy, and one row is no rule.', () => {
  const wins = attempt(() => readTable(table()).pairWins)
  return wins?.bceOverMse === 4
})

trap('not-robust', 'The median and the robust deviation are there because an outlier does not move them. With mean and standard deviation two outliers hide each other.', () => {
  const one = attempt(() => readTable(table()).outliers.map(({ accuracy }) => accuracy))
  const two = attempt(() => readTable(table([0.85, 0.86, 0.5, 0.855, 0.857, 0.853, 0.852, 0.854, 0.99, 0.856, 0.858, 0.851])).outliers.map(({ accuracy }) => accuracy))
  return (String(one) === '0.7906' || String(one) === '') && (String(two) === '' || String(two) === '0.5')
})

/** What a table says, read by the spec. */
function reading(rows: Row[]): { wins: number[]; means: number[]; best: number; lowest: number } {
  const wins = (isWinner: (row: Row) => boolean, others: (keyof Config)[]) =>
    rows.filter((row) => isWinner(row) && rows.some((other) => !isWinner(other) && others.every((key) => other[key] === row[key]) && row.accuracy > other.accuracy)).length
  const accuracies = rows.map(({ accuracy }) => accuracy)
  return {
    wins: [wins(({ activation }) => activation === 'relu', ['width', 'loss']), wins(({ loss }) => loss === 'binaryCrossentropy', ['width', 'activation']), wins(({ loss }) => loss === 'meanSquaredError', ['width', 'activation'])],
    means: WIDTHS.map((width) => {
      const of = rows.filter((row) => row.width === width)
      return of.reduce((sum, { accuracy }) => sum + accuracy, 0) / of.length
    }),
    best: Math.max(...accuracies),
    lowest: Math.min(...accuracies),
  }
}

train(
  'makes the table of twelve, and reads it',
  {
    quick: { dim: 2_000, skipped: 0, rows: 2_000, testRows: 2_000, epochs: 4, batch: 256 },
    // The notes train on the rows behind the 10,000 for validation.
    full: { dim: 10_000, skipped: 10_000, rows: 15_000, testRows: 25_000, epochs: 20, batch: 512 },
  },
  async (run) => {
    const { dim, skipped, rows, testRows, epochs, batch } = run.settings
    const texts = imdb({ numWords: dim, train: skipped + rows, test: testRows })
    const { sequences, labels } = texts.train
    const parts = {
      train: multiHotBatches(sequences.slice(skipped), labels.slice(skipped), { dim, batch, shuffle: true }),
      test: multiHotBatches(texts.test.sequences, texts.test.labels, { dim, batch }),
      epochs,
    }
    const one = (config: Config) =>
      run.kept(`${config.width} ${config.activation} ${config.loss}`, run.settings, async () => {
        const { data, built } = bench(dim, parts)
        const accuracy = await run.training({ rows, epochs, batch }, () => trainOne(config, data))
        expect(accuracy, `the accuracy that trainOne gives for ${config.activation}, ${config.width}, ${config.loss}`).toBeNear(await rightOf(built[0], parts.test, dim), 2e-3)
        return accuracy
      })
    const made = await runGrid(grid<string | number>({ width: [...WIDTHS], activation: [...ACTIVATIONS], loss: [...LOSSES] }) as unknown as Config[], one)
    const isFull = run.profile === 'full'
    made.forEach(({ width, activation, loss, accuracy }, i) => {
      const name = `${activation} ${width}, ${loss === 'meanSquaredError' ? 'mse' : 'binary crossentropy'}`
      run.show(name, accuracy, isFull ? { notes: PRINTED[i] } : {})
    })
    const { wins: [relu, bce, mse], means, best, lowest } = reading(made)
    const read = readTable(made)
    expect(read.best.accuracy, 'the best accuracy of your table').toBe(best)
    expect(read.pairWins, 'pairWins of your table').toEqual({ reluOverTanh: relu, bceOverMse: bce })
    expect(read.meanByWidth, 'meanByWidth of your table').toBeNear(Object.fromEntries(WIDTHS.map((width, i) => [width, means[i]])))
    expect(best, 'the best of twelve').toReach(bar('best of twelve', isFull ? { notes: 0.8574 } : {}))
    expect(lowest, 'the lowest of twelve').toReach(bar('lowest of twelve', isFull ? { notes: 0.7906 } : {}))
    run.show('pairs of 6 that relu wins over tanh', relu, isFull ? { notes: 6 } : {})
    run.show('pairs of 6 that mse wins over binary crossentropy', mse, isFull ? { notes: 4 } : {})
    WIDTHS.forEach((width, i) => run.show(`mean of ${width} units`, means[i], isFull ? { notes: [0.8538, 0.8492, 0.8336][i] } : {}))
    run.show('rows that lie apart', read.outliers.length, isFull ? { notes: 1 } : {})
  },
)
