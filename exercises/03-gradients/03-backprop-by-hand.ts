import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** Weights and biases of a network with one hidden layer: i inputs, h hidden units, one output. All float32. */
export interface Params {
  /** [i, h] */
  W1: tf.Tensor2D
  /** [h] */
  b1: tf.Tensor1D
  /** [h, 1] */
  W2: tf.Tensor2D
  /** [1] */
  b2: tf.Tensor1D
}

/**
 * One forward and one backward pass, by hand:
 *
 *     z = x·W1 + b1    h = relu(z)    ŷ = h·W2 + b2    loss = the mean over the rows of (ŷ − y)²
 *
 * The gradients are worked out with the chain rule, by formulas of your own, without tf.grad and its relatives. It
 * must also work where TensorFlow.js records nothing, as inside tf.customGrad, the place for derivatives written by
 * hand; tf.grad does not work there.
 *
 * @param x inputs [n, i], float32
 * @param y targets [n, 1], float32
 * @param p the weights and biases; they are not changed
 * @returns `loss`: a scalar · `grads`: the gradient of the loss for each of W1, b1, W2 and b2, in the shape of each
 */
export function forwardBackward(x: tf.Tensor2D, y: tf.Tensor2D, p: Params): { loss: tf.Scalar; grads: Params } {
  todo('forward, keeping z and h; then back from the loss to each weight')
}
