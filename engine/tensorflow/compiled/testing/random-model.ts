import type { LayersModel, layers as Layers, ModelFitArgs, Optimizer, SymbolicTensor, Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../../engine'
import { seeded } from '../../seeded'
import { noteHistory, noteModel, type Numbers, type Program } from './both-ways'

/**
 * A program that makes a small model, trains it in one of the ways there are, evaluates and asks it: layers, shapes,
 * loss, optimizer and all settings are drawn by the seed.
 */
export function randomTraining(seed: number): { program: Program; words: string } {
  // The draws of the model, and separately those that decide how it is trained: both ways must be the same.
  const words = describe(new Draw(seed))
  return {
    words: JSON.stringify(words),
    program: async (tf, numbers) => {
      const plan = describe(new Draw(seed))
      const net = build(tf, plan)
      const { model, inputs, targets } = net
      await train(numbers, 'losses', plan, net)
      if (plan.freezes) {
        // In the middle of training: a new optimizer for the weights that are left, and then for all of them.
        for (const trainable of [false, true]) {
          const { optimizer } = model
          model.layers[plan.freezes.layer % model.layers.length].trainable = trainable
          // It may be the only one with weights.
          if (model.trainableWeights.length === 0) continue
          compile(tf, model, plan)
          optimizer.dispose()
          await train(numbers, trainable ? 'losses, melted' : 'losses, frozen', plan, net)
        }
      }
      for (let i = 0; i < 3; i++) {
        for (const [k, value] of [model.evaluate(inputs, targets, { batchSize: plan.askedBatch })].flat().entries()) numbers.set(`evaluated ${i}, ${k}`, value.dataSync().slice())
        for (const [k, output] of [model.predict(inputs, { batchSize: plan.askedBatch })].flat().entries()) numbers.set(`predicted ${i}, ${k}`, output.dataSync().slice())
      }
      noteModel(numbers, model)
      const { optimizer } = model
      model.dispose()
      optimizer.dispose()
    },
  }
}

/** A model, and what it is given. */
interface Net {
  model: LayersModel
  inputs: Tensor[]
  targets: Tensor[]
}

async function train(numbers: Numbers, name: string, { batchSize, epochs, rate, rows, validates, classWeight, way }: Plan, { model, inputs, targets }: Net): Promise<void> {
  const losses: number[] = []
  const setRate = (step: number) => rate.changes && setLearningRate(model.optimizer, rate.first / (1 + step))
  if (way === 'single steps') {
    for (let i = 0; i < 8; i++) {
      setRate(i)
      const cut = (tensor: Tensor) => tensor.slice([0], [i === 5 ? rows - 1 : rows])
      const given = await model.trainOnBatch(inputs.map(cut), targets.map(cut))
      losses.push(...(Array.isArray(given) ? given : [given]))
    }
  } else {
    const args: ModelFitArgs = {
      batchSize,
      epochs,
      verbose: 0,
      ...(validates && { validationData: [inputs, targets] as [Tensor[], Tensor[]] }),
      ...(classWeight && { classWeight }),
      callbacks: { onBatchBegin: async (batch) => void setRate(batch), onBatchEnd: async (_batch, logs) => void losses.push(...Object.values(logs!)) },
    }
    noteHistory(numbers, (await model.fit(inputs, targets, args)).history, `history of ${name}`)
  }
  numbers.set(name, losses)
}

type Family = 'rows' | 'pictures' | 'sequences' | 'words'
type Task = 'numbers' | 'yes or no' | 'kinds' | 'kinds by number'

/** All that was drawn; plain data. */
interface Plan {
  family: Family
  inputs: number
  shape: number[]
  body: Layer[]
  task: Task
  loss: string
  outputs: number
  metrics: string[]
  optimizer: string
  rate: { first: number; changes: boolean }
  rows: number
  batchSize: number
  epochs: number
  validates: boolean
  classWeight?: Record<number, number>
  way: 'fit' | 'single steps'
  /** Recurrent layers remember from batch to batch; all batches are equally large then. */
  stateful: boolean
  /** A second output, a number. */
  twoHeads: boolean
  /** A layer, counted round and round, that sits out some of the training. */
  freezes?: { layer: number }
  /** How many rows are evaluated and predicted at once. */
  askedBatch: number
}

interface Layer {
  kind: string
  options: Record<string, unknown>
}

class Draw {
  private readonly random: () => number
  constructor(seed: number) {
    this.random = seeded(seed)
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1))
  }

  chance(share: number): boolean {
    return this.random() < share
  }

  pick<T>(...list: T[]): T {
    return list[Math.floor(this.random() * list.length)]
  }
}

const ACTIVATIONS = ['linear', 'relu', 'tanh', 'sigmoid', 'elu', 'selu', 'softplus', 'softsign', 'hardSigmoid', 'relu6', 'swish']

function describe(draw: Draw): Plan {
  const family = draw.pick<Family>('rows', 'rows', 'pictures', 'sequences', 'words')
  const task = draw.pick<Task>('numbers', 'numbers', 'yes or no', 'kinds', 'kinds by number')
  const outputs = task === 'yes or no' ? 1 : draw.between(task === 'numbers' ? 1 : 2, 4)
  const stateful = (family === 'sequences' || family === 'words') && draw.chance(0.2)
  const way = stateful ? 'fit' : draw.pick('fit', 'fit', 'single steps')
  // Recurrent layers compute large batches in another way, and many small batches are asked at once.
  const isLarge = draw.chance(0.1)
  const batchSize = isLarge ? draw.between(64, 70) : draw.between(1, 6)
  const isWeighted = task === 'yes or no' && way === 'fit' && draw.chance(0.3)
  return {
    family,
    inputs: family === 'rows' && draw.chance(0.25) ? 2 : 1,
    shape: { rows: [draw.between(1, 6)], pictures: [draw.between(6, 8), draw.between(6, 8), draw.between(1, 3)], sequences: [draw.between(2, 5), draw.between(1, 4)], words: [draw.between(2, 6)] }[family],
    body: [...opening(draw, family, stateful), ...Array.from({ length: draw.between(0, 3) }, () => anyLayer(draw))],
    task,
    loss: lossFor(draw, task),
    outputs,
    metrics: [...(draw.chance(0.6) ? ['accuracy'] : []), ...(draw.chance(0.4) ? ['mse'] : []), ...(draw.chance(0.2) && task !== 'kinds by number' ? ['mae'] : [])],
    optimizer: draw.pick('sgd', 'momentum', 'nesterov', 'rmsprop', 'adam', 'adamax', 'adagrad', 'adadelta'),
    rate: { first: draw.pick(0.1, 0.01, 0.003), changes: draw.chance(0.3) },
    rows: batchSize * draw.between(2, 3) + (!stateful && draw.chance(0.4) ? draw.between(1, batchSize) : 0),
    batchSize,
    epochs: draw.between(3, 5),
    validates: draw.chance(0.3),
    ...(isWeighted && { classWeight: { 0: 0.5, 1: 2 } }),
    way,
    stateful,
    twoHeads: !isWeighted && draw.chance(0.15),
    ...(draw.chance(0.2) && { freezes: { layer: draw.between(1, 6) } }),
    askedBatch: isLarge && !stateful ? 2 : batchSize,
  }
}

function lossFor(draw: Draw, task: Task): string {
  switch (task) {
    case 'numbers':
      return draw.pick('meanSquaredError', 'meanAbsoluteError', 'meanSquaredLogarithmicError', 'logcosh', 'hinge', 'squaredHinge', 'cosineProximity')
    case 'yes or no':
      return draw.pick('binaryCrossentropy', 'meanSquaredError')
    case 'kinds':
      return draw.pick('categoricalCrossentropy', 'kullbackLeiblerDivergence', 'poisson', 'categoricalHinge')
    case 'kinds by number':
      return 'sparseCategoricalCrossentropy'
  }
}

/** Layers that bring what a family gives to rows of numbers. */
function opening(draw: Draw, family: Family, stateful: boolean): Layer[] {
  const activation = draw.pick(...ACTIVATIONS)
  switch (family) {
    case 'rows':
      return []
    case 'pictures':
      return [
        ...(draw.chance(0.3) ? [{ kind: 'zeroPadding2d', options: { padding: 1 } }] : []),
        draw.pick<Layer>(
          { kind: 'conv2d', options: { filters: draw.between(1, 4), kernelSize: draw.between(1, 3), padding: draw.pick('same', 'valid'), activation } },
          { kind: 'separableConv2d', options: { filters: draw.between(1, 4), kernelSize: 3, activation } },
          { kind: 'depthwiseConv2d', options: { kernelSize: 2, depthMultiplier: draw.between(1, 2), activation } },
          { kind: 'conv2dTranspose', options: { filters: draw.between(1, 3), kernelSize: 2, strides: draw.between(1, 2), activation } },
        ),
        ...(draw.chance(0.3) ? [{ kind: 'batchNormalization', options: {} }] : []),
        ...(draw.chance(0.6) ? [draw.pick<Layer>({ kind: 'maxPooling2d', options: { poolSize: 2 } }, { kind: 'averagePooling2d', options: { poolSize: [2, 2] } })] : []),
        draw.pick<Layer>({ kind: 'flatten', options: {} }, { kind: 'globalMaxPooling2d', options: {} }, { kind: 'globalAveragePooling2d', options: {} }),
      ]
    case 'sequences':
      return overTime(draw, stateful)
    case 'words':
      return [{ kind: 'embedding', options: { inputDim: 5, outputDim: draw.between(1, 4), maskZero: draw.chance(0.2) } }, ...overTime(draw, stateful)]
  }
}

function overTime(draw: Draw, stateful: boolean): Layer[] {
  const options = { units: draw.between(1, 4), goBackwards: draw.chance(0.2), activation: draw.pick('tanh', 'relu', 'sigmoid'), ...(stateful && { stateful }) }
  const recurrent = draw.pick('simpleRNN', 'lstm', 'gru')
  return draw.pick<Layer[]>(
    [{ kind: recurrent, options }],
    [{ kind: recurrent, options: { ...options, returnSequences: true } }, { kind: 'flattened', options: {} }],
    [{ kind: 'bidirectional', options: { of: recurrent, layer: { units: options.units } } }],
    [{ kind: 'conv1d', options: { filters: draw.between(1, 4), kernelSize: 2, activation: 'relu' } }, { kind: draw.pick('globalMaxPooling1d', 'globalAveragePooling1d'), options: {} }],
    [{ kind: 'flattened', options: {} }],
  )
}

function anyLayer(draw: Draw): Layer {
  const regularized = draw.chance(0.2) ? { kernelRegularizer: 'l1l2' } : {}
  return draw.pick<Layer>(
    { kind: 'dense', options: { units: draw.between(1, 8), activation: draw.pick(...ACTIVATIONS), useBias: draw.chance(0.8), ...regularized } },
    { kind: 'dense', options: { units: draw.between(1, 8), activation: 'relu' } },
    { kind: 'batchNormalization', options: {} },
    { kind: 'layerNormalization', options: {} },
    { kind: 'leakyReLU', options: { alpha: 0.2 } },
    { kind: 'prelu', options: {} },
    { kind: 'dropout', options: { rate: draw.pick(0.2, 0.5), ...(draw.chance(0.3) && { seed: 5 }) } },
    { kind: 'gaussianNoise', options: { stddev: 0.1 } },
    { kind: 'gaussianDropout', options: { rate: 0.3 } },
    { kind: 'alphaDropout', options: { rate: 0.2 } },
  )
}

function build(tf: TensorFlow, plan: Plan): Net {
  const { family, inputs, shape, body, task, outputs, rows, batchSize, stateful, twoHeads } = plan
  const { layers } = tf
  const symbols = Array.from({ length: inputs }, () => tf.input(stateful ? { batchShape: [batchSize, ...shape] } : { shape }))
  let at: SymbolicTensor = inputs === 1 ? symbols[0] : (layers.concatenate().apply(symbols) as SymbolicTensor)
  for (const { kind, options } of body) at = layerOf(layers, kind, options).apply(at) as SymbolicTensor
  const activation = { numbers: 'linear', 'yes or no': 'sigmoid', kinds: 'softmax', 'kinds by number': 'softmax' }[task] as 'linear'
  const heads = [{ units: outputs, activation }, ...(twoHeads ? [{ units: 1 }] : [])].map((head) => layers.dense(head).apply(at) as SymbolicTensor)
  const model = tf.model({ inputs: symbols, outputs: heads })
  compile(tf, model, plan)
  const x = symbols.map((_, i) => (family === 'words' ? tf.randomUniform([rows, ...shape], 0, 5, 'int32', 10 + i).toFloat() : tf.randomNormal([rows, ...shape], 0, 1, 'float32', 10 + i)))
  const kinds = tf.randomUniform([rows], 0, task === 'yes or no' ? 2 : outputs, 'int32', 20)
  const target = task === 'numbers' ? tf.randomNormal([rows, outputs], 0, 1, 'float32', 20) : task === 'kinds' ? tf.oneHot(kinds, outputs).toFloat() : kinds.toFloat().reshape([rows, 1])
  return { model, inputs: x, targets: twoHeads ? [target, tf.randomNormal([rows, 1], 0, 1, 'float32', 21)] : [target] }
}

function compile(tf: TensorFlow, model: LayersModel, { loss, metrics, optimizer, rate, twoHeads }: Plan): void {
  model.compile({ optimizer: optimizerOf(tf, optimizer, rate.first), loss: twoHeads ? [loss, 'meanSquaredError'] : loss, ...(metrics.length > 0 && { metrics }) })
}

function layerOf(layers: typeof Layers, kind: string, options: Record<string, unknown>): Layers.Layer {
  const make = layers as unknown as Record<string, (options: Record<string, unknown>) => Layers.Layer>
  // A mask must not reach a flatten, which knows of none.
  if (kind === 'flattened') return make['timeDistributed']({ layer: layers.dense({ units: 2 }) }) && make['globalAveragePooling1d']({})
  if (kind === 'bidirectional') return make['bidirectional']({ layer: make[options['of'] as string](options['layer'] as Record<string, unknown>), mergeMode: 'concat' })
  return make[kind](options)
}

function optimizerOf({ train }: TensorFlow, name: string, rate: number): Optimizer {
  switch (name) {
    case 'momentum':
    case 'nesterov':
      return train.momentum(rate, 0.9, name === 'nesterov')
    case 'adam':
    case 'rmsprop':
    case 'adamax':
    case 'adagrad':
    case 'adadelta':
      return train[name](rate)
    default:
      return train.sgd(rate)
  }
}

function setLearningRate(optimizer: Optimizer, rate: number): void {
  const open = optimizer as unknown as { learningRate: number; setLearningRate?(rate: number): void }
  if (open.setLearningRate) open.setLearningRate(rate)
  else open.learningRate = rate
}
