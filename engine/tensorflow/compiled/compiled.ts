import type { Tensor, Variable } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { FunctionBinding, NativeBackend, TensorData } from '../native-backend'
import { differenceOf } from './difference'
import { type Filling, type Graph, graphOf } from './graph'
import { countStep } from './optimizers'
import type { Arguments, Run, Source } from './run'
import { areAlike, type Stateful } from './states'
import type { Turned } from './trace'
import type { Figures } from './verdicts'
import { numberOf } from './watched'

/** A step as a function of TensorFlow. */
export interface Compiled {
  /** Takes the step. Throws before anything has changed. */
  replay(args: Arguments, rates: number[]): Tensor[]
  /** Whether all it uses is still there. */
  isAlive(): boolean
  remove(): void
}

export type CompiledStep = { compiled: Compiled; figures: Figures } | { trouble: string }

/**
 * How far the first results may lie from those of the run beside it: |x − y| ≤ TOLERANCE · max(1, max|y|), the maximum
 * over the whole tensor. TensorFlow fuses operations in a function, which changes last bits.
 */
const TOLERANCE = 1e-5

let made = 0

/**
 * Makes a function of a run, takes the same step with it from where the run began, and compares what comes out. Throws
 * what the addon says of a graph that it does not take.
 */
export function compileStep(tf: TensorFlow, backend: NativeBackend, run: Run, turned: Map<number, Turned>): CompiledStep {
  const binding = backend.binding as FunctionBinding & NativeBackend['binding']
  const started = performance.now()
  const graph = graphOf(`tensorlings_step_${made++}`, run.trace, turned, ({ dtype, shape }) => ({ dtype, shape }))
  binding.compileFunction(graph.function)
  const making = performance.now() - started
  const compiled = new CompiledFunction(tf, backend, graph, run)
  try {
    const { firstRun, difference } = compiled.check()
    if (!(difference <= TOLERANCE)) {
      compiled.remove()
      return { trouble: `its first results are ${difference.toExponential(1)} from those without it` }
    }
    return { compiled, figures: { recorded: run.recorded, operations: graph.function.operations.length, making, firstRun, difference } }
  } catch (error) {
    compiled.remove()
    throw error
  }
}

class CompiledFunction implements Compiled {
  private readonly binding: FunctionBinding & NativeBackend['binding']
  private readonly name: string
  private readonly inputs: Int32Array
  private readonly outputs: Int32Array
  private readonly spent: Int32Array
  /** What fills the parameters, kind by kind, each with its place among them. */
  private readonly variables: { at: number; variable: Variable }[] = []
  private readonly arguments: { at: number; index: number }[] = []
  private readonly states: { at: number; layer: Stateful; index: number }[] = []
  private readonly tensors: { at: number; dataId: object }[] = []
  private readonly fields: { at: number; of: Record<string, Tensor>; key: string }[] = []
  private readonly dials: { at: number; dial: number; sign: number; shape: number[]; value: number; id: number }[] = []
  private readonly changedData: TensorData[] = []
  private removed = false

  constructor(
    private readonly tf: TensorFlow,
    private readonly backend: NativeBackend,
    { function: { name, outputs, parameters }, fillings }: Graph<Source>,
    private run: Run,
  ) {
    this.binding = backend.binding as FunctionBinding & NativeBackend['binding']
    this.name = name
    this.inputs = new Int32Array(fillings.length)
    this.outputs = new Int32Array(outputs.length)
    this.spent = new Int32Array(run.changed.length)
    for (const [at, filling] of fillings.entries()) this.place(at, filling, parameters[at].shape)
  }

  private place(at: number, filling: Filling<Source>, shape: number[]): void {
    if (filling.from === 'dial') {
      this.dials.push({ at, dial: filling.dial, sign: filling.sign, shape, value: NaN, id: -1 })
      return
    }
    const { source } = filling
    switch (source.kind) {
      case 'variable':
        return void this.variables.push({ at, variable: source.variable })
      case 'argument':
        return void this.arguments.push({ at, index: source.index })
      case 'state':
        return void this.states.push({ at, layer: source.layer, index: source.index })
      case 'tensor':
        return void this.tensors.push({ at, dataId: source.dataId })
      case 'field':
        return void this.fields.push({ at, of: source.of as Record<string, Tensor>, key: source.key })
    }
  }

  /** Runs it on what the recorded run began with. Deletes what comes out. */
  check(): { firstRun: number; difference: number } {
    const { run, backend, binding, inputs, outputs } = this
    for (const { at, variable } of this.variables) inputs[at] = run.beginnings.get(`variable ${variable.id}`)!
    for (const { at, index } of this.arguments) inputs[at] = run.beginnings.get(`argument ${index}`)!
    for (const { at, layer, index } of this.states) inputs[at] = run.beginnings.get(`state ${index} of ${numberOf(layer)}`)!
    this.fillOthers(run.rates)
    const started = performance.now()
    binding.runFunction(this.name, inputs, outputs, new Int32Array(0))
    const firstRun = performance.now() - started
    const expected = [...run.changed.map((variable) => this.dataOf(variable.dataId)), ...run.replaced.flatMap(({ after }) => after), ...run.results]
    let difference = 0
    try {
      for (const [i, { id, dtype }] of expected.entries()) {
        const one = differenceOf(binding, outputs[i], id, dtype)
        // NaN wins.
        if (!(one <= difference)) difference = one
      }
    } finally {
      for (const id of outputs) backend.binding.deleteTensor(id)
    }
    // What the run began with is let go now.
    this.run = { ...run, beginnings: new Map(), trace: { operations: [], uploads: [], sources: [], outputs: [] } }
    return { firstRun, difference }
  }

  replay(args: Arguments, rates: number[]): Tensor[] {
    const { inputs, outputs, run, backend, changedData } = this
    for (const { at, variable } of this.variables) inputs[at] = this.dataOf(variable.dataId).id
    for (const { at, index } of this.arguments) inputs[at] = this.dataOf(args[index]!.dataId).id
    for (const { at, layer, index } of this.states) inputs[at] = this.dataOf(layer.states_[index].dataId).id
    this.fillOthers(rates)
    const { changed, replaced, results } = run
    let spent = 0
    for (let i = 0; i < changed.length; i++) {
      const data = this.dataOf(changed[i].dataId)
      changedData[i] = data
      // Data that other tensors share stay.
      if (data.refCount === 1) this.spent[spent++] = data.id
    }
    this.binding.runFunction(this.name, inputs, outputs, spent === this.spent.length ? this.spent : this.spent.subarray(0, spent))
    for (let i = 0; i < changed.length; i++) {
      const data = changedData[i]
      if (data.refCount === 1) data.id = outputs[i]
      else this.assign(changed[i], data, outputs[i])
    }
    let at = changed.length
    for (const { layer, training, after } of replaced) {
      this.tf.tidy(() => layer.resetStates(after.map((state) => backend.createOutputTensor({ ...state, id: outputs[at++] })), training))
    }
    for (const optimizer of run.stepped) countStep(optimizer)
    const given: Tensor[] = new Array<Tensor>(results.length)
    for (let i = 0; i < results.length; i++) {
      const { dtype, shape, kept } = results[i]
      given[i] = backend.createOutputTensor({ id: outputs[at + i], dtype, shape })
      given[i].kept = kept
    }
    return given
  }

  private assign(variable: Variable, { dtype, shape }: TensorData, id: number): void {
    this.tf.tidy(() => variable.assign(this.backend.createOutputTensor({ id, dtype, shape })))
  }

  private fillOthers(rates: number[]): void {
    const { inputs, binding } = this
    for (const { at, dataId } of this.tensors) inputs[at] = this.dataOf(dataId).id
    for (const { at, of, key } of this.fields) inputs[at] = this.dataOf(of[key].dataId).id
    for (const one of this.dials) {
      const value = one.sign * rates[one.dial]
      if (one.value !== value) {
        if (one.id >= 0) binding.deleteTensor(one.id)
        one.id = binding.createTensor(one.shape, binding.TF_FLOAT, Float32Array.of(value))
        one.value = value
      }
      inputs[one.at] = one.id
    }
  }

  /** The data behind a tensor, handed over to TensorFlow. */
  private dataOf(dataId: object): TensorData {
    const data = this.backend.tensorMap.get(dataId)
    if (data.values !== null) {
      data.id = this.binding.createTensor(data.shape, data.dtype, data.values)
      data.values = null
    }
    return data
  }

  isAlive(): boolean {
    for (const { variable } of this.variables) if (variable.isDisposed) return false
    for (const { dataId } of this.tensors) if (!this.backend.tensorMap.has(dataId)) return false
    return this.run.replaced.every(areAlike)
  }

  remove = (): void => {
    if (this.removed) return
    this.removed = true
    this.binding.removeFunction(this.name)
    for (const { id } of this.dials) if (id >= 0) this.binding.deleteTensor(id)
  }
}
