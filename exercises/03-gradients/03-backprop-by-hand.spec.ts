import * as tf from '@tensorflow/tfjs'
import { check, expect, trap } from '#spec'
import { forwardBackward, type Params } from './03-backprop-by-hand'

type Name = keyof Params
const NAMES: Name[] = ['W1', 'b1', 'W2', 'b2']

interface Net {
  x: tf.Tensor2D
  y: tf.Tensor2D
  p: Params
}

/** Rows, targets and weights at random; always the same ones for a seed, whatever the run. */
function net(n: number, inputs: number, hidden: number, seed: number): Net {
  const draw = <R extends tf.Rank>(shape: tf.ShapeMap[R], k: number) => tf.randomNormal<R>(shape, 0, 1, 'float32', 10 * seed + k)
  return {
    x: draw<tf.Rank.R2>([n, inputs], 1),
    y: draw<tf.Rank.R2>([n, 1], 2),
    p: {
      W1: draw<tf.Rank.R2>([inputs, hidden], 3),
      b1: draw<tf.Rank.R1>([hidden], 4),
      W2: draw<tf.Rank.R2>([hidden, 1], 5),
      b2: draw<tf.Rank.R1>([1], 6),
    },
  }
}

/** The net of the chapter's worked miniature: one input, two units, of which the second is dead. */
const miniature = (): Net => ({
  x: tf.tensor2d([[2]]),
  y: tf.tensor2d([[1]]),
  p: { W1: tf.tensor2d([[1, -1]]), b1: tf.tensor1d([0, 1]), W2: tf.tensor2d([[3], [5]]), b2: tf.tensor1d([-1]) },
})

/** Loss and gradients as TensorFlow.js finds them. */
function truth({ x, y, p }: Net): { loss: tf.Scalar; grads: Params } {
  const lossOf = (W1: tf.Tensor, b1: tf.Tensor, W2: tf.Tensor, b2: tf.Tensor) =>
    x.matMul(W1).add(b1).relu().matMul(W2).add(b2).sub(y).square().mean<tf.Scalar>()
  const { value, grads } = tf.valueAndGrads(lossOf)([p.W1, p.b1, p.W2, p.b2])
  const [W1, b1, W2, b2] = grads as unknown as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D]
  return { loss: value, grads: { W1, b1, W2, b2 } }
}

const SIZES = [[4, 3, 5], [8, 2, 4], [3, 5, 1], [1, 4, 3], [16, 1, 2]] as const
const nets = () => SIZES.map(([n, inputs, hidden], k) => net(n, inputs, hidden, k + 1))
const inWords = ({ x, p }: Net) => `${x.shape[0]} rows, ${x.shape[1]} inputs, ${p.b1.shape[0]} hidden`

check('computes the mean squared error', () => {
  const { x, y, p } = miniature()
  expect(forwardBackward(x, y, p).loss, 'loss of the miniature: ŷ = 5, y = 1').toBeTensor({ shape: [], values: 16 })
  for (const some of nets()) {
    const values = truth(some).loss.dataSync()
    expect(forwardBackward(some.x, some.y, some.p).loss, `loss for ${inWords(some)}, the mean over the rows`).toBeTensor({
      shape: [],
      values,
      tolerance: 1e-4,
    })
  }
})

check('gives each gradient in the shape of its weight', () => {
  for (const some of nets()) {
    const { grads } = forwardBackward(some.x, some.y, some.p)
    expect(typeof grads, 'the kind of `grads` in the result, an object { W1, b1, W2, b2 } beside `loss`').toBe('object')
    for (const name of NAMES) expect(grads[name], `grads.${name} for ${inWords(some)}`).toBeTensor({ shape: some.p[name].shape })
  }
})

check('works out a miniature', () => {
  const { x, y, p } = miniature()
  const { grads } = forwardBackward(x, y, p)
  expect(grads.b2, 'grads.b2 of the miniature, 2·(ŷ − y)').toBeTensor({ values: [8] })
  expect(grads.W2, 'grads.W2 of the miniature, 8 times what each unit put out').toBeTensor({ values: [16, 0] })
  expect(grads.b1, 'grads.b1 of the miniature, 8 times W2, and 0 for the unit that put out 0').toBeTensor({ values: [24, 0] })
  expect(grads.W1, 'grads.W1 of the miniature, grads.b1 times the input').toBeTensor({ values: [48, 0] })
})

const FORMULAS = { b2: 'd = 2·(ŷ − y) / n, summed over the rows', W2: 'hᵀ·d', b1: 'dz, summed over the rows', W1: 'xᵀ·dz' }

for (const name of ['b2', 'W2', 'b1', 'W1'] as const) {
  check(`finds the gradient for ${name}`, () => {
    for (const some of nets()) {
      const values = truth(some).grads[name].dataSync()
      const { grads } = forwardBackward(some.x, some.y, some.p)
      expect(grads[name], `grads.${name} for ${inWords(some)} (${FORMULAS[name]})`).toBeTensor({ values, tolerance: 1e-4 })
    }
  })
}

/** A net whose first hidden unit puts out 0 for every row. */
function withDeadUnit(): Net {
  const some = net(6, 3, 4, 7)
  return { ...some, p: { ...some.p, b1: tf.tensor1d([-100, 1, 0.5, 2]) } }
}

check('sends nothing through a dead unit', () => {
  const { x, y, p } = withDeadUnit()
  const { grads } = forwardBackward(x, y, p)
  const first = (t: tf.Tensor) => Array.from(t.slice(new Array<number>(t.rank).fill(0), [...t.shape.slice(0, -1), 1]).dataSync())
  expect(first(grads.W1), 'the first column of grads.W1, when the first hidden unit puts out 0 for every row').toEqual([0, 0, 0])
  expect(first(grads.b1), 'the first entry of grads.b1, when the first hidden unit puts out 0 for every row').toEqual([0])
  expect(grads.W2.dataSync()[0], 'the first entry of grads.W2, when the first hidden unit puts out 0 for every row').toBe(0)
})

check('asks for no change when every prediction is right', () => {
  const { x, p } = net(5, 3, 4, 8)
  const y = x.matMul<tf.Tensor2D>(p.W1).add(p.b1).relu().matMul<tf.Tensor2D>(p.W2).add<tf.Tensor2D>(p.b2)
  const { loss, grads } = forwardBackward(x, y, p)
  expect(loss, 'loss, when y is what the net predicts').toBeTensor({ values: 0 })
  for (const name of NAMES) {
    expect(grads[name], `grads.${name}, when y is what the net predicts`).toBeTensor({ values: new Array<number>(p[name].size).fill(0), tolerance: 1e-4 })
  }
})

/** Calls `body` where TensorFlow.js records nothing: in the forward pass of an operation with a derivative of its own. */
function unrecorded<T>(body: () => T): T {
  let result: T | undefined
  tf.customGrad((a) => {
    result = body()
    return { value: (a as tf.Tensor).clone(), gradFunc: (dy) => dy }
  })(tf.scalar(0))
  return result as T
}

check('works inside tf.customGrad', () => {
  const some = net(4, 3, 5, 1)
  const expected = Array.from(truth(some).grads.W1.dataSync())
  const W1 = unrecorded(() => forwardBackward(some.x, some.y, some.p).grads.W1.dataSync())
  expect(Array.from(W1), 'grads.W1 inside tf.customGrad').toBeNear(expected, 1e-4)
})

trap('bias-not-summed', 'A gradient has the shape of its weight: that of b1 is [hidden] and that of b2 is [1], summed over the rows.', () => {
  const { x, y, p } = net(4, 3, 5, 1)
  const { b1, b2 } = forwardBackward(x, y, p).grads
  const [wrong] = [b1, b2].filter(({ rank }) => rank === 2)
  return wrong !== undefined && `Yours is [${wrong.shape.join(', ')}].`
})

trap('relu-mask-missing', 'A hidden unit that put out 0 received a gradient all the same: relu lets it through only where its input was above 0.', () => {
  const { x, y, p } = withDeadUnit()
  const miss = x.matMul(p.W1).add(p.b1).relu().matMul(p.W2).add(p.b2).sub(y)
  const unmasked = (miss.mul(2 / x.shape[0]).matMul(p.W2, false, true)).sum(0)
  const { b1 } = forwardBackward(x, y, p).grads
  return isNear(b1, unmasked)
})

trap('sum-not-mean', 'The gradient is n times too large, with n rows: the loss is a mean, so each row counts 1/n.', () => {
  return [net(4, 3, 5, 1), net(8, 2, 4, 2)].every((some) => {
    const expected = truth(some).grads
    const { grads } = forwardBackward(some.x, some.y, some.p)
    return NAMES.every((name) => isNear(grads[name], expected[name].mul(some.x.shape[0])))
  })
})

trap('tf-grad', 'This works only while TensorFlow.js records every operation: it was asked for the gradient (tf.grad, tf.variableGrads, minimize). Write the four formulas yourself; then it works anywhere.', () => {
  const [recorded, { x, y, p }] = [net(4, 3, 5, 1), net(4, 3, 5, 1)]
  forwardBackward(recorded.x, recorded.y, recorded.p)
  try {
    unrecorded(() => forwardBackward(x, y, p))
    return false
  } catch (error) {
    // What TensorFlow.js says when it finds no record.
    return /^Cannot (compute gradient|find a connection)/.test((error as Error).message)
  }
})

/** The same shape and, entry by entry, nearly the same numbers. */
function isNear(a: tf.Tensor, b: tf.Tensor): boolean {
  if (String(a.shape) !== String(b.shape)) return false
  const [as, bs] = [a.dataSync(), b.dataSync()]
  return as.every((value, k) => Math.abs(value - bs[k]) <= 1e-3 * Math.max(1, Math.abs(bs[k])))
}
