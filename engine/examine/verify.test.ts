import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import { startEngine, type TensorFlow } from '..'
import { layerKinds } from './layers'
import { differences, type LayerVerdict, numbersOn, verify } from './verify'

let tf: TensorFlow
before(async () => {
  ;({ tf } = await startEngine('wasm'))
})

async function verdicts(names: string[]): Promise<LayerVerdict[]> {
  const found: LayerVerdict[] = []
  for await (const verdict of verify(tf, 'wasm', layerKinds.filter(({ name }) => names.includes(name)))) found.push(verdict)
  assert.equal(found.length, names.length)
  return found
}

/** Runs a body with one kernel of wasm replaced. */
async function withKernel<T>(kernelName: string, change: (stock: KernelFunc) => KernelFunc, body: () => Promise<T>): Promise<T> {
  const { kernelFunc } = tf.getKernel(kernelName, 'wasm')
  const register = (kernel: KernelFunc) => {
    tf.unregisterKernel(kernelName, 'wasm')
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: kernel })
  }
  register(change(kernelFunc))
  try {
    return await body()
  } finally {
    register(kernelFunc)
  }
}

describe('the kinds of layers', () => {
  it('have names of their own', () => {
    assert.equal(new Set(layerKinds.map(({ name }) => name)).size, layerKinds.length)
  })

  // All zeros or NaN would agree with anything that is as broken.
  it('each give numbers and gradients that say something', async () => {
    for (const kind of layerKinds) {
      for (const [what, numbers] of await numbersOn(tf, 'cpu', kind)) {
        assert.ok(numbers.every(Number.isFinite) && numbers.some((x) => Math.abs(x) > 1e-4), `${kind.name}: ${what}`)
      }
    }
  })
})

describe('holding an engine against cpu', () => {
  it('names the kinds of layers that a wrong kernel spoils, and no others', async () => {
    const tooLarge = (stock: KernelFunc): KernelFunc => (args) => {
      const right = stock(args) as TensorInfo
      return tf.getKernel('Multiply', 'wasm').kernelFunc({ inputs: { a: right, b: tf.scalar(1.01) }, backend: args.backend, attrs: {} })
    }
    const found = await withKernel('Tanh', tooLarge, () => verdicts(['dense', 'dense with tanh', 'softmax', 'simpleRNN', 'sigmoid head']))
    assert.deepEqual(found.filter(({ problems }) => problems.length > 0).map(({ kind }) => kind), ['dense with tanh', 'simpleRNN'])
    assert.equal(found[1].problems[0], 'output is off by 1 %')
  })

  it('sees a wrong gradient where what the layer gives is right', async () => {
    const halved = (stock: KernelFunc): KernelFunc => (args) =>
      tf.getKernel('Multiply', 'wasm').kernelFunc({ inputs: { a: stock(args) as TensorInfo, b: tf.scalar(0.5) }, backend: args.backend, attrs: {} })
    const found = await withKernel('Conv2DBackpropFilter', halved, () => verdicts(['conv2d', 'maxPooling2d']))
    assert.deepEqual(found.find(({ kind }) => kind === 'conv2d')?.problems.map((problem) => problem.replace(/[\d.]+ %/, '… %')), ['gradient of kernel is off by … %', 'kernel after 3 steps is off by … %'])
    assert.deepEqual(found.find(({ kind }) => kind === 'maxPooling2d')?.problems, [])
  })

  it('tells what a kernel throws, and goes on', async () => {
    const broken = () => () => {
      throw new Error('no such pool\nat all')
    }
    const found = await withKernel('MaxPool', broken, () => verdicts(['dense', 'maxPooling2d', 'averagePooling2d']))
    assert.deepEqual(found.map(({ problems }) => problems), [[], ['no such pool'], []])
    assert.equal(tf.getBackend(), 'wasm')
  })

  it('measures a difference against the largest number of its tensor', () => {
    const numbers = (...values: number[]) => new Map([['output', Float32Array.from(values)]])
    assert.deepEqual(differences(numbers(100.09, 0.05), numbers(100, 0)), [])
    assert.deepEqual(differences(numbers(100.2, 0), numbers(100, 0)), ['output is off by 0.2 %'])
    assert.deepEqual(differences(numbers(1e-4, 1.02e-4), numbers(1e-4, 1e-4)), ['output is off by 2 %'])
    assert.deepEqual(differences(numbers(1e-7), numbers(0)), [])
    assert.deepEqual(differences(numbers(0.5), numbers(0)), ['output is off by 0.50'])
    assert.deepEqual(differences(numbers(NaN, 1), numbers(1, 1)), ['output has numbers that are none'])
    assert.deepEqual(differences(numbers(1), numbers(1, 1)), ['output has 1 numbers, not 2'])
    assert.deepEqual(differences(new Map(), numbers(1)), ['output has no numbers, not 1'])
  })
})
