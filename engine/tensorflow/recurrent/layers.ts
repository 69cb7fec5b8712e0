import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { Draws } from '../random'
import { activations, withLine } from './activations'
import { gru } from './gru'
import { inHalves, isBetterHalved } from './halves'
import type { CellKind, WholeLayer } from './kind'
import { lstm } from './lstm'
import { type Sequence, type Task, runSequence } from './sequence'
import { simpleRnn } from './simple-rnn'
import type { Call, StockCell, StockLayer } from './stock-layer'
import { type LeanCall, type Stock, understand } from './understand'

export interface LeanOptions {
  /** Draws the masks for dropout, then for recurrent dropout, once for a call. */
  drawMask: Draws['dropoutMask']
  /** How many threads TensorFlow computes with. */
  threads: number
  /** Is told of each call that is left to the stock code, and why. */
  onStock: (why: string, layer: StockLayer, inputs: Tensor[]) => void
}

const kinds: [layer: string, cell: string, kind: CellKind][] = [
  ['SimpleRNN', 'SimpleRNNCell', simpleRnn],
  ['LSTM', 'LSTMCell', lstm],
  ['GRU', 'GRUCell', gru],
]

/**
 * Puts lean code under SimpleRNN, LSTM and GRU of TensorFlow.js while the backend `tensorflow` computes: the same
 * numbers and gradients from a tenth of the operations. `understand` tells which calls it leaves to the stock code.
 * Gives a function that takes it away again.
 */
export function leanRecurrentLayers(tf: TensorFlow, lean: LeanOptions): () => void {
  const known = new Map(Object.entries(activations).map(([name, maker]) => [classNamed(tf, name), maker]))
  const undo = kinds.map(([layerName, cellName, kind]) => {
    const [layer, cell] = [classNamed(tf, layerName), classNamed(tf, cellName)]
    const prototype = layer.prototype as { call: Call }
    const { call } = prototype
    const stock: Stock = { layer, cell, step: (cell.prototype as StockCell).call, states: kind.states, activations: known }
    prototype.call = function (inputs, options) {
      const understood = understand(tf, stock, this, inputs, options ?? {})
      if (understood.kind === 'lean') return tf.tidy(() => leanCall(tf, kind, this, understood, options?.training, lean))
      lean.onStock(understood.why, this, [inputs].flat())
      return call.call(this, inputs, options)
    }
    return () => void (prototype.call = call)
  })
  return () => undo.forEach((one) => one())
}

function classNamed(tf: TensorFlow, name: string): { prototype: object } {
  return tf.serialization.SerializationMap.getMap().classNameMap[name][0]
}

/** What the stock code gives, in the same order and shapes, with the same effects on what a stateful layer remembers. */
function leanCall(tf: TensorFlow, kind: CellKind, layer: StockLayer, call: LeanCall, training: unknown, { drawMask, threads }: LeanOptions): Tensor | Tensor[] {
  const { cell, stateful, returnState } = layer
  const { x, mask, initialState, activation, recurrentActivation } = call
  const [samples, steps, features] = x.shape
  dropStockMasks(tf, cell)
  const draw = (width: number, rate: number) => (training && 0 < rate && rate < 1 ? drawMask(layer, [samples, width], rate) : undefined)
  const dropout = draw(features, cell.dropout)
  const recurrentDropout = draw(cell.units, cell.recurrentDropout)
  const numbers = x.dtype === 'float32' ? x : x.cast('float32')
  const input = (dropout ? numbers.mul(dropout.expandDims(1)) : numbers).transpose([1, 0, 2])
  const [kernel, recurrentKernel, bias] = [cell.kernel.read(), cell.recurrentKernel.read(), cell.bias?.read()]
  const task: Task = {
    initial: initialState ?? (stateful ? layer.states_! : Array.from({ length: kind.states }, () => tf.zeros([samples, cell.units]))),
    learnsInitial: initialState !== undefined,
    ...(mask && { mask: mask.cast('bool').cast('float32').transpose().reshape([steps, samples, 1]) }),
    ...(recurrentDropout && { recurrentDropout }),
    backwards: layer.goBackwards,
    everyStep: layer.returnSequences,
    lastState: returnState || stateful,
  }
  const whole = { ...task, activation, recurrentActivation, input, kernel, recurrentKernel, ...(bias && { bias }) }
  const stepByStep = (layer: WholeLayer) => runSequence(tf, sequenceOf(tf, kind, layer))
  const { output, state } = kind.whole?.(tf, whole) ?? (isBetterHalved(tf, whole, threads) ? inHalves(tf, whole, stepByStep) : stepByStep(whole))
  if (stateful) layer.resetStates(state, training)
  return returnState ? [output, ...state] : output
}

/** Step by step: the input of all steps is multiplied at once, and the line that a gate's activation begins with goes into the weights. */
function sequenceOf(tf: TensorFlow, kind: CellKind, { input, kernel, recurrentKernel, bias, activation, recurrentActivation, ...task }: WholeLayer): Sequence {
  const line = withLine.get(recurrentActivation)
  const slanted = (weights: Tensor) => (line ? weights.mul(line.slope) : weights)
  const moved = (biases: Tensor) => (line ? slanted(biases).add(line.offset) : biases)
  const [steps, samples, features] = input.shape
  const rows = input.reshape([steps * samples, features])
  const added = bias ?? (line && tf.zeros([kernel.shape[1]!]))
  const biases = added && kind.arrange(tf, added, moved)
  const products = kind.arrange(tf, kernel, slanted).map((block, i) => {
    const product = tf.matMul(rows, block)
    return (biases ? product.add(biases[i]) : product).reshape([steps, samples, -1])
  })
  const cell = kind.cell({ activation, recurrentActivation: line?.rest ?? recurrentActivation })
  return { ...task, cell, products, kernels: kind.arrange(tf, recurrentKernel, slanted) }
}

/** A stock call keeps its dropout masks until the next call. */
function dropStockMasks(tf: TensorFlow, cell: StockCell): void {
  tf.dispose([cell.dropoutMask, cell.recurrentDropoutMask].flat().filter((mask) => mask !== null))
  cell.dropoutMask = null
  cell.recurrentDropoutMask = null
}
