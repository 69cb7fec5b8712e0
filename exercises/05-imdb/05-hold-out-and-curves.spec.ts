import * as tf from '@tensorflow/tfjs'
import { imdb } from '#datasets'
import { attempt, bar, check, expect, multiHotBatches, train, trap } from '#spec'
import { type Batches, bestEpoch, curveSpec, holdOut, trainWithValidation } from './05-hold-out-and-curves'

/** Reviews that say which they are: review 3 is [3, 30]. */
const reviews = (n: number) => Array.from({ length: n }, (_, i) => [i, 10 * i])
const LABELS = [1, 0, 0, 1, 1, 0, 1]

check('holds out the first rows', () => {
  const parts = holdOut(reviews(7), [...LABELS], 3)
  expect(parts.xVal, 'xVal of 7 rows with nVal 3, rows 0 to 2').toEqual([[0, 0], [1, 10], [2, 20]])
  expect(parts.yVal, 'yVal, the labels of rows 0 to 2').toEqual([1, 0, 0])
  expect(parts.xTrain, 'xTrain, rows 3 to 6').toEqual([[3, 30], [4, 40], [5, 50], [6, 60]])
  expect(parts.yTrain, 'yTrain, the labels of rows 3 to 6').toEqual([1, 1, 0, 1])
})

check('holds out as many rows as it is told', () => {
  const one = holdOut(['a', 'b', 'c'], [0, 1, 1], 1)
  expect([one.xVal, one.xTrain, one.yVal, one.yTrain], 'xVal, xTrain, yVal, yTrain of 3 rows with nVal 1').toEqual([['a'], ['b', 'c'], [0], [1, 1]])
  const two = holdOut(['a', 'b', 'c'], [0, 1, 1], 2)
  expect([two.xVal, two.xTrain, two.yVal, two.yTrain], 'xVal, xTrain, yVal, yTrain of 3 rows with nVal 2').toEqual([['a', 'b'], ['c'], [0, 1], [1]])
})

check('leaves the rows that it was given where they are', () => {
  const [x, y] = [reviews(7), [...LABELS]]
  holdOut(x, y, 3)
  expect([x.length, y.length], 'rows of x and y after holdOut, of 7: slice copies, splice takes away').toEqual([7, 7])
  expect([x, y], 'x and y after holdOut').toEqual([reviews(7), LABELS])
})

check('refuses a part without rows', () => {
  const names = ['nVal', 'validation', 'rows', 'training']
  expect(() => holdOut(reviews(7), [...LABELS], 0), 'nVal 0: nothing to validate with').toThrowNaming(...names)
  expect(() => holdOut(reviews(7), [...LABELS], 7), 'nVal 7 of 7 rows: nothing to train on').toThrowNaming(...names)
  expect(() => holdOut(reviews(7), [...LABELS], 8), 'nVal 8 of 7 rows').toThrowNaming(...names)
  expect(() => holdOut(reviews(7), [...LABELS], -2), 'nVal −2').toThrowNaming(...names)
})

/** A column that is lit in validation rows only. */
const MARKER = 5

/** A compiled network of one hidden layer for the toy below. */
function toyNet(): tf.LayersModel {
  const model = tf.sequential({
    layers: [tf.layers.dense({ inputShape: [6], units: 8, activation: 'tanh' }), tf.layers.dense({ units: 1, activation: 'sigmoid' })],
  })
  model.compile({ optimizer: tf.train.rmsprop(0.1), loss: 'binaryCrossentropy', metrics: ['accuracy'] })
  return model
}

/** So many rows of which column 0 is the label, and with it for validation the marker. */
function toyRows(n: number, isForValidation: boolean): { seqs: number[][]; y: number[] } {
  const y = Array.from({ length: n }, (_, i) => i % 2)
  const seqs = y.map((label, i) => [...(label === 1 ? [0] : []), 1 + (i % 4), ...(isForValidation ? [MARKER] : [])])
  return { seqs, y }
}

/** 40 rows to train on, and 12 for validation, which are labelled the other way round if they are `wrong`. */
function toy({ isWrong = false } = {}): { train: Batches; validation: Batches } {
  const [training, validation] = [toyRows(40, false), toyRows(12, true)]
  return {
    train: multiHotBatches(training.seqs, training.y, { dim: 6, batch: 8, shuffle: true }),
    validation: multiHotBatches(validation.seqs, validation.y.map((label) => (isWrong ? 1 - label : label)), { dim: 6, batch: 5 }),
  }
}

/** Loss and accuracy of a network on all rows of some batches. */
async function measure(model: tf.LayersModel, batches: Batches): Promise<{ loss: number; acc: number }> {
  const all = await batches.toArray()
  const [xs, ys] = [tf.concat(all.map((batch) => batch.xs)), tf.concat(all.map((batch) => batch.ys))]
  const [loss, acc] = [model.evaluate(xs, ys)].flat().map((scalar) => scalar.dataSync()[0])
  return { loss, acc }
}

const KEYS = ['loss', 'acc', 'val_loss', 'val_acc'] as const

/** The four lists of a history, each of one number an epoch. */
function listsOf(h: tf.History, epochs: number): Record<(typeof KEYS)[number], number[]> {
  const history = (h as Partial<tf.History> | undefined)?.history as Record<string, number[]> | undefined
  for (const key of KEYS) expect(history?.[key]?.length, `how many numbers .history['${key}'] has, one an epoch`).toBe(epochs)
  return history as Record<(typeof KEYS)[number], number[]>
}

check('trains for the epochs it is given', async () => {
  const model = toyNet()
  listsOf(await trainWithValidation({ model, ...toy(), epochs: 3 }), 3)
  expect(model.optimizer.iterations, 'steps: 40 rows in batches of 8 are 5, three times over').toBe(15)
})

check('trains the network as it was compiled', async () => {
  const model = toyNet()
  await trainWithValidation({ model, ...toy(), epochs: 1 })
  expect(model.optimizer.getClassName(), 'optimizer after training').toBe('RMSProp')
  expect(model.optimizer.getConfig()['learningRate'], 'learning rate after training').toBeNear(0.1)
})

check('measures the validation rows after each epoch', async () => {
  const model = toyNet()
  const data = toy({ isWrong: true })
  const lists = listsOf(await trainWithValidation({ model, ...data, epochs: 6 }), 6)
  const seen = await measure(model, data.validation)
  expect(lists.val_loss.at(-1), 'the last val_loss, the loss on the validation rows after training').toBeNear(seen.loss, 1e-3)
  expect(lists.val_acc.at(-1), 'the last val_acc, the accuracy on the validation rows after training').toBeNear(seen.acc, 1e-3)
  const [one, single] = [toyNet(), toy()]
  const first = listsOf(await trainWithValidation({ model: one, ...single, epochs: 1 }), 1)
  expect(first.val_loss[0], 'val_loss of a single epoch, the loss on the validation rows after it').toBeNear((await measure(one, single.validation)).loss, 1e-3)
})

check('measures them after every epoch, not only after the last', async () => {
  const start = toyNet().getWeights().map((w) => w.clone())
  /** The same training from the same weights, in the same order, broken off after so many epochs. */
  const after = async (epochs: number) => {
    const model = toyNet()
    model.setWeights(start)
    const { seqs, y } = toyRows(40, false)
    const train = multiHotBatches(seqs, y, { dim: 6, batch: 8 })
    return listsOf(await trainWithValidation({ model, train, validation: toy().validation, epochs }), epochs)
  }
  const [one, two, three] = [await after(1), await after(2), await after(3)]
  const expected = [one.val_loss[0], two.val_loss[1], three.val_loss[2]]
  expect(three.val_loss, 'val_loss of three epochs, after each of them what it is when training ends there').toBeNear(expected, 1e-3)
  expect(three.loss, 'loss of three epochs, beside that of trainings that end there').toBeNear([one.loss[0], two.loss[1], three.loss[2]], 1e-3)
})

/** A history in which the loss is best after epoch 2 and the accuracy after epoch 3. */
const LISTS = {
  loss: [0.51, 0.32, 0.24, 0.18, 0.13],
  acc: [0.79, 0.9, 0.92, 0.94, 0.96],
  val_loss: [0.4, 0.3, 0.31, 0.35, 0.38],
  val_acc: [0.83, 0.87, 0.89, 0.86, 0.88],
}
const history = (lists: Record<string, number[]>) => ({ history: lists }) as unknown as tf.History

check('finds the best epoch, by loss and by accuracy', () => {
  expect(bestEpoch(history(LISTS), 'val_loss'), "bestEpoch with 'val_loss' 0.40, 0.30, 0.31, 0.35, 0.38").toBe(2)
  expect(bestEpoch(history(LISTS), 'val_acc'), "bestEpoch with 'val_acc' 0.83, 0.87, 0.89, 0.86, 0.88").toBe(3)
  const slow = { ...LISTS, val_loss: [3, 2.5, 2], val_acc: [0.9, 0.8, 0.7] }
  expect(bestEpoch(history(slow), 'val_loss'), "bestEpoch with 'val_loss' 3, 2.5, 2").toBe(3)
  expect(bestEpoch(history(slow), 'val_acc'), "bestEpoch with 'val_acc' 0.9, 0.8, 0.7").toBe(1)
})

check('takes the first of equally good epochs', () => {
  const even = { ...LISTS, val_loss: [0.5, 0.25, 0.3, 0.25], val_acc: [0.5, 0.75, 0.75, 0.75] }
  expect(bestEpoch(history(even), 'val_loss'), "bestEpoch with 'val_loss' 0.50, 0.25, 0.30, 0.25").toBe(2)
  expect(bestEpoch(history(even), 'val_acc'), "bestEpoch with 'val_acc' 0.50, 0.75, 0.75, 0.75").toBe(2)
})

/** What the charts of a history must be, whatever their titles say. */
function expectCharts(lists: typeof LISTS): void {
  const charts = curveSpec(history(lists))
  expect(charts.length, 'how many charts').toBe(2)
  const wanted = [
    { chart: 'the first chart', yLabel: 'loss', values: [lists.loss, lists.val_loss], keys: ['loss', 'val_loss'] },
    { chart: 'the second chart', yLabel: 'accuracy', values: [lists.acc, lists.val_acc], keys: ['acc', 'val_acc'] },
  ]
  wanted.forEach(({ chart, yLabel, values, keys }, i) => {
    const { title, xLabel, x, series, ...seen } = charts[i]
    expect(String(seen.yLabel).toLowerCase(), `yLabel of ${chart}`).toBe(yLabel)
    expect(/epoch/i.test(xLabel) ? 'epochs' : xLabel, `xLabel of ${chart}`).toBe('epochs')
    expect(typeof title === 'string' && title.trim() !== '' ? 'some words' : 'none', `title of ${chart}`).toBe('some words')
    expect(x, `x of ${chart}, the epochs counted from 1`).toEqual(lists.loss.map((_, epoch) => epoch + 1))
    expect(series.length, `how many series ${chart} has`).toBe(2)
    for (const [k, rows] of (['training', 'validation'] as const).entries()) {
      const { name, style, values: shown } = series[k]
      expect(shown, `values of series ${k} of ${chart}, the ${rows} rows, '${keys[k]}'`).toEqual(values[k])
      expect(style, `style of series ${k} of ${chart}, the ${rows} rows`).toBe(k === 0 ? 'dots' : 'line')
      expect((rows === 'training' ? /train/i : /val/i).test(name) ? rows : name, `name of series ${k} of ${chart}`).toBe(rows)
    }
  })
}

check('describes two charts', () => expectCharts(LISTS))

check('describes a training of any length', () => {
  expectCharts({ loss: [0.6], acc: [0.7], val_loss: [0.5], val_acc: [0.8] })
  const many = (from: number, by: number) => Array.from({ length: 20 }, (_, i) => from + by * i)
  expectCharts({ loss: many(0.6, -0.02), acc: many(0.5, 0.02), val_loss: many(0.5, 0.01), val_acc: many(0.9, -0.01) })
})

trap('train-on-validation', 'Validation rows also appear in training: what is measured on them says nothing about new rows.', async () => {
  const parts = attempt(() => holdOut(reviews(7), [...LABELS], 3))
  const shared = parts && JSON.stringify(parts.xVal) === JSON.stringify(reviews(3)) && parts.xTrain.filter(([i]) => i < 3).length
  if (shared) return `holdOut gave ${shared === 3 ? 'all three' : shared} validation rows to training, too.`
  const model = toyNet()
  const markerWeights = () => model.getWeights()[0].slice([MARKER, 0], [1, 8])
  const before = markerWeights()
  await trainWithValidation({ model, ...toy(), epochs: 2 })
  // The marker is 0 in every training row, so only validation rows can move its weights.
  return before.sub(markerWeights()).abs().max().dataSync()[0] > 0 && 'Look at trainWithValidation.'
})

trap('validated-on-training', 'Your val_loss is the loss on the training rows: the validation data of fitDataset are the batches in o.validation.', async () => {
  const [model, data] = [toyNet(), toy({ isWrong: true })]
  const { history: lists } = await trainWithValidation({ model, ...data, epochs: 6 })
  const [onTrain, onValidation] = [await measure(model, data.train), await measure(model, data.validation)]
  const last = lists['val_loss']?.at(-1) as number
  return Math.abs(onTrain.loss - onValidation.loss) > 0.2 && Math.abs(last - onTrain.loss) < 1e-3
})

trap('zero-based-epoch', 'Epochs count from 1, and places in an array from 0: the first number belongs to epoch 1.', () => {
  const found = (['val_loss', 'val_acc'] as const).map((key) => attempt(() => bestEpoch(history(LISTS), key)))
  if (String(found) === '1,2') return 'Your best epoch is one too low.'
  const charts = attempt(() => curveSpec(history(LISTS)))
  return Array.isArray(charts) && charts.length > 0 && charts.every(({ x }) => String(x) === '0,1,2,3,4') && 'The x of your charts begins at 0.'
})

trap('max-loss', 'For a loss the best is the smallest: val_loss and val_acc are looked for at opposite ends.', () => {
  return bestEpoch(history(LISTS), 'val_loss') === 1 && bestEpoch(history({ ...LISTS, val_loss: [1, 2, 5, 4, 1] }), 'val_loss') === 3
})

trap('wrong-key', "TensorFlow.js calls these lists 'acc' and 'val_acc', whatever the metric was called in compile: there is no 'accuracy' and no 'val_accuracy'.", () => {
  const shown = (lists: Record<string, number[]>) => attempt(() => curveSpec(history(lists))?.[1]?.series?.map(({ values }) => values?.[0]))
  const [accuracy, valAccuracy] = [[0.11], [0.22]]
  const withBoth = shown({ loss: [0.5], val_loss: [0.4], acc: [0.7], val_acc: [0.8], accuracy, val_accuracy: valAccuracy })
  const isWrong = (numbers: unknown[] | undefined) => !numbers || String(numbers) !== '0.7,0.8'
  // Whoever looks for either of two names is right, and finds the right ones where there are no others.
  return withBoth !== undefined && (withBoth[0] === 0.11 || withBoth[1] === 0.22) && isWrong(shown({ loss: [0.5], val_loss: [0.4], acc: [0.7], val_acc: [0.8] }))
})

trap('label-loss-on-accuracy', 'The accuracy chart says Loss on its axis. It is easily copied from the chart beside it; the notes this course follows have it, too.', () => {
  const chart = attempt(() => curveSpec(history(LISTS)))?.[1]
  return String(chart?.series?.[0]?.values) === String(LISTS.acc) && /loss/i.test(chart?.yLabel ?? '')
})

/** One network and the data it is trained on. */
interface Variant {
  name: string
  dim: number
  hidden: number[]
  rows: number
  heldOut: number
  epochs: number
  batch: number
}

const BOOK: Variant = { name: '16-16-1', dim: 10_000, hidden: [16, 16], rows: 25_000, heldOut: 10_000, epochs: 20, batch: 512 }
/** The portfolio notes have fewer words and a layer more. */
const DEEPER: Variant = { ...BOOK, name: '16-16-16-1 on 5,000 words', dim: 5_000, hidden: [16, 16, 16] }
/** Fewer reviews, but in smaller batches: with so many steps an epoch the turn comes as soon as in the book. */
const QUICK: Variant = { ...BOOK, dim: 2_000, rows: 5_000, heldOut: 1_000, epochs: 12, batch: 64 }

/** RMSProp as the Keras of the book had it. It added 1e-7 to the root; TensorFlow.js adds it to what is under the root. */
const rmsprop = () => tf.train.rmsprop(0.001, 0.9, 0, 1e-14)

function sentimentNet({ dim, hidden }: Variant): tf.LayersModel {
  const layers = hidden.map((units, i) => tf.layers.dense({ units, activation: 'relu', ...(i === 0 && { inputShape: [dim] }) }))
  const model = tf.sequential({ layers: [...layers, tf.layers.dense({ units: 1, activation: 'sigmoid' })] })
  model.compile({ optimizer: rmsprop(), loss: 'binaryCrossentropy', metrics: ['accuracy'] })
  return model
}

train('watches a network overfit', { quick: { variants: [QUICK] }, full: { variants: [BOOK, DEEPER] } }, async (run) => {
  for (const variant of run.settings.variants) {
    const { name, dim, rows, heldOut, epochs, batch } = variant
    const result = await run.kept(name, variant, async () => {
      const { train: reviews } = imdb({ numWords: dim, train: rows, test: 1 })
      const parts = holdOut(reviews.sequences, Array.from(reviews.labels), heldOut)
      expect(parts.xTrain.length, 'rows to train on').toBe(rows - heldOut)
      const train = multiHotBatches(parts.xTrain, parts.yTrain, { dim, batch, shuffle: true })
      const validation = multiHotBatches(parts.xVal, parts.yVal, { dim, batch })
      const model = sentimentNet(variant)
      const plan = { rows: rows - heldOut, batch, epochs }
      const h = await run.training(plan, () => trainWithValidation({ model, train, validation, epochs }))
      // Measured on rows that the spec holds out by itself.
      const own = multiHotBatches(reviews.sequences.slice(0, heldOut), reviews.labels.slice(0, heldOut), { dim, batch })
      return { lists: listsOf(h, epochs), accuracy: await run.accuracyOver(model, own) }
    })
    const { lists } = result
    expect(lists.val_acc.at(-1), `the last val_acc of ${name}`).toBeNear(result.accuracy, 2e-3)
    const lowest = Math.min(...lists.val_loss)
    const [byLoss, byAccuracy] = [bestEpoch(history(lists), 'val_loss'), bestEpoch(history(lists), 'val_acc')]
    expect(byLoss, `bestEpoch of ${name} by val_loss`).toBe(lists.val_loss.indexOf(lowest) + 1)
    const isBooks = variant.hidden.length === 2
    const beside = (book: number, notes?: number) => (isBooks ? { book, ...(notes !== undefined && { notes }) } : {})
    if (isBooks) expect(Math.max(...lists.val_acc), 'best validation accuracy').toReach(bar('best validation accuracy', { book: 0.8908 }))
    else run.show(`${name}: best validation accuracy`, Math.max(...lists.val_acc))
    run.show(`${name}: epoch of the best validation accuracy`, byAccuracy, beside(3, 4))
    run.show(`${name}: lowest validation loss`, lowest, beside(0.2735))
    run.show(`${name}: epoch of the lowest validation loss`, byLoss, isBooks ? beside(4, 4) : { notes: 3 })
    run.show(`${name}: validation loss after the last epoch`, lists.val_loss.at(-1) as number, beside(0.6796))
    run.show(`${name}: training accuracy after the last epoch`, lists.acc.at(-1) as number, beside(0.9998))
    expect(lists.loss.at(-1), `the last training loss of ${name}, below half the first`).toBeAtMost(0.5 * lists.loss[0])
    expect(byLoss, `the epoch of the lowest validation loss of ${name}, which comes early`).toBeBetween(2, 6)
    expect(lists.val_loss.at(-1), `the last validation loss of ${name}, 1.3 times the lowest`).toBeAtLeast(1.3 * lowest)
  }
})
