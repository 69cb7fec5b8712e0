import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, it } from 'node:test'
import { courseRoot } from '../../places'
import { trial } from '../../trial'
import { nativeTensorflow } from '../compiled/testing/native'
import { addonFolder, readInstallation } from '../installation'
import type { FunctionGraph } from '../native-backend'

const native = nativeTensorflow()

describe('the addon', { concurrency: false }, () => {
  it('makes a function of operations, runs it, and deletes what is spent', async (t) => {
    const found = await native
    if ('missing' in found) return t.skip(found.missing)
    const { binding } = found.backend
    const graph = good()
    const before = binding.getNumOfTensors()
    binding.compileFunction!(graph)
    const [a, b] = [Float32Array.of(1, 2), Float32Array.of(10, 20)].map((values) => binding.createTensor([2], 1, values))
    const outputs = new Int32Array(2)
    binding.runFunction!(graph.name, Int32Array.of(a, b), outputs, Int32Array.of(a))
    assert.deepEqual([...outputs].map((id) => [...(binding.tensorDataSync(id) as Float32Array)]), [[11, 22], [22, 44]])
    assert.throws(() => binding.tensorDataSync(a), /not referenced/)
    for (const id of [b, ...outputs]) binding.deleteTensor(id)
    binding.removeFunction!(graph.name)
    assert.equal(binding.getNumOfTensors(), before)
  })

  const cases: [string, (graph: FunctionGraph) => unknown, RegExp][] = [
    ['a name that is none', (graph) => (graph.name = 'no name'), /graph\.name is not a name/],
    ['a type that tensors do not have', (graph) => (graph.parameters[0].dtype = 7), /graph\.parameters\[0\]\.dtype is no type/],
    ['a length below zero', (graph) => (graph.parameters[0].shape = [-1]), /graph\.parameters\[0\]\.shape\[0\] is out of range/],
    ['a shape too large to count', (graph) => (graph.parameters[0].shape = [2 ** 30, 2 ** 30]), /graph\.parameters\[0\]\.shape is too large/],
    ['a constant that does not fill its shape', (graph) => (graph.constants[0].shape = [2]), /graph\.constants\[0\]\.values do not fill the shape/],
    ['a constant in an array of another type', (graph) => (graph.constants[0].values = Int32Array.of(1)), /in an array of another type/],
    ['an operation that there is not', (graph) => (graph.operations[0].type = 'Nothing'), /operation 0 \(Nothing\): /],
    ['an operation with an effect', (graph) => (graph.operations[0] = { type: 'RandomUniform', attributes: [], inputs: [0], outputs: 1 }), /has a state or an effect/],
    ['an input that comes later', (graph) => (graph.operations[0].inputs = [0, 5]), /graph\.operations\[0\]\.inputs\[1\] is out of range/],
    ['an input that is no whole number', (graph) => (graph.operations[0].inputs = [0, 0.5]), /is not a whole number/],
    ['too few inputs', (graph) => graph.operations[0].inputs.pop(), /operation 0 \(Add\) takes 2 inputs, not 1/],
    ['inputs of types that do not fit', (graph) => (graph.parameters[0].dtype = 3), /operation 0 \(Add\): /],
    ['inputs of shapes that do not fit', (graph) => (graph.parameters[0].shape = [3]), /operation 0 \(Add\): /],
    ['more outputs than there are', (graph) => (graph.operations[1].outputs = 2), /operation 1 \(Mul\) has 1 outputs, not 2/],
    ['an attribute that there is not', (graph) => graph.operations[0].attributes.push({ name: 'odd', type: 1, value: 1 }), /operation 0 \(Add\) has no attribute odd/],
    ['an attribute of another kind', (graph) => graph.operations[0].attributes.push({ name: 'T', type: 1, value: 1 }), /its attribute T is of the kind type/],
    ['no outputs', (graph) => (graph.outputs = []), /the graph has no outputs/],
    ['nothing at all', (graph) => Reflect.deleteProperty(graph, 'operations'), /graph\.operations is not an array/],
  ]
  for (const [what, change, message] of cases) {
    it(`refuses ${what}`, async (t) => {
      const found = await native
      if ('missing' in found) return t.skip(found.missing)
      const graph = good()
      change(graph)
      assert.throws(() => found.backend.binding.compileFunction!(graph), message)
    })
  }

  it('refuses to run a function on tensors that it was not made for, and spends nothing then', async (t) => {
    const found = await native
    if ('missing' in found) return t.skip(found.missing)
    const { binding } = found.backend
    const graph = good()
    binding.compileFunction!(graph)
    assert.throws(() => binding.compileFunction!(graph), /there is a function \w+ already/)
    const [two, three, whole] = [binding.createTensor([2], 1, new Float32Array(2)), binding.createTensor([3], 1, new Float32Array(3)), binding.createTensor([2], 3, new Int32Array(2))]
    const run = (inputs: number[], outputs = 2, spent: number[] = []) => () => binding.runFunction!(graph.name, Int32Array.from(inputs), new Int32Array(outputs), Int32Array.from(spent))
    assert.throws(run([two]), /inputs has not as many tensors as the function has parameters/)
    assert.throws(run([two, two], 1), /outputs has not as much room/)
    assert.throws(run([two, three], 2, [two]), /another type or shape: number 1/)
    assert.throws(run([whole, two], 2, [two]), /another type or shape: number 0/)
    assert.throws(run([two, 999_999]), /does not exist: number 1/)
    assert.throws(run([two, two], 2, [999_999]), /spent has a tensor that does not exist/)
    for (const id of [two, three, whole]) binding.deleteTensor(id)
    binding.removeFunction!(graph.name)
    assert.throws(run([two, two]), /there is no function/)
    assert.throws(() => binding.removeFunction!(graph.name), /there is no function/)
    assert.throws(() => binding.runFunction!('Add', new Int32Array(2), new Int32Array(1), new Int32Array(0)), /there is no function Add/)
  })

  it('answers graphs with anything wrong in them by errors: it neither crashes nor keeps memory', async (t) => {
    const found = await native
    if ('missing' in found) return t.skip(found.missing)
    const tried = await fuzz(1000, 1)
    if (tried.kind === 'failed') assert.fail(tried.reason)
    assert.ok(tried.refused > 900, 'it has refused few of them')
    assert.ok(tried.growth < 50, `it has grown by ${tried.growth} MB`)
  })
})

interface Tried {
  kind: 'tried'
  refused: number
  growth: number
}

function fuzz(count: number, seed: number) {
  return trial<Tried>(path.join(__dirname, 'fuzz-child.ts'), addonFolder(courseRoot, readInstallation(courseRoot)!), { patience: 300_000, more: [String(count), String(seed)] })
}

let made = 0

/** (a + b, (a + b) · 2) */
function good(): FunctionGraph {
  return {
    name: `good_${made++}`,
    parameters: [{ dtype: 1, shape: [2] }, { dtype: 1, shape: [2] }],
    constants: [{ dtype: 1, shape: [], values: Float32Array.of(2) }],
    operations: [
      { type: 'Add', attributes: [], inputs: [0, 1], outputs: 1 },
      { type: 'Mul', attributes: [], inputs: [3, 2], outputs: 1 },
    ],
    outputs: [3, 4],
  }
}
