import type { LayersModel, Tensor } from '@tensorflow/tfjs'
import type { Native } from './functions'
import { type Kind, lookAtModel } from './looked'
import { compileLoops } from './loops'
import type { Arguments, Eager } from './run'
import { settings } from './settings'
import { Step } from './step'
import { inStretches } from './stretches'

/** What is used of a model; some of it is private. */
interface Model {
  name: string
  /** A Sequential trains a model that it makes of its layers. */
  model?: Model
  testFunction: (data: Tensor[]) => Tensor[]
  makeTrainFunction(): (data: Tensor[]) => Tensor[]
  makeTestFunction(): void
  predictLoop(inputs: Tensor | Tensor[], batchSize?: number, verbose?: boolean): Tensor | Tensor[]
  checkNumSamples(inputs: Tensor[]): number
  dispose(): { refCountAfterDispose: number }
}

/** Models whose own pieces may be compiled, because somebody has said so. */
const custom = new WeakSet<object>()

/**
 * Says that a model with pieces of one's own (layers, losses, metrics, …) may be compiled. It promises that these do
 * the same operations in each step, whatever the numbers in their tensors: what they compute in JavaScript from
 * anything else (counters, the time, variables of the program) stays as it was when the step was recorded. To be called
 * after `model.compile`. Elsewhere than on native TensorFlow it changes nothing.
 */
export function compileSteps(model: LayersModel, { custom: mayBe }: { custom: boolean }): void {
  const { model: inner } = model as unknown as Model
  for (const one of inner ? [model, inner] : [model]) {
    if (mayBe) custom.add(one)
    else custom.delete(one)
  }
}

/** Lets every model take compiled steps: `fit`, `fitDataset`, `trainOnBatch`, `evaluate`, `predict` and their kin. */
export function compileModels({ tf, backend, builtins }: Native): void {
  const steps = new WeakMap<Model, Partial<Record<Kind, Step>>>()
  const stepOf = (model: Model, kind: Kind): Step => {
    let those = steps.get(model)
    if (!those) steps.set(model, (those = {}))
    return (those[kind] ??= newStep(model, kind))
  }
  const newStep = (model: Model, kind: Kind) => new Step(tf, backend, { name: `${kind} of ${model.name}`, look: () => lookAtModel(model, kind, builtins, custom.has(model)) })

  const prototype = tf.LayersModel.prototype as unknown as Model
  const { makeTrainFunction, makeTestFunction, predictLoop, dispose } = prototype

  /** How TensorFlow.js itself takes the steps of the functions that are given out here. */
  const eagerly = new WeakMap<(data: Tensor[]) => Tensor[], { step: Step; eager: Eager }>()
  const stepping = (model: Model, kind: Kind, eager: (data: Tensor[]) => Tensor[]) => {
    const how = { step: stepOf(model, kind), eager: eager as unknown as Eager }
    const run = (data: Tensor[]) => how.step.run(data, how.eager)
    eagerly.set(run, how)
    return run
  }

  prototype.makeTrainFunction = function (this: Model) {
    return stepping(this, 'training', makeTrainFunction.call(this))
  }

  prototype.makeTestFunction = function (this: Model) {
    makeTestFunction.call(this)
    this.testFunction = stepping(this, 'evaluation', this.testFunction)
  }

  compileLoops({ tf }, (run) => {
    const how = eagerly.get(run)
    return how && settings.on && how.step.mayBeCompiled() ? how : undefined
  })

  prototype.predictLoop = function (this: Model, inputs, batchSize = 32, verbose = false) {
    if (!settings.on || verbose) return predictLoop.call(this, inputs, batchSize, verbose)
    const all = [inputs].flat()
    const rows = this.checkNumSamples(all)
    if (rows === 0) return predictLoop.call(this, inputs, batchSize, verbose)
    const step = stepOf(this, 'prediction')
    const eager = (batch: Arguments) => [predictLoop.call(this, batch as Tensor[], batch[0]!.shape[0])].flat()
    const eagerly = (stacks: Arguments) => {
      const batches = stacks.map((stack) => tf.unstack(stack!))
      return joined(batches[0].map((_, i) => eager(batches.map((those) => those[i]))))
    }
    const joined = (given: Tensor[][]) => given[0].map((one, i) => (given.length === 1 ? one : tf.concat(given.map((outputs) => outputs[i]))))
    return tf.tidy(() => {
      const given: Tensor[][] = []
      inStretches(step, rows, batchSize, ({ from, batches, batchSize }) => {
        const size = batches * batchSize
        const some = size === rows ? all : all.map((input) => tf.slice(input, [from], [size]))
        given.push(batches === 1 ? step.run(some, eager) : step.run(some.map((input) => tf.reshape(input, [batches, batchSize, ...input.shape.slice(1)])), eagerly))
      })
      const outputs = joined(given)
      return outputs.length === 1 ? outputs[0] : outputs
    })
  }

  prototype.dispose = function (this: Model) {
    const result = dispose.call(this)
    if (result.refCountAfterDispose > 0) return result
    for (const one of [this, this.model]) for (const step of Object.values((one && steps.get(one)) ?? {})) step.forget()
    return result
  }
}
