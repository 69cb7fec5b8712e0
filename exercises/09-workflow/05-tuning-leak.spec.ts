import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { type Model, optimism, type Recipe, type Rows, searchRandomModels, tuneAndTest } from './05-tuning-leak'

/** Rows in which there is nothing to learn: labels by the toss of a coin. */
function noise(n: number, columns = 20): Rows {
  return { x: tf.randomNormal([n, columns]), y: tf.randomUniform<tf.Rank.R1>([n]).round() }
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Averages of many searches in fresh noise with 100 validation and 3,000 test rows. */
function searches(n: number, repeats: number, search = searchRandomModels): { bestVal: number; itsTest: number } {
  const results = Array.from({ length: repeats }, (_, i) => tf.tidy(() => search(n, noise(100), noise(3_000), i + 1)))
  return { bestVal: mean(results.map(({ bestVal }) => bestVal)), itsTest: mean(results.map(({ itsTest }) => itsTest)) }
}

/** Twenty columns of which the first tells the label. On `other` rows its opposite does. */
function told(n: number, opposite = false): Rows {
  const x = tf.randomNormal<tf.Rank.R2>([n, 20])
  const sign = x.slice([0, 0], [n, 1]).greater(0).toFloat().squeeze<tf.Tensor1D>([1])
  return { x, y: opposite ? tf.sub(1, sign) : sign }
}

trap('report-validation', 'itsTest is the validation score of the winner. It won because of that score, so it is no estimate of anything: look at the test rows.', () => {
  // What does well on the validation rows does badly on these test rows, and the other way round.
  const result = tf.tidy(() => attempt(() => searchRandomModels(50, told(200), told(3_000, true), 1)))
  return result !== undefined && result.bestVal > 0.55 && Math.abs(result.bestVal - result.itsTest) < 1e-6
})

trap('picked-by-test', 'The winner was picked by its test score. Then that score is a winner\'s score, too, and no test any more: pick by the validation rows.', () => {
  const result = tf.tidy(() => attempt(() => searchRandomModels(50, told(3_000), told(3_000, true), 1)))
  return result !== undefined && result.itsTest > 0.55 && result.bestVal < 0.5
})

check('keeps the model that does best on the validation rows', () => {
  const { bestVal, itsTest } = tf.tidy(() => searchRandomModels(100, told(3_000), told(3_000), 3))
  expect(bestVal, 'bestVal of 100 models, where one column tells the label').toBeBetween(0.58, 1)
  expect(itsTest, 'itsTest, on rows where the same column tells the label: about as good').toBeBetween(bestVal - 0.06, bestVal + 0.06)
  const turned = tf.tidy(() => searchRandomModels(100, told(3_000), told(3_000, true), 3))
  expect(turned.itsTest, 'itsTest, on rows where the opposite holds: about 1 − bestVal').toBeBetween(0.94 - turned.bestVal, 1.06 - turned.bestVal)
})

check('draws models by chance, in all directions', () => {
  const bests = (columns: number) => {
    return [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      // One column: a model says 1 either above 0 or below, so it is right on all rows or on none.
      const x = tf.range(1, 11).reshape<tf.Tensor2D>([10, 1]).tile<tf.Tensor2D>([1, columns])
      return tf.tidy(() => searchRandomModels(1, { x, y: tf.ones<tf.Rank.R1>([10]) }, { x, y: tf.ones<tf.Rank.R1>([10]) }, seed).bestVal)
    })
  }
  // That all 8 point the same way happens once in 128 draws, with either number of columns; with both, once in 16,384.
  const seen = new Set([...bests(1), ...bests(3)])
  expect([...seen].sort(), 'bestVal of a single model, on rows that are above 0 and all labelled 1, for several seeds').toEqual([0, 1])
})

check('says 1 where the sum is above 0', () => {
  // The label is 1 where the row is above 0: a model with a weight above 0 is right on all rows, one below on none.
  const x = tf.tensor2d([[-3], [-1], [2], [5], [7]])
  const rows = { x, y: tf.tensor1d([0, 0, 1, 1, 1]) }
  const { bestVal, itsTest } = searchRandomModels(60, rows, rows, 1)
  expect([bestVal, itsTest], 'bestVal and itsTest of 60 models, where a weight above 0 answers every row').toEqual([1, 1])
})

check('repeats itself with the same seed', () => {
  const [val, test] = [noise(100), noise(500)]
  const first = searchRandomModels(20, val, test, 7)
  expect(searchRandomModels(20, val, test, 7), 'the same search again, with the same seed').toEqual(first)
  const others = [1, 2, 3, 4, 5].map((seed) => searchRandomModels(20, val, test, seed))
  expect(others.some(({ itsTest }) => itsTest !== first.itsTest), 'whether five other seeds draw other models').toBe(true)
})

check('finds in pure noise what looks like a model, and is none', () => {
  const one = searches(1, 20)
  expect(one.bestVal, 'validation accuracy of a single random model, averaged over 20 searches in noise').toBeBetween(0.45, 0.55)
  const many = searches(200, 20)
  expect(many.bestVal, 'validation accuracy of the best of 200 random models on 100 rows, averaged over 20 searches in noise').toBeAtLeast(0.6)
  expect(many.itsTest, 'its accuracy on 3,000 test rows, averaged over the same searches').toBeBetween(0.48, 0.52)
}, { seconds: 30 })

trap('same-rows', 'In your noise the winner of 200 does about as well on the test rows as on the validation rows: they share rows. Draw the test rows afresh.', () => {
  const [given] = attempt(() => optimism([200], 5, 100)) ?? []
  return typeof given === 'number' && Math.abs(given) < 0.02
}, { seconds: 30 })

check('promises more the more models there are', () => {
  const [one, few, many] = optimism([1, 10, 200], 20, 100)
  expect(one, 'optimism of a single model, averaged over 20 searches').toBeBetween(-0.06, 0.06)
  expect(few, 'optimism of the best of 10 on 100 validation rows, about 0.077').toBeBetween(0.045, 0.11)
  expect(many, 'optimism of the best of 200 on 100 validation rows, about 0.135').toBeBetween(0.105, 0.165)
}, { seconds: 30 })

check('promises less the more validation rows there are', () => {
  const [few] = optimism([50], 20, 50)
  const [many] = optimism([50], 20, 1_000)
  expect(few, 'optimism of the best of 50 on 50 validation rows, about 0.155').toBeBetween(0.11, 0.2)
  expect(many, 'optimism of the best of 50 on 1,000 validation rows, about 0.035').toBeBetween(0.02, 0.05)
}, { seconds: 30 })

check('gives a number for each number of models', () => {
  expect(optimism([3, 1, 2, 3], 2, 40).length, 'how many numbers optimism([3, 1, 2, 3], …) gives').toBe(4)
  expect(optimism([], 2, 40).length, 'how many numbers optimism([], …) gives').toBe(0)
})

/** What was done with rows, one entry a call; rows are known by the numbers in their only column. */
interface Done {
  what: 'fit' | 'score'
  recipe: number
  rows: number[]
}

/** Three sets of rows: 0 to 5 to train on, 10 to 13 to validate on, 20 to 22 to test with. */
function numbered(): { train: Rows; val: Rows; test: Rows } {
  const set = (from: number, labels: number[]) => ({ x: tf.range(from, from + labels.length).reshape<tf.Tensor2D>([-1, 1]), y: tf.tensor1d(labels) })
  return { train: set(0, [0, 1, 0, 1, 1, 1]), val: set(10, [1, 0, 0, 0]), test: set(20, [0, 1, 1]) }
}

/**
 * Recipes that train nothing, score as told on validation rows and write down which rows they are given. On test rows
 * they score 0.5 less. On training rows recipe 0 scores best, as one that has learned them by heart.
 */
function scripted(valScores: number[]): { recipes: Recipe[]; done: Done[] } {
  const done: Done[] = []
  const seen = ({ x }: Rows) => Array.from(x.dataSync())
  const recipes = valScores.map((score, recipe): Recipe => ({
    fit(rows): Model {
      const fitted = seen(rows)
      done.push({ what: 'fit', recipe, rows: fitted })
      return {
        score(rows) {
          done.push({ what: 'score', recipe, rows: seen(rows) })
          if (seen(rows)[0] < 10) return 0.99 - recipe / 100
          // Fitted on more rows, it is a little better.
          return score + (fitted.length > 6 ? 0.01 : 0) - (seen(rows)[0] >= 20 ? 0.5 : 0)
        },
      }
    },
  }))
  return { recipes, done }
}

const isTest = ({ rows }: Done) => rows.some((row) => row >= 20)

trap('retuned-on-test', 'The test rows were looked at more than once. Each look is a choice between models: look once, when everything is decided.', () => {
  const { recipes, done } = scripted([0.6, 0.8, 0.7])
  attempt(() => tuneAndTest(recipes, numbered()))
  const looks = done.filter((entry) => isTest(entry)).length
  return looks > 1 && `They were looked at ${looks} times for three recipes.`
})

trap('chosen-by-training-score', 'The recipe was chosen by its score on the rows it was fitted on. That one has learned most by heart: choose by the validation rows.', () => {
  const chosen = (scores: number[]) => attempt(() => tuneAndTest(scripted(scores).recipes, numbered()).chosen)
  return chosen([0.6, 0.8, 0.5]) === 0 && chosen([0.7, 0.6, 0.8]) === 0
})

trap('final-without-validation-rows', 'The final model was fitted on the training rows alone. Once the recipe is chosen the validation rows have done their work, and may be learned from as well.', () => {
  const { recipes, done } = scripted([0.6, 0.8, 0.7])
  attempt(() => tuneAndTest(recipes, numbered()))
  const fits = done.filter(({ what }) => what === 'fit')
  const isTested = done.some((entry) => entry.what === 'score' && isTest(entry))
  return isTested && fits.length >= 3 && fits.every(({ rows }) => rows.length === 6 && rows.every((row) => row < 10))
})

check('chooses on the validation rows, and tests once', () => {
  const cases: [number[], number][] = [[[0.6, 0.8, 0.7], 1], [[0.9, 0.85], 0], [[0.6, 0.6, 0.62], 2], [[0.7, 0.9, 0.9], 1], [[0.75], 0]]
  for (const [scores, best] of cases) {
    const { recipes, done } = scripted(scores)
    const result = tuneAndTest(recipes, numbered())
    const what = `recipes that score ${scores.join(', ')} on the validation rows:`
    expect(result.chosen, `${what} chosen`).toBe(best)
    expect(result.valScore, `${what} valScore`).toBeNear(scores[best])
    expect(result.testScore, `${what} testScore, of the recipe fitted on 10 rows`).toBeNear(scores[best] + 0.01 - 0.5)
    expect(done.filter((entry) => isTest(entry)), `${what} what was done with the test rows`).toEqual([{ what: 'score', recipe: best, rows: [20, 21, 22] }])
    const fits = done.filter(({ what }) => what === 'fit').map(({ recipe, rows }) => ({ recipe, rows: [...rows].sort((a, b) => a - b) }))
    expect(fits.slice(0, scores.length).map(({ rows }) => rows), `${what} the rows that each was fitted on at first`).toEqual(scores.map(() => [0, 1, 2, 3, 4, 5]))
    expect(fits.slice(scores.length), `${what} what was fitted last`).toEqual([{ recipe: best, rows: [0, 1, 2, 3, 4, 5, 10, 11, 12, 13] }])
  }
})

check('keeps rows and labels together', () => {
  const data = numbered()
  const pairs: string[] = []
  const recipe: Recipe = {
    fit: ({ x, y }) => {
      pairs.push([...x.dataSync()].map((row, i) => `${row}:${y.dataSync()[i]}`).sort().join(' '))
      return { score: () => 0.5 }
    },
  }
  tuneAndTest([recipe], data)
  expect(pairs.at(-1) ?? '', 'rows and their labels in the last fit').toBe('0:0 10:1 11:0 12:0 13:0 1:1 2:0 3:1 4:1 5:1')
})
