import assert from 'node:assert/strict'
import * as tf from '@tensorflow/tfjs'

/** The same numbers in every run: a failure can be looked at again. */
let state = 1
export function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

/** A whole number from `min` to `max`. */
export function whole(min: number, max: number): number {
  return min + Math.floor((max - min + 1) * random())
}

/** A tensor as plain numbers, which belong to no engine. */
export interface Operand {
  shape: number[]
  values: number[]
}

/** Numbers from −1 to 1, or what `draw` gives. */
export function operand(shape: number[], draw: () => number = () => 2 * random() - 1): Operand {
  const count = shape.reduce((product, size) => product * size, 1)
  return { shape, values: Array.from({ length: count }, draw) }
}

/** The tensor of an operand, on the engine of the moment. */
export function tensor<R extends tf.Rank>({ values, shape }: Operand, dtype: 'float32' | 'int32' = 'float32'): tf.Tensor<R> {
  return tf.tensor<R>(values, shape as tf.ShapeMap[R], dtype)
}

/** What a body gives on one backend, as numbers. The body's tensors are freed, and nothing may be left of them. */
export async function on(backend: 'wasm' | 'cpu', body: () => tf.Tensor[]): Promise<Operand[]> {
  await tf.setBackend(backend)
  Object.assign(tf.backend(), { firstUse: false })
  const before = [tf.backend().numDataIds(), tf.memory().numTensors]
  const results = tf.tidy(() => body().map((x) => ({ shape: x.shape, values: Array.from(x.dataSync()) })) as unknown as tf.TensorContainer)
  assert.deepEqual([tf.backend().numDataIds(), tf.memory().numTensors], before, `${backend} left data behind`)
  return results as unknown as Operand[]
}

export function assertSame(actual: Operand[], expected: Operand[], what: string, tolerance = 1e-4): void {
  assert.equal(actual.length, expected.length)
  actual.forEach(({ shape, values }, k) => {
    assert.deepEqual(shape, expected[k].shape, `${what}: shape of result ${k}`)
    values.forEach((value, i) => {
      const wanted = expected[k].values[i]
      assert.ok(Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted)), `${what}: result ${k}, number ${i} is ${value}, not ${wanted}`)
    })
  })
}

/** Holds a computation on wasm against the same on plain JavaScript. */
export async function same(what: string, body: () => tf.Tensor[], tolerance?: number): Promise<void> {
  assertSame(await on('wasm', body), await on('cpu', body), what, tolerance)
}

/**
 * A result and its gradients with respect to each input. Each number of the result counts differently, so that a
 * gradient turned the wrong way shows.
 */
export function withGradients(inputs: tf.Tensor[], compute: (...inputs: tf.Tensor[]) => tf.Tensor): tf.Tensor[] {
  const result = compute(...inputs)
  const weights = tf.range(0, result.size).mul(0.7).sin().reshape(result.shape)
  const loss = (...xs: tf.Tensor[]) => compute(...xs).mul(weights).sum<tf.Scalar>()
  return [result, ...tf.grads(loss)(inputs)]
}
