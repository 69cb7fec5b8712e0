import type { LayersModel, Rank, Tensor2D } from '@tensorflow/tfjs'
import type { TensorFlow } from '../engine'
import { median } from './median'

/** What an engine manages here and now. Medians, after warming up. */
export interface Speed {
  /** Billions of additions and multiplications a second in a product of two square matrices, float32. */
  gflops: number
  /** Rows of those matrices: as many as make the product take long enough to be measured. */
  size: number
  /** Milliseconds of one training step of 784-512-10 on 128 pictures, with RMSProp. */
  step: number
}

/** A product is worth timing when it takes so many milliseconds. */
const LONG_ENOUGH = 20

/** Larger matrices would tell nothing more, and take memory. */
const LARGEST = 4096

/** Milliseconds spent on each of the two figures. */
const SPAN = 700

export async function measureSpeed(tf: TensorFlow): Promise<Speed> {
  const { size, gflops } = await measureProducts(tf)
  return { size, gflops, step: await measureStep(tf) }
}

async function measureProducts(tf: TensorFlow): Promise<Pick<Speed, 'size' | 'gflops'>> {
  for (let size = 128; ; size *= 2) {
    const [a, b] = [square(tf, size), square(tf, size)]
    const product = async () => {
      const corner = tf.tidy(() => tf.slice(tf.matMul(a, b), [0, 0], [1, 1]))
      // Engines on a GPU only queue the work: it is done when one of its numbers is here.
      await corner.data()
      corner.dispose()
    }
    // The first one of a size may include compiling.
    await product()
    const first = await time(product)
    const isLast = first >= LONG_ENOUGH || size >= LARGEST
    const ms = isLast ? await medianTime(product, 3) : 0
    tf.dispose([a, b])
    if (isLast) return { size, gflops: (2 * size ** 3) / (ms * 1e6) }
  }
}

function square(tf: TensorFlow, size: number): Tensor2D {
  return tf.randomUniform<Rank.R2>([size, size])
}

async function measureStep(tf: TensorFlow): Promise<number> {
  const model = digitsNet(tf)
  const x = tf.randomUniform([128, 784])
  const y = tf.tidy(() => tf.oneHot(tf.randomUniform([128], 0, 10, 'int32'), 10).toFloat())
  const step = () => model.trainOnBatch(x, y)
  await step()
  const ms = await medianTime(step, 2)
  tf.dispose([x, y])
  model.dispose()
  return ms
}

/** The book's first network. */
function digitsNet(tf: TensorFlow): LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [784], units: 512, activation: 'relu' }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  })
  model.compile({ optimizer: 'rmsprop', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  return model
}

/** Repeats some work for a while, `least` times at least, and gives the median of its times in milliseconds. */
async function medianTime(work: () => Promise<unknown>, least: number): Promise<number> {
  const times: number[] = []
  for (let spent = 0; times.length < least || spent < SPAN; spent += times.at(-1)!) times.push(await time(work))
  return median(times)
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
