import type { layers as Layers, LayersModel, SymbolicTensor } from '@tensorflow/tfjs'
import { describe } from 'node:test'
import type { TensorFlow } from '../../engine'
import { both, type Expected, over, shortly } from './testing/both'
import { noteHistory, noteModel, type Program } from './testing/both-ways'

/** Nets over sequences, each way that layers are wrapped, rolled out, masked and joined by their states. */

type L = typeof Layers

const STEPS = 4
const FEATURES = 2
const ROWS = 8

/** Trains, asks and evaluates a model, and notes all there is to note. */
function training(build: (tf: TensorFlow) => LayersModel): Program {
  return async (tf, numbers) => {
    const model = build(tf)
    model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError', metrics: ['mae'] })
    // Some steps are nothing but zeros; the first never is.
    const xs = model.inputs.map(({ shape }, i) => {
      const x = tf.randomNormal([ROWS, ...(shape.slice(1) as number[])], 0, 1, 'float32', 5 + i)
      return x.mul(tf.randomUniform([ROWS, ...x.shape.slice(1, -1), 1], 0, 3, 'int32', 6 + i).minimum(1).maximum(tf.scalar(Number(x.rank < 3), 'int32')))
    })
    const ys = model.outputs.map(({ shape }, i) => tf.randomNormal([ROWS, ...(shape.slice(1) as number[])], 0, 1, 'float32', 9 + i))
    noteHistory(numbers, (await model.fit(xs, ys, { ...shortly, batchSize: 4, epochs: 4 })).history)
    for (let i = 0; i < 3; i++) {
      for (const [k, value] of [model.evaluate(xs, ys, { batchSize: 4 })].flat().entries()) numbers.set(`evaluated ${i}, ${k}`, value.dataSync().slice())
      for (const [k, value] of [model.predict(xs, { batchSize: 4 })].flat().entries()) numbers.set(`predicted ${i}, ${k}`, value.dataSync().slice())
    }
    noteModel(numbers, model)
    over(model)
  }
}

const all = { compiled: ['evaluation', 'prediction', 'training'] }

/** A net of layers one behind the other. */
function row(name: string, layers: (l: L) => Layers.Layer[], shape = [STEPS, FEATURES], expected: Expected = all): void {
  both(name, training((tf) => tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: shape }), ...layers(tf.layers)] })), expected)
}

/** A net whose outputs are made of its inputs, which have these shapes. */
function wired(name: string, shapes: number[][], outputs: (l: L, inputs: SymbolicTensor[]) => SymbolicTensor | SymbolicTensor[]): void {
  const build = (tf: TensorFlow) => {
    const inputs = shapes.map((shape) => tf.input({ shape }))
    return tf.model({ inputs, outputs: outputs(tf.layers, inputs) })
  }
  both(name, training(build), all)
}

const kinds = ['simpleRNN', 'lstm', 'gru'] as const
const cells = ['simpleRNNCell', 'lstmCell', 'gruCell'] as const

describe('recurrent layers in compiled steps', { concurrency: false }, () => {
  for (const kind of kinds) {
    row(`${kind}, rolled out`, (l) => [l[kind]({ units: 3, unroll: true }), l.dense({ units: 1 })])
    row(`${kind}, rolled out, all steps, backwards`, (l) => [l[kind]({ units: 3, unroll: true, returnSequences: true, goBackwards: true }), l.dense({ units: 1 })])
    row(`${kind} behind a masking`, (l) => [l.masking({ maskValue: 0 }), l[kind]({ units: 3 }), l.dense({ units: 1 })])
    row(`${kind} behind a masking, all steps, backwards`, (l) => [l.masking({ maskValue: 0 }), l[kind]({ units: 3, returnSequences: true, goBackwards: true }), l.dense({ units: 1 })])
    wired(`${kind} whose states are outputs`, [[STEPS, FEATURES]], (l, [x]) => {
      // TensorFlow.js cannot add the losses of outputs of another rank.
      const [steps, ...states] = l[kind]({ units: 3, returnSequences: true, returnState: true }).apply(x) as SymbolicTensor[]
      return [l.dense({ units: 1 }).apply(l.flatten().apply(steps)) as SymbolicTensor, ...states]
    })
    wired(`${kind} whose states begin another`, [[STEPS, FEATURES], [3, FEATURES]], (l, [source, target]) => {
      const [, ...states] = l[kind]({ units: 3, returnState: true }).apply(source) as SymbolicTensor[]
      return l.dense({ units: 1 }).apply(l[kind]({ units: 3, returnSequences: true }).apply([target, ...states])) as SymbolicTensor
    })
  }
})

describe('rnn in compiled steps', { concurrency: false }, () => {
  for (const cell of cells) {
    row(`around one ${cell}`, (l) => [l.rnn({ cell: l[cell]({ units: 3 }) }), l.dense({ units: 1 })])
    row(`around one ${cell}, rolled out, behind a masking, all steps`, (l) => [l.masking({ maskValue: 0 }), l.rnn({ cell: l[cell]({ units: 3 }), unroll: true, returnSequences: true }), l.dense({ units: 1 })])
  }
  const stack = (l: L) => l.stackedRNNCells({ cells: [l.gruCell({ units: 3 }), l.lstmCell({ units: 2 }), l.simpleRNNCell({ units: 2 })] as Layers.RNNCell[] })
  row('around stacked cells', (l) => [l.rnn({ cell: stack(l) }), l.dense({ units: 1 })])
  row('around a list of cells, backwards', (l) => [l.rnn({ cell: [l.lstmCell({ units: 2 }), l.simpleRNNCell({ units: 2 })] as Layers.RNNCell[], goBackwards: true, returnSequences: true }), l.dense({ units: 1 })])
  wired('around stacked cells, whose states are outputs', [[STEPS, FEATURES]], (l, [x]) => l.rnn({ cell: stack(l), returnState: true }).apply(x) as SymbolicTensor[])
})

describe('masks for dropout that TensorFlow.js keeps', { concurrency: false }, () => {
  // It draws one for a cell in an RNN, and never another.
  for (const cell of cells) row(`of one ${cell} in an rnn`, (l) => [l.rnn({ cell: l[cell]({ units: 3, dropout: 0.4, recurrentDropout: 0.3 }) }), l.dense({ units: 1 })])
  // Of these it draws one for each call, and keeps it until the next.
  const kept = { compiled: [], eager: [/^it keeps tensors that outlive it$/] }
  row('of a convolutional lstm, so it runs as it is', (l) => [l.convLstm2d({ filters: 2, kernelSize: 2, dropout: 0.4, recurrentDropout: 0.3 }), l.flatten(), l.dense({ units: 1 })], [2, 4, 4, 1], kept)
  row('of a layer that is left to its code, so it runs as it is', (l) => [l.gru({ units: 3, activation: 'softmax', dropout: 0.4 }), l.dense({ units: 1 })], undefined, kept)
})

describe('bidirectional in compiled steps', { concurrency: false }, () => {
  for (const mergeMode of ['concat', 'sum', 'mul', 'ave'] as const) {
    for (const kind of kinds) row(`${kind}, ${mergeMode}`, (l) => [l.bidirectional({ layer: l[kind]({ units: 3 }), mergeMode }), l.dense({ units: 1 })])
    row(`behind a masking, all steps, ${mergeMode}`, (l) => [l.masking({ maskValue: 0 }), l.bidirectional({ layer: l.lstm({ units: 3, returnSequences: true }), mergeMode }), l.dense({ units: 1 })])
  }
  wired('both ways apart', [[STEPS, FEATURES]], (l, [x]) => l.bidirectional({ layer: l.lstm({ units: 3 }), mergeMode: null as never }).apply(x) as SymbolicTensor[])
})

describe('timeDistributed in compiled steps', { concurrency: false }, () => {
  row('around dense', (l) => [l.timeDistributed({ layer: l.dense({ units: 3, activation: 'tanh' }) })])
  row('around conv2d', (l) => [l.timeDistributed({ layer: l.conv2d({ filters: 2, kernelSize: 2, activation: 'relu' }) }), l.timeDistributed({ layer: l.flatten() }), l.lstm({ units: 2 })], [3, 4, 4, 1])
  row('around dropout', (l) => [l.timeDistributed({ layer: l.dropout({ rate: 0.4 }) }), l.dense({ units: 1 })])
  row('around batchNormalization', (l) => [l.timeDistributed({ layer: l.batchNormalization() }), l.dense({ units: 1 })])
  for (const kind of kinds) row(`around ${kind}`, (l) => [l.timeDistributed({ layer: l[kind]({ units: 2 }) })], [3, STEPS, FEATURES])
  row('behind a recurrent layer and a masking', (l) => [l.masking({ maskValue: 0 }), l.gru({ units: 3, returnSequences: true }), l.timeDistributed({ layer: l.dense({ units: 1 }) })])
})
