import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { bothWays, noteHistory, noteModel, type Numbers } from '../compiled/testing/both-ways'
import { settings } from '../compiled/settings'
import { makesFunctions, type NativeBackend } from '../native-backend'
import { type Drawing, type Draws, drawsOn } from '../random'
import type { StockCell } from './stock-layer'
import { randomFrom, startNative, withLean, withStock } from './testing/stock-and-lean'

/**
 * Nets are trained operation by operation with the code of TensorFlow.js, and with lean code in compiled steps. That
 * these are compiled is part of each test.
 */

let skipped: string | undefined
before(async () => {
  skipped = await startNative()
  if (skipped === undefined && !makesFunctions((tf.backend() as NativeBackend).binding)) skipped = 'the addon was built by an older version of the course'
})

const { layers } = tf
const KINDS = ['simpleRNN', 'lstm', 'gru'] as const
const ACTIVATIONS = ['tanh', 'sigmoid', 'hardSigmoid', 'relu', 'relu6', 'linear', 'elu', 'selu', 'softplus', 'softsign'] as const
/** The larger one is computed in halves. */
const SAMPLES = [4, 4, 67] as const
const COUNT = 60
const BLOCK = 20

interface Plan {
  kind: (typeof KINDS)[number]
  config: Parameters<typeof layers.lstm>[0]
  steps: number
  features: number
  around: 'nothing' | 'masking' | 'words' | 'bidirectional' | 'initial state' | 'another behind'
  optimizer: 'sgd' | 'rmsprop' | 'adam'
  samples: (typeof SAMPLES)[number]
}

function draw(seed: number): Plan {
  const random = randomFrom(seed)
  for (let i = 0; i < 3; i++) random()
  const below = (limit: number) => Math.floor(limit * random())
  const one = <T>(list: readonly T[]) => list[below(list.length)]
  const chance = (probability: number) => random() < probability
  const around = one(['nothing', 'masking', 'words', 'bidirectional', 'initial state', 'another behind'] as const)
  return {
    kind: one(KINDS),
    config: {
      units: 1 + below(4),
      ...one([{}, { recurrentActivation: 'sigmoid' as const }, { activation: one(ACTIVATIONS), recurrentActivation: one(ACTIVATIONS) }]),
      useBias: chance(0.7),
      dropout: chance(0.4) ? 0.3 : 0,
      recurrentDropout: chance(0.4) ? 0.4 : 0,
      goBackwards: chance(0.3),
      returnSequences: around === 'another behind' || chance(0.4),
      implementation: one([1, 2]),
      ...(chance(0.2) && { kernelRegularizer: 'l1l2' as const, recurrentConstraint: 'unitNorm' as const }),
    },
    // TensorFlow.js has no gradient for a sequence of one step, so there is nothing to hold one against.
    steps: 2 + below(4),
    features: 1 + below(3),
    around,
    optimizer: one(['sgd', 'rmsprop', 'adam'] as const),
    samples: one(SAMPLES),
  }
}

/** A net around a recurrent layer, and its recurrent layers. */
function build({ kind, config, steps, features, around, optimizer }: Plan): { model: tf.LayersModel; recurrent: tf.RNN[] } {
  const make = (more: object = {}) => layers[kind]({ ...config, recurrentInitializer: 'glorotUniform', ...more })
  const recurrent = [make()]
  const inputs = [tf.input({ shape: around === 'words' ? [steps] : [steps, features] })]
  let at = inputs[0]
  const behind = (layer: tf.layers.Layer) => (at = layer.apply(at) as tf.SymbolicTensor)
  if (around === 'masking') behind(layers.masking({ maskValue: 0 }))
  if (around === 'words') behind(layers.embedding({ inputDim: 4, outputDim: features, maskZero: true }))
  if (around === 'bidirectional') {
    const both = layers.bidirectional({ layer: recurrent.pop()!, mergeMode: 'concat' })
    recurrent.push(...Object.values(both).filter((one): one is tf.RNN => one instanceof tf.RNN))
    behind(both)
  } else if (around === 'initial state') {
    inputs.push(...Array.from({ length: kind === 'lstm' ? 2 : 1 }, () => tf.input({ shape: [config.units] })))
    recurrent[0] = make({ returnState: true })
    at = (recurrent[0].apply([at, ...inputs.slice(1)]) as tf.SymbolicTensor[])[0]
  } else {
    behind(recurrent[0])
  }
  if (around === 'another behind') {
    recurrent.push(make({ returnSequences: false }))
    behind(recurrent[1])
  }
  const model = tf.model({ inputs, outputs: layers.dense({ units: 2 }).apply(at) as tf.SymbolicTensor })
  model.compile({ optimizer: tf.train[optimizer](0.02), loss: 'meanSquaredError' })
  return { model, recurrent }
}

/** Lets the code of TensorFlow.js draw what lean code draws: it draws a mask for each block of columns, and uses the first. */
function drawAlike(recurrent: tf.RNN[], kind: Plan['kind'], draws: Draws, isStock: boolean): void {
  const many = { simpleRNN: 1, lstm: 4, gru: 3 }[kind]
  recurrent.forEach((layer, i) => {
    const owner: Drawing = isStock ? {} : (layer as Drawing)
    owner.randomState = tf.variable(tf.tensor1d([1000 + i, 0], 'int32'), false)
    let asked = 0
    if (isStock) (layer as unknown as { cell: StockCell }).cell.dropoutFunc = (ones: tf.Tensor, rate: number) => (asked++ % many === 0 ? draws.dropoutMask(owner, ones.shape, rate) : ones)
  })
}

/** Trains, predicts and notes everything; with lean code when steps are compiled, else with that of TensorFlow.js. */
async function train(plan: Plan, numbers: Numbers, seed: number): Promise<void> {
  const random = randomFrom(seed + 500)
  const tensorOf = (shape: number[], one: () => number) => tf.tensor(Array.from({ length: tf.util.sizeFromShape(shape) }, one), shape)
  const number = () => 2 * random() - 1
  const isStock = !settings.on
  const draws = drawsOn(tf, tf.backend() as NativeBackend)
  const { model, recurrent } = build(plan)
  model.setWeights(model.getWeights().map(({ shape }) => tensorOf(shape, () => 0.6 * number())))
  drawAlike(recurrent, plan.kind, draws, isStock)
  const rows = 2 * plan.samples
  const xs = model.inputs.map(({ shape }) => tensorOf([rows, ...(shape.slice(1) as number[])], plan.around === 'words' ? () => Math.floor(4 * random()) : number))
  // Some steps are nothing but zeros.
  if (plan.around === 'masking') xs[0] = xs[0].mul(tensorOf([rows, plan.steps, 1], () => Number(random() < 0.7)))
  const y = tensorOf([rows, ...(model.outputs[0].shape.slice(1) as number[])], number)
  const body = async () => {
    noteHistory(numbers, (await model.fit(xs, y, { epochs: 4, batchSize: plan.samples, shuffle: false, verbose: 0 })).history)
    for (let i = 0; i < 3; i++) numbers.set(`predicted ${i}`, (model.predict(xs, { batchSize: plan.samples }) as tf.Tensor).dataSync().slice())
  }
  await (isStock ? withStock(body) : withLean(body, { drawMask: draws.dropoutMask }))
  noteModel(numbers, model)
  if (isStock) for (const { cell } of recurrent as unknown as { cell: StockCell }[]) tf.dispose([cell.dropoutMask, cell.recurrentDropoutMask].flat().filter((mask) => mask !== null))
  const { optimizer } = model
  model.dispose()
  optimizer.dispose()
  if (!isStock) for (const layer of recurrent as Drawing[]) assert.ok(layer.randomState!.isDisposed)
}

describe('nets with lean recurrent layers, compiled, train as with the code of TensorFlow.js, operation by operation', () => {
  for (let first = 0; first < COUNT; first += BLOCK) {
    it(`seeds ${first} to ${first + BLOCK - 1}`, async (t) => {
      if (skipped) return t.skip(skipped)
      for (let seed = first; seed < first + BLOCK; seed++) {
        const plan = draw(seed)
        const what = `seed ${seed}, ${JSON.stringify(plan)}`
        const { difference, where, verdicts, leaks } = await bothWays(tf, tf.backend() as NativeBackend, (_tf, numbers) => train(plan, numbers, seed))
        assert.ok(difference <= 1e-5, `${what}: ${difference} in ${where}`)
        assert.deepEqual(verdicts.map(({ step, kind }) => `${step.split(' ')[0]} ${kind}`).sort(), ['prediction compiled', 'training compiled'], `${what}: ${JSON.stringify(verdicts)}`)
        assert.deepEqual(leaks, { tensors: 0, handles: 0 }, what)
      }
    })
  }
})
