import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LayersModel, SymbolicTensor, Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { Numbers } from './testing/both-ways'
import { both, data, INPUTS, net, over } from './testing/both'
import { nativeTensorflow } from './testing/native'
import type { Size, Step } from './step'
import { inStretches } from './stretches'
import { explain } from './verdicts'

describe('batches', () => {
  /** How many batches were taken at once, by a step of which this becomes. */
  function taken(rows: number, become: (batches: number) => Step['latest']): number[] {
    const step = { latest: undefined as Step['latest'] }
    const given: number[] = []
    let next = 0
    inStretches(step as Step, rows, 2, ({ from, batches, batchSize }) => {
      assert.equal(from, next)
      next += batches * batchSize
      step.latest = become(batches)
      given.push(batches)
    })
    assert.equal(next, rows)
    return given
  }
  const small: Size = { operations: 500, numbers: 2 ** 23, isStateful: false }
  const ONE_BY_ONE = Array.from({ length: 35 }, () => 1)

  it('are taken eight at once when they are many and small, and what is left one by one', () => {
    assert.deepEqual(taken(69, () => small), [1, 8, 8, 8, 8, 1, 1])
  })

  it('are taken one by one until they have a function', () => {
    let batch = 0
    assert.deepEqual(taken(69, () => (batch++ < 2 ? undefined : small)), [1, 1, 1, 8, 8, 8, ...ONE_BY_ONE.slice(0, 8)])
  })

  it('are taken one by one when they are few', () => {
    assert.deepEqual(taken(5, () => small), [1, 1, 1])
  })

  it('are taken one by one when they are large, or leave states', () => {
    for (const size of [{ ...small, operations: 501 }, { ...small, numbers: 2 ** 23 + 1 }, { ...small, isStateful: true }, 'eager' as const]) assert.deepEqual(taken(69, () => size), ONE_BY_ONE)
  })

  it('are taken one by one again when together they make no function', () => {
    assert.deepEqual(taken(69, (batches) => (batches === 1 ? small : 'eager')), [1, 8, ...Array.from({ length: 26 }, () => 1)])
  })
})

/** Evaluates and predicts again and again, with batches of these sizes in turns. */
function ask(numbers: Numbers, model: LayersModel, x: Tensor | Tensor[], y: Tensor | Tensor[], sizes: number[]): void {
  for (let i = 0; i < 3; i++) {
    for (const batchSize of sizes) {
      const name = `${i}, batches of ${batchSize}`
      for (const [k, value] of [model.evaluate(x, y, { batchSize })].flat().entries()) numbers.set(`evaluated ${name}, ${k}`, value.dataSync().slice())
      for (const [k, output] of [model.predict(x, { batchSize })].flat().entries()) numbers.set(`predicted ${name}, ${k}`, output.dataSync().slice())
    }
  }
}

describe('many batches within one step', { concurrency: false }, () => {
  const asked = { compiled: ['evaluation', 'prediction'] }

  both(
    'give what they give one by one, whatever their size, when the weights have changed, too',
    async (tf, numbers) => {
      const model = net(tf)
      const [x, y] = data(tf, 83)
      // 16 rows are a batch of 16, or 8 batches of 2.
      ask(numbers, model, x, y, [1, 2, 16])
      model.setWeights(model.getWeights().map((weight) => weight.mul(2)))
      ask(numbers, model, x, y, [2])
      over(model)
    },
    asked,
  )

  it('are one function, of evaluate as of predict', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    const { tf } = found
    const before = explain().length
    const model = net(tf)
    const [x, y] = data(tf, 40)
    ask(new Map(), model, x, y, [1])
    over(model)
    tf.dispose([x, y])
    const shapes = explain().slice(before).map(({ step, shapes }) => `${step.split(' ')[0]} ${shapes.join(', ')}`)
    for (const shape of [`prediction float32 [8,1,${INPUTS}]`, `prediction float32 [1,${INPUTS}]`]) assert.ok(shapes.includes(shape), shapes.join('\n'))
    assert.ok(shapes.some((shape) => shape.startsWith('evaluation') && shape.includes('int32 [8,1]')), shapes.join('\n'))
  })

  both(
    'keep inputs, outputs, losses and metrics apart',
    async (tf, numbers) => {
      const { model, x, y } = forked(tf)
      await model.fit(x, y, { batchSize: 20, epochs: 1, verbose: 0 })
      ask(numbers, model, x, y, [2])
      over(model)
    },
    { compiled: [...asked.compiled, 'training'] },
  )

  both(
    'go along with training and its validation',
    async (tf, numbers) => {
      const model = net(tf)
      const [x, y] = data(tf, 40)
      const { history } = await model.fit(x, y, { batchSize: 1, epochs: 3, verbose: 0, validationData: data(tf, 70, 9) })
      for (const [name, values] of Object.entries(history)) numbers.set(name, values as number[])
      over(model)
    },
    { compiled: ['evaluation', 'training'] },
  )

  both(
    'take up states one after the other',
    async (tf, numbers) => {
      const model = tf.sequential({ layers: [tf.layers.simpleRNN({ units: 3, stateful: true, batchInputShape: [2, 2, INPUTS] }), tf.layers.dense({ units: 1 })] })
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
      ask(numbers, model, tf.randomNormal([80, 2, INPUTS], 0, 1, 'float32', 1), tf.zeros([80, 1]), [2])
      over(model)
    },
    asked,
  )
})

/** Two inputs, two outputs, and a normalization that has seen some rows. */
function forked(tf: TensorFlow): { model: LayersModel; x: Tensor[]; y: Tensor[] } {
  const { batchNormalization, concatenate, dense } = tf.layers
  const inputs = [tf.input({ shape: [3] }), tf.input({ shape: [2, 2] })]
  const middle = concatenate().apply([inputs[0], tf.layers.flatten().apply(inputs[1]) as SymbolicTensor])
  const normal = batchNormalization().apply(dense({ units: 4, activation: 'relu' }).apply(middle))
  const outputs = [dense({ units: 2, activation: 'softmax' }).apply(normal), dense({ units: 1 }).apply(normal)] as SymbolicTensor[]
  const model = tf.model({ inputs, outputs })
  model.compile({ optimizer: 'sgd', loss: ['categoricalCrossentropy', 'meanSquaredError'], metrics: ['accuracy'] })
  const rows = 71
  const x = [tf.randomNormal([rows, 3], 0, 1, 'float32', 1), tf.randomNormal([rows, 2, 2], 0, 1, 'float32', 2)]
  const y = [tf.oneHot(tf.randomUniform([rows], 0, 2, 'int32', 3), 2).toFloat(), tf.randomNormal([rows, 1], 0, 1, 'float32', 4)]
  return { model, x, y }
}
