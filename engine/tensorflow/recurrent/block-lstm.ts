import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { NativeBackend } from '../native-backend'
import { activations } from './activations'
import type { WholeLayer } from './kind'
import type { Run } from './sequence'

/**
 * A whole LSTM layer by TensorFlow's own operation BlockLSTMV2, where it fits: sigmoid for the gates and tanh for all
 * else, as in models that come from Keras; no mask; no recurrent dropout. It is one operation each way however long the
 * sequence is, with the columns in the order of TensorFlow.js. On a GPU nobody has measured it, so there it is not used.
 */
export function blockLstm(tf: TensorFlow, layer: WholeLayer): Run | undefined {
  const isKnown = layer.activation === activations['tanh'] && layer.recurrentActivation === activations['sigmoid']
  const { isUsingGpuDevice } = tf.backend() as NativeBackend
  return isKnown && !layer.mask && !layer.recurrentDropout && !isUsingGpuDevice ? run(tf, layer) : undefined
}

function run(tf: TensorFlow, { input, kernel, recurrentKernel, bias, initial, learnsInitial, backwards, everyStep, lastState }: WholeLayer): Run {
  const [steps, samples] = input.shape
  const units = recurrentKernel.shape[0]
  const x = backwards ? input.reverse(0) : input
  const weights = tf.concat([kernel, recurrentKernel])
  // [T, N, units]: the outputs of all steps; with the last carry behind them, if that is asked for.
  const value = tf.customGrad((...given) => {
    const save = given.at(-1) as (tensors: Tensor[]) => void
    const known = [x, initial[1], initial[0], weights, bias ?? tf.zeros([4 * units])]
    const results = forward(tf, known)
    save([...known, ...results])
    const gradFunc = (gradient: Tensor, saved: Tensor[]) =>
      tf.tidy(() => {
        const [toOutputs, toLastCarry] = lastState ? tf.split(gradient, [steps, 1]) : [gradient, tf.zeros([1, samples, units])]
        const toCarries = tf.concat([tf.zeros([steps - 1, samples, units]), toLastCarry])
        const [toX, toCarry, toState, toWeights, , , , toBias] = backward(tf, saved, [toCarries, toOutputs])
        return [toX, toWeights, ...(bias ? [toBias] : []), ...(learnsInitial ? [toState, toCarry] : [])]
      })
    const [carries, outputs] = [results[1], results[6]]
    return { value: lastState ? tf.concat([outputs, carries.slice([steps - 1, 0, 0])]) : outputs, gradFunc }
  })(x, weights, ...(bias ? [bias] : []), ...(learnsInitial ? initial : []))

  const at = (step: number) => value.slice([step, 0, 0], [1, samples, units]).reshape([samples, units])
  return {
    output: everyStep ? value.slice([0, 0, 0], [steps, samples, units]).transpose([1, 0, 2]) : at(steps - 1),
    state: lastState ? [at(steps - 1), at(steps)] : [],
  }
}

/** Of x, carry, output, weights and bias: the gates i, then carries, f, o, candidates, squashed carries and outputs of all steps. */
function forward(tf: TensorFlow, known: Tensor[]): Tensor[] {
  const backend = tf.backend() as NativeBackend
  const { binding } = backend
  const options = [{ name: 'cell_clip', type: binding.TF_ATTR_FLOAT, value: 0 }]
  return backend.executeMultipleOutputs('BlockLSTMV2', [...common(backend), ...options], inputs(tf, known), 7)
}

/** The gradients of x, carry, output, weights, three that are not used, and bias, from those of all carries and outputs. */
function backward(tf: TensorFlow, saved: Tensor[], gradients: Tensor[]): Tensor[] {
  const backend = tf.backend() as NativeBackend
  return backend.executeMultipleOutputs('BlockLSTMGradV2', common(backend), [...inputs(tf, saved.slice(0, 5)), ...saved.slice(5), ...gradients], 8)
}

function common({ binding }: NativeBackend) {
  return [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'use_peephole', type: binding.TF_ATTR_BOOL, value: false },
  ]
}

/** With the number of steps before, and between the weights of peepholes, which TensorFlow.js does not have. */
function inputs(tf: TensorFlow, [x, carry, state, weights, bias]: Tensor[]): Tensor[] {
  const none = tf.zeros([carry.shape[1]!])
  return [longInteger(tf, x.shape[0]), x, carry, state, weights, none, none, none, bias]
}

/** An int64. TensorFlow.js does not know of such, so to it this is an int32; nobody but TensorFlow reads it. */
function longInteger(tf: TensorFlow, value: number): Tensor {
  const backend = tf.backend() as NativeBackend
  const { binding } = backend
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value })
  const options = [type('SrcT', binding.TF_INT32), type('DstT', binding.TF_INT64), { name: 'Truncate', type: binding.TF_ATTR_BOOL, value: false }]
  const [{ id, shape }] = binding.executeOp('Cast', options, backend.getInputTensorIds([tf.scalar(value, 'int32')]), 1)
  return backend.createOutputTensor({ id, shape, dtype: binding.TF_INT32 })
}
