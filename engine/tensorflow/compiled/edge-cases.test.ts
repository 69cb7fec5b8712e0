import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LayersModel, ModelFitArgs, Optimizer, Scalar, Sequential, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs'
import { compile, compileSteps } from '.'
import type { TensorFlow } from '../../engine'
import { settings } from './settings'
import { both, data, INPUTS, net, over, setRate, shortly } from './testing/both'
import { bothWays, noteHistory, noteModel, type Program } from './testing/both-ways'
import { failingRuns } from './testing/failing-runs'
import { nativeTensorflow } from './testing/native'
import { explain } from './verdicts'

const native = nativeTensorflow()

/** What may come between the steps of a training, and what keeps a step from being compiled. */

/** Fits the plain net, and notes all there is to note. */
function fitting(args: (tf: TensorFlow, model: LayersModel) => ModelFitArgs, optimizer?: (tf: TensorFlow) => Optimizer): Program {
  return async (tf, numbers) => {
    const model = net(tf, optimizer?.(tf))
    const { history } = await model.fit(...data(tf), { ...shortly, ...args(tf, model) })
    noteHistory(numbers, history)
    noteModel(numbers, model)
    over(model)
  }
}

describe('fit', { concurrency: false }, () => {
  both('with data to validate', fitting((tf) => ({ validationData: data(tf, 11) })), { compiled: ['evaluation', 'training'] })
  both('with a part to validate, twice', async (tf, numbers) => {
    const model = net(tf)
    for (const i of [1, 2]) noteHistory(numbers, (await model.fit(...data(tf), { ...shortly, validationSplit: 0.3 })).history, `fit ${i}`)
    noteModel(numbers, model)
    over(model)
  }, { compiled: ['evaluation', 'training'] })
  both('with a batch that is all there is', fitting(() => ({ batchSize: 21 })))
  both('with a callback that changes weights', fitting((tf, model) => ({
    callbacks: { onEpochBegin: async (epoch) => void (epoch === 3 && tf.tidy(() => model.setWeights(model.getWeights().map((weight) => weight.mul(0.5))))) },
  })))
  both('that stops early and takes the best weights back', async (tf, numbers) => {
    const model = net(tf, tf.train.adam(0.3))
    const [best, least] = [[] as Tensor[], [Infinity]]
    await model.fit(...data(tf), {
      ...shortly,
      epochs: 12,
      validationData: data(tf, 11),
      callbacks: {
        onEpochEnd: async (epoch, logs) => {
          if (logs!['val_loss'] < least[0]) {
            least[0] = logs!['val_loss']
            tf.dispose(best.splice(0))
            best.push(...model.getWeights().map((weight) => weight.clone()))
          } else if (epoch > 8) {
            model.stopTraining = true
          }
        },
      },
    })
    model.setWeights(best)
    tf.dispose(best)
    noteHistory(numbers, (await model.fit(...data(tf), shortly)).history)
    noteModel(numbers, model)
    over(model)
  }, { compiled: ['evaluation', 'training'] })
  both('with class weights', async (tf, numbers) => {
    const model = net(tf, undefined, 'binaryCrossentropy')
    const [x] = data(tf)
    const y = tf.tensor2d(Array.from({ length: 21 }, (_, i) => [i % 2]))
    noteHistory(numbers, (await model.fit(x, y, { ...shortly, classWeight: { 0: 0.3, 1: 2 } })).history)
    noteModel(numbers, model)
    over(model)
  })
  both('on a data set, with class weights and data to validate', async (tf, numbers) => {
    const model = net(tf, undefined, 'binaryCrossentropy')
    const [x] = data(tf)
    const set = tf.data.zip({ xs: tf.data.array(x.arraySync()), ys: tf.data.array(Array.from({ length: 21 }, (_, i) => [i % 2])) }).batch(8)
    noteHistory(numbers, (await model.fitDataset(set, { epochs: 5, verbose: 0, classWeight: { 0: 0.3, 1: 2 }, validationData: set })).history)
    noteModel(numbers, model)
    over(model)
  }, { compiled: ['evaluation', 'training'] })
  both('with several inputs and outputs by name, and class weights for each', async (tf, numbers) => {
    const [a, b] = [tf.input({ shape: [4], name: 'left' }), tf.input({ shape: [3], name: 'right' })]
    const joined = tf.layers.concatenate().apply([tf.layers.dense({ units: 4, activation: 'selu' }).apply(a) as typeof a, b]) as typeof a
    const outputs = [tf.layers.dense({ units: 2, activation: 'softmax', name: 'kind' }).apply(joined), tf.layers.dense({ units: 1, name: 'size' }).apply(joined)] as (typeof a)[]
    const model = tf.model({ inputs: [a, b], outputs })
    model.compile({ optimizer: tf.train.rmsprop(0.01), loss: { kind: 'categoricalCrossentropy', size: 'meanAbsoluteError' }, metrics: ['accuracy'] })
    const x = { left: tf.randomNormal([18, 4], 0, 1, 'float32', 1), right: tf.randomNormal([18, 3], 0, 1, 'float32', 2) }
    const y = { kind: tf.oneHot(tf.randomUniform([18], 0, 2, 'int32', 3), 2).toFloat(), size: tf.randomNormal([18, 1], 0, 1, 'float32', 4) }
    noteHistory(numbers, (await model.fit(x, y, { ...shortly, validationSplit: 0.3 })).history)
    noteHistory(numbers, (await model.fit(x, y, { ...shortly, classWeight: { kind: { 0: 1, 1: 3 } } as never })).history, 'weighted')
    for (let i = 0; i < 3; i++) for (const [k, one] of (model.predict(Object.values(x)) as Tensor[]).entries()) numbers.set(`predicted ${i} ${k}`, one.dataSync().slice())
    noteModel(numbers, model)
    over(model)
  }, { compiled: ['evaluation', 'prediction', 'training'] })
})

describe('a learning rate', { concurrency: false }, () => {
  const optimizers: Record<string, (tf: TensorFlow) => Optimizer> = {
    sgd: (tf) => tf.train.sgd(0.01),
    momentum: (tf) => tf.train.momentum(0.01, 0.9),
    rmsprop: (tf) => tf.train.rmsprop(0.01),
    adam: (tf) => tf.train.adam(0.01),
    adamax: (tf) => tf.train.adamax(0.01, 0.9, 0.999),
    adagrad: (tf) => tf.train.adagrad(0.01),
    adadelta: (tf) => tf.train.adadelta(0.01),
  }
  for (const [name, optimizer] of Object.entries(optimizers)) {
    both(`of ${name} that is set in each batch`, fitting((_tf, model) => ({ callbacks: { onBatchBegin: async (batch) => setRate(model, 0.01 / (1 + batch)) } }), optimizer))
    both(`of ${name} that is set in each epoch`, fitting((_tf, model) => ({ callbacks: { onEpochBegin: async (epoch) => setRate(model, 0.1 / (1 + epoch)) } }), optimizer))
  }
  it('that changes in each step costs one function a shape', async (t) => {
    const found = await native
    if ('missing' in found) return t.skip(found.missing)
    const { verdicts } = await bothWays(found.tf, found.backend, fitting((_tf, model) => ({ epochs: 20, callbacks: { onBatchBegin: async () => setRate(model, Math.random() / 50) } })))
    assert.equal(verdicts.length, 2, JSON.stringify(verdicts))
  })
})

describe('between steps', { concurrency: false }, () => {
  both('a layer is frozen, and the model compiled again', async (tf, numbers) => {
    const model = net(tf)
    await model.fit(...data(tf), shortly)
    model.layers[0].trainable = false
    const before = model.optimizer
    model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanAbsoluteError' })
    before.dispose()
    noteHistory(numbers, (await model.fit(...data(tf), shortly)).history)
    noteModel(numbers, model)
    over(model)
  })
  // Slots are told by their place in the list of what is trained, which the list of frozen weights shifts: SGD has none.
  both('a layer is frozen and thawed, in callbacks', fitting((_tf, model) => ({ epochs: 9, callbacks: { onEpochBegin: async (epoch) => void (model.layers[0].trainable = epoch < 3 || epoch > 5) } }), (tf) => tf.train.sgd(0.05)))
  both('settings of layers change', async (tf, numbers) => {
    const { dense, dropout, leakyReLU } = tf.layers
    const model = tf.sequential({ layers: [dense({ inputShape: [INPUTS], units: 9, kernelRegularizer: 'l1l2' }), leakyReLU({ alpha: 0.1 }), dropout({ rate: 0.2, seed: 3 }), dense({ units: 1 })] })
    model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' })
    const layers = model.layers as unknown as { rate: number; alpha: number; kernelRegularizer: { l2: Scalar | number }; activation: unknown }[]
    const change = async (epoch: number) => {
      if (epoch === 3) layers[2].rate = 0.6
      if (epoch === 5) layers[1].alpha = 0.5
      if (epoch === 7) layers[0].activation = (tf.layers.activation({ activation: 'sigmoid' }) as unknown as { activation: unknown }).activation
    }
    noteHistory(numbers, (await model.fit(...data(tf), { ...shortly, epochs: 10, callbacks: { onEpochBegin: change } })).history)
    noteModel(numbers, model)
    over(model)
  })
  both('numbers of the optimizer change', fitting((_tf, model) => ({ epochs: 8, callbacks: { onEpochBegin: async (epoch) => void Object.assign(model.optimizer, { beta1: epoch < 4 ? 0.9 : 0.5 }) } })))
  both('the optimizer gets other slots', async (tf, numbers) => {
    const model = net(tf)
    await model.fit(...data(tf), shortly)
    const weights = (await model.optimizer.getWeights()).map(({ name, tensor }) => ({ name, tensor: tensor.mul(tf.scalar(0.5, tensor.dtype)).cast(tensor.dtype) }))
    await model.optimizer.setWeights(weights)
    noteHistory(numbers, (await model.fit(...data(tf), shortly)).history)
    noteModel(numbers, model)
    over(model)
  })
  both('the model is saved with its optimizer, loaded, and goes on', async (tf, numbers) => {
    const model = net(tf)
    await model.fit(...data(tf), shortly)
    let artifacts = {}
    await model.save(tf.io.withSaveHandler(async (saved) => ((artifacts = saved), { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(saved) })), { includeOptimizer: true })
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(artifacts))
    for (const [name, one] of Object.entries({ saved: model, loaded })) {
      noteHistory(numbers, (await one.fit(...data(tf), shortly)).history, name)
      noteModel(numbers, one, name)
    }
    over(loaded)
    over(model)
  })
  both('a model is disposed of, and the next one made', async (tf, numbers) => {
    for (const i of [1, 2]) {
      const model = net(tf)
      noteHistory(numbers, (await model.fit(...data(tf), shortly)).history, `model ${i}`)
      over(model)
    }
  })
  both('two models share layers and take turns, one of them frozen', async (tf, numbers) => {
    const { dense } = tf.layers
    const judge = tf.sequential({ layers: [dense({ inputShape: [4], units: 5, activation: 'relu' }), dense({ units: 1, activation: 'sigmoid' })] })
    judge.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' })
    const maker = tf.sequential({ layers: [dense({ inputShape: [3], units: 4 })] })
    judge.trainable = false
    const chain = tf.sequential({ layers: [maker, judge] })
    chain.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' })
    const losses: number[] = []
    for (let i = 0; i < 8; i++) {
      judge.trainable = true
      const [noise, real] = [tf.randomNormal([6, 3], 0, 1, 'float32', i + 1), tf.randomNormal([6, 4], 2, 1, 'float32', i + 9)]
      const fake = maker.predict(noise) as Tensor
      losses.push((await judge.trainOnBatch(tf.concat([real, fake]), tf.concat([tf.ones([6, 1]), tf.zeros([6, 1])]))) as number)
      judge.trainable = false
      losses.push((await chain.trainOnBatch(noise, tf.ones([6, 1]))) as number)
    }
    numbers.set('losses', losses)
    for (const [name, model] of Object.entries({ judge, chain })) noteModel(numbers, model, name)
    for (const optimizer of [judge.optimizer, chain.optimizer]) optimizer.dispose()
    chain.dispose()
  }, { compiled: ['prediction', 'training'] })
  both('two models have the same weights, by being given them', async (tf, numbers) => {
    const models = [net(tf), net(tf)]
    models[1].setWeights(models[0].getWeights())
    for (const [i, model] of models.entries()) {
      noteHistory(numbers, (await model.fit(...data(tf), shortly)).history, `model ${i}`)
      if (i === 0) models[1].setWeights(model.getWeights())
    }
    for (const [i, model] of models.entries()) noteModel(numbers, model, `model ${i}`)
    models.forEach(over)
  })
})

describe('single steps', { concurrency: false }, () => {
  both('trainOnBatch, with the same tensor as input and target and with others', async (tf, numbers) => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 3, activation: 'relu' }), tf.layers.dense({ units: 4 })] })
    model.compile({ optimizer: 'rmsprop', loss: 'meanSquaredError' })
    const [x, y] = [1, 2].map((seed) => tf.randomNormal([8, 4], 0, 1, 'float32', seed))
    const losses: number[] = []
    for (let i = 0; i < 12; i++) losses.push((await model.trainOnBatch(x, i < 6 ? x : y)) as number)
    numbers.set('losses', losses)
    noteModel(numbers, model)
    over(model)
  })
  both('predict for batches, for one row, of a model within a model, and of one that was never compiled', async (tf, numbers) => {
    const inner = tf.sequential({ layers: [tf.layers.dense({ inputShape: [INPUTS], units: 5, activation: 'relu' }), tf.layers.dropout({ rate: 0.5 })] })
    const model = tf.sequential({ layers: [inner, tf.layers.dense({ units: 2 })] })
    const [x] = data(tf)
    for (let i = 0; i < 5; i++) {
      for (const batchSize of [8, 21, 32]) numbers.set(`predicted ${i} by ${batchSize}`, (model.predict(x, { batchSize }) as Tensor).dataSync().slice())
      numbers.set(`one row ${i}`, (model.predictOnBatch(x.slice([i, 0], [1, INPUTS])) as Tensor).dataSync().slice())
      model.setWeights(model.getWeights().map((weight) => weight.mul(1.1)))
    }
    model.dispose()
  }, { compiled: ['prediction'] })
  both('a prediction within a gradient, which must see each operation', async (tf, numbers) => {
    const model = net(tf)
    const [x] = data(tf)
    for (let i = 0; i < 5; i++) {
      model.predict(x)
      const gradient = tf.grad((input) => (model.predict(input) as Tensor).square().sum())(x)
      numbers.set(`gradient ${i}`, gradient.dataSync().slice())
    }
    const { kernelNames } = await tf.profile(() => model.predict(x))
    numbers.set('kernels seen by a profile', [kernelNames.length])
    over(model)
  }, { compiled: ['prediction'] })
  both('words out of range are refused, and nothing is lost', async (tf, numbers) => {
    const model = tf.sequential({ layers: [tf.layers.embedding({ inputDim: 7, outputDim: 3, inputLength: 4 }), tf.layers.flatten(), tf.layers.dense({ units: 1 })] })
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
    const y = tf.ones([5, 1])
    const losses: number[] = []
    for (let i = 0; i < 12; i++) {
      const x = tf.randomUniform([5, 4], 0, 7, 'int32', i + 1).toFloat()
      losses.push((await model.trainOnBatch(x, y)) as number)
      if (i === 6 || i === 8) await assert.rejects(model.trainOnBatch(tf.fill([5, 4], 9), y), /GatherV2: the index value 9 is not in \[0, 6\]/)
    }
    numbers.set('losses', losses)
    noteModel(numbers, model)
    over(model)
  })
  both('a replay that fails is taken once more without', async (tf, numbers) => {
    const runs = failingRuns(tf)
    const model = net(tf)
    const [x, y] = data(tf)
    const losses: unknown[] = []
    for (let i = 0; i < 10; i++) {
      runs.fails = i === 6
      losses.push(...((await model.trainOnBatch(x, y)) as number[]))
    }
    runs.undo()
    numbers.set('losses', losses as number[])
    noteModel(numbers, model)
    over(model)
  }, { eager: [/^replaying it failed: out of memory$/] })
})

describe('what is somebody’s own', { concurrency: false }, () => {
  const withLoss = (loss: (a: Tensor, b: Tensor) => Tensor, custom: boolean): Program => async (tf, numbers) => {
    const model = net(tf)
    const before = model.optimizer
    model.compile({ optimizer: tf.train.adam(0.01), loss })
    before.dispose()
    if (custom) compileSteps(model, { custom: true })
    noteHistory(numbers, (await model.fit(...data(tf), shortly)).history)
    noteModel(numbers, model)
    over(model)
  }
  function distance(a: Tensor, b: Tensor): Tensor {
    return a.sub(b).square().mean(-1)
  }
  both('a loss runs as it is', withLoss(distance, false), { compiled: [], eager: [/^its loss distance is not one of TensorFlow\.js$/] })
  both('a loss is compiled when somebody has said that it may be', withLoss(distance, true))
  const counting = () => {
    let calls = 0
    return (a: Tensor, b: Tensor) => a.sub(b).square().mul(1 + ++calls / 100).mean(-1)
  }
  both('a loss that counts its calls runs as it is, whatever was said', (tf, numbers) => withLoss(counting(), true)(tf, numbers), { compiled: [], eager: [/differ in numbers made in JavaScript/] })
  const reading = (a: Tensor, b: Tensor) => {
    const error = a.sub(b).square().mean(-1)
    return error.max().dataSync()[0] > 1 ? error.mul(0.5) : error
  }
  both('a loss that reads its numbers runs as it is, whatever was said', withLoss(reading, true), { compiled: [], eager: [/reads the numbers of a tensor in JavaScript/] })

  both('a layer, a hook in a layer, a loss that was added', async (tf, numbers) => {
    class Twice extends tf.layers.Layer {
      static className = 'Twice'
      override call(x: Tensor | Tensor[]): Tensor {
        return [x].flat()[0].mul(2)
      }
    }
    const { dense } = tf.layers
    const layers = [dense({ inputShape: [INPUTS], units: 4 }), new Twice({}), dense({ units: 1 })]
    const changes: ((model: Sequential) => void)[] = [
      () => undefined,
      (model) => (model.pop(), model.pop(), model.add(dense({ units: 1 }))),
      (model) => model.layers[0].setCallHook(() => undefined),
      (model) => model.layers[0].clearCallHook(),
      (model) => ((model.layers[0] as unknown as { addLoss(loss: () => Scalar): void }).addLoss(() => tf.scalar(1))),
    ]
    const model = tf.sequential({ layers })
    const [x, y] = data(tf)
    for (const [i, change] of changes.entries()) {
      change(model)
      model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' })
      for (let step = 0; step < 5; step++) numbers.set(`loss ${i} ${step}`, [(await model.trainOnBatch(x, y)) as number])
      noteModel(numbers, model, `model ${i}`)
      model.optimizer.dispose()
    }
  }, { eager: [/^Twice is not a class/, /call hook/, /loss of its own/] })
  both('a metric, a regularizer, a constraint, an activation, a method that was replaced', async (tf, numbers) => {
    const { dense } = tf.layers
    const heirOf = (one: object, name: string) => new ({ [name]: class extends (one.constructor as new () => object) {} }[name])()
    const activation = (dense({ units: 1, activation: 'tanh' }) as unknown as { activation: object }).activation
    const pieces: ((options: Record<string, unknown>) => void)[] = [
      (options) => (options['kernelRegularizer'] = heirOf(tf.regularizers.l2(), 'OwnRegularizer')),
      (options) => (options['kernelConstraint'] = heirOf(tf.constraints.nonNeg(), 'OwnConstraint')),
      (options) => (options['activation'] = heirOf(activation, 'OwnActivation')),
      () => undefined,
      () => undefined,
    ]
    const [x, y] = data(tf)
    for (const [i, piece] of pieces.entries()) {
      const options = { inputShape: [INPUTS], units: 3 }
      piece(options)
      const layer = dense(options)
      const model = tf.sequential({ layers: [layer, dense({ units: 1 })] })
      model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError', ...(i === 3 && { metrics: [distance] }) })
      if (i === 4) {
        const { call } = layer
        layer.call = (...args) => call.apply(layer, args)
      }
      const { history } = await model.fit(x, y, shortly)
      noteHistory(numbers, history, `history ${i}`)
      noteModel(numbers, model, `model ${i}`)
      over(model)
    }
  }, { compiled: [], eager: [/^OwnRegularizer is not a class/, /^OwnConstraint is not a class/, /^OwnActivation is not a class/, /^its metric distance is not one/, /a function of its own \(call\)/] })
  both('an optimizer', async (tf, numbers) => {
    class Slow extends tf.SGDOptimizer {
      static override className = 'Slow'
      override applyGradients(gradients: Parameters<Optimizer['applyGradients']>[0]): void {
        super.applyGradients(gradients)
      }
    }
    const slow = new Slow(0.01)
    const model = net(tf, slow)
    noteHistory(numbers, (await model.fit(...data(tf), shortly)).history)
    noteModel(numbers, model)
    over(model)
  }, { compiled: [], eager: [/^Slow is not a class of TensorFlow\.js$/] })
})

describe('compile(fn)', { concurrency: false }, () => {
  const fitted = (clip: boolean): Program => async (tf, numbers) => {
    const weights = tf.tidy(() => tf.variable(tf.randomNormal([INPUTS, 1], 0, 1, 'float32', 1)))
    const optimizer = tf.train.adam(0.05) as unknown as Optimizer & { learningRate: number }
    const step = compile(function descend(x: Tensor2D, y: Tensor2D) {
      const { value, grads } = optimizer.computeGradients(() => x.matMul(weights).sub(y).square().mean())
      const clipped = Object.fromEntries(Object.entries(grads).map(([name, gradient]) => [name, clip ? gradient.clipByValue(-0.1, 0.1) : gradient]))
      optimizer.applyGradients(clipped)
      return value
    })
    const losses: number[] = []
    for (let i = 0; i < 12; i++) {
      optimizer.learningRate = 0.05 / (1 + i)
      losses.push(tf.tidy(() => step(...data(tf, i < 9 ? 21 : 7))).dataSync()[0])
    }
    numbers.set('losses', losses)
    numbers.set('weights', weights.dataSync().slice())
    numbers.set('iterations', [optimizer.iterations])
    step.dispose()
    optimizer.dispose()
    weights.dispose()
  }
  both('minimizes, with a learning rate that changes', fitted(false), { compiled: ['descend'] })
  both('minimizes with clipped gradients', fitted(true), { compiled: ['descend'] })
  both('gives nothing, one, several or named tensors, and takes lists and plain values', async (tf, numbers) => {
    const count = tf.variable(tf.scalar(0), false)
    const nothing = compile(() => void count.assign(count.add(1)))
    const several = compile((xs: Tensor[], by: number) => xs.map((x) => x.mul(by)))
    const named = compile((x: Tensor) => ({ double: x.mul(2), half: x.div(2) }))
    for (let i = 0; i < 7; i++) {
      const x = tf.tensor1d([i, 2 * i])
      assert.equal(nothing(), undefined)
      for (const by of [2, 3]) for (const [k, one] of several([x, x.add(1)], by).entries()) numbers.set(`several ${i} ${by} ${k}`, one.dataSync().slice())
      for (const [name, one] of Object.entries(named(x))) numbers.set(`${name} ${i}`, one.dataSync().slice())
    }
    numbers.set('count', count.dataSync().slice())
    count.dispose()
  }, { compiled: ['a'] })
  both('uses a tensor from outside until it is disposed of', async (tf, numbers) => {
    const held = { factor: tf.tensor1d([1, 2]) }
    const times = compile(function times(x: Tensor1D) {
      return x.mul(held.factor)
    })
    for (let i = 0; i < 12; i++) {
      if (i === 6) {
        held.factor.dispose()
        held.factor = tf.tensor1d([3, 4])
      }
      numbers.set(`product ${i}`, times(tf.tensor1d([i, 1])).dataSync().slice())
    }
  }, { compiled: ['times'] })
  both('gives what it is given, or a variable, as it is', async (tf, numbers) => {
    const kept = tf.variable(tf.scalar(3), false)
    const same = compile(function same(x: Tensor1D) {
      return x
    })
    const variable = compile(function variable(x: Tensor1D) {
      kept.assign(x.sum())
      return kept
    })
    for (let i = 0; i < 6; i++) {
      const x = tf.tensor1d([i, 1])
      assert.equal(same(x), x)
      assert.equal(variable(x), kept)
      numbers.set(`kept ${i}`, kept.dataSync().slice())
    }
    kept.dispose()
  }, { compiled: [], eager: [/gives back a tensor that was there before/] })
  both('assigns to variables that are passed to it, or trades their values', async (tf, numbers) => {
    const [a, b] = [1, 2].map((value) => tf.variable(tf.scalar(value), false))
    const add = compile((target: Variable, by: number) => void target.assign(target.add<Scalar>(by)))
    const swap = compile(function swap() {
      const before = a.clone()
      a.assign(b.mul(2))
      b.assign(before)
    })
    for (let i = 0; i < 7; i++) {
      add(a, 3)
      swap()
      numbers.set(`values ${i}`, [a, b].map((one) => one.dataSync()[0]))
    }
    a.dispose()
    b.dispose()
  }, { compiled: ['swap'], eager: [/given a variable/] })
  both('may be called within another, and within a gradient', async (tf, numbers) => {
    const square = compile(function square(x: Tensor) {
      return x.square()
    })
    const fourth = compile(function fourth(x: Tensor) {
      return square(square(x))
    })
    for (let i = 0; i < 6; i++) {
      const x = tf.tensor1d([i, 0.5])
      numbers.set(`fourth ${i}`, fourth(x).dataSync().slice())
      numbers.set(`square ${i}`, square(x).dataSync().slice())
      numbers.set(`gradient ${i}`, tf.grad((one) => fourth(one))(x).dataSync().slice())
    }
  }, { compiled: ['fourth', 'square'] })
})

describe('compiled steps', { concurrency: false }, () => {
  it('are not taken with COMPILE=off', async (t) => {
    const found = await native
    if ('missing' in found) return t.skip(found.missing)
    const before = explain().length
    settings.on = false
    try {
      const model = net(found.tf)
      const [x, y] = data(found.tf)
      await model.fit(x, y, shortly)
      found.tf.dispose([x, y])
      over(model)
    } finally {
      settings.on = true
    }
    assert.equal(explain().length, before)
  })

  it('leave nothing behind, however often a model is fitted', async (t) => {
    const found = await native
    if ('missing' in found) return t.skip(found.missing)
    const { tf, backend } = found
    const model = net(tf)
    const [x, y] = data(tf)
    const count = () => [tf.memory().numTensors, tf.memory().numDataBuffers, backend.binding.getNumOfTensors()]
    for (let i = 0; i < 3; i++) await model.fit(x, y, { ...shortly, validationData: [x, y] })
    const before = count()
    for (let i = 0; i < 20; i++) await model.fit(x, y, { ...shortly, epochs: 2, validationData: [x, y] })
    assert.deepEqual(count(), before)
    tf.dispose([x, y])
    over(model)
  })
})
