import type * as tfjs from '@tensorflow/tfjs'

/** What of a model trains, and gives a Promise that somebody has to wait for. */
const TRAINING = ['fit', 'fitDataset', 'trainOnBatch'] as const

/** Counts the trainings of models that have begun and not come to their end; to be called once per process. */
export function countTrainings(tf: typeof tfjs): () => number {
  let underWay = 0
  const model = tf.LayersModel.prototype as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
  for (const name of TRAINING) {
    const train = model[name]
    model[name] = async function (this: unknown, ...args: unknown[]) {
      underWay++
      try {
        return await train.apply(this, args)
      } finally {
        underWay--
      }
    }
  }
  return () => underWay
}
