import type { OperationOption } from '../native-backend'
import type { Recording, Upload } from './recorder'

/**
 * A recording in which tensors are named by where they come from, so that two runs of a step can be compared: the
 * numbers of tensors differ from run to run, where they come from does not.
 */
export interface Trace<Source extends Named> {
  operations: TracedOperation[]
  /** Numbers made in JavaScript, in the order of their first use. */
  uploads: Upload[]
  /** What comes from outside of the step, in the order of its first use. */
  sources: Source[]
  outputs: Origin[]
}

/** The name is the same in each run, and no other source has it. */
export interface Named {
  name: string
}

export interface TracedOperation {
  type: string
  attributes: OperationOption[]
  inputs: Origin[]
  /** How many. */
  outputs: number
}

/** Where a tensor comes from. */
export type Origin = { from: 'operation'; index: number; output: number } | { from: 'upload'; index: number } | { from: 'source'; index: number }

/**
 * Follows each tensor of a recording back. `sourceOf` tells what a tensor from outside is, nothing when that is not
 * known; `results` are the numbers of the tensors that the step is for.
 */
export function traceOf<Source extends Named>({ operations, uploads }: Recording, sourceOf: (id: number) => Source | undefined, results: number[]): Trace<Source> | { trouble: string } {
  const origins = new Map<number, Origin>()
  const trace: Trace<Source> = { operations: [], uploads: [], sources: [], outputs: [] }
  const originOf = (id: number): Origin => {
    const known = origins.get(id)
    if (known) return known
    const upload = uploads.get(id)
    const source = upload ? undefined : sourceOf(id)
    if (!upload && source === undefined) throw new Unfollowed()
    const origin: Origin = upload ? { from: 'upload', index: trace.uploads.push(upload) - 1 } : { from: 'source', index: trace.sources.push(source!) - 1 }
    origins.set(id, origin)
    return origin
  }
  try {
    for (const [index, { type, attributes, inputs, outputs }] of operations.entries()) {
      trace.operations.push({ type, attributes, inputs: inputs.map(originOf), outputs: outputs.length })
      for (const [output, id] of outputs.entries()) origins.set(id, { from: 'operation', index, output })
    }
    trace.outputs = results.map(originOf)
  } catch (error) {
    if (error instanceof Unfollowed) return { trouble: 'it uses a tensor whose origin is not known' }
    throw error
  }
  return trace
}

class Unfollowed extends Error {}

/** A number that is set from outside between steps, as it was in either of two runs: a learning rate. */
export interface Dial {
  then: number
  now: number
}

/** An upload that is a dial's number, or its negative. */
export interface Turned {
  dial: number
  sign: 1 | -1
}

/**
 * Whether two runs of a step did the same. Numbers made in JavaScript must be equal, but for single ones that followed
 * a dial which was turned between the runs: these come back by the index of the upload.
 */
export function compareTraces<Source extends Named>(then: Trace<Source>, now: Trace<Source>, dials: Dial[]): { turned: Map<number, Turned> } | { trouble: string } {
  const structure = { trouble: 'two of its runs differ in their operations' }
  if (then.operations.length !== now.operations.length || then.uploads.length !== now.uploads.length || then.sources.length !== now.sources.length) return structure
  if (!sameOrigins(then.outputs, now.outputs)) return structure
  for (const [i, a] of then.operations.entries()) {
    const b = now.operations[i]
    if (a.type !== b.type || a.outputs !== b.outputs || !sameOrigins(a.inputs, b.inputs) || JSON.stringify(a.attributes) !== JSON.stringify(b.attributes)) return structure
  }
  if (then.sources.some(({ name }, i) => name !== now.sources[i].name)) return { trouble: 'it uses another tensor in each run' }
  const turned = new Map<number, Turned>()
  for (const [i, a] of then.uploads.entries()) {
    const b = now.uploads[i]
    if (sameUpload(a, b)) continue
    const found = dialBehind(a, b, dials)
    if (!found) return { trouble: 'two of its runs differ in numbers made in JavaScript' }
    turned.set(i, found)
  }
  return { turned }
}

function sameOrigins(a: Origin[], b: Origin[]): boolean {
  return a.length === b.length && a.every((origin, i) => sameOrigin(origin, b[i]))
}

function sameOrigin(a: Origin, b: Origin): boolean {
  return a.from === b.from && a.index === b.index && (a.from !== 'operation' || a.output === (b as typeof a).output)
}

function sameUpload(a: Upload, b: Upload): boolean {
  return sameKind(a, b) && a.values.length === b.values.length && a.values.every((value, i) => Object.is(value, b.values[i]))
}

function sameKind(a: Upload, b: Upload): boolean {
  return a.dtype === b.dtype && a.shape.length === b.shape.length && a.shape.every((length, i) => length === b.shape[i])
}

function dialBehind(a: Upload, b: Upload, dials: Dial[]): Turned | undefined {
  if (!sameKind(a, b) || a.values.length !== 1 || !(a.values instanceof Float32Array)) return undefined
  for (const [dial, { then, now }] of dials.entries()) {
    for (const sign of [1, -1] as const) {
      if (a.values[0] === Math.fround(sign * then) && b.values[0] === Math.fround(sign * now)) return { dial, sign }
    }
  }
  return undefined
}
