import type { KernelFunc, LayersModel, Rank, Tensor2D } from '@tensorflow/tfjs'
import { startEngine } from '../engine'

/**
 * One training step of the digits net (784-512-10, batch 128, RMSProp) on WebAssembly: with the stock kernels, with
 * ours, and on the plain JavaScript backend. All in one run, in turns, so that the machine's moods cancel out.
 */
const STEPS = 10
const ROUNDS = 5

/** Steps in five epochs over 60,000 rows in batches of 128. */
const FULL_RUN = 5 * Math.ceil(60_000 / 128)

export async function benchEngine(): Promise<void> {
  const tf = await import('@tensorflow/tfjs')
  await import('@tensorflow/tfjs-backend-wasm')
  const names = ['BatchMatMul', '_FusedMatMul']
  const kernels = () => new Map(names.map((name) => [name, tf.getKernel(name, 'wasm').kernelFunc]))
  const stock = kernels()
  await startEngine('wasm')
  const ours = kernels()
  const use = (which: Map<string, KernelFunc>) => {
    for (const [kernelName, kernelFunc] of which) {
      tf.unregisterKernel(kernelName, 'wasm')
      tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc })
    }
  }

  const net = (): LayersModel => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [784], units: 512, activation: 'relu' }),
        tf.layers.dense({ units: 10, activation: 'softmax' }),
      ],
    })
    model.compile({ optimizer: 'rmsprop', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
    return model
  }
  /** Milliseconds a step, over a few steps. */
  const time = async (model: LayersModel, x: Tensor2D, y: Tensor2D, steps: number): Promise<number> => {
    const start = performance.now()
    for (let i = 0; i < steps; i++) await model.trainOnBatch(x, y)
    return (performance.now() - start) / steps
  }
  const batch = () => {
    const x = tf.randomUniform<Rank.R2>([128, 784])
    const y = tf.oneHot(tf.randomUniform([128], 0, 10, 'int32'), 10).toFloat() as Tensor2D
    return [x, y] as const
  }

  const [model, [x, y]] = [net(), batch()]
  const times: Record<'ours' | 'stock', number[]> = { ours: [], stock: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, which] of [['ours', ours], ['stock', stock]] as const) {
      use(which)
      const ms = await time(model, x, y, STEPS)
      if (round > 0) times[name].push(ms)
    }
  }
  await tf.setBackend('cpu')
  Object.assign(tf.backend(), { firstUse: false })
  const [plain, [xPlain, yPlain]] = [net(), batch()]
  await time(plain, xPlain, yPlain, 1)
  const cpu = await time(plain, xPlain, yPlain, 3)

  const [fast, slow] = [median(times.ours), median(times.stock)]
  console.log('One training step of 784-512-10, batch 128, and five epochs over 60,000 rows at that pace:\n')
  const row = (name: string, ms: number) => console.log(`  ${name.padEnd(28)}${ms.toFixed(1).padStart(8)} ms   ${((ms * FULL_RUN) / 1000).toFixed(0).padStart(5)} s   ${(ms / fast).toFixed(1).padStart(5)} ×`)
  row('wasm with our kernel', fast)
  row('wasm, stock', slow)
  row('cpu, plain JavaScript', cpu)
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]
}

