import type { Tensor, Variable } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { NativeBackend } from '../native-backend'

/** A layer that draws; its generator is a property of it, as its weights are. */
export interface Drawing {
  randomState?: Variable
}

/** Draws random numbers where they are used, in TensorFlow. */
export interface Draws {
  /** Even between 0 and 1, 1 excluded: float32 of this shape. */
  uniform(owner: Drawing, shape: number[]): Tensor
  /** Normal with mean 0 and deviation 1: float32 of this shape. */
  normal(owner: Drawing, shape: number[]): Tensor
  /**
   * A mask for dropout, float32 of this shape: 0 with the probability `rate`, else 1 / (1 − rate), so that the mean
   * stays what it was.
   */
  dropoutMask(owner: Drawing, shape: number[], rate: number): Tensor
}

/**
 * Each owner has a generator: an int32 variable of two numbers, a key that is drawn from Math.random when the owner
 * draws for the first time, and a counter that each draw turns on by one. TensorFlow's StatelessRandomUniform makes the
 * numbers of the two. So a run repeats itself when Math.random is seeded, as with TensorFlow.js' own draws; and since
 * the counter is a tensor, a compiled step draws other numbers each time. The variable is not trained, is no weight, and
 * is in no saved file.
 */
export function drawsOn(tf: TensorFlow, backend: NativeBackend): Draws {
  const { TF_ATTR_TYPE, TF_FLOAT } = backend.binding
  const draw = (operation: string, owner: Drawing, shape: number[]) =>
    tf.tidy(() => {
      const state = stateOf(tf, owner)
      const numbers = backend.executeSingleOutput(operation, [{ name: 'dtype', type: TF_ATTR_TYPE, value: TF_FLOAT }], [tf.tensor1d(shape, 'int32'), state])
      state.assign(tf.add(state, tf.tensor1d([0, 1], 'int32')))
      return numbers
    })
  const uniform = (owner: Drawing, shape: number[]) => draw('StatelessRandomUniform', owner, shape)
  return {
    uniform,
    normal: (owner, shape) => draw('StatelessRandomNormal', owner, shape),
    dropoutMask: (owner, shape, rate) => tf.tidy(() => tf.div(tf.floor(tf.add(uniform(owner, shape), 1 - rate)), 1 - rate)),
  }
}

function stateOf(tf: TensorFlow, owner: Drawing): Variable {
  if (!owner.randomState || owner.randomState.isDisposed) {
    owner.randomState = tf.tidy(() => tf.variable(tf.tensor1d([Math.floor(Math.random() * 2 ** 31), 0], 'int32'), false))
  }
  return owner.randomState
}

/** Takes the generator of an owner away. */
export function disposeDrawing(owner: Drawing): void {
  if (owner.randomState && !owner.randomState.isDisposed) owner.randomState.dispose()
}
