import assert from 'node:assert/strict'
import { describe } from 'node:test'
import type { layers as Layers, LayersModel, SymbolicTensor, Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { both, over } from './testing/both'
import { noteHistory, noteModel, type Numbers, type Program } from './testing/both-ways'
import { failingRuns } from './testing/failing-runs'

/** Recurrent layers that remember: what they remember is the same with compiled steps and without, whatever comes between. */

type L = typeof Layers

const BATCH = 4
const SHAPE = [3, 2]
const stateful = { stateful: true, batchInputShape: [BATCH, ...SHAPE] }

function modelOf(tf: TensorFlow, ...layers: Layers.Layer[]): LayersModel {
  const model = tf.sequential({ layers: [...layers, tf.layers.dense({ units: 1 })] })
  model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' })
  return model
}

function data(tf: TensorFlow, shape = SHAPE, rows = 3 * BATCH): [Tensor, Tensor] {
  return [tf.randomNormal([rows, ...shape], 0, 1, 'float32', 1), tf.randomNormal([rows, 1], 0, 1, 'float32', 2)]
}

interface Remembering {
  states: Tensor[] | null
  forwardLayer?: Remembering
  backwardLayer?: Remembering
}

function noteStates(numbers: Numbers, model: LayersModel, name: string): void {
  const note = ({ states, forwardLayer, backwardLayer }: Remembering, name: string): void => {
    for (const [i, state] of (states ?? []).entries()) numbers.set(`${name}: state ${i}`, state.dataSync().slice())
    if (forwardLayer) note(forwardLayer, `${name}, forth`)
    if (backwardLayer) note(backwardLayer, `${name}, back`)
  }
  for (const [i, layer] of model.layers.entries()) note(layer as unknown as Remembering, `${name}, layer ${i}`)
}

/** Fits three times, resetting after the second, and asks and evaluates in between: each goes on where the last one ended. */
function remembering(layers: (l: L) => Layers.Layer[], shape = SHAPE): Program {
  return async (tf, numbers) => {
    const model = modelOf(tf, ...layers(tf.layers))
    const [x, y] = data(tf, shape)
    const before = tf.memory().numTensors
    for (const fit of [1, 2, 3]) {
      const epochs = await model.fit(x, y, { batchSize: BATCH, epochs: 3, shuffle: false, verbose: 0, ...(fit === 3 && { callbacks: { onEpochBegin: async () => model.resetStates() } }) })
      noteHistory(numbers, epochs.history, `fit ${fit}`)
      noteStates(numbers, model, `fit ${fit}`)
      // TensorFlow.js keeps the states of training steps until they are reset.
      numbers.set(`tensors after fit ${fit}`, [tf.memory().numTensors - before])
      numbers.set(`evaluated ${fit}`, (model.evaluate(x, y, { batchSize: BATCH }) as Tensor).dataSync().slice())
      for (const i of [1, 2, 3]) numbers.set(`predicted ${fit} ${i}`, (model.predict(x, { batchSize: BATCH }) as Tensor).dataSync().slice())
      noteStates(numbers, model, `asked ${fit}`)
      if (fit === 2) model.resetStates()
    }
    noteModel(numbers, model)
    model.resetStates()
    over(model)
  }
}

const all = { compiled: ['evaluation', 'prediction', 'training'] }

describe('stateful layers in compiled steps', { concurrency: false }, () => {
  for (const kind of ['simpleRNN', 'lstm', 'gru'] as const) {
    both(kind, remembering((l) => [l[kind]({ units: 3, ...stateful })]), all)
    both(`${kind} of ${kind}, masked and with both dropouts`, remembering((l) => [
      l.masking({ maskValue: 0, batchInputShape: [BATCH, ...SHAPE] }),
      l[kind]({ units: 3, stateful: true, returnSequences: true, dropout: 0.3, recurrentDropout: 0.3 }),
      l[kind]({ units: 2, stateful: true, goBackwards: true }),
    ]), all)
  }
  both('an lstm of one operation', remembering((l) => [l.lstm({ units: 3, recurrentActivation: 'sigmoid', ...stateful })]), all)
  both('an activation that the lean code does not know', remembering((l) => [l.gru({ units: 3, activation: 'softmax', ...stateful })]), all)
  both('rnn around cells', remembering((l) => [l.rnn({ cell: [l.lstmCell({ units: 2 }), l.gruCell({ units: 3 })] as Layers.RNNCell[], ...stateful })]), all)
  both('bidirectional', remembering((l) => [l.bidirectional({ layer: l.lstm({ units: 2, stateful: true }), mergeMode: 'concat', batchInputShape: [BATCH, ...SHAPE] })]), all)
  both('a convolutional lstm', remembering((l) => [l.convLstm2d({ filters: 2, kernelSize: 2, stateful: true, batchInputShape: [BATCH, 2, 4, 4, 1] }), l.flatten()], [2, 4, 4, 1]), all)

  both('states that are set between steps, one tensor as both among them', async (tf, numbers) => {
    const layer = tf.layers.lstm({ units: 3, ...stateful })
    const model = modelOf(tf, layer)
    const [x, y] = data(tf, SHAPE, BATCH)
    const losses: number[] = []
    for (let i = 0; i < 14; i++) {
      const given = [1, 2].map((seed) => tf.randomNormal([BATCH, 3], 0, 1, 'float32', i + seed))
      if (i === 5 || i === 8) layer.resetStates(given)
      if (i === 10) layer.resetStates([given[0], given[0]])
      if (i === 12) layer.resetStates()
      losses.push((await model.trainOnBatch(x, y)) as number)
    }
    numbers.set('losses', losses)
    noteStates(numbers, model, 'in the end')
    model.resetStates()
    over(model)
  })
  both('one tensor as both states in each step, so it runs as it is', async (tf, numbers) => {
    const layer = tf.layers.lstm({ units: 3, ...stateful })
    const model = modelOf(tf, layer)
    const [x, y] = data(tf, SHAPE, BATCH)
    const losses: number[] = []
    for (let i = 0; i < 8; i++) {
      const given = tf.ones([BATCH, 3])
      layer.resetStates([given, given])
      losses.push((await model.trainOnBatch(x, y)) as number)
    }
    numbers.set('losses', losses)
    model.resetStates()
    over(model)
  }, { compiled: [], eager: [/^a state of a layer is the same tensor as another/] })
  both('batches of another size are refused, and nothing is lost', async (tf, numbers) => {
    const model = modelOf(tf, tf.layers.gru({ units: 3, ...stateful }))
    const [x, y] = data(tf, SHAPE, BATCH)
    const losses: number[] = []
    for (let i = 0; i < 8; i++) {
      losses.push((await model.trainOnBatch(x, y)) as number)
      if (i === 5) await assert.rejects(async () => model.trainOnBatch(...data(tf, SHAPE, BATCH - 1)))
      if (i === 6) assert.throws(() => model.predict(data(tf, SHAPE, BATCH - 1)[0], { batchSize: BATCH - 1 }))
    }
    numbers.set('losses', losses)
    noteStates(numbers, model, 'in the end')
    model.resetStates()
    over(model)
  })
  both('a replay that fails is taken once more, from the same states', async (tf, numbers) => {
    const runs = failingRuns(tf)
    const model = modelOf(tf, tf.layers.lstm({ units: 3, ...stateful }))
    const [x, y] = data(tf, SHAPE, BATCH)
    const losses: number[] = []
    for (let i = 0; i < 9; i++) {
      runs.fails = i === 6
      losses.push((await model.trainOnBatch(x, y)) as number)
    }
    runs.undo()
    numbers.set('losses', losses)
    noteStates(numbers, model, 'in the end')
    noteModel(numbers, model)
    model.resetStates()
    over(model)
  }, { eager: [/^replaying it failed: out of memory$/] })
  both('a layer that is called twice in a step keeps what is between, so it runs as it is', async (tf, numbers) => {
    const input = tf.input({ batchShape: [BATCH, ...SHAPE] })
    const layer = tf.layers.simpleRNN({ units: 2, stateful: true, returnSequences: true })
    const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(layer.apply(layer.apply(input))) as SymbolicTensor })
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const losses: number[] = []
    const y = tf.ones([BATCH, SHAPE[0], 1])
    for (let i = 0; i < 8; i++) losses.push((await model.trainOnBatch(data(tf, SHAPE, BATCH)[0], y)) as number)
    numbers.set('losses', losses)
    noteStates(numbers, model, 'in the end')
    model.resetStates()
    over(model)
  }, { compiled: [], eager: [/^it keeps tensors that outlive it$/] })
})
