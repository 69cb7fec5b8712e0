import * as tf from '@tensorflow/tfjs'

/** A problem that nobody has solved yet. Its columns are as they were measured, each in its own unit. */
export interface ProblemCard {
  /** Two classes, several classes, or a number. */
  kind: 'binary' | 'multiclass' | 'regression'
  /** How many classes there are; 1 for a number. */
  classes: number
  /** Rows to learn from and to validate on [n, columns], float32. */
  x: tf.Tensor2D
  /** What belongs to them [n]: class numbers from 0 on, int32, or numbers, float32. */
  y: tf.Tensor1D
  /** Rows to answer at the very end [m, columns]. What belongs to them is not in this process. */
  testX: tf.Tensor2D
  /** The test score to reach: an accuracy at least, a mean absolute error at most. */
  goal: number
}

/** What tells one network from another: units, epochs, dropout, whatever you vary. Plain data. */
export type Config = Record<string, unknown>

/** One network, trained and measured. */
export interface Run {
  config: Config
  /** The rows of `card.x` that it was trained on, and others, that it was validated on: row numbers from 0. */
  trainRows: number[]
  valRows: number[]
  /** The scores of its answers to all of these rows, measured when training is over. */
  trainScore: number
  valScore: number
  /**
   * Its answers [k] to any rows like those of `card.x` [k, columns]: class numbers, or numbers in the unit of `card.y`.
   * The same row gets the same answer each time, and a row that is moved by next to nothing mostly keeps it. It still
   * works when `runWorkflow` has come back, so what it needs stays in memory.
   */
  predict(x: tf.Tensor2D): tf.Tensor1D
}

export interface Report {
  /** accuracy for classes, mae (mean absolute error) for numbers. All scores are in it. */
  metric: 'accuracy' | 'mae'
  protocol: 'hold-out' | 'k-fold' | 'iterated-k-fold'
  /** Every network that was trained to find the configuration; three configurations at least. */
  runs: Run[]
  /** What a dumb rule scores on rows of the card: the most frequent class, or the median or mean. */
  baseline: number
  /** The validation score of a small configuration, which beats the baseline, but can do no more. */
  underfitScore: number
  /** The gap of a configuration that overfits: 0.1 or more. */
  overfitGap: number
  /** The gap of the chosen configuration. */
  regularisedGap: number
  /** The configuration that is kept, one of those in `runs`. */
  chosen: Config
  /** The answers to `card.testX` [m], class numbers or numbers, by a network of the chosen configuration. */
  testPredictions: tf.Tensor1D
}

/**
 * The universal workflow, on a problem you have never seen: measure a dumb rule, beat it with a small network, grow the
 * network until it overfits, regularise it, keep what does best on validation rows, and then, once, answer the test rows.
 *
 * **Scores of a configuration** are the means over its runs; with hold-out that is a single run, with k folds there are
 * k. **The gap** of a configuration says how much worse it does on validation rows: trainScore − valScore for an
 * accuracy, (valScore − trainScore) / baseline for a mean absolute error.
 *
 * **Rows.** No run is validated on a row it was trained on. With hold-out, all runs share their training rows and their
 * validation rows; with folds, a run trains on all rows that it is not validated on, and the runs of the chosen
 * configuration validate all rows. Which rows these are is drawn by lot. Each configuration is a network of its own, and
 * there are 60 runs at most.
 *
 * **A standard error** here is the deviation of single validation results, divided by √(validation rows), and by √(runs)
 * with folds. The dumb rule it must beat is measured on all rows.
 *
 * **The small configuration** beats the baseline by two standard errors, and scores worse than the overfitting one on
 * training rows. **The chosen one** is neither of the two: its gap is smaller than that of the
 * overfitting one, and its validation score no worse than that one's, give or take two standard errors.
 *
 * Before the end it may be trained anew on all rows of the card. The test answers are scored once, in another process,
 * and have to reach the goal, and to be about as good as the chosen runs are. There, every run is asked about rows it
 * has not seen, too. So numbers in the report that are not those of its networks do not help. Reported numbers are exact
 * to 0.002. Besides weights, at most 20 tensors a run stay in memory.
 *
 * Seconds, not minutes: three problems of some 600 rows and a dozen networks are a matter of half a minute.
 *
 * @param card not changed, and not disposed
 */
export async function runWorkflow(card: ProblemCard): Promise<Report> {
  // #region solution: baseline, small, too large, regularised, and one final answer
  const isNumber = card.kind === 'regression'
  const [trainRows, valRows] = split(card.x.shape[0])
  const baseline = scoreOf(card, valRows, dumbRule(card, trainRows))
  const gapOf = ({ trainScore, valScore }: Run) => (isNumber ? (valScore - trainScore) / baseline : trainScore - valScore)

  const runs: Run[] = []
  for (const config of CONFIGS) {
    const predict = await fitted(card, trainRows, config)
    const [trainScore, valScore] = [trainRows, valRows].map((rows) => scoreOf(card, rows, predict))
    runs.push({ config, trainRows, valRows, trainScore, valScore, predict })
  }

  const [small, large, ...regularised] = runs
  const best = regularised.reduce((a, b) => (isNumber ? b.valScore < a.valScore : b.valScore > a.valScore) ? b : a)
  const final = await fitted(card, [...trainRows, ...valRows], best.config)
  return {
    metric: isNumber ? 'mae' : 'accuracy',
    protocol: 'hold-out',
    runs,
    baseline,
    underfitScore: small.valScore,
    overfitGap: gapOf(large),
    regularisedGap: gapOf(best),
    chosen: best.config,
    testPredictions: final(card.testX),
  }
  // #endregion
}

// #region solution
/** From too small to too large, and then what keeps a large one from learning rows by heart. */
const CONFIGS = [
  { layers: [3], epochs: 15, dropout: 0, l2: 0 },
  { layers: [64, 64], epochs: 30, dropout: 0, l2: 0 },
  { layers: [64], epochs: 15, dropout: 0.5, l2: 0.01 },
  { layers: [64], epochs: 20, dropout: 0, l2: 0.03 },
]

type Predict = Run['predict']

/** Two rows in three to train on, the third to validate on. */
function split(n: number): [number[], number[]] {
  const order = Array.from(tf.util.createShuffledIndices(n))
  return [order.slice(0, Math.floor((2 * n) / 3)), order.slice(Math.floor((2 * n) / 3))]
}

/** The accuracy or mean absolute error of answers to some rows of the card. */
function scoreOf({ kind, x, y }: ProblemCard, rows: number[], predict: Predict): number {
  return tf.tidy(() => {
    const index = tf.tensor1d(rows, 'int32')
    const [right, given] = [y.gather(index).toFloat(), predict(x.gather(index)).toFloat()]
    return (kind === 'regression' ? right.sub(given).abs() : right.equal(given)).toFloat().mean().dataSync()[0]
  })
}

/** Answers every row with the most frequent class, or with the median, of some rows. */
function dumbRule({ kind, y }: ProblemCard, rows: number[]): Predict {
  const all = y.dataSync()
  const targets = rows.map((row) => all[row]).sort((a, b) => a - b)
  const times = (value: number) => targets.filter((target) => target === value).length
  const answer = kind === 'regression' ? targets[targets.length >> 1] : targets.reduce((a, b) => (times(b) > times(a) ? b : a))
  return (x) => tf.fill([x.shape[0]], answer)
}

/** The mean and the standard deviation of each column. */
function standard(x: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const mean = x.mean(0)
  return [mean, x.sub(mean).square().mean(0).sqrt().maximum(1e-7)]
}

/** Trains a network on some rows of the card. Columns are standardised by the means and deviations of just these rows. */
async function fitted({ kind, classes, x, y }: ProblemCard, rows: number[], config: Config): Promise<Predict> {
  const { layers, epochs, dropout, l2 } = config as (typeof CONFIGS)[number]
  const [xs, ys, mean, std, centre, spread] = tf.tidy((): tf.Tensor[] => {
    const index = tf.tensor1d(rows, 'int32')
    const [some, targets] = [x.gather(index), y.gather(index)]
    const [mean, std] = standard(some)
    const [centre, spread] = kind === 'regression' ? standard(targets) : [tf.scalar(0), tf.scalar(1)]
    const ys = kind === 'multiclass' ? tf.oneHot(targets, classes).toFloat() : targets.toFloat().sub(centre).div(spread).expandDims(1)
    return [some.sub(mean).div(std), ys, mean, std, centre, spread]
  })
  const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [x.shape[1]] })] })
  for (const units of layers) {
    model.add(tf.layers.dense({ units, activation: 'relu', kernelRegularizer: tf.regularizers.l2({ l2 }) }))
    model.add(tf.layers.dropout({ rate: dropout }))
  }
  const heads = {
    binary: ['sigmoid', 'binaryCrossentropy'],
    multiclass: ['softmax', 'categoricalCrossentropy'],
    regression: ['linear', 'meanSquaredError'],
  } as const
  const [activation, loss] = heads[kind]
  model.add(tf.layers.dense({ units: kind === 'multiclass' ? classes : 1, activation }))
  model.compile({ optimizer: tf.train.rmsprop(0.01), loss })
  await model.fit(xs, ys, { epochs, batchSize: 32, verbose: 0 })
  tf.dispose([xs, ys])
  return (rows) =>
    tf.tidy(() => {
      const output = model.predict(rows.sub(mean).div(std)) as tf.Tensor2D
      if (kind === 'multiclass') return output.argMax<tf.Tensor1D>(1)
      const column = output.squeeze<tf.Tensor1D>([1])
      return kind === 'binary' ? column.greater<tf.Tensor1D>(0.5).toInt() : column.mul<tf.Tensor1D>(spread).add<tf.Tensor1D>(centre)
    })
}
// #endregion
