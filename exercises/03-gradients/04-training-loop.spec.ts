import * as tf from '@tensorflow/tfjs'
import { toys } from '#datasets'
import { check, expect, startValuesLeft, trap } from '#spec'
import { sgdStep, trainLinear, updates } from './04-training-loop'

check('counts the updates of a training', () => {
  expect(updates(60_000, 128, 1), 'updates(60,000 rows, batches of 128, 1 epoch)').toBe(469)
  expect(updates(60_000, 128, 5), 'updates(60,000 rows, batches of 128, 5 epochs): 469 in each').toBe(2345)
  expect(updates(10, 5, 3), 'updates(10, 5, 3)').toBe(6)
  expect(updates(11, 5, 3), 'updates(11, 5, 3): the row that is left makes an update of its own').toBe(9)
  expect(updates(10, 32, 2), 'updates(10, 32, 2): a batch takes what there is').toBe(2)
})

check('moves each variable against its gradient', () => {
  const [matrix, vector, scalar] = [tf.tensor2d([[1, 2], [3, 4]]), tf.tensor1d([-1]), tf.scalar(5)].map((start) => tf.variable(start))
  const grads = () => [tf.tensor2d([[1, 0], [-1, 4]]), tf.tensor1d([2]), tf.scalar(-8)]
  sgdStep([matrix, vector, scalar], grads(), 0.5)
  expect(matrix, 'the variable [[1, 2], [3, 4]] itself, after sgdStep with lr 0.5').toBeTensor({ shape: [2, 2], values: [0.5, 2, 3.5, 2] })
  expect(vector, 'the variable [−1] after sgdStep with gradient [2] and lr 0.5').toBeTensor({ shape: [1], values: [-2] })
  expect(scalar, 'the scalar variable 5 after sgdStep with gradient −8 and lr 0.5').toBeTensor({ shape: [], values: 9 })
  sgdStep([vector], [tf.tensor1d([2])], 0.25)
  expect(vector, 'the variable [−2] after another sgdStep, lr 0.25').toBeTensor({ values: [-2.5] })
  tf.dispose([matrix, vector, scalar])
})

/** Three rows of two numbers, and what belongs to them. */
const X = [[1, 0], [2, -1], [-1, 3]]
const Y = [2, -1, 4]
const three = () => ({ x: tf.tensor2d(X), y: tf.tensor2d(Y, [3, 1]) })

/** W and b after so many steps of plain gradient descent on all rows, from 0. */
function descended(x: number[][], y: number[], lr: number, steps: number): { W: number[]; b: number } {
  const state = { W: x[0].map(() => 0), b: 0 }
  for (let step = 0; step < steps; step++) {
    const miss = x.map((row, i) => row.reduce((sum, value, j) => sum + value * state.W[j], state.b) - y[i])
    state.W = state.W.map((w, j) => w - (lr * 2 * miss.reduce((sum, m, i) => sum + m * x[i][j], 0)) / y.length)
    state.b -= (lr * 2 * miss.reduce((sum, m) => sum + m, 0)) / y.length
  }
  return state
}

check('makes one update of all rows, when the batch holds them all', async () => {
  const { x, y } = three()
  const { W, b } = await trainLinear(x, y, { lr: 0.1, batch: 3, epochs: 1, seed: 1 })
  const expected = descended(X, Y, 0.1, 1)
  expect(W, 'W after one update on 3 rows, from 0').toBeTensor({ shape: [2, 1], values: expected.W })
  expect(b, 'b after one update on 3 rows, from 0').toBeTensor({ shape: [1, 1], values: expected.b })
})

check('goes on from where the last update ended', async () => {
  const { x, y } = three()
  const { W, b } = await trainLinear(x, y, { lr: 0.05, batch: 3, epochs: 4, seed: 2 })
  const expected = descended(X, Y, 0.05, 4)
  expect(W, 'W after four updates on all 3 rows').toBeTensor({ shape: [2, 1], values: expected.W, tolerance: 1e-4 })
  expect(b, 'b after four updates on all 3 rows').toBeTensor({ shape: [1, 1], values: expected.b, tolerance: 1e-4 })
})

check('reports losses that are mean squared errors', async () => {
  const { x, y } = three()
  // A learning rate this small moves nothing: the loss is the same before and after.
  const { losses } = await trainLinear(x, y, { lr: 1e-9, batch: 3, epochs: 2, seed: 7 })
  expect(losses, 'the losses of two epochs while W and b are still 0, the mean of 2², (−1)² and 4²').toBeNear([7, 7], 1e-3)
  const single = await trainLinear(x, y, { lr: 1e-9, batch: 1, epochs: 2, seed: 7 })
  expect(single.losses, 'the losses of two epochs in batches of one row, while W and b are still 0: one an epoch, the mean over all three rows').toBeNear([7, 7], 1e-3)
})

/**
 * So many rows of a single 1, all with target 1: each update, of whatever rows, multiplies what 1·W + b is short of 1
 * by 1 − 4·lr. So the result tells how many updates there were.
 */
async function updatesMade(rows: number, batch: number, epochs: number): Promise<number> {
  const { W, b } = await trainLinear(tf.ones([rows, 1]), tf.ones([rows, 1]), { lr: 0.05, batch, epochs, seed: 3 })
  return Math.log(1 - W.dataSync()[0] - b.dataSync()[0]) / Math.log(1 - 4 * 0.05)
}

check('makes an update of every batch, the smaller last one included', async () => {
  expect(await updatesMade(4, 2, 3), 'updates of 4 rows in batches of 2, 3 epochs').toBeNear(6, 1e-3)
  expect(await updatesMade(5, 2, 3), 'updates of 5 rows in batches of 2 (2, 2, 1), 3 epochs').toBeNear(9, 1e-3)
  expect(await updatesMade(3, 8, 2), 'updates of 3 rows in a batch of up to 8, 2 epochs').toBeNear(2, 1e-3)
})

/**
 * The order in which three rows were drawn, one by one. All have x = 1, and y is 0, 1, 2. With lr = 3/16 every update
 * replaces 1·W + b by a quarter of itself and three quarters of the y it was shown: digits to the base 4.
 */
async function drawn(seed: number, epochs: number): Promise<number[][]> {
  const { W, b } = await trainLinear(tf.ones([3, 1]), tf.tensor2d([[0], [1], [2]]), { lr: 3 / 16, batch: 1, epochs, seed })
  let left = W.dataSync()[0] + b.dataSync()[0]
  const rows: number[] = []
  for (let i = 0; i < 3 * epochs; i++) {
    const row = Math.floor((left * 4) / 3 + 1 / 6)
    rows.unshift(row)
    left = 4 * left - 3 * row
  }
  return Array.from({ length: epochs }, (_, epoch) => rows.slice(3 * epoch, 3 * epoch + 3))
}

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1)

check('draws each row once an epoch', async () => {
  for (const seed of SEEDS.slice(0, 4)) {
    const epochs = await drawn(seed, 2)
    expect(epochs.map((rows) => [...rows].sort()), `which of three rows made the updates of each epoch, one row an update, sorted (seed ${seed})`).toEqual([[0, 1, 2], [0, 1, 2]])
  }
})

check('makes the last update of an epoch with the rows that are left', async () => {
  for (const seed of SEEDS.slice(0, 4)) {
    const { W, b } = await trainLinear(tf.ones([3, 1]), tf.tensor2d([[0], [1], [2]]), { lr: 3 / 16, batch: 2, epochs: 1, seed })
    // As above: 1·W + b is now 3/16 of the mean y of the first two rows and 3/4 of the third one's.
    const last = (W.dataSync()[0] + b.dataSync()[0] - (3 / 16) * (3 / 2)) / (3 / 4 - 3 / 32)
    const what = `the mean y of the rows in the second update, when one of three is left over by a batch of 2, so that it is 0, 1 or 2 (seed ${seed})`
    expect(last, what).toBeNear(Math.min(Math.max(Math.round(last), 0), 2), 1e-3)
  }
})

/** y = 3·x₁ − 2·x₂ + 1, without noise. */
function plane(n: number) {
  const { x, y } = toys.plane({ n, seed: 4 })
  return { x: tf.tensor2d(x, [n, 2]), y: tf.tensor2d(y, [n, 1]) }
}

check('lets the seed decide the order', async () => {
  const { x, y } = plane(16)
  const losses = async (seed: number) => (await trainLinear(x, y, { lr: 0.05, batch: 1, epochs: 2, seed })).losses
  expect(await losses(5), 'losses of a second training with the same seed').toBeNear(await losses(5), 1e-6)
  const orders = new Set<string>()
  for (const seed of SEEDS) orders.add(String(await drawn(seed, 2)))
  expect(orders.size, 'different orders from 12 seeds').toBeAtLeast(2)
})

check('finds y = 3·x₁ − 2·x₂ + 1 from examples', async () => {
  const { x, y } = plane(128)
  const { W, b, losses } = await trainLinear(x, y, { lr: 0.1, batch: 32, epochs: 30, seed: 6 })
  expect(W, 'W, close to 3 and −2').toBeTensor({ shape: [2, 1], values: [3, -2], tolerance: 0.05 })
  expect(b, 'b, close to 1').toBeTensor({ shape: [1, 1], values: 1, tolerance: 0.05 })
  expect(losses.length, 'losses, one an epoch').toBe(30)
  expect(losses[29], 'the last loss, below a hundredth of the first').toBeAtMost(0.01 * losses[0])
})

trap('plus-gradient', 'The loss rises with every step: the gradient points uphill, so subtract lr · gradient.', async () => {
  const v = tf.variable(tf.tensor1d([1, -3]))
  sgdStep([v], [tf.tensor1d([2, 4])], 0.5)
  const [first, second] = v.dataSync()
  v.dispose()
  if (first === 2 && second === -1) return true
  const { x, y } = three()
  const { W } = await trainLinear(x, y, { lr: 0.1, batch: 3, epochs: 1, seed: 1 })
  const expected = descended(X, Y, 0.1, 1).W
  return W.dataSync().every((value, j) => Math.abs(value + expected[j]) < 1e-4)
})

trap('epoch-is-step', 'An epoch is not one update: it goes over all rows, batch by batch, and each batch makes one.', async () => {
  if (updates(60_000, 128, 5) === 5 && updates(100, 10, 3) === 3) return '5 epochs made 5 updates, expected 2,345.'
  const made = await updatesMade(6, 2, 4)
  return Math.abs(made - 4) < 1e-3 && 'trainLinear made 4 updates of 6 rows in batches of 2, 4 epochs; expected 12.'
})

trap('same-batch', 'Some rows were never drawn: every update of an epoch took the same rows. Move on by `batch` rows after each update.', async () => {
  // Each of twelve rows has a feature of its own: a weight that is still 0 belongs to a row never drawn.
  const { W } = await trainLinear(tf.eye(12), tf.ones([12, 1]), { lr: 0.05, batch: 2, epochs: 1, seed: 8 })
  return Array.from(W.dataSync()).filter((w) => w !== 0).length === 2
})

trap('rows-torn-apart', 'A row of x was compared with the target of another row: take the same row numbers from x and from y, batch by batch.', async () => {
  // Each row has a feature of its own. With so small a learning rate its weight becomes 2 · lr times the target it met.
  const [targets, lr] = [[3, 5, 7, 11, 13], 1e-4]
  const { W } = await trainLinear(tf.eye(5), tf.tensor2d(targets, [5, 1]), { lr, batch: 1, epochs: 1, seed: 9 })
  const met = Array.from(W.dataSync(), (w) => w / (2 * lr))
  const isOneOf = (value: number) => targets.some((target) => Math.abs(value - target) < 0.1)
  return met.every(isOneOf) && met.some((value, i) => Math.abs(value - targets[i]) > 1)
})

trap('same-order', 'The rows came in the same order in every epoch: draw a new order at the start of each one, from another seed each time (seed + epoch, say).', async () => {
  for (const seed of SEEDS) {
    const epochs = await drawn(seed, 3)
    const isEachOnce = epochs.every((rows) => String([...rows].sort()) === '0,1,2')
    if (!isEachOnce || epochs.some((rows) => String(rows) !== String(epochs[0]))) return false
  }
  return true
})

trap('floor-updates', 'The partial batch at the end of each epoch is also an update.', async () => {
  if (updates(60_000, 128, 5) === 2340) return 'You count 2,340 updates, but 468 batches of 128 are 59,904 rows, and 96 are left.'
  const [even, odd] = [await updatesMade(4, 2, 3), await updatesMade(5, 2, 3)]
  return Math.abs(even - 6) < 1e-3 && Math.abs(odd - 6) < 1e-3 && 'trainLinear left out one row of 5 in every epoch, with batches of 2.'
})

trap('variable-start-value', 'tf.variable copies its start value, and the tensor it was made from stays behind: make it inside tf.tidy, tf.tidy(() => tf.variable(tf.zeros(shape))). Variables survive a tidy.', async () => {
  const { x, y } = plane(4)
  const left = await startValuesLeft(() => trainLinear(x, y, { lr: 0.1, batch: 2, epochs: 2, seed: 1 }))
  return left.some((tensor) => tensor.size <= 2 && tensor.dataSync().every((value) => value === 0))
})
