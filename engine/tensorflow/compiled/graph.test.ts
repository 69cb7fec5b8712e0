import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { graphOf } from './graph'
import type { Recording } from './recorder'
import { compareTraces, type Dial, type Trace, traceOf, type Turned } from './trace'

/** Tensors 1 to 9 come from outside, 10 to 19 are uploads, 20 and on are made. */
const sourceOf = (id: number) => (id < 10 ? { name: `source ${id}`, id } : undefined)
type Source = NonNullable<ReturnType<typeof sourceOf>>

function recording(operations: [type: string, inputs: number[], outputs: number[], attribute?: number][], uploads: Record<number, number[]> = {}): Recording {
  return {
    numbers: 0,
    operations: operations.map(([type, inputs, outputs, value]) => ({ type, attributes: value === undefined ? [] : [{ name: 'a', type: 1, value }], inputs, outputs })),
    uploads: new Map(Object.entries(uploads).map(([id, values]) => [Number(id), { dtype: 1, shape: values.length === 1 ? [] : [values.length], values: Float32Array.from(values) }])),
    outside: new Map(),
    born: new Set(),
    died: new Set(),
  }
}

function traced(...args: [...Parameters<typeof recording>, results: number[]] | [Parameters<typeof recording>[0], number[]]): Trace<Source> {
  const results = args.at(-1) as number[]
  const trace = traceOf(recording(args[0], args.length === 3 ? args[1] : {}), sourceOf, results)
  if ('trouble' in trace) assert.fail(trace.trouble)
  return trace
}

const kindOf = () => ({ dtype: 1, shape: [2] })
const graph = (trace: Trace<Source>, turned: Map<number, Turned> = new Map()) => graphOf('f', trace, turned, kindOf)

describe('the trace of a recording', () => {
  it('names tensors by where they come from, so that runs with other numbers are the same', () => {
    const one = traced([['Add', [1, 10], [20]], ['Split', [20], [21, 22]]], { 10: [3] }, [22, 1])
    const two = traced([['Add', [1, 15], [120]], ['Split', [120], [121, 122]]], { 15: [3] }, [122, 1])
    assert.deepEqual(compareTraces(one, two, []), { turned: new Map() })
    assert.deepEqual(one.outputs, [{ from: 'operation', index: 1, output: 1 }, { from: 'source', index: 0 }])
  })

  it('is none when a tensor comes from nowhere', () => {
    assert.deepEqual(traceOf(recording([['Neg', [15], [20]]]), sourceOf, [20]), { trouble: 'it uses a tensor whose origin is not known' })
  })

  const differing: [string, Trace<Source>, Trace<Source>, RegExp][] = [
    ['operations', traced([['Add', [1, 2], [20]]], [20]), traced([['Sub', [1, 2], [20]]], [20]), /operations/],
    ['attributes', traced([['Sum', [1], [20], 0]], [20]), traced([['Sum', [1], [20], 1]], [20]), /operations/],
    ['inputs', traced([['Sub', [1, 2], [20]]], [20]), traced([['Sub', [2, 2], [20]]], [20]), /operations/],
    ['which tensors are used', traced([['Neg', [1], [20]]], [20]), traced([['Neg', [2], [20]]], [20]), /another tensor/],
    ['results', traced([['Split', [1], [20, 21]]], [20]), traced([['Split', [1], [20, 21]]], [21]), /operations/],
    ['numbers from JavaScript', traced([['Add', [1, 10], [20]]], { 10: [3] }, [20]), traced([['Add', [1, 10], [20]]], { 10: [4] }, [20]), /numbers made in JavaScript/],
    ['the sign of a zero', traced([['Add', [1, 10], [20]]], { 10: [0] }, [20]), traced([['Add', [1, 10], [20]]], { 10: [-0] }, [20]), /numbers made in JavaScript/],
  ]
  for (const [what, one, two, trouble] of differing) {
    it(`is another one when they differ in ${what}`, () => {
      const compared = compareTraces(one, two, [])
      assert.match('trouble' in compared ? compared.trouble : '', trouble)
    })
  }

  it('finds what follows a dial that was turned, with its sign, and only that', () => {
    const run = (rate: number) => traced([['Mul', [1, 10], [20]], ['Mul', [20, 11], [21]], ['Add', [21, 12], [22]]], { 10: [rate], 11: [-rate], 12: [0.1] }, [22])
    const dials: Dial[] = [{ then: 7, now: 7 }, { then: 0.1, now: 0.05 }]
    assert.deepEqual(compareTraces(run(0.1), run(0.05), dials), { turned: new Map([[0, { dial: 1, sign: 1 }], [1, { dial: 1, sign: -1 }]]) })
  })
})

describe('the graph of a trace', () => {
  it('leaves out what no result needs, and computes once what is computed twice', () => {
    const { function: made, fillings } = graph(traced([['Neg', [1], [20]], ['Neg', [1], [21]], ['Abs', [2], [22]], ['Add', [20, 21], [23]]], [23]))
    assert.deepEqual(made.operations.map(({ type, inputs }) => [type, inputs]), [['Neg', [0]], ['Add', [1, 1]]])
    assert.deepEqual(made.outputs, [2])
    assert.deepEqual(fillings.map((filling) => filling.from === 'source' && filling.source.name), ['source 1'])
  })

  it('keeps apart operations of other attributes, and counts the outputs of each', () => {
    const { function: made } = graph(traced([['Sum', [1], [20], 0], ['Sum', [1], [21], 1], ['Split', [20], [22, 23]], ['Add', [23, 21], [24]]], [24]))
    assert.deepEqual(made.operations.map(({ type, inputs }) => [type, inputs]), [['Sum', [0]], ['Sum', [0]], ['Split', [1]], ['Add', [4, 2]]])
    assert.deepEqual(made.outputs, [5])
  })

  it('has one constant for equal numbers, and none for −0 and 0', () => {
    const { function: made } = graph(traced([['Add', [10, 11], [20]], ['Add', [12, 13], [21]], ['Add', [20, 21], [22]]], { 10: [0], 11: [0], 12: [-0], 13: [2] }, [22]))
    assert.deepEqual(made.constants.map(({ values }) => [...values]), [[0], [-0], [2]])
  })

  it('has a parameter for a dial', () => {
    const { function: made, fillings } = graph(traced([['Mul', [1, 10], [20]], ['Mul', [20, 11], [21]]], { 10: [5], 11: [5] }, [21]), new Map([[0, { dial: 0, sign: 1 }], [1, { dial: 0, sign: 1 }]]))
    assert.deepEqual(fillings.map(({ from }) => from), ['source', 'dial'])
    assert.deepEqual([made.parameters.length, made.constants.length], [2, 0])
  })

  it('gives each result an operation of its own', () => {
    const { function: made } = graph(traced([['Neg', [1], [20]]], [20, 20, 1]))
    assert.deepEqual(made.operations.map(({ type, inputs }) => [type, inputs]), [['Neg', [0]], ['Identity', [1]], ['Identity', [0]]])
    assert.deepEqual(made.outputs, [1, 2, 3])
  })
})
