import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { type Operations, operations } from './operations'

/** What a step keeps for the way back, by name; the lists are as long at each step. */
export type Kept = Record<string, Tensor[]>

/** What the way back knows of a step. */
export interface Step {
  /** The state it began with. */
  state: Tensor[]
  kept: Kept
}

/**
 * A recurrent cell, forth and back. Its state is a list of tensors [N, units] for N samples; the first is the output.
 * Its `kernels` are the matrices that are multiplied with the state, or with something made of it. Its `products` are
 * the inputs of one step, multiplied with the input kernels already and with the bias added: as many as kernels, [N, as
 * wide as the kernel].
 */
export interface Cell {
  forward(products: Tensor[], state: Tensor[]): { state: Tensor[]; kept: Kept }
  /** The gradients with respect to products and state, from those with respect to the next state. */
  backward(gradient: Tensor[], step: Step): { products: Tensor[]; state: Tensor[] }
  /** What each kernel was multiplied with. */
  factors(step: Step): Tensor[]
}

/** Makes a cell for one run: it may hold tensors, which live as long as the tidy it is made in. */
export type CellMaker = (tf: TensorFlow, operations: Operations, kernels: Tensor[]) => Cell

/** What a layer is to do with a sequence. */
export interface Task {
  /** The state before the first step. */
  initial: Tensor[]
  /** Whether gradients go into the initial state. */
  learnsInitial: boolean
  /** [T, N, 1], ones and zeros: where it is zero, the state stays as it was. */
  mask?: Tensor
  /** [N, units]: what the output is multiplied with on its way into the next step. */
  recurrentDropout?: Tensor
  /** Begins with the last step. */
  backwards: boolean
  /** Gives the outputs of all steps, not of the last alone. */
  everyStep: boolean
  /** Gives the state after the last step. */
  lastState: boolean
}

export interface Sequence extends Task {
  cell: CellMaker
  /** [T, N, width of the kernel] for each kernel, time first. */
  products: Tensor[]
  kernels: Tensor[]
}

export interface Run {
  /** [N, units]; [N, T, units] in the order of computing, when every step was asked for. */
  output: Tensor
  /** The state after the last step, [N, units] each; none unless asked for. */
  state: Tensor[]
}

/**
 * Runs a cell over a whole sequence as one operation with a gradient of its own: few operations a step, none of them
 * recorded. The gradient of a kernel is Σₜ factorₜᵀ · gradientₜ: one product of all steps below each other.
 *
 * Gradients are of the first order only. Whoever wants gradients of gradients must not come here: the inner ones would
 * pass for constants.
 */
export function runSequence(tf: TensorFlow, sequence: Sequence): Run {
  const { products, kernels, initial, learnsInitial, everyStep, lastState } = sequence
  const value = tf.customGrad((...given) => {
    const save = given.at(-1) as (tensors: Tensor[]) => void
    const { value, steps } = forward(tf, sequence)
    const saved = new Pile()
    const find = {
      kernels: saved.add(kernels),
      mask: saved.add(listed(sequence.mask)),
      recurrentDropout: saved.add(listed(sequence.recurrentDropout)),
      steps: steps.map(({ state, kept }) => ({ state: saved.add(state), kept: mapValues(kept, (tensors) => saved.add(tensors)) })),
    }
    save(saved.tensors)
    const gradFunc = (gradient: Tensor, tensors: Tensor[]) => {
      const [mask] = find.mask(tensors)
      const [recurrentDropout] = find.recurrentDropout(tensors)
      const back = { ...sequence, kernels: find.kernels(tensors), mask, recurrentDropout }
      const found = find.steps.map(({ state, kept }) => ({ state: state(tensors), kept: mapValues(kept, (one) => one(tensors)) }))
      return tf.tidy(() => backward(tf, back, found, gradient))
    }
    return { value, gradFunc }
  })(...products, ...kernels, ...(learnsInitial ? initial : []))

  if (!lastState) return { output: value, state: [] }
  if (!everyStep) {
    const state = isPacked(sequence) ? tf.unstack(value, 1) : [value]
    return { output: state[0], state }
  }
  const [samples, , units] = value.shape as number[]
  const steps = products[0].shape[0]
  const at = (index: number) => value.slice([0, index, 0], [samples, 1, units]).reshape([samples, units])
  return { output: value.slice([0, 0, 0], [samples, steps, units]), state: initial.map((_, i) => at(steps - 1 + i)) }
}

/**
 * Whether more is asked for than one tensor [N, units]. An operation with a gradient of its own gives one tensor, so what
 * is asked for is packed into one [N, …, units]: the output of the last step, or of all, and behind it the rest of the
 * last state.
 */
function isPacked({ everyStep, lastState, initial }: Sequence): boolean {
  return everyStep || (lastState && initial.length > 1)
}

/** The way forth. */
function forward(tf: TensorFlow, sequence: Sequence): { value: Tensor; steps: Step[] } {
  const { cell: make, products, kernels, initial, mask, recurrentDropout, everyStep, lastState, backwards } = sequence
  const ops = operations(tf)
  const cell = make(tf, ops, kernels)
  const inputs = products.map((product) => ops.unpack(product, 0))
  const masks = mask && bothWays(tf, ops, mask)
  const isRecorded = tf.engine().state.gradientDepth > 0
  const outputs: Tensor[] = []
  const steps: Step[] = []
  let state = initial
  for (const t of order(inputs[0].length, backwards)) {
    const { next, ...step } = tf.tidy(() => {
      const before = recurrentDropout ? [ops.mul(state[0], recurrentDropout), ...state.slice(1)] : state
      const { state: after, kept } = cell.forward(inputs.map((input) => input[t]), before)
      const next = masks ? after.map((tensor, i) => ops.add(ops.mul(tensor, masks.on[t]), ops.mul(state[i], masks.off[t]))) : after
      return isRecorded ? { next, state: before, kept } : { next, state: [], kept: {} }
    })
    state = next
    steps.push(step)
    if (everyStep) outputs.push(state[0])
  }
  const results = [...(everyStep ? outputs : [state[0]]), ...(lastState ? state.slice(1) : [])]
  return { value: isPacked(sequence) ? ops.pack(results, 1) : state[0], steps }
}

/** The way back: gradients with respect to products, kernels and, if they are wanted, the initial state. */
function backward(tf: TensorFlow, sequence: Sequence, steps: Step[], gradient: Tensor): Tensor[] {
  const { cell: make, products, kernels, initial, learnsInitial, mask, recurrentDropout, everyStep, lastState, backwards } = sequence
  const ops = operations(tf)
  const cell = make(tf, ops, kernels)
  const masks = mask && bothWays(tf, ops, mask)
  const results = isPacked(sequence) ? ops.unpack(gradient, 1) : [gradient]
  const outputs = everyStep ? results.slice(0, steps.length) : results.slice(0, 1)
  const rest = lastState ? results.slice(outputs.length) : initial.slice(1).map((tensor) => tf.zeros(tensor.shape))
  const gradients: Tensor[][] = products.map(() => [])
  const factors: Tensor[][] = kernels.map(() => [])
  const turns = order(steps.length, backwards)
  let after = [outputs.at(-1)!, ...rest]
  for (let k = steps.length - 1; k >= 0; k--) {
    const t = turns[k]
    const { product, before } = tf.tidy(() => {
      const reaching = masks ? after.map((one) => ops.mul(one, masks.on[t])) : after
      const { products: product, state } = cell.backward(reaching, steps[k])
      let before = recurrentDropout ? [ops.mul(state[0], recurrentDropout), ...state.slice(1)] : state
      if (masks) before = before.map((one, i) => ops.add(one, ops.mul(after[i], masks.off[t])))
      if (everyStep && k > 0) before = [ops.add(before[0], outputs[k - 1]), ...before.slice(1)]
      return { product, before }
    })
    product.forEach((one, i) => (gradients[i][t] = one))
    cell.factors(steps[k]).forEach((factor, i) => (factors[i][t] = factor))
    after = before
  }
  const stacked = gradients.map(ops.stack)
  return [
    ...stacked.map((one, i) => one.reshape(products[i].shape)),
    ...stacked.map((one, i) => ops.matMul(ops.stack(factors[i]), one, { a: true })),
    ...(learnsInitial ? after : []),
  ]
}

function order(steps: number, backwards: boolean): number[] {
  const turns = [...Array(steps).keys()]
  return backwards ? turns.reverse() : turns
}

/** [N, 1] for each step: the mask, and its opposite. */
function bothWays(tf: TensorFlow, ops: Operations, mask: Tensor): { on: Tensor[]; off: Tensor[] } {
  return { on: ops.unpack(mask, 0), off: ops.unpack(ops.sub(tf.scalar(1), mask), 0) }
}

/** Tensors in one list, as they are saved, and each group found again in a list of the same form. */
class Pile {
  readonly tensors: Tensor[] = []

  add(group: Tensor[]): (saved: Tensor[]) => Tensor[] {
    const start = this.tensors.length
    this.tensors.push(...group)
    return (saved) => saved.slice(start, start + group.length)
  }
}

function listed(tensor: Tensor | undefined): Tensor[] {
  return tensor ? [tensor] : []
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}
