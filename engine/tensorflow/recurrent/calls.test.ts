import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import type { Binding, NativeBackend } from '../native-backend'
import { areReplaced, assertSame, startNative, type Values, valuesOf, withLean, withStock } from './testing/stock-and-lean'

let skipped: string | undefined
before(async () => {
  skipped = await startNative()
})

const { layers } = tf
const kinds = ['simpleRNN', 'lstm', 'gru'] as const
type Kind = (typeof kinds)[number]
/** Blocks of columns in each kind's kernels. */
const blocks = { simpleRNN: 1, lstm: 4, gru: 3 }

/** A layer as its own class has it, built for inputs of this shape, with all weights set. */
function built(kind: Kind, config: object, inputShape: number[], weights?: tf.Tensor[]): tf.RNN {
  const layer = layers[kind]({ units: 2, recurrentInitializer: 'glorotUniform', ...config })
  layer.build(inputShape)
  if (weights) layer.setWeights(weights)
  return layer
}

function variables(layer: tf.RNN): tf.Tensor[] {
  return layer.trainableWeights.map((weight) => (weight as unknown as { val: tf.Variable }).val)
}

function total(outputs: tf.Tensor | tf.Tensor[]): tf.Scalar {
  return tf.addN([outputs].flat().map((output) => output.mul(tf.range(1, output.size + 1).reshape(output.shape)).sum<tf.Scalar>()))
}

/** Output and gradients with respect to input and weights. */
function outputAndGradients(layer: tf.RNN, x: tf.Tensor, options: object = {}): Values[] {
  return valuesOf(() => {
    const [dx, dKernel, dRecurrentKernel, dBias] = tf.grads(() => total(layer.call(x, options)))([x, ...variables(layer)])
    return { output: [layer.call(x, options)].flat()[0], dx, dKernel, dRecurrentKernel, dBias }
  })
}

describe('the start of the engine', () => {
  it('puts the lean code in place', (t) => {
    if (skipped) return t.skip(skipped)
    assert.ok(areReplaced())
  })
})

describe('lean recurrent layers at the corners of their activations', () => {
  for (const kind of kinds) {
    for (const activation of ['hardSigmoid', 'relu', 'relu6', 'elu', 'selu', 'softsign'] as const) {
      it(`${kind}, ${activation}: the slopes of TensorFlow.js`, async (t) => {
        if (skipped) return t.skip(skipped)
        const at = activation === 'hardSigmoid' ? [-2.5, 2.5] : activation === 'relu6' ? [0, 6] : [0]
        for (const corner of at) {
          // Without kernels, the bias alone comes to the activation: as exact as can be.
          const width = 2 * blocks[kind]
          const weights = () => [tf.zeros([3, width]), tf.zeros([2, width]), tf.fill([width], corner)]
          const layer = built(kind, { activation, recurrentActivation: activation }, [2, 3, 3], weights())
          const x = tf.ones([2, 3, 3])
          const run = () => outputAndGradients(layer, x)
          const stock = await withStock(run)
          assertSame(await withLean(run), stock, `at ${corner}`)
        }
      })
    }
  }
})

describe('a sequence of one step', () => {
  for (const kind of kinds) {
    it(`${kind}: its gradient is that of a longer one whose other steps are masked`, async (t) => {
      if (skipped) return t.skip(skipped)
      const layer = built(kind, {}, [2, 2, 3])
      const long = tf.randomNormal<tf.Rank.R3>([2, 2, 3])
      const mask = tf.tensor2d([[1, 0], [1, 0]])
      const expected = await withStock(() => outputAndGradients(layer, long, { mask }))
      const actual = await withLean(() => outputAndGradients(layer, long.slice([0, 0, 0], [2, 1, 3])))
      const ofFirst = expected.map((one) => (one.name === 'dx' ? { ...one, shape: [2, 1, 3], values: Float32Array.from([...one.values.slice(0, 3), ...one.values.slice(6, 9)]) } : one))
      assertSame(actual, ofFirst)
    })
  }
})

describe('a sequence of whole numbers', () => {
  for (const dtype of ['int32', 'bool'] as const) {
    it(`is taken as one of real numbers: ${dtype}`, async (t) => {
      if (skipped) return t.skip(skipped)
      const input = tf.tensor3d([1, 0, 1, 1, 0, 0], [1, 3, 2], dtype)
      for (const config of [{}, { recurrentActivation: 'sigmoid' }]) {
        const layer = built('lstm', config, [1, 3, 2])
        const run = () => valuesOf(() => ({ output: layer.call(input, {}) as tf.Tensor }))
        const stock = await withStock(run)
        assertSame(await withLean(run), stock)
      }
    })
  }
})

describe('what the lean code leaves to TensorFlow.js', () => {
  const x = [2, 4, 3]

  it('gradients of gradients', async (t) => {
    if (skipped) return t.skip(skipped)
    // TensorFlow.js knows them of few activations.
    for (const kind of ['lstm', 'gru'] as const) {
      const layer = built(kind, { activation: 'linear', recurrentActivation: 'linear' }, x)
      const input = tf.randomNormal(x)
      const inner = (one: tf.Tensor) => tf.grad((two: tf.Tensor) => total(layer.call(two, {})))(one)
      const run = () => valuesOf(() => ({ second: tf.grad((one: tf.Tensor) => inner(one).square().sum<tf.Scalar>())(input) }))
      const stock = await withStock(run)
      assert.ok(stock[0].values.some((value) => Math.abs(value) > 1e-3))
      assertSame(await withLean(run, { left: 'gradients of gradients' }), stock)
    }
  })

  for (const activation of ['softmax', 'logSoftmax', 'gelu', 'gelu_new', 'mish', 'swish'] as const) {
    it(`the activation ${activation}`, async (t) => {
      if (skipped) return t.skip(skipped)
      for (const config of [{ activation }, { recurrentActivation: activation }]) {
        const layer = built('lstm', config, x)
        const input = tf.randomNormal(x)
        const run = () => valuesOf(() => ({ output: layer.call(input, {}) as tf.Tensor }))
        const stock = await withStock(run)
        assertSame(await withLean(run, { left: 'an activation that the lean code does not know' }), stock)
      }
    })
  }

  it('classes made of these', async (t) => {
    if (skipped) return t.skip(skipped)
    const layer = built('gru', {}, x)
    class Doubled extends (layer.constructor as new (config: object) => tf.RNN) {
      override call(inputs: tf.Tensor, options: object): tf.Tensor {
        return (super.call(inputs, options) as tf.Tensor).mul(2)
      }
    }
    const doubled = new Doubled({ units: 2 })
    doubled.build(x)
    doubled.setWeights(layer.getWeights())
    const input = tf.randomNormal(x)
    const expected = await withStock(() => valuesOf(() => ({ output: (layer.call(input, {}) as tf.Tensor).mul(2) })))
    assertSame(await withLean(() => valuesOf(() => ({ output: doubled.call(input, {}) })), { left: 'a class of its own' }), expected)
  })

  it('cells that were given other code', async (t) => {
    if (skipped) return t.skip(skipped)
    const layer = built('simpleRNN', {}, x)
    const { cell } = layer as unknown as { cell: { call(inputs: tf.Tensor[]): tf.Tensor[] } }
    cell.call = ([, h]) => [h.add(1), h.add(1)]
    const output = await withLean(() => valuesOf(() => ({ output: layer.call(tf.zeros(x), {}) as tf.Tensor })), { left: 'a class of its own' })
    assert.deepEqual([...output[0].values], [4, 4, 4, 4])
  })

  it('other engines', async (t) => {
    if (skipped) return t.skip(skipped)
    const layer = built('gru', {}, x)
    const input = tf.randomNormal(x)
    const run = () => valuesOf(() => ({ output: layer.call(input, {}) as tf.Tensor }))
    const native = await withLean(run)
    await tf.setBackend('cpu')
    try {
      assertSame(await withLean(async () => [{ ...native[0], values: (layer.call(input, {}) as tf.Tensor).dataSync() as Float32Array }], { left: 'another engine' }), native)
    } finally {
      await tf.setBackend('tensorflow')
    }
  })

  it('mistakes, which are named as before', async (t) => {
    if (skipped) return t.skip(skipped)
    const message = (run: () => unknown) => {
      try {
        run()
      } catch (error) {
        return (error as Error).message
      }
      return 'none'
    }
    const layer = built('lstm', {}, x)
    const mistakes: [left: string, run: () => unknown][] = [
      ['a state of another shape', () => layer.call(tf.ones(x), { initialState: [tf.ones([2, 2])] })],
      ['a state of another shape', () => layer.call(tf.ones(x), { initialState: [tf.ones([2, 3]), tf.ones([2, 2])] })],
      ['an input that is no sequence of numbers', () => layer.call(tf.ones([2, 3]), {})],
      ['an input that is no sequence of numbers', () => layer.call([tf.ones(x), tf.ones(x)], {})],
      ['a mask of another shape', () => layer.call(tf.ones(x), { mask: tf.ones([2, 3]) })],
    ]
    for (const [left, run] of mistakes) {
      const stock = await withStock(() => message(run))
      assert.equal(await withLean(() => message(run), { left }), stock)
      assert.notEqual(stock, 'none')
    }
    assert.throws(() => layers.gru({ units: 2, resetAfter: true } as never), /does not support reset_after/)
  })
})

describe('the price of lean recurrent layers', () => {
  /** Launched operations for one time step, forth and back. */
  const launched = { simpleRNN: 5, lstm: 30, gru: 28 }

  for (const kind of kinds) {
    it(`${kind}: at most ${launched[kind]} operations a time step, and less kept than by stock`, async (t) => {
      if (skipped) return t.skip(skipped)
      const cost = async (steps: number) => {
        const layer = built(kind, {}, [8, steps, 4])
        const input = tf.randomNormal([8, steps, 4])
        let bytes = 0
        const run = () => operationsOf(() => tf.tidy(() => void tf.grads(() => {
          const output = layer.call(input, {})
          bytes = tf.memory().numBytes
          return total(output)
        })([input, ...variables(layer)])))
        return { operations: await withLean(run), lean: await withLean(() => (run(), bytes)), stock: await withStock(() => (run(), bytes)) }
      }
      const [short, long] = [await cost(5), await cost(15)]
      assert.ok((long.operations - short.operations) / 10 <= launched[kind], String((long.operations - short.operations) / 10))
      assert.ok(long.lean - short.lean <= long.stock - short.stock, `${long.lean - short.lean} bytes, stock ${long.stock - short.stock}`)
    })
  }
})

/** How many operations of TensorFlow a body launches. */
function operationsOf(body: () => void): number {
  const backend = tf.backend() as NativeBackend
  const { binding } = backend as unknown as { binding: Binding & { executeOp(...args: unknown[]): unknown } }
  let count = 0
  const executeOp = (...args: unknown[]) => {
    count++
    return binding.executeOp(...args)
  }
  backend.binding = Object.create(binding, { executeOp: { value: executeOp } }) as Binding
  try {
    body()
  } finally {
    backend.binding = binding
  }
  return count
}
