import { loadAddon } from '../load'
import { type Binding, type FunctionBinding, type FunctionGraph, makesFunctions } from '../native-backend'
import { seeded } from '../seeded'

/**
 * Hands the addon in the folder given graphs with something wrong in them, and prints what came of them as JSON. It
 * is a process of its own, so that a crash is seen. What the addon takes is run as well: an error then is as good.
 */
interface Tried {
  kind: 'tried'
  refused: number
  taken: number
  /** Megabytes that the second half of the graphs has cost. */
  growth: number
}

type Random = () => number
type Addon = Binding & FunctionBinding

function main(folder: string, count: number, seed: number): Tried {
  const binding = loadAddon(folder, { aloud: true, threads: 1 })
  if (!makesFunctions(binding)) throw new Error('the addon makes no functions')
  const random = seeded(seed)
  const tried: Tried = { kind: 'tried', refused: 0, taken: 0, growth: 0 }
  let half = 0
  for (let i = 0; i < count; i++) {
    const graph = good(binding, `fuzz_${i}`)
    const changes = 1 + Math.floor(random() * 2)
    for (let k = 0; k < changes; k++) spoil(graph, random, binding, k === changes - 1)
    const isTaken = !throwsAnError(() => binding.compileFunction(graph))
    tried[isTaken ? 'taken' : 'refused']++
    if (isTaken) tryOut(binding, graph, random)
    misuse(binding, random)
    if (i === count >> 1) half = process.memoryUsage.rss()
  }
  tried.growth = (process.memoryUsage.rss() - half) / 1e6
  // After all that it still works.
  const graph = good(binding, 'last')
  binding.compileFunction(graph)
  const outputs = run(binding, graph)
  for (const id of outputs) binding.deleteTensor(id)
  binding.removeFunction('last')
  if (binding.getNumOfTensors() !== 0) throw new Error(`${binding.getNumOfTensors()} tensors are left`)
  return tried
}

/** Whether a call throws; what it throws must be an error with a message. */
function throwsAnError(call: () => void): boolean {
  try {
    call()
    return false
  } catch (error) {
    if (!(error instanceof Error) || error.message === '') throw new Error(`it threw ${String(error)}`, { cause: error })
    return true
  }
}

/** A graph of a bit of everything: lists, several outputs, each kind of attribute and constant. */
function good(binding: Addon, name: string): FunctionGraph {
  const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = binding
  const kinds = binding as unknown as Record<'TF_ATTR_BOOL' | 'TF_ATTR_INT' | 'TF_ATTR_STRING' | 'TF_ATTR_FLOAT' | 'TF_ATTR_SHAPE' | 'TF_BOOL' | 'TF_INT64', number>
  const type = (attribute: string, value: number) => ({ name: attribute, type: TF_ATTR_TYPE, value })
  const bool = (attribute: string, value: boolean) => ({ name: attribute, type: kinds.TF_ATTR_BOOL, value })
  const int = (attribute: string, value: number | number[]) => ({ name: attribute, type: kinds.TF_ATTR_INT, value })
  return {
    name,
    parameters: [
      { dtype: TF_FLOAT, shape: [2, 4, 4, 1] },
      { dtype: TF_FLOAT, shape: [3, 3, 1, 2] },
      { dtype: TF_INT32, shape: [2] },
    ],
    constants: [
      { dtype: TF_FLOAT, shape: [], values: Float32Array.of(0.5) },
      { dtype: TF_INT32, shape: [2], values: Int32Array.of(2, 32) },
      { dtype: TF_INT32, shape: [], values: Int32Array.of(1) },
      { dtype: kinds.TF_BOOL, shape: [2], values: Uint8Array.of(1, 0) },
      { dtype: kinds.TF_INT64, shape: [1], values: Int32Array.of(1, 0) },
    ],
    operations: [
      { type: 'Conv2D', attributes: [type('T', TF_FLOAT), int('strides', [1, 1, 1, 1]), { name: 'padding', type: kinds.TF_ATTR_STRING, value: 'SAME' }, bool('use_cudnn_on_gpu', true)], inputs: [0, 1], outputs: 1 },
      { type: 'Mul', attributes: [], inputs: [8, 3], outputs: 1 },
      { type: 'Reshape', attributes: [type('Tshape', TF_INT32)], inputs: [9, 4], outputs: 1 },
      { type: 'Split', attributes: [int('num_split', 4)], inputs: [5, 10], outputs: 4 },
      { type: 'ConcatV2', attributes: [int('N', 2), type('Tidx', TF_INT32)], inputs: [11, 12, 5], outputs: 1 },
      { type: 'MatMul', attributes: [bool('transpose_a', false), bool('transpose_b', true)], inputs: [15, 15], outputs: 1 },
      { type: 'Cast', attributes: [type('SrcT', TF_INT32), type('DstT', TF_FLOAT)], inputs: [2], outputs: 1 },
      { type: 'LeakyRelu', attributes: [{ name: 'alpha', type: kinds.TF_ATTR_FLOAT, value: 0.3 }], inputs: [17], outputs: 1 },
      { type: 'Pack', attributes: [int('N', 2), int('axis', 0)], inputs: [17, 18], outputs: 1 },
      { type: 'Where', attributes: [], inputs: [6], outputs: 1 },
    ],
    outputs: [16, 19, 20, 14],
  }
}

const OPERATIONS = `Add Mul MatMul Conv2D Conv2DBackpropFilter Cast Reshape Split Pack ConcatV2 AddN Sum Max All Range Fill Tile Pad Slice
  StridedSlice GatherV2 OneHot Where TopKV2 Einsum Identity IdentityN NoOp _Arg _Retval Placeholder Const PlaceholderWithDefault Assert Print
  RandomUniform StatelessRandomUniform Multinomial VarHandleOp ReadVariableOp AssignVariableOp TensorArrayV3 PartitionedCall
  StatefulPartitionedCall If While Merge Switch Enter Exit PyFunc EagerPyFunc WriteFile SummaryWriter Bitcast FFT MaxPool MaxPoolGrad AvgPool
  Transpose BroadcastTo Empty EmptyTensorList FusedBatchNormV3 BlockLSTMV2 LSTMBlockCell SparseToDense DynamicStitch
  ResizeBilinear CropAndResize NonMaxSuppressionV3 UnsortedSegmentSum Cumsum Unique SetDiff1D ScatterNd nothing`.split(/\s+/)

/** Changes one thing, anywhere. The last change may be one that cannot be looked at. */
function spoil(graph: FunctionGraph, random: Random, binding: Addon, isLast: boolean): void {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]
  if (random() < 0.25) return replaceOperation(graph, random, pick)
  let [of, key]: [object, string] = [graph, pick(Object.keys(graph))]
  // Goes down as far as chance will have it.
  while (random() < 0.85) {
    const inner = (of as Record<string, unknown>)[key]
    if (typeof inner !== 'object' || inner === null || ArrayBuffer.isView(inner) || Object.keys(inner).length === 0) break
    ;[of, key] = [inner, pick(Object.keys(inner))]
  }
  const list = Array.isArray(of) ? (of as unknown[]) : undefined
  const chance = random()
  if (list && chance < 0.15) list.splice(Number(key), 1)
  else if (list && chance < 0.3) list.push(list[Number(key)])
  else if (isLast && chance < 0.35) Object.defineProperty(of, key, { get: throwing })
  else (of as Record<string, unknown>)[key] = junk(random, pick, binding)
}

function throwing(): never {
  throw new Error('a getter that throws')
}

function replaceOperation({ operations }: FunctionGraph, random: Random, pick: <T>(list: readonly T[]) => T): void {
  const operation: unknown = Array.isArray(operations) ? pick(operations) : undefined
  if (!isOperation(operation)) return
  operation.type = pick(OPERATIONS)
  if (random() < 0.5) operation.attributes = []
  if (random() < 0.3) operation.inputs = Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 12))
  if (random() < 0.3) operation.outputs = Math.floor(random() * 4)
}

/** The change before may have put anything in its place. */
function isOperation(value: unknown): value is FunctionGraph['operations'][number] {
  return typeof value === 'object' && value !== null && 'outputs' in value
}

function junk(random: Random, pick: <T>(list: readonly T[]) => T, { TF_ATTR_TYPE }: Addon): unknown {
  const numbers = [0, 1, -1, 2, 7, 20, 0.5, NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31), 2 ** 40, 2 ** 53, 1e20, 101, 255]
  const others = [
    undefined, null, true, '', 'x', 'SAME', 'a'.repeat(1e4), '\0', '\ud800', {}, [], [[]], [1, 2, 3], [-1], [0], [2 ** 20, 2 ** 20], [2 ** 62], Array.from({ length: 300 }, () => 1), 5n, Symbol('s'), () => 1,
    new Float32Array(3), new Int32Array(2), new Uint8Array(0), new Float64Array(2), new BigInt64Array(1), new DataView(new ArrayBuffer(8)), new ArrayBuffer(8), new Proxy({}, {}), new Date(),
    [{ name: 'N', type: TF_ATTR_TYPE, value: 1 }], [{ name: 'dtype', type: TF_ATTR_TYPE, value: 99 }], [null], [{}],
  ]
  return random() < 0.4 ? pick(numbers) : pick(others)
}

/** Runs a function on tensors of the shapes it is for, and removes it. */
function tryOut(binding: Addon, graph: FunctionGraph, random: Random): void {
  throwsAnError(() => {
    for (const id of run(binding, graph)) binding.deleteTensor(id)
  })
  binding.removeFunction(graph.name)
  if (random() < 0.1 && !throwsAnError(() => binding.removeFunction(graph.name))) throw new Error('a function was removed twice')
}

/** The tensors that a function gives for numbers of the right types and shapes. */
function run(binding: Addon, graph: FunctionGraph): number[] {
  const inputs: number[] = []
  try {
    for (const { dtype, shape } of graph.parameters) {
      const count = shape.reduce((product, length) => product * length, 1)
      if (count > 1e6) throw new Error('too large to try')
      inputs.push(binding.createTensor(shape, dtype, dtype === binding.TF_FLOAT ? new Float32Array(count).fill(0.5) : new Int32Array(count).fill(1)))
    }
    const outputs = new Int32Array(graph.outputs.length)
    binding.runFunction(graph.name, Int32Array.from(inputs), outputs, new Int32Array(0))
    return [...outputs]
  } finally {
    for (const id of inputs) binding.deleteTensor(id)
  }
}

/** Calls of the other functions with things that they must refuse. */
function misuse(binding: Addon, random: Random): void {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]
  const anything = () => junk(random, pick, binding)
  const call = binding as unknown as Record<'runFunction' | 'removeFunction' | 'compileFunction', (...args: unknown[]) => void>
  const odd: (() => void)[] = [
    () => call.runFunction(anything(), anything(), anything(), anything()),
    () => call.runFunction('Add', Int32Array.of(1, 2), new Int32Array(1), new Int32Array(0)),
    () => call.runFunction('fuzz', new Int32Array(0), new Int32Array(0)),
    () => call.removeFunction(anything()),
    () => call.removeFunction(),
    () => call.compileFunction(anything()),
    () => call.compileFunction(),
  ]
  if (!throwsAnError(pick(odd))) throw new Error('a call that makes no sense was taken')
}

const [folder, count, seed] = process.argv.slice(2)
console.log(JSON.stringify(main(folder, Number(count), Number(seed))))
// TensorFlow's threads need not be waited for.
process.exit(0)
