import * as tf from '@tensorflow/tfjs'
import { boston } from '#datasets'
import { attempt, bar, check, expect, train, trap, unwatched } from '#spec'
import { crossValidate } from './04-cross-validate'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b)
const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
const column = (rows: number[][], j: number) => rows.map((row) => row[j])
function std(numbers: number[]): number {
  const centre = mean(numbers)
  return Math.sqrt(mean(numbers.map((number) => (number - centre) ** 2)))
}

/** Twelve rows. No two targets are alike, so that a target tells which row it belongs to; the second four are low. */
const X = upTo(12).map((i) => [100 + ((i * 5) % 12) * 3, ((i * i) % 7) / 10])
const Y = [30, 24, 33, 27, 2, 1, 4, 3, 38, 21, 35, 40]
const FEATURES = 2

/** Brings a row to scores by the mean and the standard deviation of the columns of `by`. */
function scalerOf(by: number[][]): (row: number[]) => number[] {
  const columns = by[0].map((_, j) => column(by, j))
  const [means, stds] = [columns.map(mean), columns.map(std)]
  return (row) => row.map((number, j) => (number - means[j]) / stds[j])
}

/** The rows that fold `fold` of `k` leaves out, when they are taken in order. */
const leftOut = (n: number, k: number, fold: number) => upTo(n).slice((fold * n) / k, ((fold + 1) * n) / k)

/** A linear network that starts at 0. With one batch an epoch its training is the same on every machine. */
function linear(): tf.LayersModel {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [FEATURES], units: 1, kernelInitializer: 'zeros' })] })
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae'] })
  return model
}

/** What that network comes to, in plain loops: the error on the rows left out, after each epoch. */
function descended(val: number[], epochs: number, n = 12): number[] {
  const trained = upTo(n).filter((row) => !val.includes(row))
  const inputs = X.map(scalerOf(trained.map((row) => X[row])))
  const [w, rate] = [new Array<number>(FEATURES).fill(0), 0.01]
  let b = 0
  const error = (row: number) => b + inputs[row].reduce((sum, number, j) => sum + number * w[j], 0) - Y[row]
  return upTo(epochs).map(() => {
    const errors = trained.map(error)
    w.forEach((_, j) => (w[j] -= rate * 2 * mean(errors.map((e, i) => e * inputs[trained[i]][j]))))
    b -= rate * 2 * mean(errors)
    return mean(val.map((row) => Math.abs(error(row))))
  })
}

/** A network that was built, and the rows it was given to learn from: by target, as they were scaled. */
interface Built {
  model: tf.LayersModel
  given: Map<number, number[]>
}

/** A `build` that takes down what the networks it makes are trained on. */
function watched(make: () => tf.LayersModel): { built: Built[]; build: () => tf.LayersModel } {
  const built: Built[] = []
  const build = () => {
    const [model, given] = [make(), new Map<number, number[]>()]
    const note = (x: unknown, y: unknown, share = 1) => {
      const [rows, targets] = [(x as tf.Tensor2D).arraySync(), (y as tf.Tensor).dataSync()]
      rows.slice(0, Math.floor(rows.length * share)).forEach((row, i) => given.has(targets[i]) || given.set(targets[i], row))
    }
    const { fit, fitDataset, trainOnBatch } = model
    model.fit = async (x, y, args) => {
      note(x, y, 1 - (args?.validationSplit ?? 0))
      return fit.call(model, x, y, args)
    }
    model.fitDataset = async (batches, args) => {
      await (batches as tf.data.Dataset<tf.TensorContainerObject>).forEachAsync((batch) => {
        const [rows, targets] = Object.values(batch)
        note(rows, targets)
      })
      return fitDataset.call(model, batches, args)
    }
    model.trainOnBatch = async (x, y) => {
      note(x, y)
      return trainOnBatch.call(model, x, y)
    }
    built.push({ model, given })
    return model
  }
  return { built, build }
}

/** One call on the twelve rows (or the first `n` of them), a whole fold in one batch unless told. */
async function validated(o: { k: number; epochs: number; batch?: number; seed?: number; n?: number }) {
  const { n = 12, batch = 12, ...rest } = o
  const { built, build } = watched(linear)
  const [x, y] = [tf.tensor2d(X.slice(0, n)), tf.tensor1d(Y.slice(0, n))]
  const result = await crossValidate(x, y, { ...rest, batch, build })
  return { ...result, built }
}

/** Which rows a network has not seen. */
const unseen = ({ given }: Built, n = 12) => upTo(n).filter((row) => !given.has(Y[row]))

check('builds a network for each fold, and leaves every row out of one of them', async () => {
  for (const [n, k] of [[12, 3], [12, 4], [10, 3]] as const) {
    const { built } = await validated({ k, epochs: 1, n })
    expect(built.length, `how many networks were built for ${k} folds`).toBe(k)
    const strange = built.flatMap(({ given }) => [...given.keys()].filter((target) => !Y.includes(target)))
    expect(strange, 'targets that fit received and that are none of yours: they stay as they are').toEqual([])
    const out = built.map((one) => unseen(one, n))
    expect(sorted(out.flat()), `the rows of ${n} that the networks of ${k} folds were not trained on, all together`).toEqual(upTo(n))
    const sizes = sorted(out.map(({ length }) => length))
    expect([sizes[0], sizes.at(-1)], `how many of ${n} rows a network was not trained on: the fewest and the most`).toEqual([Math.floor(n / k), Math.ceil(n / k)])
  }
})

check('hands rows to fit that are scaled by their own mean and spread', async () => {
  const { built } = await validated({ k: 3, epochs: 1 })
  built.forEach(({ given }, fold) => {
    const rows = [...given.values()]
    for (const j of upTo(FEATURES)) {
      expect(mean(column(rows, j)), `fold ${fold}, the mean of column ${j} over the ${rows.length} rows that fit received`).toBeNear(0, 1e-3)
      expect(std(column(rows, j)), `fold ${fold}, the standard deviation of column ${j} over the ${rows.length} rows that fit received`).toBeNear(1, 1e-3)
    }
  })
})

check('follows the error on the rows left out, epoch by epoch', async () => {
  const { histories } = await validated({ k: 3, epochs: 8 })
  expect(histories.map(({ length }) => length), 'histories of three folds, eight epochs: how many numbers each has').toEqual([8, 8, 8])
  for (const fold of upTo(3)) {
    const left = leftOut(12, 3, fold)
    const what = `fold ${fold}, the mean absolute error on rows ${left.join(', ')}, scaled by the rows trained on, after each epoch`
    expect(histories[fold], what).toBeNear(descended(left, 8), 2e-3)
  }
})

check('takes the end of training as the score of a fold', async () => {
  const { scores, mean: average } = await validated({ k: 3, epochs: 8 })
  expect(scores.length, 'how many scores three folds have').toBe(3)
  const expected = upTo(3).map((fold) => descended(leftOut(12, 3, fold), 8)[7])
  expect(scores, 'scores, the errors after the last of eight epochs').toBeNear(expected, 2e-3)
  expect(average, `mean, of the scores ${scores.map((score) => score.toFixed(3)).join(', ')}`).toBeNear(mean(scores), 1e-4)
})

check('trains for the epochs and in the batches it is given', async () => {
  const { built, histories } = await validated({ k: 3, epochs: 2, batch: 3 })
  expect(histories[0].length, 'how many numbers a history has, two epochs').toBe(2)
  const steps = built.map(({ model }) => model.optimizer.iterations)
  expect(steps, 'steps in each fold: 8 rows in batches of 3 are 3, two times over').toEqual([6, 6, 6])
})

check('takes the rows in order without a seed, and shuffles them with one', async () => {
  const folds = async (seed?: number) => {
    const { built } = await validated({ k: 3, epochs: 1, ...(seed !== undefined && { seed }) })
    return built.map((one) => unseen(one).join(' ')).sort()
  }
  const inOrder = ['0 1 2 3', '4 5 6 7', '8 9 10 11'].sort()
  expect(await folds(), 'the rows that the folds leave out, without a seed').toEqual(inOrder)
  const shuffled: string[][] = []
  for (const seed of [0, 1, 2]) {
    const once = await folds(seed)
    expect(await folds(seed), `the rows that the folds leave out with seed ${seed}, asked for again`).toEqual(once)
    shuffled.push(once)
  }
  const kept = shuffled.filter((once) => String(once) === String(inOrder)).length
  expect(kept, 'how many of the seeds 0, 1 and 2 leave out the rows in order, as if there were no seed').toBe(0)
})

check('keeps each row beside its own target, also when it shuffles', async () => {
  for (const seed of [undefined, 0, 5]) {
    const { built, histories } = await validated({ k: 3, epochs: 8, ...(seed !== undefined && { seed }) })
    built.forEach((one, fold) => {
      const where = `fold ${fold}, ${seed === undefined ? 'without a seed' : `seed ${seed}`}`
      const trained = [...one.given.keys()].map((target) => Y.indexOf(target))
      const score = scalerOf(trained.map((row) => X[row]))
      const wanted = trained.map((row) => score(X[row]))
      expect([...one.given.values()], `${where}, the rows that fit received, found again by their targets`).toBeNear(wanted, 1e-3)
      expect(histories[fold], `${where}, the mean absolute error on the rows left out, after each epoch`).toBeNear(descended(unseen(one), 8), 2e-3)
    })
  }
})

trap('reused-model', 'One network went through all folds, so it validates with rows that it has trained on before: build a fresh one for each fold.', async () => {
  const { built, histories } = await validated({ k: 3, epochs: 8 })
  const sawAll = built.length === 1 && unseen(built[0]).length === 0
  // A network that is put back to its first weights has forgotten those rows.
  const fresh = Math.abs(histories[2][0] - descended(leftOut(12, 3, 2), 1)[0]) < 0.01
  return sawAll && !fresh && 'The last fold scores best, because it has seen its rows.'
})

trap('scaler-outside', 'The scaler saw all rows, so the rows that are left out have leaked into the training. Fit it inside the loop, to the rows of the fold only.', async () => {
  const { built } = await validated({ k: 3, epochs: 1 })
  const scores = X.map(scalerOf(X))
  // With n − 1 for n in the standard deviation, all scores are smaller by the same factor.
  const isAsIf = (factor: number) => ({ given }: Built) =>
    given.size > 0 && given.size < 12 && [...given].every(([target, row]) => scores[Y.indexOf(target)].every((score, j) => Math.abs(factor * score - row[j]) < 1e-3))
  return built.length > 0 && (built.every(isAsIf(1)) || built.every(isAsIf(Math.sqrt(11 / 12)))) && 'It was fitted to 12 rows where a fold trains on 8.'
})

trap('mean-of-epochs', 'A fold was scored by the mean over all its epochs. Its score is the error at the end of training: what came before is how it got there.', async () => {
  const { scores, histories } = await validated({ k: 3, epochs: 8 })
  return scores.every((score, fold) => histories[fold]?.length === 8 && Math.abs(score - mean(histories[fold])) < 1e-3)
})

trap('best-epoch', 'A fold was scored by its best epoch. Each fold picks another, by the rows that should judge it, so the mean looks better than any real training. Take the last epoch.', async () => {
  const { scores, histories } = await validated({ k: 3, epochs: 8 })
  return scores.every((score, fold) => Math.abs(score - Math.min(...histories[fold])) < 1e-3) && scores.some((score, fold) => score < histories[fold][7] - 0.01)
})

trap('forgot-dispose', 'The networks stayed in memory: dispose each one when its fold is done, also when its training fails.', async () => {
  const { built } = await unwatched(() => validated({ k: 3, epochs: 1 }))
  const alive = built.filter(({ model }) => attempt(() => model.predict(tf.zeros([1, FEATURES]))) !== undefined).length
  return alive > 0 && `After 3 folds, ${alive} of them could still predict.`
})

check('refuses a number of folds that cannot be', async () => {
  const [x, y] = [tf.tensor2d(X), tf.tensor1d(Y)]
  const call = (k: number) => () => crossValidate(x, y, { k, epochs: 1, batch: 12, build: linear })
  await expect(call(1), 'crossValidate with k: 1').toRejectNaming('k', 'fold', 'folds')
  await expect(call(13), 'crossValidate of 12 rows with k: 13').toRejectNaming('k', 'fold', 'folds')
})

/** The network of 7.2. */
function regressor(): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [13], units: 64, activation: 'relu' }),
      tf.layers.dense({ units: 64, activation: 'relu' }),
      tf.layers.dense({ units: 1 }),
    ],
  })
  model.compile({ optimizer: 'rmsprop', loss: 'meanSquaredError', metrics: ['mae'] })
  return model
}

/** Networks that are measured on every fold just before they are disposed. */
function measuredAtTheEnd(rows: number[][], targets: number[], k: number): { errors: number[][]; build: () => tf.LayersModel } {
  const errors: number[][] = []
  const errorOn = (model: tf.LayersModel, fold: number) => {
    const val = leftOut(rows.length, k, fold)
    const scores = val.map((row) => rows[row]).map(scalerOf(rows.filter((_, row) => !val.includes(row))))
    const predicted = tf.tidy(() => (model.predict(tf.tensor2d(scores)) as tf.Tensor).dataSync())
    return mean(val.map((row, i) => Math.abs(targets[row] - predicted[i])))
  }
  const build = () => {
    const model = regressor()
    const { dispose } = model
    model.dispose = () => {
      errors.push(upTo(k).map((fold) => errorOn(model, fold)))
      return dispose.call(model)
    }
    return model
  }
  return { errors, build }
}

/** As in 7.5: the first epochs are left out, since they are far above all others. */
const SKIP = 10
const FACTOR = 0.9

train(
  'predicts the prices of districts it has not seen',
  {
    quick: { k: 4, epochs: 20, batch: 16 },
    full: { k: 4, epochs: 100, batch: 1 },
  },
  async (run) => {
    const { k, epochs, batch } = run.settings
    const { x, y, count } = boston().train
    const rows = upTo(count).map((row) => Array.from(x.subarray(13 * row, 13 * row + 13)))
    const { errors, build } = measuredAtTheEnd(rows, Array.from(y), k)
    const plan = { rows: count - count / k, epochs: k * epochs, batch }
    const { scores, mean: average, histories } = await run.training(plan, () =>
      crossValidate(tf.tensor2d(x, [count, 13]), tf.tensor1d(y), { k, epochs, batch, build }),
    )
    const book = [2.075, 2.117, 2.914, 2.429]
    scores.forEach((score, fold) => {
      run.show(`fold ${fold + 1} of ${k}, MAE in 1,000 dollars`, score, { book: book[fold] })
      if (errors.length !== k) return
      // Networks need not come in the order of their folds.
      const [nearest] = errors.map((ofNetwork) => ofNetwork[fold]).sort((a, b) => Math.abs(a - score) - Math.abs(b - score))
      expect(score, `scores[${fold}], beside the error of your network on the rows of that fold`).toBeNear(nearest, 1e-2)
    })
    expect(average, 'mean, of the scores').toBeNear(mean(scores), 1e-4)
    expect(average, 'the mean of the four folds').toReach(bar('mean of the folds, MAE in 1,000 dollars', { better: 'lower', book: 2.384, notes: 2.5 }))

    if (run.profile === 'quick') return
    const averages = upTo(epochs).map((epoch) => mean(histories.map((history) => history[epoch])))
    const smallest = Math.min(...averages)
    run.show('average of the folds, its smallest MAE in 1,000 dollars', smallest)
    run.show('average of the folds, the epoch of its smallest', averages.indexOf(smallest) + 1, { notes: 76 })
    const smoothed = averages.slice(SKIP)
    for (let i = 1; i < smoothed.length; i++) smoothed[i] = FACTOR * smoothed[i - 1] + (1 - FACTOR) * smoothed[i]
    for (const epoch of [25, 50, 75, 100]) run.show(`average of the folds, smoothed, epoch ${epoch}`, smoothed[epoch - 1 - SKIP])
    const least = Math.min(...smoothed)
    run.show('average of the folds, smoothed, its smallest', least)
    run.show('average of the folds, smoothed, the epoch of its smallest', smoothed.indexOf(least) + SKIP + 1, { book: 80 })
  },
)
