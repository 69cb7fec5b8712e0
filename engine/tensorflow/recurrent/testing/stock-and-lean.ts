import assert from 'node:assert/strict'
import * as tf from '@tensorflow/tfjs'
import { tryEngine } from '../../..'
import { type LeanOptions, leanRecurrentLayers } from '..'
import type { NativeBackend } from '../../native-backend'
import { drawsOn } from '../../random'

const prototypes = ['SimpleRNN', 'LSTM', 'GRU'].map((name) => tf.serialization.SerializationMap.getMap().classNameMap[name][0].prototype as unknown as { call: unknown })

/** As TensorFlow.js has them: nothing has started yet when this file is loaded. */
const stockCalls = prototypes.map(({ call }) => call)

/** Starts the engine; gives the reason when that cannot be. */
export async function startNative(): Promise<string | undefined> {
  const start = await tryEngine('tensorflow')
  return start.kind === 'unavailable' ? `native TensorFlow does not start here: ${start.reason}` : undefined
}

/** Whether the layers have other code now than TensorFlow.js gave them. */
export function areReplaced(): boolean {
  return prototypes.every(({ call }, i) => call !== stockCalls[i])
}

/** Runs something with the layers as TensorFlow.js has them. */
export async function withStock<T>(body: () => T | Promise<T>): Promise<T> {
  const calls = prototypes.map(({ call }) => call)
  prototypes.forEach((prototype, i) => (prototype.call = stockCalls[i]))
  try {
    return await body()
  } finally {
    prototypes.forEach((prototype, i) => (prototype.call = calls[i]))
  }
}

export interface Lean {
  /** As the engine draws them, unless told. */
  drawMask?: LeanOptions['drawMask']
  /** Why each call is left to the stock code; none may be, unless this is told. */
  left?: string
}

/** Runs something with the lean code, and sees to it that it is the lean code that runs. */
export async function withLean<T>(body: () => T | Promise<T>, { drawMask = drawnByEngine, left }: Lean = {}): Promise<T> {
  return withStock(async () => {
    const reasons = new Set<string>()
    const undo = leanRecurrentLayers(tf, { drawMask, threads: 2, onStock: (why) => reasons.add(why) })
    try {
      return await body()
    } finally {
      undo()
      assert.deepEqual([...reasons], left === undefined ? [] : [left])
    }
  })
}

const drawnByEngine: LeanOptions['drawMask'] = (...what) => drawsOn(tf, tf.backend() as NativeBackend).dropoutMask(...what)

/** Numbers, and the shape that they lie in. */
export interface Values {
  name: string
  shape: number[]
  values: Float32Array
}

/** The numbers of the tensors that a body gives; its tensors are freed, and nothing may be left of them. */
export function valuesOf(body: () => Record<string, tf.Tensor>): Values[] {
  const before = counts()
  let result: Values[] = []
  tf.tidy(() => {
    result = Object.entries(body()).map(([name, x]) => ({ name, shape: x.shape, values: Float32Array.from(x.dataSync()) }))
  })
  assert.deepEqual(counts(), before, 'tensors are left behind')
  return result
}

/** What is alive: tensors, and the data behind them. */
export function counts(): { tensors: number; data: number } {
  return { tensors: tf.memory().numTensors, data: tf.backend().numDataIds() }
}

/** Fails where numbers differ by more than the tolerance or, in a tensor of larger numbers, by that part of its largest. */
export function assertSame(actual: Values[], expected: Values[], what = '', tolerance = 1e-5): void {
  assert.deepEqual(actual.map(({ name, shape }) => [name, shape]), expected.map(({ name, shape }) => [name, shape]), what)
  actual.forEach(({ name, values }, k) => {
    const wanted = expected[k].values
    const largest = wanted.reduce((max, value) => Math.max(max, Math.abs(value)), 1)
    const at = values.findIndex((value, i) => !(Math.abs(value - wanted[i]) <= tolerance * largest))
    assert.equal(at, -1, `${what}: number ${at} of ${name} is ${values[at]}, not ${wanted[at]}`)
  })
}

/** The same sequence of numbers from 0 to 1 for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A dropout mask that is told by its shape and rate, so that both codes can be given the same. */
export function fixedMask(shape: number[], rate: number): tf.Tensor {
  const random = randomFrom(shape[0] * 1000 + shape[1] + rate)
  const values = Array.from({ length: tf.util.sizeFromShape(shape) }, () => (random() < rate ? 0 : 1 / (1 - rate)))
  return tf.tensor(values, shape)
}
