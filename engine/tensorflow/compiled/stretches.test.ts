import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LayersModel, SymbolicTensor, Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { Numbers } from './testing/both-ways'
import { both, data, INPUTS, net, over } from './testing/both'
import { nativeTensorflow } from './testing/native'
import { stretchesOf } from './stretches'
import { explain } from './verdicts'

describe('batches', () => {
  it('are taken one by one when they are few', () => {
    assert.deepEqual(stretchesOf(5, 2, true), [{ from: 0, batches: 1, batchSize: 2 }, { from: 2, batches: 1, batchSize: 2 }, { from: 4, batches: 1, batchSize: 1 }])
  })

  it('are taken eight at once when they are many, and what is left one by one', () => {
    const stretches = stretchesOf(2 * 34 + 1, 2, true)
    assert.deepEqual(stretches.map(({ batches }) => batches), [8, 8, 8, 8, 1, 1, 1])
    assert.deepEqual(stretches.at(-1), { from: 68, batches: 1, batchSize: 1 })
    assert.deepEqual([...new Set(stretchesOf(69, 2, false).map(({ batches }) => batches))], [1])
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

  it('are so only when they are small', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    const { tf } = found
    const shapesOf = (width: number) => {
      const before = explain().length
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [width], units: 1 })] })
      tf.tidy(() => {
        for (let i = 0; i < 3; i++) model.predict(tf.ones([40, width]), { batchSize: 1 })
      })
      model.dispose()
      return explain().slice(before).flatMap(({ shapes }) => shapes)
    }
    assert.deepEqual(shapesOf(10), ['float32 [8,1,10]'])
    assert.deepEqual(shapesOf(2 ** 17 + 1), [`float32 [1,${2 ** 17 + 1}]`])
  })

  both(
    'keep inputs, outputs, losses and metrics apart',
    async (tf, numbers) => {
      const { model, x, y } = forked(tf)
      ask(numbers, model, x, y, [2])
      over(model)
    },
    asked,
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
      const model = tf.sequential({ layers: [tf.layers.gru({ units: 3, stateful: true, batchInputShape: [2, 4, INPUTS] }), tf.layers.dense({ units: 1 })] })
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
      ask(numbers, model, tf.randomNormal([80, 4, INPUTS], 0, 1, 'float32', 1), tf.zeros([80, 1]), [2])
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
