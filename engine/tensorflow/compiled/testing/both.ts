import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { LayersModel, ModelFitArgs, Optimizer, Sequential, Tensor2D } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../../engine'
import { bothWays, type Outcome, type Program } from './both-ways'
import { nativeTensorflow } from './native'

const native = nativeTensorflow()

export interface Expected {
  /** Kinds of steps that must have been compiled; training when it is left out. */
  compiled?: string[]
  /** What the reasons must say, for each step that is not. */
  eager?: RegExp[]
}

/** Runs a program with compiled steps and without; all numbers must be the same, and nothing be left behind. */
export function both(name: string, program: Program, { compiled = ['training'], eager = [] }: Expected = {}): void {
  it(name, async (t) => {
    const found = await native
    if ('missing' in found) return t.skip(found.missing)
    const outcome = await bothWays(found.tf, found.backend, program)
    assert.ok(outcome.difference <= 1e-5, `${outcome.where} differs by ${outcome.difference}`)
    assert.deepEqual(outcome.leaks, { tensors: 0, handles: 0 })
    assert.deepEqual(kindsOf(outcome), [...compiled].sort(), JSON.stringify(outcome.verdicts))
    const reasons = outcome.verdicts.flatMap((verdict) => (verdict.kind === 'eager' ? [verdict.reason] : []))
    assert.equal(reasons.length > 0, eager.length > 0, reasons.join('; '))
    for (const pattern of eager) assert.ok(reasons.some((reason) => pattern.test(reason)), `${pattern.source} is not said: ${reasons.join('; ')}`)
  })
}

function kindsOf({ verdicts }: Outcome): string[] {
  return [...new Set(verdicts.filter(({ kind }) => kind === 'compiled').map(({ step }) => step.split(' ')[0]))].sort()
}

/** Numbers in a row of inputs. */
export const INPUTS = 6

/** A net of two layers, compiled. */
export function net(tf: TensorFlow, optimizer: Optimizer = tf.train.adam(0.01), loss = 'meanSquaredError'): Sequential {
  const { dense } = tf.layers
  const model = tf.sequential({ layers: [dense({ inputShape: [INPUTS], units: 5, activation: 'tanh' }), dense({ units: 1 })] })
  model.compile({ optimizer, loss, metrics: ['mae'] })
  return model
}

/** Inputs and targets for it. */
export function data(tf: TensorFlow, rows = 21, seed = 5): [Tensor2D, Tensor2D] {
  return [tf.randomNormal([rows, INPUTS], 0, 1, 'float32', seed), tf.randomNormal([rows, 1], 0, 1, 'float32', seed + 1)]
}

export const shortly: ModelFitArgs = { batchSize: 8, epochs: 5, verbose: 0 }

/** Disposes of a model and of its optimizer. */
export function over(model: LayersModel): void {
  const { optimizer } = model
  model.dispose()
  optimizer.dispose()
}

/** A learning rate is a public secret of optimizers. */
export function setRate(model: LayersModel, rate: number): void {
  const optimizer = model.optimizer as Optimizer & { learningRate: number; setLearningRate?(rate: number): void }
  if (optimizer.setLearningRate) optimizer.setLearningRate(rate)
  else optimizer.learningRate = rate
}
