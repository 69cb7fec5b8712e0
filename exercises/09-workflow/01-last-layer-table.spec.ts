import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap, unwatched } from '#spec'
import { attachHead, combineLosses, headFor, type Problem } from './01-last-layer-table'

trap('softmax-for-multilabel', 'A row may have two labels at once, but softmax shares out a single 1 among them: each label needs a sigmoid of its own.', () => {
  return attempt(() => headFor('multilabel', 3).activation) === 'softmax'
})

trap('relu-for-regression', 'relu never goes below 0, so a negative target cannot be reached: a number of any size takes no activation, which is called linear.', () => {
  return (attempt(() => headFor('regression', 1).activation) as string | undefined) === 'relu'
})

trap('binary-two-softmax-with-bce', 'Two softmax units do not fit binaryCrossentropy and a single column of targets: yes or no takes one sigmoid unit, and the probability of no is what is left of 1.', () => {
  const head = attempt(() => headFor('binary', 1))
  return head?.units === 2 && head.activation === 'softmax'
})

check('knows the five rows of the table', () => {
  const holds = (problem: Problem, outputs: number, units: number, activation: string, losses: string[]) => {
    const head = headFor(problem, outputs)
    const call = `headFor('${problem}', ${outputs})`
    expect(head.units, `units of ${call}`).toBe(units)
    expect(head.activation, `activation of ${call}`).toBe(activation)
    expect([...head.losses].sort(), `losses of ${call}`).toEqual(losses)
  }
  holds('binary', 1, 1, 'sigmoid', ['binaryCrossentropy'])
  holds('multiclass', 46, 46, 'softmax', ['categoricalCrossentropy'])
  holds('multiclass', 10, 10, 'softmax', ['categoricalCrossentropy'])
  holds('multilabel', 20, 20, 'sigmoid', ['binaryCrossentropy'])
  holds('regression', 1, 1, 'linear', ['meanSquaredError'])
  holds('regression', 4, 4, 'linear', ['meanSquaredError'])
  holds('unitRegression', 1, 1, 'sigmoid', ['binaryCrossentropy', 'meanSquaredError'])
  holds('unitRegression', 3, 3, 'sigmoid', ['binaryCrossentropy', 'meanSquaredError'])
})

check('answers yes or no with one unit, however the classes are counted', () => {
  expect(headFor('binary', 2).units, "units of headFor('binary', 2)").toBe(1)
})

check('gives a row of its own to everybody who asks', () => {
  const spoilt = headFor('binary', 1)
  spoilt.losses.push('spoilt')
  expect(headFor('binary', 1).losses, "losses of headFor('binary', 1), after somebody has changed the list of an earlier answer").toEqual(['binaryCrossentropy'])
})

check('refuses a problem that is not in the table', () => {
  for (const name of ['clustering', 'toString']) {
    expect(() => unwatched(() => headFor(name as Problem, 3)), `headFor('${name}', 3)`).toThrowNaming('problem', 'problems', name)
  }
})

const PROBLEMS: [Problem, number][] = [['binary', 1], ['multiclass', 5], ['multilabel', 4], ['regression', 1], ['regression', 3], ['unitRegression', 2]]

/** A network of one hidden layer, that waits for its head. */
function headless(inputs = 6): tf.Sequential {
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [inputs], units: 8, activation: 'tanh' })] })
}

/** Numbers around 0 that are the same in every run. */
const drawn = (shape: number[], size: number, seed: number) => tf.randomNormal(shape, 0, size, 'float32', seed)

/** The answers of a network under a head, to 200 rows; `size` is about how large the inputs are. */
function answersOf(problem: Problem, outputs: number, size: number): { model: tf.Sequential; x: tf.Tensor2D; answers: tf.Tensor2D } {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [6], units: 8 })] })
  attachHead(model, problem, outputs)
  model.setWeights(model.getWeights().map((weight, i) => (weight.rank === 1 ? tf.zerosLike(weight) : drawn(weight.shape, 0.5, i + 1))))
  const x = drawn([200, 6], size, 10) as tf.Tensor2D
  return { model, x, answers: model.predict(x) as tf.Tensor2D }
}

check('puts a layer of the right size on top, and leaves the rest alone', () => {
  for (const [problem, outputs] of PROBLEMS) {
    const m = headless()
    const [below, weights] = [m.layers[0], m.getWeights()]
    attachHead(m, problem, outputs)
    const call = `attachHead(m, '${problem}', ${outputs})`
    expect(m.outputs[0].shape, `output shape after ${call}`).toEqual([null, outputs])
    expect(m.layers[0] === below && m.getWeights()[0] === weights[0], `after ${call}, m has the hidden layer it came with`).toBe(true)
    m.dispose()
  }
})

check('lets the answers go where the targets are', () => {
  for (const [problem, outputs] of PROBLEMS) {
    // Far-out inputs, so that the head is driven to whatever bounds it has.
    const { model, answers } = answersOf(problem, outputs, 50)
    const numbers = answers.dataSync()
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
    const sums = answers.sum(1).dataSync()
    const what = `a network with a head for ${problem}, ${outputs} ${outputs === 1 ? 'output' : 'outputs'}:`
    if (problem === 'regression') {
      expect(low, `${what} its smallest answer, of numbers that may have any size`).toBeAtMost(-2)
      expect(high, `${what} its largest answer, of numbers that may have any size`).toBeAtLeast(2)
    } else {
      expect(low, `${what} its smallest answer, near the 0 where its numbers begin`).toBeBetween(0, 0.1)
      expect(high, `${what} its largest answer, near the 1 where its numbers end`).toBeBetween(0.9, 1)
    }
    if (problem === 'multiclass') {
      expect(Math.max(...sums.map((sum) => Math.abs(sum - 1))), `${what} how far a row is from summing to 1`).toBeAtMost(1e-3)
    }
    if (problem === 'multilabel') {
      expect(Math.max(...sums), `${what} the largest sum of a row, which may have several labels`).toBeAtLeast(1.5)
      expect(Math.min(...sums), `${what} the smallest sum of a row, which may have no label`).toBeAtMost(0.5)
    }
    model.dispose()
  }
})

/** Targets as they are for a problem: 0 or 1, one-hot, any numbers, or numbers between 0 and 1. */
function targetsFor(problem: Problem, n: number, outputs: number): tf.Tensor2D {
  if (problem === 'regression') return tf.randomNormal([n, outputs], 3, 2)
  if (problem === 'unitRegression') return tf.randomUniform([n, outputs])
  if (problem !== 'multiclass') return tf.randomUniform<tf.Rank.R2>([n, outputs]).round()
  return tf.oneHot(tf.range(0, n, 1, 'int32').mod(tf.scalar(outputs, 'int32')).toInt(), outputs).toFloat() as tf.Tensor2D
}

const crossentropy = (y: number, p: number) => -y * Math.log(p) - (1 - y) * Math.log(1 - p)

/** The losses of the table by hand: the mean over rows, of the mean over columns or of the sum. */
const LOSSES: Record<string, (y: number[], p: number[]) => number> = {
  binaryCrossentropy: (y, p) => mean(y.map((value, j) => crossentropy(value, p[j]))),
  categoricalCrossentropy: (y, p) => -y.reduce((sum, value, j) => sum + value * Math.log(p[j]), 0),
  meanSquaredError: (y, p) => mean(y.map((value, j) => (value - p[j]) ** 2)),
}
const FITTING: Record<Problem, string[]> = {
  binary: ['binaryCrossentropy'],
  multiclass: ['categoricalCrossentropy'],
  multilabel: ['binaryCrossentropy'],
  regression: ['meanSquaredError'],
  unitRegression: ['meanSquaredError', 'binaryCrossentropy'],
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

check('compiles with RMSProp and a loss that fits', () => {
  for (const [problem, outputs] of PROBLEMS) {
    const { model, x, answers } = answersOf(problem, outputs, 0.5)
    const what = `after attachHead(m, '${problem}', ${outputs}),`
    expect((model.optimizer as tf.Optimizer | undefined)?.getClassName() ?? 'none: m is not compiled', `${what} the optimizer of m`).toBe('RMSProp')
    const y = targetsFor(problem, 200, outputs)
    const [loss] = [model.evaluate(x, y)].flat().map((scalar) => scalar.dataSync()[0])
    const [rows, given] = [y.arraySync(), answers.arraySync()]
    const fitting = FITTING[problem].map((name) => mean(rows.map((row, i) => LOSSES[name](row, given[i]))))
    const near = fitting.find((value) => Math.abs(value - loss) < 1e-3 * Math.max(1, value)) ?? fitting[0]
    expect(loss, `${what} the loss of m on 200 rows, which by hand is the ${FITTING[problem].join(' or the ')}`).toBeNear(near, 1e-3)
    model.dispose()
  }
})

check('makes networks that learn', async () => {
  for (const [problem, outputs] of PROBLEMS) {
    const m = headless()
    attachHead(m, problem, outputs)
    const [x, y] = [tf.randomNormal([60, 6]), targetsFor(problem, 60, outputs)]
    const { history } = await m.fit(x, y, { epochs: 5, batchSize: 60, verbose: 0 })
    const [first, last] = [history['loss'][0] as number, history['loss'].at(-1) as number]
    expect(last, `the loss of a ${problem} network in its fifth step, below that of its first`).toBeAtMost(first)
    m.dispose()
  }
})

const scalars = (...values: number[]) => values.map((value) => tf.scalar(value))

trap('sum-instead-of-mean', 'Three losses of 1 were combined to 3. Average them: then steps of plain SGD are no larger for three heads than for one.', () => {
  const combined = attempt(() => combineLosses(scalars(1, 1, 1)).dataSync()[0])
  return Math.abs((combined ?? 0) - 3) < 1e-6
})

trap('weights-undivided', 'Two losses of 1 must combine to 1, whatever their weights: divide by the sum of the weights, not by how many there are.', () => {
  if (Math.abs((attempt(() => combineLosses(scalars(1, 1)).dataSync()[0]) ?? 0) - 1) > 1e-6) return false
  const combined = attempt(() => combineLosses(scalars(1, 1), [2, 6]).dataSync()[0]) ?? 0
  return [8, 4].some((wrong) => Math.abs(combined - wrong) < 1e-6) && `With weights 2 and 6 you gave ${combined}.`
})

check('combines losses to their mean, each by its weight', () => {
  expect(combineLosses(scalars(1, 2, 6)), 'losses 1, 2 and 6').toBeTensor({ shape: [], values: 3 })
  expect(combineLosses(scalars(5)), 'a single loss of 5').toBeTensor({ shape: [], values: 5 })
  expect(combineLosses(scalars(1, 2), [3, 1]), 'losses 1 and 2 with weights 3 and 1').toBeTensor({ shape: [], values: 1.25 })
  expect(combineLosses(scalars(4, 0, 1), [0.5, 0.25, 0.25]), 'losses 4, 0 and 1 with weights 0.5, 0.25 and 0.25').toBeTensor({ shape: [], values: 2.25 })
  expect(combineLosses(scalars(3), [0.2]), 'a single loss of 3 with weight 0.2').toBeTensor({ shape: [], values: 3 })
})

check('hands a gradient on to every loss', () => {
  // Under a gradient everything is kept that it will need, so nobody counts what stays.
  const gradients = tf.grads((a: tf.Tensor, b: tf.Tensor) => unwatched(() => combineLosses([a.square().asScalar(), b.square().asScalar()], [3, 1])))
  const [da, db] = gradients([tf.scalar(2), tf.scalar(10)])
  expect(da, 'the gradient of the loss a² at a = 2, which has weight 3 of 4').toBeTensor({ values: 3 })
  expect(db, 'the gradient of the loss b² at b = 10, which has weight 1 of 4').toBeTensor({ values: 5 })
})

check('trains a network with two heads by one loss', () => {
  const input = tf.input({ shape: [6] })
  const dense = (units: number, activation: 'tanh' | 'linear' | 'sigmoid', seed: number) =>
    tf.layers.dense({ units, activation, kernelInitializer: tf.initializers.glorotUniform({ seed }) })
  const hidden = dense(8, 'tanh', 1).apply(input)
  const heads = [dense(1, 'linear', 2), dense(1, 'sigmoid', 3)]
  const net = tf.model({ inputs: input, outputs: heads.map((head) => head.apply(hidden) as tf.SymbolicTensor) })
  const x = drawn([80, 6], 1, 4) as tf.Tensor2D
  const [price, sold] = [x.slice([0, 0], [-1, 1]).mul(3), x.slice([0, 1], [-1, 1]).greater(0).toFloat()]
  const losses = () => {
    const [first, second] = net.apply(x) as tf.Tensor[]
    return [tf.losses.meanSquaredError(price, first).asScalar(), tf.losses.logLoss(sold, second).asScalar()]
  }
  const now = () => losses().map((loss) => loss.dataSync()[0])
  const [priceBefore, soldBefore] = now()
  const optimizer = tf.train.adam(0.05)
  for (let step = 0; step < 20; step++) optimizer.minimize(() => unwatched(() => combineLosses(losses())))
  const [priceAfter, soldAfter] = now()
  expect(priceAfter, 'the loss of the first head after 20 steps on the combined loss').toBeAtMost(0.8 * priceBefore)
  expect(soldAfter, 'the loss of the second head after 20 steps on the combined loss').toBeAtMost(0.8 * soldBefore)
  optimizer.dispose()
})

check('refuses no losses, and weights that do not match', () => {
  combineLosses(scalars(1))
  expect(() => unwatched(() => combineLosses([])), 'combineLosses of no losses').toThrowNaming('losses', 'loss')
  for (const weights of [[1], [1, 1, 1]]) {
    expect(() => unwatched(() => combineLosses(scalars(1, 2), weights)), `combineLosses of two losses with ${weights.length} weights`).toThrowNaming('weights', 'weight')
  }
})
