import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { Operations } from './operations'

/** What an activation gives: its value first and, where its slope cannot be told from that, what else is needed for it. */
export type Activated = Tensor[]

/** An activation that works on each number by itself, with its derivative written out. */
export interface Activation {
  forward(x: Tensor): Activated
  /** The gradient with respect to x, of the same shape, from that with respect to the value. */
  backward(gradient: Tensor, activated: Activated): Tensor
}

/** Makes an activation for one run: the numbers it needs are tensors, and live as long as the tidy it is made in. */
export type ActivationMaker = (tf: TensorFlow, operations: Operations) => Activation

/** One of TensorFlow's pairs of operations, whose gradient is told by the value. */
function pair(forward: string, backward: string, order: 'value first' | 'gradient first'): ActivationMaker {
  return (_tf, { apply }) => ({
    forward: (x) => [apply(forward, x)],
    backward: (gradient, [value]) => (order === 'value first' ? apply(backward, value, gradient) : apply(backward, gradient, value)),
  })
}

/** One of TensorFlow's pairs of operations, whose gradient is told by x. */
function pairByInput(forward: string, backward: string): ActivationMaker {
  return (_tf, { apply }) => ({
    forward: (x) => [apply(forward, x), x],
    backward: (gradient, [, x]) => apply(backward, gradient, x),
  })
}

/** clip(line, 0, 1). TensorFlow.js lets the gradient through at both ends, where nothing was cut off yet. */
const cutOff: ActivationMaker = (tf, { apply, mul, same }) => {
  const [zero, one] = [0, 1].map((value) => tf.scalar(value))
  return {
    // These two are done in half the time of ClipByValue.
    forward: (line) => [apply('Maximum', apply('Minimum', line, one), zero), line],
    backward: (gradient, [value, line]) => mul(gradient, same(value, line)),
  }
}

/** An activation that begins with a straight line: rest(slope · x + offset). Weights can take the line in, once for all steps. */
export interface WithLine {
  slope: number
  offset: number
  rest: ActivationMaker
}

/** clip(0.2 x + 0.5, 0, 1) */
const lineOfHardSigmoid: WithLine = { slope: 0.2, offset: 0.5, rest: cutOff }

const hardSigmoid: ActivationMaker = (tf, ops) => {
  const [slope, offset] = [lineOfHardSigmoid.slope, lineOfHardSigmoid.offset].map((value) => tf.scalar(value))
  const rest = cutOff(tf, ops)
  return {
    forward: (x) => rest.forward(ops.add(ops.mul(x, slope), offset)),
    backward: (gradient, activated) => rest.backward(ops.mul(gradient, slope), activated),
  }
}

export const withLine: ReadonlyMap<ActivationMaker, WithLine> = new Map([[hardSigmoid, lineOfHardSigmoid]])

/** The numbers of https://arxiv.org/abs/1706.02515, as in TensorFlow.js. */
const SELU_SCALE = 1.0507009873554805
const SELU_SCALE_ALPHA = 1.7580993408473768

/** TensorFlow's own gradient has the other slope at zero, and zero is what all padded steps come to. */
const selu: ActivationMaker = (tf, { apply, add, mul, whereGreater }) => {
  const [zero, scale, scaleAlpha] = [0, SELU_SCALE, SELU_SCALE_ALPHA].map((value) => tf.scalar(value))
  return {
    forward: (x) => [apply('Selu', x)],
    backward: (gradient, [value]) => mul(gradient, whereGreater(value, zero, scale, add(value, scaleAlpha))),
  }
}

const linear: ActivationMaker = () => ({ forward: (x) => [x], backward: (gradient) => gradient })

/**
 * By their names in TensorFlow.js. Not among them: softmax and logSoftmax, which work on whole rows, and gelu, gelu_new,
 * mish and swish, which recurrent nets hardly use.
 */
export const activations: Readonly<Record<string, ActivationMaker>> = {
  linear,
  hardSigmoid,
  selu,
  sigmoid: pair('Sigmoid', 'SigmoidGrad', 'value first'),
  tanh: pair('Tanh', 'TanhGrad', 'value first'),
  relu: pair('Relu', 'ReluGrad', 'gradient first'),
  relu6: pair('Relu6', 'Relu6Grad', 'gradient first'),
  elu: pair('Elu', 'EluGrad', 'gradient first'),
  softplus: pairByInput('Softplus', 'SoftplusGrad'),
  softsign: pairByInput('Softsign', 'SoftsignGrad'),
}
