import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { collapseLinear, denseForward } from './05-dense-forward'

check('multiplies, then adds one bias for each unit', () => {
  const x = tf.tensor2d([[1, 2], [3, 4], [0, -1]])
  const W = tf.tensor2d([[1, 0, 2, -1], [0, 1, 1, 0.5]])
  const b = tf.tensor1d([0, 10, -1, 100])
  expect(denseForward(x, W, b, 'linear'), 'x [3, 2]·W [2, 4] + b [4]').toBeTensor({
    shape: [3, 4],
    values: [[1, 12, 3, 100], [3, 14, 9, 99], [0, 9, -2, 99.5]],
  })
})

check('takes one row, one input, one unit', () => {
  const row = denseForward(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]]), tf.tensor1d([5]), 'linear')
  expect(row, '[[1, 2]]·[[3], [4]] + [5]').toBeTensor({ shape: [1, 1], values: [[16]] })
  const column = denseForward(tf.tensor2d([[1], [2]]), tf.tensor2d([[3]]), tf.tensor1d([-4]), 'relu')
  expect(column, 'relu([[1], [2]]·[[3]] + [−4])').toBeTensor({ shape: [2, 1], values: [[0], [2]] })
})

/** Numbers between −1.5 and 1.5 in no particular order. */
const numbers = <R extends tf.Rank>(shape: tf.ShapeMap[R], start: number) => {
  const size = shape.reduce((all, length) => all * length)
  return tf.tensor<R>(Array.from({ length: size }, (_, i) => 1.5 * Math.sin(start + i * i)), shape)
}
const layer = (inputs: number, units: number, start: number) => ({
  W: numbers<tf.Rank.R2>([inputs, units], start),
  b: numbers<tf.Rank.R1>([units], start + 0.5),
})

/** What TensorFlow.js's own dense layer makes of `x`. */
function byDenseLayer(x: tf.Tensor2D, { W, b }: ReturnType<typeof layer>, activation: 'relu' | 'tanh' | 'sigmoid' | 'linear'): tf.Tensor2D {
  const dense = tf.layers.dense({ inputDim: W.shape[0], units: W.shape[1], activation })
  dense.build(x.shape)
  dense.setWeights([W, b])
  return dense.apply(x) as tf.Tensor2D
}

check('does what tf.layers.dense does', () => {
  const [x, dense] = [numbers<tf.Rank.R2>([4, 3], 1), layer(3, 5, 2)]
  for (const activation of ['linear', 'relu', 'tanh', 'sigmoid'] as const) {
    const outputs = byDenseLayer(x, dense, activation)
    expect(denseForward(x, dense.W, dense.b, activation), `4 rows, 3 inputs, 5 units, ${activation}`).toBeTensor({
      shape: [4, 5],
      values: outputs.dataSync(),
    })
  }
})

check('is linear when no activation is named', () => {
  const outputs = denseForward(tf.tensor2d([[1, -1]]), tf.tensor2d([[2, -2], [0, 1]]), tf.tensor1d([0.5, 0]))
  expect(outputs, '[[1, −1]]·[[2, −2], [0, 1]] + [0.5, 0], without an activation').toBeTensor({
    shape: [1, 2],
    values: [[2.5, -3]],
  })
})

check('collapses two layers', () => {
  const one = collapseLinear([
    { W: tf.tensor2d([[1, 2], [0, 1]]), b: tf.tensor1d([1, 0]) },
    { W: tf.tensor2d([[1], [10]]), b: tf.tensor1d([5]) },
  ])
  // [[1, 2], [0, 1]]·[[1], [10]], and [1, 0]·[[1], [10]] + [5]
  expect(one.W, 'W₁·W₂').toBeTensor({ shape: [2, 1], values: [[21], [10]] })
  expect(one.b, 'b₁·W₂ + b₂').toBeTensor({ shape: [1], values: [6] })
})

/** x through all layers, each with the same activation. */
const through = (x: tf.Tensor2D, layers: ReturnType<typeof layer>[], act?: 'relu') =>
  layers.reduce((inputs, { W, b }) => denseForward(inputs, W, b, act), x)

check('collapses any number of layers', () => {
  const x = numbers<tf.Rank.R2>([6, 3], 7)
  for (const count of [1, 2, 3, 4]) {
    const layers = () => [layer(3, 5, 1), layer(5, 4, 2), layer(4, 2, 3), layer(2, 3, 4)].slice(0, count)
    const units = layers()[count - 1].b.size
    const values = through(x, layers()).dataSync()
    const { W, b } = collapseLinear(layers())
    expect(W, `W of ${count} collapsed layers`).toBeTensor({ shape: [3, units] })
    expect(b, `b of ${count} collapsed layers`).toBeTensor({ shape: [units] })
    expect(x.matMul(W).add(b), `x·W + b of ${count} collapsed layers`).toBeTensor({ values, tolerance: 1e-4 })
  }
})

check('gives copies, also of a single layer', () => {
  const { W, b } = layer(2, 2, 1)
  const [weights, biases] = [W.dataSync(), b.dataSync()]
  const one = collapseLinear([{ W, b }])
  expect(one.W, 'W of one collapsed layer').toBeTensor({ shape: [2, 2], values: weights })
  expect(one.b, 'b of one collapsed layer').toBeTensor({ shape: [2], values: biases })
  expect(W.isDisposed || b.isDisposed, "whether collapseLinear has disposed the layer's own W or b").toBe(false)
  tf.dispose(one)
  expect(W.isDisposed || b.isDisposed, "whether the layer's own W and b are gone, once the caller has disposed yours").toBe(false)
})

check('leaves the list of layers as it was', () => {
  const layers = [layer(2, 3, 1), layer(3, 2, 2), layer(2, 2, 3)]
  const given = layers.map((one) => ({ ...one }))
  collapseLinear(given)
  expect(given.length, 'how many of the 3 layers are still in the list you were given').toBe(3)
  const same = given.every(({ W, b }, i) => W === layers[i].W && b === layers[i].b)
  expect(same, 'whether each layer in the list is where it was, with the W and b it had').toBe(true)
})

check('cannot collapse what has relu in between', () => {
  const x = numbers<tf.Rank.R2>([6, 3], 7)
  const layers = () => [layer(3, 5, 1), layer(5, 4, 2), layer(4, 2, 3)]
  const stacked = through(x, layers(), 'relu')
  const { W, b } = collapseLinear(layers())
  const difference = x.matMul(W).add(b).relu().sub(stacked).abs().max().dataSync()[0]
  expect(difference, 'largest difference between three relu layers and the collapsed one').toBeAtLeast(0.1)
})

/** x·W = [[−2, 1], [−5, 4]]; x·W + b = [[8, 101], [5, 104]] */
const square = () => ({
  x: tf.tensor2d([[1, 0], [4, -1]]),
  W: tf.tensor2d([[-2, 1], [-3, 0]]),
  b: tf.tensor1d([10, 100]),
})

/** Whether a call gives just these numbers. */
function gives(call: () => tf.Tensor, values: ArrayLike<number>): boolean {
  const given = attempt(() => Array.from(call().dataSync()))
  return given?.length === values.length && given.every((value, i) => Math.abs(value - values[i]) < 1e-5)
}

trap('elementwise-product', 'x and W were multiplied number by number. x·W is the matrix product: each row of x with each column of W.', () => {
  const { x, W, b } = square()
  return gives(() => denseForward(x, W, b, 'linear'), x.mul(W).add(b).dataSync())
})

trap('W-times-x', 'The weights were not used as [inputs, units]: there, the input comes first and nothing is transposed. Multiply x·W, not W·x.', () => {
  const { x, W, b } = square()
  const mistaken = [W.matMul(x), x.matMul(W, false, true), W.matMul(x, false, true)]
  return mistaken.some((product) => gives(() => denseForward(x, W, b, 'linear'), product.add(b).dataSync()))
})

trap('bias-per-row', 'A bias was added to each row of inputs. There is one bias for each unit: it goes to a column of x·W, in every row.', () => {
  const { x, W, b } = square()
  return gives(() => denseForward(x, W, b, 'linear'), [8, 11, 95, 104])
})

trap('activation-before-bias', 'The bias was added after the activation. Add it before: relu(−2 + 3) is 1, but relu(−2) + 3 is 3.', () => {
  const [x, W, b] = [tf.tensor2d([[1]]), tf.tensor2d([[-2]]), tf.tensor1d([3])]
  const after = { relu: 3, tanh: Math.tanh(-2) + 3, sigmoid: 1 / (1 + Math.exp(2)) + 3 }
  return (['relu', 'tanh', 'sigmoid'] as const).some((act) => gives(() => denseForward(x, W, b, act), [after[act]]))
})

trap('biases-summed', 'You added up the biases. What the first layer adds goes through the second layer, too: b is b₁·W₂ + b₂.', () => {
  const layers = [
    { W: tf.tensor2d([[0, 1], [1, 0]]), b: tf.tensor1d([1, 2]) },
    { W: tf.tensor2d([[0, 3], [5, 0]]), b: tf.tensor1d([10, 20]) },
  ]
  return gives(() => collapseLinear(layers).b, [11, 22])
})

trap('layers-swapped', 'The weights were multiplied in the wrong order. x goes through the first layer first, so it is W₁·W₂, not W₂·W₁.', () => {
  const [first, second] = [tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[0, 1], [5, 0]])]
  const b = tf.tensor1d([0, 0])
  return gives(() => collapseLinear([{ W: first, b }, { W: second, b }]).W, second.matMul(first).dataSync())
})
