import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import type { StockCell } from './stock-layer'
import { assertSame, fixedMask, randomFrom, startNative, type Values, valuesOf, withLean, withStock } from './testing/stock-and-lean'

let skipped: string | undefined
before(async () => {
  skipped = await startNative()
})

const ACTIVATIONS = ['tanh', 'sigmoid', 'hardSigmoid', 'relu', 'relu6', 'linear', 'elu', 'selu', 'softplus', 'softsign'] as const
const COUNT = 300
const BLOCK = 50

/** A layer, and what it is called with. */
interface Drawn {
  kind: 'simpleRNN' | 'lstm' | 'gru'
  config: Config
  samples: number
  steps: number
  features: number
  training: boolean
  mask?: tf.Tensor
  initialState: boolean
  random: () => number
}

interface Config {
  units: number
  activation?: (typeof ACTIVATIONS)[number]
  recurrentActivation?: (typeof ACTIVATIONS)[number]
  useBias: boolean
  dropout: number
  recurrentDropout: number
  goBackwards: boolean
  returnSequences: boolean
  returnState: boolean
  stateful: boolean
  implementation: 1 | 2
  batchInputShape: number[]
}

/** What is left out is drawn half of the time, so that each option meets each other one. */
function draw(seed: number): Drawn {
  const random = randomFrom(seed)
  const below = (limit: number) => Math.floor(limit * random())
  const one = <T>(list: readonly T[]) => list[below(list.length)]
  const chance = (probability: number) => random() < probability
  for (let i = 0; i < 3; i++) random()
  const [samples, steps, features, units] = [1 + below(4), chance(0.15) ? 1 : 2 + below(5), 1 + below(4), 1 + below(4)]
  return {
    kind: one(['simpleRNN', 'lstm', 'gru'] as const),
    config: {
      units,
      ...activationsOf(one(['none told', 'as in Keras', 'any', 'any']), () => one(ACTIVATIONS)),
      useBias: chance(0.7),
      dropout: chance(0.3) ? 0.3 : 0,
      recurrentDropout: chance(0.3) ? 0.4 : 0,
      goBackwards: chance(0.3),
      returnSequences: chance(0.5),
      returnState: chance(0.3),
      stateful: chance(0.2),
      implementation: one([1, 2] as const),
      batchInputShape: [samples, steps, features],
    },
    samples,
    steps,
    features,
    training: chance(0.8),
    ...(chance(0.4) && { mask: tf.tensor2d(Array.from({ length: samples * steps }, () => Number(chance(0.6))), [samples, steps], one(['bool', 'float32', 'int32'] as const)) }),
    initialState: chance(0.3),
    random,
  }
}

/** Those of TensorFlow.js, those of Keras (which native TensorFlow has a whole LSTM for), or others. */
function activationsOf(which: 'none told' | 'as in Keras' | 'any', any: () => Config['activation']): Pick<Config, 'activation' | 'recurrentActivation'> {
  if (which === 'any') return { activation: any(), recurrentActivation: any() }
  return which === 'as in Keras' ? { recurrentActivation: 'sigmoid' } : {}
}

/** Outputs of a layer and all gradients: those of input, of kernels and bias, and of the initial state. */
function outputsAndGradients({ kind, config, samples, steps, features, training, mask, initialState, random }: Drawn, isStock: boolean): Values[] {
  const tensorOf = (shape: number[], zeros = 0) => tf.tensor(Array.from({ length: tf.util.sizeFromShape(shape) }, () => (random() < zeros ? 0 : 2 * random() - 1)), shape)
  const states = kind === 'lstm' ? 2 : 1
  const x = tensorOf([samples, steps, features], 0.2)
  const initial = initialState ? Array.from({ length: states }, () => tensorOf([samples, config.units])) : []
  const layer = tf.layers[kind](config)
  layer.build([samples, steps, features])
  // Small, so that nets of activations without bounds do not run away and lose their last digits.
  layer.setWeights(layer.getWeights().map(({ shape }) => tf.tidy(() => tensorOf(shape).mul(0.6))))
  const { cell } = layer as unknown as { cell: Pick<StockCell, 'dropoutFunc' | 'dropoutMask' | 'recurrentDropoutMask'> }
  if (isStock) cell.dropoutFunc = (ones: tf.Tensor, rate: number) => fixedMask(ones.shape, rate)
  const call = () => [layer.call(x, { training, ...(mask && { mask }), ...(initialState && { initialState: initial }) })].flat()
  const weights = layer.trainableWeights.map((weight) => (weight as unknown as { val: tf.Variable }).val)
  // TensorFlow.js throws when it is asked for the gradient of a sequence of one step.
  const learning = [...(steps > 1 ? [x] : []), ...weights, ...initial]
  // Each number of the outputs counts differently, so that a gradient turned the wrong way shows.
  const loss = () => tf.addN(call().map((output, k) => output.mul(tf.range(k, output.size + k).mul(0.7).sin().reshape(output.shape)).sum<tf.Scalar>()))
  const result = valuesOf(() => {
    const outputs = call()
    // A second call of a stateful layer goes on from what the first one left.
    const gradients = tf.grads(loss)(learning)
    if (config.stateful) layer.resetStates()
    tf.dispose([cell.dropoutMask, cell.recurrentDropoutMask].flat().filter((one) => one !== null))
    Object.assign(cell, { dropoutMask: null, recurrentDropoutMask: null })
    return Object.fromEntries([...outputs, ...gradients].map((tensor, i) => [i < outputs.length ? `output ${i}` : `gradient ${i - outputs.length}`, tensor]))
  })
  tf.dispose([x, ...initial, ...weights, ...(config.stateful ? (layer as unknown as { states: tf.Tensor[] }).states : [])])
  return result
}

describe('recurrent layers, drawn by seed: outputs and all gradients as from the code of TensorFlow.js', () => {
  for (let first = 0; first < COUNT; first += BLOCK) {
    it(`seeds ${first} to ${first + BLOCK - 1}`, async (t) => {
      if (skipped) return t.skip(skipped)
      for (let seed = first; seed < first + BLOCK; seed++) {
        const stock = await withStock(() => outputsAndGradients(draw(seed), true))
        const lean = await withLean(() => outputsAndGradients(draw(seed), false), { drawMask: (_layer, shape, rate) => fixedMask(shape, rate) })
        const { kind, config, mask, training, initialState } = draw(seed)
        assertSame(lean, stock, `seed ${seed}, ${kind} ${JSON.stringify({ ...config, training, initialState, mask: mask?.dtype })}`)
      }
    })
  }
})
