import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { activations } from './activations'
import { gru } from './gru'
import type { CellKind } from './kind'
import { lstm } from './lstm'
import { runSequence } from './sequence'
import { simpleRnn } from './simple-rnn'
import type { Call, StockCell, StockLayer } from './stock-layer'
import { type LeanCall, type Stock, understand } from './understand'

/** Draws numbers of this shape that are 0 with probability `rate` and 1 / (1 - rate) otherwise. */
export type DrawMask = (shape: number[], rate: number) => Tensor

export interface LeanOptions {
  /** Draws the masks for dropout, then for recurrent dropout, once for a call; tf.dropout unless told. */
  drawMask?: DrawMask
  /** Is told of each call that is left to the stock code, and why. */
  onStock?: (why: string) => void
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
export function leanRecurrentLayers(tf: TensorFlow, { drawMask = (shape, rate) => tf.dropout(tf.ones(shape), rate), onStock }: LeanOptions = {}): () => void {
  const known = new Map(Object.entries(activations).map(([name, maker]) => [classNamed(tf, name), maker]))
  const undo = kinds.map(([layerName, cellName, kind]) => {
    const [layer, cell] = [classNamed(tf, layerName), classNamed(tf, cellName)]
    const prototype = layer.prototype as { call: Call }
    const { call } = prototype
    const stock: Stock = { layer, cell, step: (cell.prototype as StockCell).call, states: kind.states, activations: known }
    prototype.call = function (inputs, options) {
      const understood = understand(tf, stock, this, inputs, options ?? {})
      if (understood.kind === 'lean') return tf.tidy(() => leanCall(tf, kind, this, understood, options?.training, drawMask))
      onStock?.(understood.why)
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
function leanCall(tf: TensorFlow, kind: CellKind, layer: StockLayer, call: LeanCall, training: unknown, drawMask: DrawMask): Tensor | Tensor[] {
  const { cell, stateful, returnState } = layer
  const { x, mask, initialState } = call
  const [samples, steps, features] = x.shape
  dropStockMasks(tf, cell)
  const draw = (width: number, rate: number) => (training && 0 < rate && rate < 1 ? drawMask([samples, width], rate) : undefined)
  const dropout = draw(features, cell.dropout)
  const recurrentDropout = draw(cell.units, cell.recurrentDropout)
  const kernels = kind.arrange(tf, cell.kernel.read())
  const biases = cell.bias && kind.arrange(tf, cell.bias.read())
  const rows = (dropout ? x.mul(dropout.expandDims(1)) : x).transpose([1, 0, 2]).reshape([steps * samples, features])
  const products = kernels.map((kernel, i) => {
    const product = tf.matMul(rows, kernel)
    return (biases ? product.add(biases[i]) : product).reshape([steps, samples, kernel.shape[1]!])
  })
  const { output, state } = runSequence(tf, {
    cell: kind.cell(call),
    products,
    kernels: kind.arrange(tf, cell.recurrentKernel.read()),
    initial: initialState ?? (stateful ? layer.states_! : Array.from({ length: kind.states }, () => tf.zeros([samples, cell.units]))),
    learnsInitial: initialState !== undefined,
    ...(mask && { mask: mask.cast('bool').cast('float32').transpose().reshape([steps, samples, 1]) }),
    ...(recurrentDropout && { recurrentDropout }),
    backwards: layer.goBackwards,
    everyStep: layer.returnSequences,
    lastState: returnState || stateful,
  })
  if (stateful) layer.resetStates(state, training)
  return returnState ? [output, ...state] : output
}

/** A stock call keeps its dropout masks until the next call. */
function dropStockMasks(tf: TensorFlow, cell: StockCell): void {
  tf.dispose([cell.dropoutMask, cell.recurrentDropoutMask].flat().filter((mask) => mask !== null))
  cell.dropoutMask = null
  cell.recurrentDropoutMask = null
}
