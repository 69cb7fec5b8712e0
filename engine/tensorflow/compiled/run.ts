import type { Optimizer, Tensor, Variable } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { NativeBackend } from '../native-backend'
import { countedSteps, rateOf } from './optimizers'
import { idOf, record, type Recording } from './recorder'
import type { Replaced, Stateful } from './states'
import { type Trace, traceOf } from './trace'
import { numberOf } from './watched'

/** What a step is given: tensors, and nothing in place of some (a net without sample weights). */
export type Arguments = readonly (Tensor | null)[]

/** Runs a step operation by operation, as TensorFlow.js does. */
export type Eager = (args: Arguments) => Tensor[]

/** Something that a step uses and does not make itself. */
export type Source = { name: string; dtype: number; shape: number[] } & (
  | { kind: 'variable'; variable: Variable }
  | { kind: 'argument'; index: number }
  /** What a layer remembers, whichever tensor it is at the time. */
  | { kind: 'state'; layer: Stateful; index: number }
  /** A tensor that is there as a property of an object, whichever it is at the time. */
  | { kind: 'field'; of: object; key: string }
  /** A tensor from before the step, by its data. */
  | { kind: 'tensor'; dataId: object }
)

/** A run of a step that can stand for others. */
export interface Run {
  trace: Trace<Source>
  /** Operations as they were asked for. */
  recorded: number
  /** How many numbers they have made. */
  numbers: number
  /** The variables that have other values afterwards; the first outputs of the trace are these values. */
  changed: Variable[]
  /** The layers that remember other states; the next outputs are these. */
  replaced: Replaced[]
  /** What it has given: the other outputs of the trace. */
  results: { id: number; dtype: number; shape: number[]; kept: boolean }[]
  /** The optimizers whose steps it has counted. */
  stepped: Optimizer[]
  /** The learning rate of each optimizer of the step. */
  rates: number[]
  /** What the sources were when it began: arguments, and those variables and states that the run before has used. */
  beginnings: Map<string, number>
}

/** What outlasts a step, apart from variables. */
export interface Lasting {
  optimizers: Optimizer[]
  stateful: Stateful[]
}

export interface Ran {
  results: Tensor[]
  /** There unless there is trouble. */
  run?: Run
  trouble?: string
  /** Lets go of what was kept for a check. */
  close(): void
}

/**
 * Takes a step operation by operation and records it. The values that variables and states had before are kept until
 * `close` if the run before is given: the function is tried on them.
 */
export function runAndRecord(tf: TensorFlow, backend: NativeBackend, args: Arguments, eager: Eager, { optimizers, stateful }: Lasting, before: Run | undefined): Ran {
  const variables = variablesOf(tf)
  const ids = handedOver(tf, backend, variables)
  const memories = stateful.map((layer) => memoryOf(backend, layer))
  const oldData = new Set([...variables, ...memories.flatMap(({ states }) => states)].map(({ dataId }) => dataId))
  // Each argument under a number of its own: the same tensor may be given twice, or be the value of a variable.
  const copies = args.map((arg) => arg && tf.keep(identity(backend, arg)))
  const beginnings = new Map<string, number>()
  for (const source of before?.trace.sources ?? []) {
    const tensor = source.kind === 'variable' ? source.variable : source.kind === 'state' ? source.layer.states_[source.index] : undefined
    if (tensor && !tensor.isDisposed) beginnings.set(source.name, backend.binding.executeOp('Identity', [], [idOf(backend, tensor)], 1)[0].id)
  }
  const saved = [...beginnings.values()]
  for (const [index, copy] of copies.entries()) if (copy) beginnings.set(argumentName(index), idOf(backend, copy))
  const close = () => {
    for (const id of saved) backend.binding.deleteTensor(id)
    for (const copy of copies) copy?.dispose()
  }

  const taken = () => {
    const results = tf.tidy(() => eager(copies))
    // What was assigned or is given back may be numbers that TensorFlow has not seen yet.
    const after = variables.map((variable) => (variable.isDisposed ? -1 : idOf(backend, variable)))
    const stateIds = stateful.map(({ states_ }) => states_.map((state) => idOf(backend, state)))
    return { given: results, after, stateIds, resultIds: results.map((tensor) => idOf(backend, tensor)) }
  }
  const { result, recording, counted } = closing(close, () => {
    const { result, optimizers: counted } = countedSteps(() => record(backend, taken))
    return { ...result, counted }
  })
  const { given, after, stateIds, resultIds } = result
  const rates = optimizers.map(rateOf)
  const results = given.map((tensor) => args[copies.indexOf(tensor)] ?? tensor)
  const trouble = recording.trouble ?? sharing(ids, memories) ?? sideEffect(tf, variables, stateful, oldData, copies, given, recording)
  if (trouble) return { results, trouble, close }
  const changed = variables.flatMap((variable, i) => (after[i] === ids[i] ? [] : [{ variable, id: after[i] }]))
  const replaced = memories.flatMap((memory, i) => (String(memory.ids) === String(stateIds[i]) ? [] : [replacedIn(backend, memory, stateIds[i])]))
  const sourceOf = sources(backend, variables, ids, memories, copies, recording, counted)
  const trace = traceOf(recording, sourceOf, [...changed.map(({ id }) => id), ...replaced.flatMap(({ after }) => after.map(({ id }) => id)), ...resultIds])
  if ('trouble' in trace) return { results, trouble: trace.trouble, close }
  const run: Run = {
    trace,
    recorded: recording.operations.length,
    numbers: recording.numbers,
    changed: changed.map(({ variable }) => variable),
    replaced,
    results: given.map((tensor, i) => {
      const { dtype, shape } = backend.tensorMap.get(tensor.dataId)
      return { id: resultIds[i], dtype, shape, kept: tensor.kept }
    }),
    stepped: counted,
    rates,
    beginnings,
  }
  return { results, run, close }
}

function variablesOf(tf: TensorFlow): Variable[] {
  return Object.values(tf.engine().state.registeredVariables)
}

/** What a layer remembers before a step. */
interface Memory {
  layer: Stateful
  states: Tensor[]
  ids: number[]
  kinds: { dtype: number; shape: number[] }[]
  /** Of how many steps before it keeps states. */
  kept: number
}

function memoryOf(backend: NativeBackend, layer: Stateful): Memory {
  const { states_, keptStates } = layer
  return { layer, states: states_.slice(), ids: states_.map((state) => idOf(backend, state)), kinds: states_.map(({ dataId }) => kindOf(backend, dataId)), kept: keptStates.length }
}

function replacedIn(backend: NativeBackend, { layer, states, kept }: Memory, ids: number[]): Replaced {
  return { layer, training: layer.keptStates.length > kept, before: states, after: layer.states_.map(({ dataId }, i) => ({ id: ids[i], ...kindOf(backend, dataId) })) }
}

/** States that were given to layers may share their data with others; those that a step leaves do not. */
function sharing(variables: number[], memories: Memory[]): string | undefined {
  const all = [...variables, ...memories.flatMap(({ ids }) => ids)]
  return new Set(all).size === all.length ? undefined : 'a state of a layer is the same tensor as another, or as a variable'
}

function argumentName(index: number): string {
  return `argument ${index}`
}

/** The variables' numbers. Variables that share their data get a number each: from then on they can be told apart. */
function handedOver(tf: TensorFlow, backend: NativeBackend, variables: Variable[]): number[] {
  const seen = new Set<number>()
  return variables.map((variable) => {
    let id = idOf(backend, variable)
    if (seen.has(id)) {
      tf.tidy(() => variable.assign(identity(backend, variable)))
      id = idOf(backend, variable)
    }
    seen.add(id)
    return id
  })
}

/** The same numbers in the same memory, under a number of its own. */
function identity(backend: NativeBackend, tensor: Tensor): Tensor {
  return backend.executeSingleOutput('Identity', [], [tensor])
}

function closing<T>(close: () => void, body: () => T): T {
  try {
    return body()
  } catch (error) {
    close()
    throw error
  }
}

/** What a step does that replaying it would not do. */
function sideEffect(tf: TensorFlow, before: Variable[], stateful: Stateful[], oldData: Set<object>, copies: (Tensor | null)[], results: Tensor[], { born, died }: Recording): string | undefined {
  const now = variablesOf(tf)
  if (now.length !== before.length || now.some((variable, i) => variable !== before[i])) return 'it makes or disposes of variables'
  if (copies.some((copy) => copy?.isDisposed)) return 'it disposes of what it is given'
  const owned = new Set<object>([...now, ...stateful.flatMap(({ states_ }) => states_), ...results].map(({ dataId }) => dataId))
  for (const data of born) if (!owned.has(data)) return 'it keeps tensors that outlive it'
  for (const data of died) if (!oldData.has(data)) return 'it disposes of tensors from before it'
  const fresh = results.every((tensor) => !before.includes(tensor as Variable) && !copies.includes(tensor) && (born.has(tensor.dataId) || copies.some((copy) => copy?.dataId === tensor.dataId)))
  return fresh ? undefined : 'it gives back a tensor that was there before'
}

/** Tells what each tensor from outside is. */
function sources(backend: NativeBackend, variables: Variable[], ids: number[], memories: Memory[], copies: (Tensor | null)[], { outside }: Recording, optimizers: Optimizer[]): (id: number) => Source | undefined {
  const known = new Map<number, Variable | number>()
  const states = new Map(memories.flatMap(({ layer, ids, kinds }) => ids.map((id, index) => [id, { layer, index, ...kinds[index] }] as const)))
  for (const [i, id] of ids.entries()) known.set(id, variables[i])
  for (const [index, copy] of copies.entries()) if (copy) known.set(idOf(backend, copy), index)
  return (id) => {
    const found = known.get(id)
    if (typeof found === 'number') return { kind: 'argument', index: found, name: argumentName(found), ...kindOf(backend, copies[found]!.dataId) }
    if (found) return { kind: 'variable', variable: found, name: `variable ${found.id}`, ...kindOf(backend, found.dataId) }
    const state = states.get(id)
    if (state) return { kind: 'state', name: `state ${state.index} of ${numberOf(state.layer)}`, ...state }
    const dataId = outside.get(id)
    if (!dataId || !backend.tensorMap.has(dataId)) return undefined
    const kind = kindOf(backend, dataId)
    const field = fieldWith(dataId, optimizers)
    return field ? { kind: 'field', ...field, name: `${field.key} of ${numberOf(field.of)}`, ...kind } : { kind: 'tensor', dataId, name: `tensor ${numberOf(dataId)}`, ...kind }
  }
}

function kindOf(backend: NativeBackend, dataId: object): { dtype: number; shape: number[] } {
  const { dtype, shape } = backend.tensorMap.get(dataId)
  return { dtype, shape }
}

/** Some optimizers hold a number as a tensor, and replace it when it is set. */
function fieldWith(dataId: object, optimizers: Optimizer[]): { of: object; key: string } | undefined {
  for (const of of optimizers) {
    for (const [key, value] of Object.entries(of)) if ((value as Tensor | null)?.dataId === dataId) return { of, key }
  }
  return undefined
}
