/** Trains nets that are compiled, and such that are not, for what is told of them. */
import type { Tensor } from '@tensorflow/tfjs'
import { explain } from '..'
import { nativeTensorflow } from './native'

async function main(): Promise<void> {
  const found = await nativeTensorflow()
  if ('missing' in found) throw new Error(found.missing)
  const { tf } = found
  const { dense, lstm } = tf.layers
  const ownLoss = function ownLoss(target: Tensor, output: Tensor): Tensor {
    return output.sub(target).square().mean(-1)
  }
  for (const [loss, layer] of [
    ['meanSquaredError', dense({ name: 'plain', inputShape: [3, 2], units: 1 })],
    [ownLoss, dense({ name: 'plain_too', inputShape: [3, 2], units: 1 })],
    ['meanSquaredError', lstm({ name: 'odd', inputShape: [3, 2], units: 1, activation: 'softmax', returnSequences: true })],
  ] as const) {
    const model = tf.sequential({ name: `net_of_${layer.name}`, layers: [layer] })
    model.compile({ optimizer: 'sgd', loss })
    for (let i = 0; i < 6; i++) await model.trainOnBatch(tf.ones([4, 3, 2]), tf.ones([4, 3, 1]))
  }
  console.log(explain().length)
}

void main()
