import assert from 'node:assert/strict'
import { describe } from 'node:test'
import type { io, layers as Layers, LayersModel, NamedTensorMap, Optimizer, Sequential, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs'
import { compile, compileSteps } from '.'
import type { TensorFlow } from '../../engine'
import { both, data, net, over, shortly } from './testing/both'
import { noteHistory, noteModel } from './testing/both-ways'

/** What people do with a training: stop it early, freeze and thaw, save in the middle and go on, weigh, clip, add noise. */

const OPTIMIZERS: Record<string, (tf: TensorFlow) => Optimizer> = {
  momentum: (tf) => tf.train.momentum(0.01, 0.9),
  rmsprop: (tf) => tf.train.rmsprop(0.01, 0.9, 0.5),
  adam: (tf) => tf.train.adam(0.01),
  adamax: (tf) => tf.train.adamax(0.01, 0.9, 0.999),
  adagrad: (tf) => tf.train.adagrad(0.05),
  adadelta: (tf) => tf.train.adadelta(0.05),
}

describe('training in compiled steps', { concurrency: false }, () => {
  both('is stopped by the callback for it, which TensorFlow.js lets take no weights back', async (tf, numbers) => {
    const model = net(tf, tf.train.adam(0.3))
    const callbacks = tf.callbacks.earlyStopping({ monitor: 'val_loss', patience: 2 })
    const { epoch, history } = await model.fit(...data(tf), { ...shortly, epochs: 30, validationData: data(tf, 8, 50), callbacks })
    assert.ok(epoch.length < 30)
    noteHistory(numbers, history)
    noteModel(numbers, model)
    assert.throws(() => tf.callbacks.earlyStopping({ restoreBestWeights: true }), /not implemented/)
    over(model)
  }, { compiled: ['evaluation', 'training'] })

  for (const [name, optimizer] of Object.entries(OPTIMIZERS)) {
    both(`freezes and thaws the last layer under ${name}, without compiling the model again and with`, async (tf, numbers) => {
      const model = net(tf, optimizer(tf))
      const last = model.layers[1]
      const fit = async (what: string) => {
        const before = last.getWeights()[0].dataSync().slice()
        noteHistory(numbers, (await model.fit(...data(tf), shortly)).history, what)
        noteModel(numbers, model, what)
        assert.equal(last.getWeights()[0].dataSync().some((value, i) => value !== before[i]), last.trainable, what)
      }
      await fit('at first')
      for (const trainable of [false, true]) {
        last.trainable = trainable
        await fit(`trainable: ${trainable}`)
      }
      for (const trainable of [false, true]) {
        last.trainable = trainable
        model.compile({ optimizer: model.optimizer, loss: 'meanSquaredError', metrics: ['mae'] })
        await fit(`compiled again, trainable: ${trainable}`)
      }
      over(model)
    })
    if (name !== 'adamax') both(`is saved with the slots of ${name} in the middle of an epoch; what is loaded goes on as it would have`, async (tf, numbers) => {
      const model = net(tf, optimizer(tf))
      const [x, y] = data(tf)
      const saved: io.ModelArtifacts[] = []
      const save = tf.io.withSaveHandler(async (artifacts) => {
        saved.push(artifacts)
        return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) }
      })
      let batch = 0
      const onBatchEnd = async () => void (++batch === 10 && (await model.save(save, { includeOptimizer: true })))
      // In the order of the rows; the 10th of 12 batches, two are left to do.
      await model.fit(x, y, { ...shortly, epochs: 4, shuffle: false, callbacks: { onBatchEnd } })
      const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved[0]))
      for (const [from, to] of [[8, 16], [16, 21]]) await loaded.trainOnBatch(x.slice([from], [to - from]), y.slice([from], [to - from]))
      for (const [i, weight] of loaded.getWeights().entries()) {
        const wanted = model.getWeights()[i].dataSync()
        weight.dataSync().forEach((value, k) => assert.ok(Math.abs(value - wanted[k]) < 1e-5, `weight ${i}: ${value}, not ${wanted[k]}`))
      }
      for (const [name, one] of Object.entries({ model, loaded })) {
        noteHistory(numbers, (await one.fit(x, y, shortly)).history, name)
        noteModel(numbers, one, name)
      }
      over(loaded)
      over(model)
    })
  }

  const noises: Record<string, (l: typeof Layers) => Layers.Layer> = {
    dropout: (l) => l.dropout({ rate: 0.4 }),
    spatialDropout1d: (l) => l.spatialDropout1d({ rate: 0.4 }),
    gaussianNoise: (l) => l.gaussianNoise({ stddev: 0.5 }),
    gaussianDropout: (l) => l.gaussianDropout({ rate: 0.4 }),
    alphaDropout: (l) => l.alphaDropout({ rate: 0.4 }),
    'both dropouts of an lstm': (l) => l.lstm({ units: 3, dropout: 0.4, recurrentDropout: 0.4, returnSequences: true }),
  }
  for (const [name, noise] of Object.entries(noises)) {
    both(`draws anew in each step, and what it would draw without: ${name}`, async (tf, numbers) => {
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4, 3], units: 5 }), noise(tf.layers), tf.layers.flatten(), tf.layers.dense({ units: 1 })] })
      // Nothing is learned, so that the losses differ by their noise alone.
      model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' })
      const [x, y] = [tf.randomNormal([6, 4, 3], 0, 1, 'float32', 1), tf.ones([6, 1])]
      const losses: number[] = []
      for (let i = 0; i < 12; i++) losses.push((await model.trainOnBatch(x, y)) as number)
      assert.equal(new Set(losses).size, losses.length, losses.join())
      numbers.set('losses', losses)
      model.optimizer.dispose()
      model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
      noteHistory(numbers, (await model.fit(x, y, { ...shortly, batchSize: 4 })).history)
      noteModel(numbers, model)
      over(model)
    })
  }

  both('takes targets of another type, in turns', async (tf, numbers) => {
    const model = net(tf)
    const [x, y] = data(tf)
    const losses: number[] = []
    for (let i = 0; i < 14; i++) losses.push(...((await model.trainOnBatch(x, i % 2 === 0 ? y : y.mul(3).cast('int32'))) as number[]))
    numbers.set('losses', losses)
    noteModel(numbers, model)
    over(model)
  })
})

describe('weights of samples', { concurrency: false }, () => {
  both('are refused by fit, as TensorFlow.js does; nothing is lost by it', async (tf, numbers) => {
    const model = net(tf)
    const [x, y] = data(tf)
    for (const i of [1, 2]) {
      noteHistory(numbers, (await model.fit(x, y, shortly)).history, `fit ${i}`)
      await assert.rejects(model.fit(x, y, { ...shortly, sampleWeight: tf.ones([21]) }), /sample weight is not supported yet/)
    }
    noteModel(numbers, model)
    over(model)
  })
  both('are an argument of a loop of one’s own', async (tf, numbers) => {
    const model = net(tf)
    const { optimizer } = model
    const step = compile(function weighted(x: Tensor2D, y: Tensor2D, weights: Tensor2D) {
      return optimizer.minimize(() => tf.losses.meanSquaredError(y, model.apply(x, { training: true }) as Tensor, weights), true)!
    })
    const [x, y] = data(tf)
    numbers.set('losses', Array.from({ length: 12 }, (_, i) => tf.tidy(() => step(x, y, tf.randomUniform([21, 1], 0, 1, 'float32', i + 1))).dataSync()[0]))
    noteModel(numbers, model)
    step.dispose()
    over(model)
  }, { compiled: ['weighted'] })
})

/** TensorFlow.js' optimizers do not clip. */
describe('gradients are clipped', { concurrency: false }, () => {
  const norm = (tf: TensorFlow, gradients: NamedTensorMap) => tf.addN(Object.values(gradients).map((gradient) => gradient.square().sum())).sqrt()
  for (const [name, optimizer] of Object.entries(OPTIMIZERS)) {
    both(`by their norm in a loop of one’s own, under ${name}`, async (tf, numbers) => {
      const model = net(tf, optimizer(tf))
      const weights = model.getWeights() as Variable[]
      const step = compile(function clipped(x: Tensor2D, y: Tensor2D) {
        const { value, grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, model.apply(x, { training: true }) as Tensor), weights)
        const factor = tf.minimum(1, tf.div(0.2, norm(tf, grads)))
        model.optimizer.applyGradients(Object.fromEntries(Object.entries(grads).map(([name, gradient]) => [name, gradient.mul(factor)])))
        return value
      })
      numbers.set('losses', Array.from({ length: 12 }, () => tf.tidy(() => step(...data(tf))).dataSync()[0]))
      noteModel(numbers, model)
      step.dispose()
      over(model)
    }, { compiled: ['clipped'] })
  }
  const clipping = (tf: TensorFlow): Sequential => {
    class Clipping extends tf.AdamOptimizer {
      static override className = 'Clipping'
      override computeGradients(...given: Parameters<Optimizer['computeGradients']>): ReturnType<Optimizer['computeGradients']> {
        const { value, grads } = super.computeGradients(...given)
        return { value, grads: Object.fromEntries(Object.entries(grads).map(([name, gradient]) => [name, gradient.clipByValue(-0.05, 0.05)])) }
      }
    }
    return net(tf, new Clipping(0.01, 0.9, 0.999, 1e-7))
  }
  const fitted = (custom: boolean) => async (tf: TensorFlow, numbers: Parameters<typeof noteModel>[0]) => {
    const model: LayersModel = clipping(tf)
    compileSteps(model, { custom })
    noteHistory(numbers, (await model.fit(...data(tf), shortly)).history)
    noteModel(numbers, model)
    over(model)
  }
  both('by an optimizer of one’s own, which is compiled when somebody has said that it may be', fitted(true))
  both('by an optimizer of one’s own, which runs as it is', fitted(false), { compiled: [], eager: [/^Clipping is not a class of TensorFlow\.js$/] })
})

describe('loops that nobody compiles', { concurrency: false }, () => {
  both('run as they are: minimize, grad and tidy', async (tf, numbers) => {
    const model = net(tf)
    const [x, y] = data(tf)
    const loss = () => tf.losses.meanSquaredError(y, model.apply(x) as Tensor).asScalar()
    for (let i = 0; i < 6; i++) {
      numbers.set(`loss ${i}`, tf.tidy(() => model.optimizer.minimize(loss, true)!).dataSync().slice())
      numbers.set(`gradient ${i}`, tf.tidy(() => tf.grad((input) => (model.apply(input) as Tensor).sum())(x)).dataSync().slice())
    }
    noteModel(numbers, model)
    over(model)
  }, { compiled: [] })
})
