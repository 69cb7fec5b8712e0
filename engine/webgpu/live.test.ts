import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { startWebgpu } from '.'

/** On software as well, where there is some: these tests need the package and any adapter, and are skipped without. */
const start = startWebgpu(tf, { forced: true })

function live(name: string, body: () => unknown): void {
  it(name, async (t) => {
    const result = await start
    if (result.kind === 'unavailable') return t.skip(result.reason)
    await on('webgpu', body)
  })
}

async function on<T>(backend: 'webgpu' | 'cpu', body: () => T | Promise<T>): Promise<T> {
  await tf.setBackend(backend)
  Object.assign(tf.findBackend('cpu'), { firstUse: false })
  // Or else small numbers would never leave the processor.
  if (backend === 'webgpu') tf.env().set('WEBGPU_CPU_FORWARD', false)
  return body()
}

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  assert.equal(actual.length, expected.length)
  Array.from(actual).forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) <= 1e-3 * Math.max(1, Math.abs(expected[i])), `number ${i} is ${value}, not ${expected[i]}`)
  })
}

/** The same numbers in every run, all different and between -1 and 1. */
const numbers = (shape: number[], salt: number) => tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin(salt + 1.7 * i)), shape)

/** The weights of a net after some steps of training. */
async function trained(layers: () => tf.layers.Layer[], x: number[], y: number[]): Promise<number[]> {
  const model = tf.sequential({ layers: layers() })
  model.setWeights(model.getWeights().map((weight, i) => numbers(weight.shape, i).mul(0.5)))
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' })
  await model.fit(numbers(x, 11), numbers(y, 12), { epochs: 2, batchSize: 4, shuffle: false, verbose: 0 })
  return model.getWeights().flatMap((weight) => Array.from(weight.dataSync()))
}

describe('webgpu, really', () => {
  live('gives its numbers at once', () => {
    const product = () => tf.tensor2d([[1, 2], [3, 4]]).matMul(tf.tensor2d([[5, 6], [7, 8]]))
    assert.deepEqual([...product().dataSync()], [19, 22, 43, 50])
    assert.deepEqual([...product().greater(20).dataSync()], [0, 1, 1, 1])
    assert.deepEqual([...tf.mul(tf.complex([1], [2]), tf.complex([3], [4])).dataSync()], [-5, 10])
  })

  live('gives them at once while others are waited for', async () => {
    const x = numbers([50, 40], 1)
    const awaited = x.matMul(x, true).data()
    const atOnce = x.matMul(x, true).dataSync()
    assert.deepEqual(await awaited, atOnce)
    assert.deepEqual(x.matMul(x, true).dataSync(), atOnce)
  })

  live('has the kernels that the stock package lacks, or has wrong', () => {
    const put = (values: number[], shape?: number[]) => tf.tensor(values, shape).add(0)
    const { values } = tf.unique(put([3, 1, 3]))
    assert.deepEqual([...values.dataSync()], [3, 1])
    for (const [length, sums] of [[4, [10, 9, 7, 4]], [2, [3, 2]], [3, [6, 5, 3]]] as const) {
      assert.deepEqual([...put([1, 2, 3, 4].slice(0, length)).cumsum(0, false, true).dataSync()], sums)
    }
    assert.deepEqual(put([1, 2, 3, 4], [2, 2]).prod(1, true).shape, [2, 1])
    assert.deepEqual([...tf.bincount(put([1, 0, 1, 1]).toInt().as1D(), [], 2).dataSync()], [1, 3])
  })

  live('tells what went wrong on the GPU when numbers are read, once', () => {
    const { device } = tf.backend() as unknown as { device: { createBuffer(descriptor: { size: number; usage: number }): void } }
    const read = () => tf.add(1, 2).dataSync()[0]
    device.createBuffer({ size: 4, usage: 0 })
    assert.throws(read, /^Error: the GPU could not do it: ./)
    assert.equal(read(), 3)
  })

  const nets: [name: string, layers: () => tf.layers.Layer[], x: number[], y: number[]][] = [
    ['a dense net', () => [tf.layers.dense({ inputShape: [6], units: 5, activation: 'relu' }), tf.layers.dense({ units: 3, activation: 'softmax' })], [12, 6], [12, 3]],
    ['a convnet', () => [tf.layers.conv2d({ inputShape: [6, 6, 1], filters: 3, kernelSize: 3, activation: 'relu' }), tf.layers.maxPooling2d({ poolSize: 2 }), tf.layers.flatten(), tf.layers.dense({ units: 2 })], [8, 6, 6, 1], [8, 2]],
  ]
  for (const [name, layers, x, y] of nets) {
    live(`trains ${name} as plain JavaScript does`, async () => {
      const weights = await trained(layers, x, y)
      assertClose(weights, await on('cpu', () => trained(layers, x, y)))
    })
  }

  const endings: [name: string, source: string, code: number][] = [
    ['by itself', '', 0],
    ['with an exit code', 'process.exitCode = 5', 5],
    ['in the middle of a read', 'void x.matMul(x).data(); process.exit(3)', 3],
  ]
  for (const [name, source, code] of endings) {
    live(`lets the process end ${name}, and says nothing`, () => {
      const script = `require('./engine').startEngine('webgpu').then(({ tf }) => { const x = tf.ones([64, 64]); x.matMul(x).dataSync(); ${source} })`
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '-e', script], { cwd: path.resolve(__dirname, '..', '..'), encoding: 'utf8' })
      assert.deepEqual([status, stdout, stderr], [code, '', ''])
    })
  }
})
