import * as tf from '@tensorflow/tfjs'
import { boston } from '#datasets'
import { bar, check, expect, train, trap } from '#spec'
import { finalModel, type Split } from './06-final-model'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const sorted = (numbers: ArrayLike<number>) => Array.from(numbers).sort((a, b) => a - b)
const mean = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((sum, number) => sum + number, 0) / numbers.length
const SHAPES = (features: number) => [[features, 64], [64], [64, 64], [64], [64, 1], [1]]

/** 40 rows to train on and 16 to test with, which lie higher in every column, and in price by `higher`. No two prices are alike. */
function toy(from = 10, higher = 4): Split {
  const rows = (n: number, up: number) => tf.tensor2d(upTo(n).map((i) => [300 + up * 40 + ((i * 7) % 23), 0.5 + up * 0.1 + ((i * 5) % 11) / 20, up + ((i * 3) % 13)]))
  const prices = (n: number, from: number) => tf.tensor1d(upTo(n).map((i) => from + ((i * 11) % 41) / 2 + i / 100))
  return { xTrain: rows(40, 0), yTrain: prices(40, from), xTest: rows(16, 1), yTest: prices(16, from + higher) }
}

/** Rows as scores, by the mean and the standard deviation of the columns of `by`. */
function scaled(x: tf.Tensor2D, by: tf.Tensor2D): tf.Tensor2D {
  const { mean, variance } = tf.moments(by, 0)
  return x.sub(mean).div(variance.sqrt())
}

/** What the spec itself measures: the mean of |price − prediction|, or of its square. */
const absolute = (error: tf.Tensor) => error.abs()
const squared = (error: tf.Tensor) => error.square()
function errorOf(model: tf.LayersModel, x: tf.Tensor2D, y: tf.Tensor1D, of = absolute): number {
  return tf.tidy(() => of((model.predict(x) as tf.Tensor).flatten().sub(y)).mean().dataSync()[0])
}

/** What a training was given, and how often a network was asked about test rows and trained further afterwards. */
interface Seen {
  x: number[][]
  y: number[]
  validation: number[]
  earlyLooks: number
}

type Method = (this: unknown, ...args: unknown[]) => unknown
const METHODS = ['fit', 'fitDataset', 'trainOnBatch', 'predict', 'predictOnBatch', 'evaluate'] as const

/** Calls finalModel, and takes down what reaches the network meanwhile, whoever builds it. */
async function watched(data: Split, o: { epochs: number; batch: number }) {
  const seen: Seen = { x: [], y: [], validation: [], earlyLooks: 0 }
  /** The steps each network had taken when it was asked about test rows. */
  const looks: { model: tf.LayersModel; steps: number }[] = []
  const stepsOf = ({ optimizer }: tf.LayersModel) => optimizer?.iterations ?? 0
  const testRows = scaled(data.xTest, data.xTrain).arraySync()
  const isTestRow = (row: number[]) => testRows.some((one) => one.every((value, i) => Math.abs(value - row[i]) < 1e-3))
  /** Another network is trained after a look, which may have decided something. */
  const countLooks = () => {
    seen.earlyLooks += looks.filter(({ steps }) => steps > 0).length
    looks.length = 0
  }
  const numbers = (y: unknown) => Array.from((y as tf.Tensor).dataSync())
  const learn = (x: unknown, y: unknown, share = 1) => {
    countLooks()
    const [rows, targets] = [(x as tf.Tensor2D).arraySync(), numbers(y)]
    // Whoever trains one epoch at a time hands over the same rows again.
    targets.slice(0, Math.floor(targets.length * share)).forEach((target, i) => {
      if (seen.y.includes(target)) return
      seen.y.push(target)
      seen.x.push(rows[i])
    })
  }
  const look = function (this: unknown, x: unknown) {
    // A Sequential asks the network within it, of the same optimizer.
    if (x instanceof tf.Tensor && x.rank === 2 && (x as tf.Tensor2D).arraySync().every(isTestRow)) looks.push({ model: this as tf.LayersModel, steps: stepsOf(this as tf.LayersModel) })
  }
  const note: Record<(typeof METHODS)[number], Method> = {
    fit: (x, y, args) => {
      const { validationSplit = 0, validationData } = (args ?? {}) as tf.ModelFitArgs
      learn(x, y, 1 - validationSplit)
      if (Array.isArray(validationData)) seen.validation = numbers((validationData as unknown[])[1])
    },
    fitDataset: (batches) =>
      (batches as tf.data.Dataset<tf.TensorContainerObject>).forEachAsync((batch) => {
        const [rows, targets] = Object.values(batch)
        learn(rows, targets)
      }),
    trainOnBatch: (x, y) => learn(x, y),
    predict: look,
    predictOnBatch: look,
    evaluate: look,
  }
  const prototype = tf.LayersModel.prototype as unknown as Record<string, Method>
  const before = METHODS.map((name) => prototype[name])
  METHODS.forEach((name, i) => {
    prototype[name] =
      name === 'fitDataset'
        ? async function (this: unknown, ...args: unknown[]) {
            await note[name].apply(this, args)
            return before[i].apply(this, args)
          }
        : function (this: unknown, ...args: unknown[]) {
            note[name].apply(this, args)
            return before[i].apply(this, args)
          }
  })
  try {
    const found = await finalModel(data, o)
    seen.earlyLooks += looks.filter(({ model, steps }) => steps > 0 && stepsOf(model) > steps).length
    return { ...found, seen }
  } finally {
    METHODS.forEach((name, i) => (prototype[name] = before[i]))
  }
}

check('gives the network of 7.2, ready for more rows', async () => {
  const data = toy()
  const { model } = await finalModel(data, { epochs: 1, batch: 8 })
  expect(model instanceof tf.LayersModel ? 'a network' : typeof model, 'model').toBe('a network')
  expect(model.getWeights().map(({ shape }) => shape), 'the shapes of the weights, three inputs').toEqual(SHAPES(3))
  expect(model.predict(scaled(data.xTest, data.xTrain)), 'what the network predicts for 16 scaled rows').toBeTensor({ shape: [16, 1] })
  expect(model.optimizer.getClassName(), 'its optimizer').toBe('RMSProp')
})

check('trains on all rows, for the epochs and in the batches it is given', async () => {
  const data = toy()
  const { seen, model } = await watched(data, { epochs: 3, batch: 12 })
  expect(seen.y.length, 'how many of the 40 training rows reached fit').toBe(40)
  expect(sorted(seen.y), 'the prices that reached fit, sorted').toBeNear(sorted(data.yTrain.dataSync()), 1e-4)
  expect(model.optimizer.iterations, 'steps: 40 rows in batches of 12 are 4, three times over').toBe(12)
})

check('hands rows to fit that are scaled by their own mean and spread', async () => {
  const { seen } = await watched(toy(), { epochs: 1, batch: 8 })
  const { mean, variance } = tf.moments(tf.tensor2d(seen.x), 0)
  expect(mean, 'the column means of the rows that fit received').toBeTensor({ values: [0, 0, 0], tolerance: 1e-3 })
  expect(variance.sqrt(), 'the column standard deviations of the rows that fit received').toBeTensor({ values: [1, 1, 1], tolerance: 1e-3 })
})

check('keeps each row beside its own price', async () => {
  const data = toy()
  const { seen } = await watched(data, { epochs: 1, batch: 8 })
  const prices = Array.from(data.yTrain.dataSync())
  const inputs = (scaled(data.xTrain, data.xTrain)).arraySync()
  expect(seen.x, 'the rows that fit received, found again by their prices').toBeNear(seen.y.map((price) => inputs[prices.indexOf(price)]), 1e-3)
})

/** Whole dollars will do. */
function inDollars(dollars: number, testMae: number): void {
  expect(dollars, `dollars, when testMae is ${testMae.toFixed(4)} thousand`).toBeBetween(testMae * 1000 - 0.51, testMae * 1000 + 0.51)
}

check('measures the test rows after training, scaled by the training rows', async () => {
  const data = toy()
  const { model, testMae, dollars } = await finalModel(data, { epochs: 4, batch: 8 })
  const measured = errorOf(model, scaled(data.xTest, data.xTrain), data.yTest)
  expect(testMae, 'testMae, beside the error of your network on the test rows').toBeNear(measured, 1e-3)
  inDollars(dollars, testMae)
})

trap('chose-epoch-on-test', 'The test rows were looked at while the network was training. How long to train was decided with folds; the test rows are for one look at the end.', async () => {
  const data = toy()
  const { seen } = await watched(data, { epochs: 8, batch: 8 })
  const isTest = seen.validation.length > 0 && seen.validation.every((price) => data.yTest.dataSync().includes(price))
  if (isTest) return 'They are the validation data of fit, so they were measured after each of 8 epochs.'
  return seen.earlyLooks > 0 && 'They were measured, and there was more training afterwards.'
})

trap('partial-train', 'Some training rows were kept back. Validation is over: the final network trains on all of them.', async () => {
  const data = toy()
  const { seen } = await watched(data, { epochs: 1, batch: 8 })
  const prices = data.yTrain.dataSync()
  return seen.y.length > 0 && seen.y.length < 40 && seen.y.every((price) => prices.includes(price)) && `It saw ${seen.y.length} of 40.`
})

/** Whether testMae is what a mistake makes of it; training itself went well. */
async function reported(mistaken: (model: tf.LayersModel, data: Split) => number): Promise<boolean> {
  const data = toy()
  const { model, testMae, seen } = await watched(data, { epochs: 4, batch: 8 })
  if (seen.x.length !== 40 || tf.moments(tf.tensor2d(seen.x), 0).mean.abs().max().dataSync()[0] > 1e-3) return false
  const [right, wrong] = [errorOf(model, scaled(data.xTest, data.xTrain), data.yTest), mistaken(model, data)]
  const near = (error: number) => Math.abs(testMae - error) < 1e-3 * Math.max(1, Math.abs(error))
  return near(wrong) && !near(right)
}

trap('every-pair', 'Your testMae is the mean over all pairs of a price and a prediction: [n] minus [n, 1] is [n, n]. Flatten the predictions, so that each price meets its own.', async () => {
  // Prices on both sides of 0: above all predictions, or below them, the mean over all pairs would be the same.
  const data = toy(-10, 0)
  const { model, testMae } = await finalModel(data, { epochs: 20, batch: 8 })
  const x = scaled(data.xTest, data.xTrain)
  const pairs = (model.predict(x) as tf.Tensor).reshape([-1, 1]).sub(data.yTest).abs().mean().dataSync()[0]
  return Math.abs(testMae - pairs) < 1e-3 && Math.abs(errorOf(model, x, data.yTest) - pairs) > 0.01
})

trap('unscaled-test', 'The test rows went into the network as they come. It knows only scaled rows: transform them with the scaler of the training rows.', () => {
  return reported((model, { xTest, yTest }) => errorOf(model, xTest, yTest))
})

trap('test-statistics', 'The test rows were scaled by their own mean and spread. Use the scaler that was fitted to the training rows.', () => {
  return reported((model, { xTest, yTest }) => errorOf(model, scaled(xTest, xTest), yTest))
})

trap('loss-for-mae', 'Your testMae is the loss, the mean of the squared errors: evaluate gives the loss first and the mean absolute error second.', () => {
  return reported((model, { xTrain, xTest, yTest }) => errorOf(model, scaled(xTest, xTrain), yTest, squared))
})

trap('evaluated-on-training-data', 'Your testMae is the error on the training rows: measure on xTest and yTest, which the network has never seen.', () => {
  return reported((model, { xTrain, yTrain }) => errorOf(model, scaled(xTrain, xTrain), yTrain))
})

/** Boston, with all 13 columns or without column 11. */
function districts(columns: 12 | 13): Split {
  const rows = (x: Float32Array, count: number) => {
    const all = tf.tensor2d(x, [count, 13])
    return columns === 13 ? all : tf.concat([all.slice([0, 0], [count, 11]), all.slice([0, 12], [count, 1])], 1)
  }
  const { train, test } = boston()
  return { xTrain: rows(train.x, train.count), yTrain: tf.tensor1d(train.y), xTest: rows(test.x, test.count), yTest: tf.tensor1d(test.y) }
}

train(
  'predicts the prices of the test districts',
  {
    quick: { epochs: 40, batch: 16, notes: undefined },
    full: { epochs: 80, batch: 16, notes: { epochs: 76, batch: 1 } },
  },
  async (run) => {
    const { epochs, batch, notes } = run.settings
    const final = (columns: 12 | 13, o: { epochs: number; batch: number }) => run.kept('final model', { columns, ...o }, () => trained(columns, o))
    const trained = async (columns: 12 | 13, o: { epochs: number; batch: number }) => {
      const data = districts(columns)
      const { model, testMae, dollars } = await run.training({ rows: 404, ...o }, () => finalModel(data, o))
      const measured = errorOf(model, scaled(data.xTest, data.xTrain), data.yTest)
      expect(testMae, 'the testMae you report').toBeNear(measured, 1e-3)
      inDollars(dollars, testMae)
      model.dispose()
      return measured
    }
    const { train, test } = boston()
    const price = mean(train.y)
    run.show('the mean price for every test district, MAE in 1,000 dollars', mean(test.y.map((target) => Math.abs(target - price))))
    const all = await final(13, { epochs, batch })
    expect(all, 'the error on the test districts').toReach(bar('13 columns, test MAE in 1,000 dollars', { better: 'lower', book: 2.553 }))
    const without = await final(12, { epochs, batch })
    expect(without, 'the error on the test districts, without column 11').toReach(bar('12 columns, without B, test MAE in 1,000 dollars', { better: 'lower' }))
    if (notes) run.show('13 columns, 76 epochs in batches of 1, test MAE in 1,000 dollars', await final(13, notes))
  },
)
