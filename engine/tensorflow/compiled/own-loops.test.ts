import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Optimizer, Scalar, Tensor, Tensor1D, Variable } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { compile } from '.'
import { both, data, net, over } from './testing/both'
import type { Numbers } from './testing/both-ways'
import { nativeTensorflow } from './testing/native'
import { explain } from './verdicts'

/** Functions of one's own that do something else for other shapes, and what may change around them. */

const large = (tf: TensorFlow) => tf.tensor1d([1, 2, 3, 4, 5, 6])
const small = (tf: TensorFlow) => tf.tensor1d([7, 9])
const isLarge = ({ shape }: Tensor) => shape[0] > 4

/** Both in turns, after several of either, each with what it has given. */
function inTurns(tf: TensorFlow, numbers: Numbers, call: (x: Tensor1D) => number[]): void {
  const order = [...Array<string>(5).fill('large'), ...Array<string>(5).fill('small'), 'large', 'small', 'large']
  order.forEach((which, i) => numbers.set(`${i} ${which}`, tf.tidy(() => call(which === 'large' ? large(tf) : small(tf)))))
}

describe('compile(fn), for each shape', { concurrency: false }, () => {
  both('gives what it gives for that shape, by that name', async (tf, numbers) => {
    const named = compile((x: Tensor1D): Record<string, Tensor> => (isLarge(x) ? { sum: x.sum() } : { mean: x.mean(), top: x.max() }))
    inTurns(tf, numbers, (x) => Object.entries(named(x)).flatMap(([name, value]) => [name.length, value.dataSync()[0]]))
    named.dispose()
  }, { compiled: ['a'] })

  both('gives a tensor for one and nothing for the other', async (tf, numbers) => {
    const total = tf.variable(tf.scalar(0))
    const perhaps = compile((x: Tensor1D) => {
      total.assign(total.add(x.sum()))
      return isLarge(x) ? x.mean() : undefined
    })
    inTurns(tf, numbers, (x) => [perhaps(x)?.dataSync()[0] ?? -1, total.dataSync()[0]])
    perhaps.dispose()
    total.dispose()
  }, { compiled: ['a'] })

  both('steps another optimizer, whose learning rate is followed', async (tf, numbers) => {
    const pair = [0.1, 0.2].map((rate) => ({ weight: tf.variable(tf.scalar(1)), optimizer: tf.train.rmsprop(rate) as unknown as Optimizer & { learningRate: number } }))
    const step = compile((x: Tensor1D) => {
      const { weight, optimizer } = pair[isLarge(x) ? 0 : 1]
      return optimizer.minimize(() => weight.mul(x).sum<Scalar>(), true, [weight])!
    })
    for (let round = 0; round < 3; round++) {
      inTurns(tf, new Map(), (x) => [...step(x).dataSync()])
      for (const [i, { optimizer }] of pair.entries()) optimizer.learningRate = (i + 1) / 1000 / (round + 1)
    }
    for (const [i, { weight, optimizer }] of pair.entries()) {
      numbers.set(`weight ${i}`, weight.dataSync().slice())
      weight.dispose()
      optimizer.dispose()
    }
    step.dispose()
  }, { compiled: ['a'] })
})

describe('compile(fn), when weights are frozen and thawed', { concurrency: false }, () => {
  both('trains those that can be trained', async (tf, numbers) => {
    const [a, b] = [1, 2].map((value) => tf.variable(tf.scalar(value)))
    const optimizer = tf.train.rmsprop(0.1)
    const step = compile((x: Tensor1D) => optimizer.minimize(() => a.add(b).mul(x).square().sum<Scalar>(), true)!)
    for (let i = 0; i < 24; i++) {
      // There is no method for it.
      ;(a as Variable & { trainable: boolean }).trainable = i < 8 || i >= 16
      numbers.set(`${i}`, tf.tidy(() => [step(large(tf)), a, b].map((one) => one.dataSync()[0])))
    }
    tf.dispose([a, b])
    optimizer.dispose()
    step.dispose()
  }, { compiled: ['a'] })

  both('and so for the layers of a model', async (tf, numbers) => {
    const model = net(tf)
    const optimizer = tf.train.sgd(0.1)
    const step = compile((x: Tensor, y: Tensor) => optimizer.minimize(() => tf.losses.meanSquaredError(y, model.apply(x) as Tensor), true)!)
    for (let i = 0; i < 18; i++) {
      model.layers[0].trainable = i < 6 || i >= 12
      numbers.set(`${i}`, tf.tidy(() => step(...data(tf)).dataSync()).slice())
    }
    for (const [i, weight] of model.getWeights().entries()) numbers.set(`weight ${i}`, weight.dataSync().slice())
    optimizer.dispose()
    step.dispose()
    over(model)
  }, { compiled: ['a'] })
})

describe('compile(fn), as it is', { concurrency: false }, () => {
  const reasons: Record<string, [pattern: RegExp, run: (tf: TensorFlow) => void]> = {
    'for too many values': [/16 other combinations/, (tf) => {
      const manyValues = compile(function manyValues(x: Tensor1D, factor: number) {
        return x.mul(factor)
      })
      for (let i = 0; i < 40; i++) assert.equal(manyValues(small(tf), i).dataSync()[0], 7 * i)
    }],
    'when it gives no tensor': [/something else than tensors/, (tf) => {
      const noTensor = compile(function noTensor(x: Tensor1D) {
        return x.shape[0] as unknown as Tensor
      })
      for (let i = 0; i < 4; i++) assert.equal(noTensor(small(tf)), 2)
    }],
    'for a variable': [/given a variable/, (tf) => {
      const aVariable = compile(function aVariable(x: Tensor) {
        return x.mul(2)
      })
      const variable = tf.variable(tf.scalar(4))
      for (let i = 0; i < 4; i++) assert.equal(aVariable(variable).dataSync()[0], 8)
    }],
  }
  for (const [what, [pattern, run]] of Object.entries(reasons)) {
    it(`${what}: the reason is told once`, async (t) => {
      const found = await nativeTensorflow()
      if ('missing' in found) return t.skip(found.missing)
      const before = explain().length
      found.tf.tidy(() => run(found.tf))
      const told = explain().slice(before).filter((verdict) => verdict.kind === 'eager')
      assert.equal(told.length, 1, JSON.stringify(told))
      assert.match(told[0].kind === 'eager' ? told[0].reason : '', pattern)
    })
  }
})

describe('fit with few batches of long sequences', { concurrency: false }, () => {
  it('takes the first epochs as they are, and the later ones with a function', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    const { tf } = found
    const model = tf.sequential({ layers: [tf.layers.simpleRNN({ units: 2, inputShape: [20, 3] }), tf.layers.dense({ units: 1 })] })
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const [x, y] = [tf.randomNormal([12, 20, 3]), tf.randomNormal([12, 1])]
    const before = explain().length
    const told: string[] = []
    await model.fit(x, y, { batchSize: 4, epochs: 6, verbose: 0, callbacks: { onEpochEnd: async () => void told.push(explain().slice(before).map(({ kind }) => kind).join()) } })
    assert.deepEqual([told[0], told.at(-1)], ['', 'compiled'])
    over(model)
    tf.dispose([x, y])
  })
})
