import * as tf from '@tensorflow/tfjs'

/** A weight and its velocity. */
export interface Momentum {
  w: number
  v: number
}

/** A weight and what Adagrad or RMSProp remembers of the squares of its gradients. */
export interface Adaptive {
  w: number
  acc: number
}

/** A weight and whatever else its stepper remembers. */
export interface State {
  w: number
  v?: number
  acc?: number
}

/** One update: the next state, from the present one and the slope of the loss there. */
export type Stepper = (state: State, gradient: number) => State

/**
 * One update with momentum. The velocity keeps the share mu of itself and takes up the gradient; the weight moves
 * against the velocity:
 *
 *     v ← mu·v + g        w ← w − lr·v        (with the new v)
 *
 * @param s where the weight is and how fast it moves; before the first update the caller has v at 0
 * @param g the gradient at s.w
 * @returns the new state, another object: s is not changed
 */
export function momentumStep(s: Momentum, g: number, o: { lr: number; mu: number }): Momentum {
  // #region solution: the new velocity, then the new weight
  const v = o.mu * s.v + g
  return { w: s.w - o.lr * v, v }
  // #endregion
}

/**
 * One update of Adagrad, which makes steps smaller the more gradient it has seen:
 *
 *     acc ← acc + g²      w ← w − lr·g / √(acc + eps)        (with the new acc)
 *
 * @param s the weight and the sum of squares so far. Before the first update the caller has acc at 0.1, as
 *   TensorFlow.js does; it is not added here
 * @param g the gradient at s.w
 * @param o.eps keeps the root above 0, 1e-7 for instance
 * @returns the new state, another object: s is not changed
 */
export function adagradStep(s: Adaptive, g: number, o: { lr: number; eps: number }): Adaptive {
  // #region solution: add the square, then divide the step by the root
  const acc = s.acc + g ** 2
  return { w: s.w - (o.lr * g) / Math.sqrt(acc + o.eps), acc }
  // #endregion
}

/**
 * One update of RMSProp, which divides by a running mean of the squares, so that old ones are forgotten:
 *
 *     acc ← rho·acc + (1 − rho)·g²      w ← w − lr·g / √(acc + eps)        (with the new acc, eps inside the root)
 *
 * @param s the weight and the mean of squares so far; before the first update the caller has acc at 0
 * @param g the gradient at s.w
 * @returns the new state, another object: s is not changed
 */
export function rmspropStep(s: Adaptive, g: number, o: { lr: number; rho: number; eps: number }): Adaptive {
  // #region solution: update the mean of squares, then divide the step by its root
  const acc = o.rho * s.acc + (1 - o.rho) * g ** 2
  return { w: s.w - (o.lr * g) / Math.sqrt(acc + o.eps), acc }
  // #endregion
}

/**
 * Walks down a loss from w0, with any stepper. The first state is { w: w0 }. In every step the slope of the loss at
 * the present w is taken (tf.grad gives it), the stepper turns state and slope into the next state, and that whole
 * state is handed to the stepper in the step after. What a stepper finds missing at the start it fills in itself:
 *
 *     descend(loss, 2, ({ w, v = 0 }, g) => momentumStep({ w, v }, g, { lr: 0.01, mu: 0.9 }))
 *
 * @param loss made of TensorFlow.js operations that have a derivative
 * @returns the path: w0 first, then w after each step, steps + 1 numbers
 */
export function descend(loss: (w: tf.Scalar) => tf.Scalar, w0: number, stepper: Stepper, steps = 100): number[] {
  // #region solution: in every step take the slope, let the stepper move, note where w is
  const slope = tf.grad(loss as (w: tf.Tensor) => tf.Scalar)
  const path = [w0]
  let state: State = { w: w0 }
  for (let i = 0; i < steps; i++) {
    const g = tf.tidy(() => slope(tf.scalar(state.w)).dataSync()[0])
    state = stepper(state, g)
    path.push(state.w)
  }
  return path
  // #endregion
}
