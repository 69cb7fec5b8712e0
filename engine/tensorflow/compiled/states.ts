import type { Tensor } from '@tensorflow/tfjs'

/** A recurrent layer that remembers its states from step to step; some of this is private. */
export interface Stateful {
  states_: Tensor[]
  /** The states before each training step since the last reset, when TensorFlow.js disposes of them. */
  keptStates: Tensor[][]
  /** Puts others in their place. What was there is kept in training, else disposed of. */
  resetStates(states: Tensor[], training: boolean): void
}

/** What a step does with the states of a layer. */
export interface Replaced {
  layer: Stateful
  training: boolean
  before: Tensor[]
  after: { id: number; dtype: number; shape: number[] }[]
}

/** Whether an object is such a layer, and built. */
export function isStateful(value: object): value is Stateful {
  return 'states_' in value && Array.isArray(value.states_) && 'keptStates' in value && Array.isArray(value.keptStates) && 'stateful' in value && value.stateful === true
}

/** Whether its states are still like those that the step was recorded with. */
export function areAlike({ layer: { states_ }, before }: Replaced): boolean {
  return states_.length === before.length && states_.every(({ dtype, shape, isDisposed }, i) => !isDisposed && dtype === before[i].dtype && String(shape) === String(before[i].shape))
}
