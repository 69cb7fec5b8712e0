import fs from 'node:fs'
import readline from 'node:readline'
import type { layers as Layers, LayersModel, Tensor } from '@tensorflow/tfjs'
import { explain, startEngine } from '../../engine'
import type { TensorFlow } from '../../engine/engine'
import { type Binding, makesFunctions } from '../../engine/tensorflow/native-backend'
import { Random } from '../../datasets/random'
import type { Answer, Ask, RawArray, Rows, Study } from './protocol'

/**
 * The nets on this project's engine, as one writes them: compile() and fit() with nothing but what the book gives
 * them. A process that answers the bench command; ENGINE and COMPILE say what it computes with.
 */

interface Net {
  input: number[]
  /** Rows of every batch, for a layer that remembers. */
  batch?: number
  layers(layers: typeof Layers): Layers.Layer[]
  loss: string
  metrics?: string[]
  rate?: number
}

const softmax = { loss: 'categoricalCrossentropy', metrics: ['accuracy'] }
const hours = { input: [120, 14], loss: 'meanAbsoluteError' }
const sigmoid = { loss: 'binaryCrossentropy', metrics: ['accuracy'] }

const nets: Record<string, Net> = {
  mnist: { ...softmax, input: [784], layers: (l) => [l.dense({ units: 512, activation: 'relu' }), l.dense({ units: 10, activation: 'softmax' })] },
  imdb: {
    ...sigmoid,
    input: [10_000],
    layers: (l) => [l.dense({ units: 16, activation: 'relu' }), l.dense({ units: 16, activation: 'relu' }), l.dense({ units: 1, activation: 'sigmoid' })],
  },
  boston: {
    input: [13],
    layers: (l) => [l.dense({ units: 64, activation: 'relu' }), l.dense({ units: 64, activation: 'relu' }), l.dense({ units: 1 })],
    loss: 'meanSquaredError',
    metrics: ['mae'],
  },
  conv: {
    ...softmax,
    input: [28, 28, 1],
    layers: (l) => [
      ...convolved(l, 32),
      ...convolved(l, 64),
      l.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      l.flatten(),
      l.dense({ units: 64, activation: 'relu' }),
      l.dense({ units: 10, activation: 'softmax' }),
    ],
  },
  pets: {
    ...sigmoid,
    rate: 1e-4,
    input: [150, 150, 3],
    layers: (l) => [
      ...[32, 64, 128, 128].flatMap((filters) => convolved(l, filters)),
      l.flatten(),
      l.dropout({ rate: 0.5 }),
      l.dense({ units: 512, activation: 'relu' }),
      l.dense({ units: 1, activation: 'sigmoid' }),
    ],
  },
  embed: { ...sigmoid, input: [20], layers: (l) => [l.embedding({ inputDim: 10_000, outputDim: 8 }), l.flatten(), l.dense({ units: 1, activation: 'sigmoid' })] },
  lstm: { ...sigmoid, input: [100], layers: (l) => [l.embedding({ inputDim: 10_000, outputDim: 32 }), l.lstm({ units: 32 }), l.dense({ units: 1, activation: 'sigmoid' })] },
  gru: { ...hours, layers: (l) => [l.gru({ units: 32 }), l.dense({ units: 1 })] },
  simple: { ...sigmoid, input: [100], layers: (l) => [l.embedding({ inputDim: 10_000, outputDim: 32 }), l.simpleRNN({ units: 32 }), l.dense({ units: 1, activation: 'sigmoid' })] },
  masked: { ...sigmoid, input: [100], layers: (l) => [l.embedding({ inputDim: 10_000, outputDim: 32, maskZero: true }), l.lstm({ units: 32 }), l.dense({ units: 1, activation: 'sigmoid' })] },
  dropouts: { ...hours, layers: (l) => [l.gru({ units: 32, dropout: 0.2, recurrentDropout: 0.2 }), l.dense({ units: 1 })] },
  bidirectional: {
    ...sigmoid,
    input: [100],
    layers: (l) => [l.embedding({ inputDim: 10_000, outputDim: 32 }), l.bidirectional({ layer: l.lstm({ units: 32 }), mergeMode: 'concat' }), l.dense({ units: 1, activation: 'sigmoid' })],
  },
  stacked: { ...hours, layers: (l) => [l.gru({ units: 32, returnSequences: true }), l.gru({ units: 32 }), l.dense({ units: 1 })] },
  backwards: { ...hours, layers: (l) => [l.gru({ units: 32, goBackwards: true }), l.dense({ units: 1 })] },
  stateful: { ...hours, batch: 128, layers: (l) => [l.lstm({ units: 32, stateful: true }), l.dense({ units: 1 })] },
  conv1d: {
    ...sigmoid,
    rate: 1e-4,
    input: [500],
    layers: (l) => [
      l.embedding({ inputDim: 10_000, outputDim: 128 }),
      l.conv1d({ filters: 32, kernelSize: 7, activation: 'relu' }),
      l.maxPooling1d({ poolSize: 5 }),
      l.conv1d({ filters: 32, kernelSize: 7, activation: 'relu' }),
      l.globalMaxPooling1d({}),
      l.dense({ units: 1, activation: 'sigmoid' }),
    ],
  },
}

function convolved(l: typeof Layers, filters: number): Layers.Layer[] {
  return [l.conv2d({ filters, kernelSize: 3, activation: 'relu' }), l.maxPooling2d({ poolSize: 2 })]
}

function build(tf: TensorFlow, name: string): LayersModel {
  const { input, batch, layers, loss, metrics, rate = 0.001 } = nets[name]
  const model = tf.sequential()
  model.add(tf.layers.inputLayer(batch ? { batchInputShape: [batch, ...input] } : { inputShape: input }))
  for (const layer of layers(tf.layers)) model.add(layer)
  model.compile({ optimizer: tf.train.rmsprop(rate), loss, ...(metrics && { metrics }) })
  return model
}

interface Trainable {
  model: LayersModel
  x: Tensor
  y: Tensor
}

interface Prepared extends Trainable {
  batch: number
}

async function serve(): Promise<void> {
  const answers = process.stdout
  const say = (answer: object) => answers.write(`${JSON.stringify(answer)}\n`)
  // Standard output is for answers.
  console.log = console.error
  const { tf, device } = await startEngine()
  const { binding } = tf.backend() as unknown as { binding: Binding }
  // Else eager would run under the name of the other, unseen.
  if (process.env['COMPILE'] !== 'off' && !makesFunctions(binding)) throw new Error('its addon is too old to compile steps (npm run engine -- install tensorflow builds it anew)')
  let prepared: Prepared | undefined
  say({ kind: 'ready', what: `TensorFlow.js ${tf.version.tfjs} on TensorFlow ${binding.TF_Version}`, device })

  const answer = async (ask: Ask): Promise<Answer> => {
    switch (ask.ask) {
      case 'prepare':
        if (prepared) drop(prepared)
        prepared = prepare(tf, ask)
        return { kind: 'prepared' }
      case 'peak':
        return { kind: 'peak', bytes: process.resourceUsage().maxRSS * 1024 }
      case 'study':
        return study(tf, ask)
      default:
        if (!prepared) return { kind: 'failed', reason: 'nothing is prepared' }
        return take(tf, prepared, ask.ask)
    }
  }
  for await (const line of readline.createInterface({ input: process.stdin })) {
    say(await answer(JSON.parse(line) as Ask).catch((error: Error): Answer => ({ kind: 'failed', reason: error.message.split('\n')[0] })))
  }
}

function prepare(tf: TensorFlow, { net, seed, batch, rows }: Extract<Ask, { ask: 'prepare' }>): Prepared {
  sow(seed)
  return { model: build(tf, net), ...tensors(tf, rows), batch }
}

function drop({ model, x, y }: Trainable): void {
  model.optimizer.dispose()
  model.dispose()
  x.dispose()
  y.dispose()
}

async function take(tf: TensorFlow, { model, x, y, batch }: Prepared, mode: 'train' | 'evaluate' | 'predict'): Promise<Answer> {
  const before = explain().length
  const begin = performance.now()
  const seconds = () => (performance.now() - begin) / 1000
  switch (mode) {
    case 'train': {
      const { history } = await model.fit(x, y, { batchSize: batch, epochs: 1, verbose: 0 })
      return { kind: 'taken', seconds: seconds(), loss: Number(history['loss'].at(-1)), ...uncompiled(before) }
    }
    case 'evaluate': {
      const [loss] = await figures(tf, model.evaluate(x, y, { batchSize: batch, verbose: 0 }))
      return { kind: 'taken', seconds: seconds(), loss, ...uncompiled(before) }
    }
    case 'predict': {
      const out = model.predict(x, { batchSize: batch }) as Tensor
      // It is done when its numbers are here, as they are in Python.
      await out.data()
      const answer: Answer = { kind: 'taken', seconds: seconds(), ...uncompiled(before) }
      out.dispose()
      return answer
    }
  }
}

async function study(tf: TensorFlow, { net, seed, batch, epochs, train, test, watched }: Study): Promise<Answer> {
  sow(seed)
  const before = explain().length
  const [{ x, y }, unseen] = [tensors(tf, train), tensors(tf, test)]
  const begin = performance.now()
  const model = build(tf, net)
  const { history } = await model.fit(x, y, { batchSize: batch, epochs, verbose: 0, ...(watched && { validationData: [unseen.x, unseen.y] }) })
  const [, metric] = model.metricsNames
  const score = watched ? Number(history[`val_${metric}`].at(-1)) : (await figures(tf, model.evaluate(unseen.x, unseen.y, { verbose: 0 })))[1]
  const seconds = (performance.now() - begin) / 1000
  drop({ model, x, y })
  tf.dispose([unseen.x, unseen.y])
  return { kind: 'studied', seconds, score, ...uncompiled(before) }
}

/** What kept a step from being compiled, of all that has been said since. */
function uncompiled(before: number): { uncompiled?: string } {
  const verdict = explain().slice(before).find(({ kind }) => kind === 'eager')
  return verdict?.kind === 'eager' ? { uncompiled: `${verdict.step}: ${verdict.reason}` } : {}
}

/** The numbers of an evaluation: the loss, then the metrics. */
async function figures(tf: TensorFlow, evaluated: Tensor | Tensor[]): Promise<number[]> {
  const scalars = Array.isArray(evaluated) ? evaluated : [evaluated]
  const values = await Promise.all(scalars.map(async (scalar) => (await scalar.data())[0]))
  tf.dispose(scalars)
  return values
}

/** TensorFlow.js draws the seeds of its initializers and shuffles from Math.random. */
function sow(seed: number): void {
  const random = new Random('versus', seed)
  Math.random = () => random.uniform()
}

function tensors(tf: TensorFlow, { x, y }: Rows): { x: Tensor; y: Tensor } {
  return { x: tensor(tf, x), y: tensor(tf, y) }
}

function tensor(tf: TensorFlow, { file, dtype, shape }: RawArray): Tensor {
  const { buffer, byteOffset, byteLength } = fs.readFileSync(file)
  switch (dtype) {
    case 'float32':
      return tf.tensor(new Float32Array(buffer, byteOffset, byteLength / 4), shape)
    case 'int32':
      return tf.tensor(new Int32Array(buffer, byteOffset, byteLength / 4), shape, 'int32')
    case 'uint8':
      return tf.tensor(Float32Array.from(new Uint8Array(buffer, byteOffset, byteLength)), shape)
  }
}

void serve().then(
  () => process.exit(),
  (error: Error) => {
    process.stdout.write(`${JSON.stringify({ kind: 'failed', reason: error.message.split('\n')[0] })}\n`, () => process.exit(1))
  },
)
