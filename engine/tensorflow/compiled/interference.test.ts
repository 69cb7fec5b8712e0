import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LayersModel, Logs, ModelFitArgs, Optimizer, Scalar, Shape, SymbolicTensor, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs'
import { compile, compileSteps } from '.'
import { both, data, INPUTS, net, over, setRate, shortly } from './testing/both'
import { noteHistory, noteModel } from './testing/both-ways'
import { nativeTensorflow } from './testing/native'
import { explain } from './verdicts'

/** What programs may do in the middle of an epoch, around steps and across them. */

/** Calls `body` with the number of each batch, over all epochs. */
function inBatches(body: (batch: number) => void | Promise<void>): ModelFitArgs['callbacks'] {
  let batch = 0
  return { onBatchBegin: async () => body(++batch) }
}

/** A regularizer, a layer: settings that are no part of the types. */
function settingsOf(object: unknown): Record<string, unknown> {
  return object as Record<string, unknown>
}

describe('in the middle of an epoch', { concurrency: false }, () => {
  for (const name of ['sgd', 'momentum', 'rmsprop', 'adam'] as const) {
    both(`weights and the learning rate of ${name} change, and the model is asked`, async (tf, numbers) => {
      const optimizer = name === 'momentum' ? tf.train.momentum(0.01, 0.9) : tf.train[name](0.01)
      const model = net(tf, optimizer)
      const seen: number[] = []
      let ended = 0
      const halve = () => tf.tidy(() => model.setWeights(model.getWeights().map((weight) => weight.mul(0.5))))
      const { history } = await model.fit(...data(tf), {
        ...shortly,
        epochs: 6,
        callbacks: {
          ...(inBatches((batch) => {
            if (batch === 7 || batch === 12) halve()
            if (batch % 5 === 0) setRate(model, 0.1 / batch)
          }) as object),
          onBatchEnd: async (_batch, logs) => {
            seen.push(logs!['loss'])
            const [kernel] = model.getWeights() as Variable[]
            if (++ended === 9) tf.tidy(() => kernel.assign(kernel.mul(2)))
            if (ended === 14) seen.push((model.predict(data(tf)[0]) as Tensor).dataSync()[0])
          },
        },
      })
      numbers.set('seen', seen)
      noteHistory(numbers, history)
      noteModel(numbers, model)
      over(model)
    })
  }
  both('a layer is frozen and thawed', async (tf, numbers) => {
    const model = net(tf, tf.train.sgd(0.05))
    const callbacks = inBatches((batch) => void (model.layers[0].trainable = batch < 9 || batch > 14))
    noteHistory(numbers, (await model.fit(...data(tf), { ...shortly, epochs: 9, callbacks })).history)
    noteModel(numbers, model)
    over(model)
  })
  both('settings of layers change', async (tf, numbers) => {
    const { batchNormalization, dense, dropout, gaussianNoise, leakyReLU } = tf.layers
    const regularizer = tf.regularizers.l2({ l2: 0.01 })
    const layers = [dense({ inputShape: [INPUTS], units: 9, kernelRegularizer: regularizer }), batchNormalization({ momentum: 0.9 }), leakyReLU({ alpha: 0.1 }), dropout({ rate: 0.2 }), gaussianNoise({ stddev: 0.1 }), dense({ units: 1 })]
    const model = tf.sequential({ layers })
    model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' })
    const changes: Record<number, () => void> = {
      10: () => void (settingsOf(regularizer)['l2'] = 0.5),
      18: () => void (settingsOf(layers[1])['momentum'] = 0.5),
      26: () => void (settingsOf(layers[2])['alpha'] = 0.7),
      34: () => void (settingsOf(layers[3])['rate'] = 0),
      38: () => void (settingsOf(layers[3])['rate'] = 0.5),
      44: () => void (settingsOf(layers[4])['stddev'] = 1),
      50: () => void (settingsOf(layers[1])['epsilon'] = 0.1),
    }
    noteHistory(numbers, (await model.fit(...data(tf), { ...shortly, epochs: 20, callbacks: inBatches((batch) => changes[batch]?.()) })).history)
    noteModel(numbers, model)
    over(model)
  })
  both('a setting that is a tensor is replaced by another', async (tf, numbers) => {
    const [weak, strong] = [tf.scalar(0.01), tf.scalar(0.9)]
    const regularizer = tf.regularizers.l2({ l2: 1 })
    settingsOf(regularizer)['l2'] = weak
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [INPUTS], units: 5, kernelRegularizer: regularizer }), tf.layers.dense({ units: 1 })] })
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
    const callbacks = inBatches((batch) => void (batch === 12 && (settingsOf(regularizer)['l2'] = strong)))
    noteHistory(numbers, (await model.fit(...data(tf), { ...shortly, epochs: 8, callbacks })).history)
    noteModel(numbers, model)
    over(model)
  })
  both('logs are disposed of, deleted and added to', async (tf, numbers) => {
    class Meddler extends tf.Callback {
      override async onBatchEnd(batch: number, logs?: Logs): Promise<void> {
        const found = logs as unknown as Record<string, Tensor | number>
        if (batch === 0) (found['loss'] as Tensor).dispose()
        if (batch === 1) {
          ;(found['mae'] as Tensor).dispose()
          delete found['mae']
        }
        found['more'] = 3
      }
    }
    const model = net(tf)
    noteHistory(numbers, (await model.fit(...data(tf), { ...shortly, callbacks: [new Meddler()] })).history)
    noteModel(numbers, model)
    over(model)
  })
  both('a callback throws, and the model is fitted again', async (tf, numbers) => {
    const model = net(tf)
    const [x, y] = data(tf)
    const failing = inBatches((batch) => {
      if (batch === 10) throw new Error('enough')
    })
    await assert.rejects(model.fit(x, y, { ...shortly, callbacks: failing }), /enough/)
    noteModel(numbers, model, 'after the error')
    noteHistory(numbers, (await model.fit(x, y, shortly)).history)
    noteModel(numbers, model)
    over(model)
  })
  both('another model is trained, and the same one evaluated', async (tf, numbers) => {
    const [outer, inner] = [net(tf), net(tf, tf.train.rmsprop(0.01))]
    const seen: number[] = []
    const { history } = await outer.fit(...data(tf), {
      ...shortly,
      validationSplit: 0.3,
      callbacks: {
        onBatchEnd: async () => void seen.push(...((await inner.trainOnBatch(...data(tf, 8))) as number[])),
        onEpochEnd: async () => {
          seen.push(...((await inner.fit(...data(tf, 13), { ...shortly, epochs: 2 })).history['loss'] as number[]))
          seen.push(...(outer.evaluate(...data(tf)) as Scalar[]).map((one) => one.dataSync()[0]))
        },
      },
    })
    numbers.set('seen', seen)
    noteHistory(numbers, history)
    noteModel(numbers, outer, 'outer')
    noteModel(numbers, inner, 'inner')
    over(outer)
    over(inner)
  }, { compiled: ['evaluation', 'training'] })
  both('the model is compiled with another loss', async (tf, numbers) => {
    const model = net(tf)
    const again = async (epoch: number) => void (epoch === 4 && model.compile({ optimizer: model.optimizer, loss: 'meanAbsoluteError', metrics: ['mae'] }))
    noteHistory(numbers, (await model.fit(...data(tf), { ...shortly, epochs: 8, callbacks: { onEpochBegin: again } })).history)
    noteModel(numbers, model)
    over(model)
  })
})

describe('from fit to fit', { concurrency: false }, () => {
  both('losses and metrics change under one optimizer', async (tf, numbers) => {
    const model = net(tf)
    const [x, y] = data(tf)
    for (const [i, loss] of ['meanSquaredError', 'meanAbsoluteError', 'logcosh', 'meanSquaredError'].entries()) {
      if (i > 0) model.compile({ optimizer: model.optimizer, loss, metrics: i % 2 === 1 ? [] : ['mse'] })
      noteHistory(numbers, (await model.fit(x, y, { ...shortly, validationData: [x, y] })).history, loss + i)
    }
    noteModel(numbers, model)
    over(model)
  }, { compiled: ['evaluation', 'training'] })
  both('class weights change, go and come', async (tf, numbers) => {
    const model = net(tf, undefined, 'binaryCrossentropy')
    const y = tf.tensor2d(Array.from({ length: 21 }, (_, i) => [i % 2]))
    for (const [i, classWeight] of [{ 0: 1, 1: 5 }, { 0: 5, 1: 1 }, undefined, { 0: 2, 1: 2 }].entries()) {
      noteHistory(numbers, (await model.fit(data(tf)[0], y, { ...shortly, ...(classWeight && { classWeight }) })).history, `fit ${i}`)
    }
    noteModel(numbers, model)
    over(model)
  })
  both('epochs, batches and the end of training are as they are asked for', async (tf, numbers) => {
    const model = net(tf)
    const [x, y] = data(tf)
    const stop = async (isTime: boolean) => void (isTime && (model.stopTraining = true))
    const fits: ModelFitArgs[] = [
      { epochs: 0 },
      { callbacks: { onTrainBegin: async () => stop(true) } },
      { callbacks: { onBatchEnd: async (batch) => stop(batch === 1) }, validationData: [x, y] },
      { callbacks: { onEpochBegin: async (epoch) => stop(epoch === 2) } },
      { callbacks: { onEpochEnd: async (epoch) => stop(epoch === 2) } },
      { initialEpoch: 3, epochs: 7 },
      { shuffle: false },
      { batchSize: 50 },
      { batchSize: 20 },
      { batchSize: 1 },
    ]
    for (const [i, args] of fits.entries()) {
      const { epoch, history } = await model.fit(x, y, { ...shortly, ...args })
      numbers.set(`epochs ${i}`, epoch)
      numbers.set(`stopped ${i}`, [Number(model.stopTraining)])
      noteHistory(numbers, history, `fit ${i}`)
    }
    noteModel(numbers, model)
    over(model)
  })
  both('two models are fitted at the same time', async (tf, numbers) => {
    const [a, b] = [net(tf), net(tf, tf.train.rmsprop(0.01))]
    // Both would draw the order of their rows from one generator, and who draws first is not said.
    const args: ModelFitArgs = { ...shortly, shuffle: false }
    const fits = await Promise.all([a.fit(...data(tf), args), b.fit(...data(tf, 17), { ...args, epochs: 9, validationData: data(tf, 9) })])
    for (const [i, { history }] of fits.entries()) noteHistory(numbers, history, `fit ${i}`)
    for (const [i, model] of [a, b].entries()) noteModel(numbers, model, `model ${i}`)
    over(a)
    over(b)
  }, { compiled: ['evaluation', 'training'] })
  both('the backend changes and changes back', async (tf, numbers) => {
    const model = net(tf)
    const [x, y] = data(tf)
    await model.fit(x, y, shortly)
    await tf.setBackend('cpu')
    noteHistory(numbers, (await model.fit(x, y, { ...shortly, epochs: 1 })).history, 'cpu')
    await tf.setBackend('tensorflow')
    noteHistory(numbers, (await model.fit(x, y, shortly)).history)
    noteModel(numbers, model)
    over(model)
  })
  both('layers and an optimizer are shared: one layer twice in a model, and in two models', async (tf, numbers) => {
    const shared = tf.layers.dense({ units: INPUTS, activation: 'relu' })
    const input = tf.input({ shape: [INPUTS] })
    const once = shared.apply(input) as SymbolicTensor
    const outputs = [shared.apply(once), once].map((one) => tf.layers.dense({ units: 1 }).apply(one) as SymbolicTensor)
    const models = outputs.map((output) => tf.model({ inputs: input, outputs: output }))
    const optimizer = tf.train.sgd(0.02)
    for (const model of models) model.compile({ optimizer, loss: 'meanSquaredError' })
    for (let i = 0; i < 3; i++) for (const [k, model] of models.entries()) noteHistory(numbers, (await model.fit(...data(tf), shortly)).history, `fit ${i} of ${k}`)
    for (const [k, model] of models.entries()) noteModel(numbers, model, `model ${k}`)
    for (const model of models) model.dispose()
    optimizer.dispose()
  })
})

describe('single steps', { concurrency: false }, () => {
  both('numbers that are none come in the middle', async (tf, numbers) => {
    const model = net(tf, tf.train.sgd(0.1))
    const [x, y] = data(tf)
    const losses: number[] = []
    for (let i = 0; i < 10; i++) losses.push(...((await model.trainOnBatch(i === 6 ? x.mul(NaN) : x, y)) as number[]))
    numbers.set('losses', losses)
    noteModel(numbers, model)
    over(model)
  })
  both('numbers that are none come at once, so it runs as it is', async (tf, numbers) => {
    const model = net(tf, tf.train.sgd(1e30))
    noteHistory(numbers, (await model.fit(...data(tf), shortly)).history)
    noteModel(numbers, model)
    over(model)
  }, { compiled: [], eager: [/^its first results are NaN/] })
  both('scopes around steps let go of what the steps give, and of nothing else', async (tf, numbers) => {
    const model = net(tf)
    const [x, y] = data(tf)
    const seen: number[] = []
    for (let i = 0; i < 8; i++) {
      tf.engine().startScope()
      seen.push(...((await model.trainOnBatch(x, y)) as number[]))
      tf.engine().endScope()
      const before = tf.memory().numTensors
      seen.push(tf.tidy(() => (model.predict(x) as Tensor).sum()).dataSync()[0])
      seen.push(tf.memory().numTensors - before)
    }
    numbers.set('seen', seen)
    noteModel(numbers, model)
    over(model)
  }, { compiled: ['prediction', 'training'] })
  both('what shares its numbers with a weight keeps them', async (tf, numbers) => {
    const model = net(tf)
    const [x, y] = data(tf)
    const held: Tensor[] = []
    for (let i = 0; i < 10; i++) {
      await model.trainOnBatch(x, y)
      if (i % 3 === 0) held.push(model.getWeights()[0].clone(), model.getWeights()[2].reshape([-1]))
    }
    for (const [i, one] of held.entries()) numbers.set(`held ${i}`, one.dataSync().slice())
    tf.dispose(held)
    noteModel(numbers, model)
    over(model)
  })
  both('settings of a layer of one’s own are seen as well', async (tf, numbers) => {
    class Scale extends tf.layers.Layer {
      static className = 'Scale'
      factor = 1
      override call(inputs: Tensor | Tensor[]): Tensor {
        return tf.mul([inputs].flat()[0], this.factor)
      }
      override computeOutputShape(shape: Shape | Shape[]): Shape | Shape[] {
        return shape
      }
    }
    const scale = new Scale({ inputShape: [INPUTS] })
    const model = tf.sequential({ layers: [scale, tf.layers.dense({ units: 1 })] })
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    compileSteps(model, { custom: true })
    const callbacks = inBatches((batch) => void (batch === 12 && (scale.factor = 0.3)))
    noteHistory(numbers, (await model.fit(...data(tf), { ...shortly, epochs: 8, callbacks })).history)
    noteModel(numbers, model)
    over(model)
  })
})

describe('loops of one’s own', { concurrency: false }, () => {
  both('gather gradients over several batches', async (tf, numbers) => {
    const model = net(tf)
    const optimizer = tf.train.adam(0.02)
    const weights = model.getWeights() as Variable[]
    const sums = weights.map((weight) => tf.tidy(() => tf.variable(tf.zerosLike(weight), false)))
    const add = compile(function add(x: Tensor2D, y: Tensor2D) {
      const { value, grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, model.apply(x, { training: true }) as Tensor), weights)
      for (const [i, weight] of weights.entries()) sums[i].assign(sums[i].add(grads[weight.name]))
      return value
    })
    const apply = compile(function apply() {
      optimizer.applyGradients(Object.fromEntries(weights.map((weight, i) => [weight.name, sums[i].div(4)])))
      for (const sum of sums) sum.assign(tf.zerosLike(sum))
    })
    const losses: number[] = []
    for (let i = 0; i < 40; i++) {
      losses.push(tf.tidy(() => add(...data(tf, 8, i))).dataSync()[0])
      if (i % 4 === 3) apply()
    }
    numbers.set('losses', losses)
    noteModel(numbers, model)
    tf.dispose(sums)
    optimizer.dispose()
    over(model)
    add.dispose()
    apply.dispose()
  }, { compiled: ['add', 'apply'] })
  const rates: Record<string, (step: number) => number> = { 'go apart': () => 0.3, 'one of them stays': (step) => (step < 20 ? 0.01 : 0.2 / step) }
  for (const [what, rate] of Object.entries(rates)) {
    both(`step two optimizers whose rates are the same until ${what}`, async (tf, numbers) => {
      const pair = [1, 3].map((value) => ({ variable: tf.variable(tf.tensor1d([value, value + 1])), optimizer: tf.train.rmsprop(0.1) as unknown as Optimizer & { learningRate: number } }))
      const step = compile(function step(x: Tensor1D) {
        const [a, b] = pair.map(({ variable, optimizer }) => optimizer.minimize(() => variable.sub(x).square().sum<Scalar>(), true, [variable])!)
        return a.add(b)
      })
      const losses: number[] = []
      for (let i = 0; i < 30; i++) {
        for (const [k, { optimizer }] of pair.entries()) optimizer.learningRate = k === 0 || i < 10 ? 0.1 / (i + 1) : rate(i)
        losses.push(tf.tidy(() => step(tf.tensor1d([i, 1]))).dataSync()[0])
      }
      numbers.set('losses', losses)
      for (const [k, { variable, optimizer }] of pair.entries()) {
        numbers.set(`variable ${k}`, variable.dataSync().slice())
        variable.dispose()
        optimizer.dispose()
      }
      step.dispose()
    }, { compiled: ['step'] })
  }
})

describe('batches of ever other sizes', { concurrency: false }, () => {
  it('take no more room with time, and leave room for one that stays', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    const { tf, backend } = found
    const model: LayersModel = net(tf)
    const steps = async (count: number, rows: (step: number) => number) => {
      for (let i = 0; i < count; i++) {
        const [x, y] = data(tf, rows(i))
        await model.trainOnBatch(x, y)
        tf.dispose([x, y])
      }
      return [tf.memory().numTensors, backend.binding.getNumOfTensors()]
    }
    const sizes = (i: number) => 1 + ((i * 7) % 50)
    const before = await steps(60, sizes)
    assert.deepEqual(await steps(300, sizes), before)
    const full = explain().filter((verdict) => verdict.kind === 'eager' && /other shapes/.test(verdict.reason))
    assert.equal(full.length, 1, 'it is not said once')
    await steps(230, () => 77)
    assert.ok(explain().some(({ kind, shapes }) => kind === 'compiled' && shapes[0] === `float32 [77,${INPUTS}]`))
    over(model)
  })
})
