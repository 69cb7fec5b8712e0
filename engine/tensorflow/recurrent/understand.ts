import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { ActivationMaker } from './activations'
import type { CallOptions, StockLayer } from './stock-layer'

/** What TensorFlow.js itself has for a kind of layer. */
export interface Stock {
  layer: object
  cell: object
  /** The cell's own `call`. */
  step: unknown
  /** How many tensors go from step to step. */
  states: number
  /** By their classes. */
  activations: ReadonlyMap<unknown, ActivationMaker>
}

/** A call of a layer that the lean code can do, or why it is left to the stock code. */
export type Understood = LeanCall | StockCall

export interface LeanCall {
  kind: 'lean'
  /** [N, T, features] */
  x: Tensor
  /** [N, T] */
  mask?: Tensor
  /** [N, units] each. Nothing: what a stateful layer remembers, or zeros. */
  initialState?: Tensor[]
  activation: ActivationMaker
  recurrentActivation: ActivationMaker
}

export interface StockCall {
  kind: 'stock'
  /** `an activation that lean code does not know` */
  why: string
}

/** Tells whether the lean code can do a call of a layer. Whatever is unusual it cannot; errors are left to the stock code, too. */
export function understand(tf: TensorFlow, stock: Stock, layer: StockLayer, inputs: Tensor | Tensor[], { mask, initialState }: CallOptions): Understood {
  const { cell } = layer
  const given = [inputs].flat()
  const [x] = given
  if (tf.getBackend() !== 'tensorflow') return left('another engine')
  if (layer.constructor !== stock.layer || cell.constructor !== stock.cell || cell.call !== stock.step) return left('a class of its own')
  if (cell.dropoutFunc) return left('dropout of its own')
  if (tf.engine().state.gradientDepth > 1) return left('gradients of gradients')
  if (given.length !== 1 || x.rank !== 3 || x.size === 0 || !['float32', 'int32', 'bool'].includes(x.dtype)) return left('an input that is no sequence of numbers')
  const activation = stock.activations.get(cell.activation.constructor)
  const recurrentActivation = cell.recurrentActivation ? stock.activations.get(cell.recurrentActivation.constructor) : activation
  if (!activation || !recurrentActivation) return left('an activation that the lean code does not know')
  const [samples, steps] = x.shape
  if (mask && String(mask.shape) !== String([samples, steps])) return left('a mask of another shape')
  const isState = ({ shape, dtype }: Tensor) => String(shape) === String([samples, cell.units]) && dtype === 'float32'
  const state = initialState ?? (layer.stateful ? (layer.states_ ?? []) : undefined)
  if (state && !(state.length === stock.states && state.every(isState))) return left('a state of another shape')
  return { kind: 'lean', x, activation, recurrentActivation, ...(mask && { mask }), ...(initialState && { initialState }) }
}

function left(why: string): StockCall {
  return { kind: 'stock', why }
}
