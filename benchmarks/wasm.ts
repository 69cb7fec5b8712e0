import type { KernelConfig, layers as Layers, LayersModel, Tensor } from '@tensorflow/tfjs'
import { startEngine } from '../engine'
import type { TensorFlow } from '../engine/engine'
import { borrowKernels } from '../engine/borrowed-kernels'
import { median } from '../engine/examine/median'
import { figure, type Table } from './table'

/**
 * One training step of each of a few nets on WebAssembly: with our kernels, with the stock ones (what they lack is
 * borrowed from plain JavaScript), and on plain JavaScript alone. All in one run, in turns, so that the machine's
 * moods cancel out. Slow steps are taken once: the plain engine needs many seconds for some.
 */
const ROUNDS = 5
const SLOW_MS = 1000

interface Net {
  name: string
  input: number[]
  /** Inputs are whole numbers below this, instead of numbers from 0 to 1. */
  words?: number
  batch: number
  layers(layers: typeof Layers): Layers.Layer[]
}

const nets: Net[] = [
  {
    name: '784-512-10, batch 128',
    input: [784],
    batch: 128,
    layers: (l) => [l.dense({ units: 512, activation: 'relu' }), l.dense({ units: 10, activation: 'softmax' })],
  },
  {
    name: 'digits, 3 convolutions, batch 16',
    input: [28, 28, 1],
    batch: 16,
    layers: (l) => [
      l.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
      l.maxPooling2d({ poolSize: 2 }),
      l.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      l.maxPooling2d({ poolSize: 2 }),
      l.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      l.flatten(),
      l.dense({ units: 10, activation: 'softmax' }),
    ],
  },
  {
    name: 'separable convolutions, batch 16',
    input: [32, 32, 3],
    batch: 16,
    layers: (l) => [
      l.separableConv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
      l.separableConv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      l.maxPooling2d({ poolSize: 2 }),
      l.separableConv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      l.batchNormalization({}),
      l.globalAveragePooling2d({}),
      l.dense({ units: 10, activation: 'softmax' }),
    ],
  },
  {
    name: 'embedding 10,000 × 8, length 20, batch 32',
    input: [20],
    words: 10_000,
    batch: 32,
    layers: (l) => [l.embedding({ inputDim: 10_000, outputDim: 8 }), l.flatten(), l.dense({ units: 10, activation: 'softmax' })],
  },
  {
    name: 'LSTM of 32, length 20, batch 32',
    input: [20, 16],
    batch: 32,
    layers: (l) => [l.lstm({ units: 32, recurrentInitializer: 'glorotUniform' }), l.dense({ units: 10, activation: 'softmax' })],
  },
]

/** Milliseconds of a step, of each net. */
export async function benchWasm(): Promise<Table> {
  const tf = await import('@tensorflow/tfjs')
  Object.assign(tf.findBackend('cpu'), { firstUse: false })
  await import('@tensorflow/tfjs-backend-wasm')
  borrowKernels(tf, 'wasm')
  const stock = tf.getKernelsForBackend('wasm')
  await startEngine('wasm')
  const ours = tf.getKernelsForBackend('wasm')

  const rows: string[][] = []
  for (const net of nets) {
    const engines = { ours: await taker(tf, 'wasm', net, ours), stock: await taker(tf, 'wasm', net, stock), cpu: await taker(tf, 'cpu', net) }
    const times = await inTurns(Object.values(engines))
    rows.push([net.name, ...times.map(figure)])
    console.error(rows.at(-1)!.join('  '))
  }
  return { heading: ['', 'wasm', 'wasm, stock', 'cpu'], rows }
}

/** Takes a training step and tells how many milliseconds it took. */
type Step = () => Promise<number>

async function taker(tf: TensorFlow, backend: 'wasm' | 'cpu', net: Net, kernels: KernelConfig[] = []): Promise<Step> {
  const start = async () => {
    for (const kernel of kernels) {
      tf.unregisterKernel(kernel.kernelName, backend)
      tf.registerKernel(kernel)
    }
    await tf.setBackend(backend)
  }
  await start()
  const [model, x, y] = [modelOf(tf, net), inputsFor(tf, net), tf.oneHot(tf.randomUniform([net.batch], 0, 10, 'int32'), 10).toFloat()]
  return async () => {
    await start()
    const from = performance.now()
    await model.trainOnBatch(x, y)
    return performance.now() - from
  }
}

function modelOf(tf: TensorFlow, net: Net): LayersModel {
  const model = tf.sequential()
  model.add(tf.layers.inputLayer({ inputShape: net.input }))
  for (const layer of net.layers(tf.layers)) model.add(layer)
  model.compile({ optimizer: 'rmsprop', loss: 'categoricalCrossentropy' })
  return model
}

function inputsFor(tf: TensorFlow, { batch, input, words }: Net): Tensor {
  const shape = [batch, ...input]
  return words ? tf.randomUniform(shape, 0, words, 'int32').toFloat() : tf.randomUniform(shape)
}

/** The median time of each, after a step to warm up; the first step's where it is slow. */
async function inTurns(steps: Step[]): Promise<number[]> {
  const times: number[][] = steps.map(() => [])
  const first: number[] = []
  for (const step of steps) first.push(await step())
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, step] of steps.entries()) if (first[i] < SLOW_MS) times[i].push(await step())
  }
  return times.map((some, i) => (some.length > 0 ? median(some) : first[i]))
}
