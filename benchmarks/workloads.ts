import type { LayersModel, Tensor } from '@tensorflow/tfjs'
import { type EngineName, startEngine } from '../engine'
import type { TensorFlow } from '../engine/engine'

/** A net of a chapter, as the full profile trains it. */
interface Workload {
  name: string
  inputs: number
  hidden: number[]
  outputs: number
  head: 'sigmoid' | 'softmax' | 'linear'
  loss: string
  batch: number
  /** Steps of one turn: enough of them to be timed. */
  steps: number
}

export const workloads: Workload[] = [
  { name: 'IMDB, 10,000-16-16-1, batch 512', inputs: 10_000, hidden: [16, 16], outputs: 1, head: 'sigmoid', loss: 'binaryCrossentropy', batch: 512, steps: 3 },
  { name: 'Reuters, 10,000-64-64-46, batch 512', inputs: 10_000, hidden: [64, 64], outputs: 46, head: 'softmax', loss: 'categoricalCrossentropy', batch: 512, steps: 3 },
  { name: 'Boston, 13-64-64-1, batch 1', inputs: 13, hidden: [64, 64], outputs: 1, head: 'linear', loss: 'meanSquaredError', batch: 1, steps: 50 },
]

/** One after the other; the first step of each is not timed. */
async function serve(name: EngineName): Promise<void> {
  const { tf } = await startEngine(name)
  const nets = new Map<Workload, { model: LayersModel; x: Tensor; y: Tensor }>()
  process.on('message', (index: number) => void turn(tf, workloads[index], nets).then((ms) => process.send!(ms)))
  process.on('disconnect', () => process.exit())
  process.send!(0)
}

async function turn(tf: TensorFlow, workload: Workload, nets: Map<Workload, { model: LayersModel; x: Tensor; y: Tensor }>): Promise<number> {
  let net = nets.get(workload)
  if (!net) {
    const { inputs, outputs, batch, head } = workload
    const y = head === 'softmax' ? tf.oneHot(tf.randomUniform([batch], 0, outputs, 'int32'), outputs).toFloat() : tf.randomUniform([batch, outputs], 0, 1).round()
    // A review lights about one column in a hundred.
    net = { model: modelOf(tf, workload), x: tf.randomUniform([batch, inputs], 0, 1).less(0.01).toFloat(), y }
    nets.set(workload, net)
    await net.model.trainOnBatch(net.x, net.y)
  }
  const from = performance.now()
  for (let i = 0; i < workload.steps; i++) await net.model.trainOnBatch(net.x, net.y)
  return (performance.now() - from) / workload.steps
}

function modelOf(tf: TensorFlow, { inputs, hidden, outputs, head, loss }: Workload): LayersModel {
  const model = tf.sequential()
  model.add(tf.layers.inputLayer({ inputShape: [inputs] }))
  for (const units of hidden) model.add(tf.layers.dense({ units, activation: 'relu' }))
  model.add(tf.layers.dense({ units: outputs, activation: head }))
  model.compile({ optimizer: 'rmsprop', loss })
  return model
}

if (require.main === module) serve(process.argv[2] as EngineName).catch(() => process.exit(1))
