import type { FunctionGraph } from '../native-backend'
import type { Upload } from './recorder'
import type { Named, Origin, Trace, Turned } from './trace'

/** What a parameter of a function is filled with: something from outside of the step, or a dial. */
export type Filling<Source> = { from: 'source'; source: Source } | ({ from: 'dial' } & Turned)

/** A function to be, and what its parameters stand for. */
export interface Graph<Source> {
  function: FunctionGraph
  fillings: Filling<Source>[]
}

/** Constants of more numbers than this are not searched for equals. */
const SMALL = 64

/**
 * Makes a function of a trace: what no output needs is left out, what is computed twice is computed once. Uploads that
 * follow a dial become parameters, all others constants. `kindOf` gives the type and shape of a source.
 */
export function graphOf<Source extends Named>(name: string, trace: Trace<Source>, turned: Map<number, Turned>, kindOf: (source: Source) => { dtype: number; shape: number[] }): Graph<Source> {
  const needed = neededOperations(trace)
  const fillings: Filling<Source>[] = []
  const parameters: FunctionGraph['parameters'] = []
  const constants: FunctionGraph['constants'] = []
  const kept: { type: string; attributes: FunctionGraph['operations'][number]['attributes']; inputs: Value[]; outputs: number }[] = []
  const once = new Map<string, number>()

  const parameterFor = (key: string, filling: Filling<Source>, kind: { dtype: number; shape: number[] }) =>
    remembered(once, key, () => {
      fillings.push(filling)
      return parameters.push({ dtype: kind.dtype, shape: kind.shape }) - 1
    })
  const uploaded = new Map<number, Value>()
  const valueOfUpload = (index: number): Value => {
    const known = uploaded.get(index)
    if (known) return known
    const upload = trace.uploads[index]
    const dial = turned.get(index)
    const value: Value = dial
      ? { is: 'parameter', index: parameterFor(`dial ${dial.dial} ${dial.sign}`, { from: 'dial', ...dial }, upload) }
      : { is: 'constant', index: remembered(once, constantKey(upload, index), () => constants.push(upload) - 1) }
    uploaded.set(index, value)
    return value
  }
  const newIndex: number[] = []
  const valueOf = (origin: Origin): Value => {
    if (origin.from === 'operation') return { is: 'output', index: newIndex[origin.index], output: origin.output }
    if (origin.from === 'upload') return valueOfUpload(origin.index)
    const source = trace.sources[origin.index]
    return { is: 'parameter', index: parameterFor(`source ${origin.index}`, { from: 'source', source }, kindOf(source)) }
  }
  for (const [index, { type, attributes, inputs, outputs }] of trace.operations.entries()) {
    if (!needed.has(index)) continue
    const values = inputs.map(valueOf)
    newIndex[index] = remembered(once, `${type} ${JSON.stringify(attributes)} ${values.map(inWords).join()}`, () => kept.push({ type, attributes, inputs: values, outputs }) - 1)
  }
  const results = trace.outputs.map(valueOf)

  const firstOutput: number[] = []
  let count = parameters.length + constants.length
  for (const { outputs } of kept) {
    firstOutput.push(count)
    count += outputs
  }
  const reference = (value: Value) => (value.is === 'parameter' ? value.index : value.is === 'constant' ? parameters.length + value.index : firstOutput[value.index] + value.output)
  const operations: FunctionGraph['operations'] = kept.map((operation) => ({ ...operation, inputs: operation.inputs.map(reference) }))
  // Each output of a function is the output of an operation of its own.
  const taken = new Set<number>()
  const outputs = results.map((value) => {
    const at = reference(value)
    if (value.is === 'output' && !taken.has(at)) {
      taken.add(at)
      return at
    }
    operations.push({ type: 'Identity', attributes: [], inputs: [at], outputs: 1 })
    return count++
  })
  return { function: { name, parameters, constants, operations, outputs }, fillings }
}

/** A value within the function that is being made. */
type Value = { is: 'parameter'; index: number } | { is: 'constant'; index: number } | { is: 'output'; index: number; output: number }

function inWords(value: Value): string {
  return value.is === 'output' ? `${value.index}:${value.output}` : `${value.is}${value.index}`
}

function constantKey({ dtype, shape, values }: Upload, index: number): string {
  // −0 is not 0: a quotient tells them apart.
  const numbers = values.length <= SMALL ? Array.from(values, (value) => (Object.is(value, -0) ? '-0' : String(value))).join() : `number ${index}`
  return `constant ${dtype} ${shape.join()} ${numbers}`
}

function remembered(known: Map<string, number>, key: string, make: () => number): number {
  let index = known.get(key)
  if (index === undefined) known.set(key, (index = make()))
  return index
}

/** The operations that some output depends on. */
function neededOperations({ operations, outputs }: Pick<Trace<Named>, 'operations' | 'outputs'>): Set<number> {
  const needed = new Set<number>()
  const ahead = outputs.slice()
  for (let origin = ahead.pop(); origin; origin = ahead.pop()) {
    if (origin.from !== 'operation' || needed.has(origin.index)) continue
    needed.add(origin.index)
    ahead.push(...operations[origin.index].inputs)
  }
  return needed
}
