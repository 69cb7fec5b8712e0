import { completeKernels } from './kernels'
import { loadAddon } from './load'
import { makesFunctions, type NativeBackend, registerNativeBackend } from './native-backend'

/**
 * Loads the addon in the folder given and trains a net with a convolution: the least of what the course does. Prints
 * what it is as JSON, and exits with 1 and a reason when the training does not learn.
 */
async function main(folder: string): Promise<void> {
  const tf = await import('@tensorflow/tfjs')
  registerNativeBackend(tf, loadAddon(folder, { aloud: true }))
  await tf.setBackend('tensorflow')
  Object.assign(tf.findBackend('cpu'), { firstUse: false })
  completeKernels(tf)
  const x = tf.randomNormal([64, 6, 6, 1], 0, 1, 'float32', 1)
  const y = x.mean([1, 2]).mul(5)
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [6, 6, 1], filters: 4, kernelSize: 3, activation: 'relu' }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 1 }),
    ],
  })
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' })
  const { history } = await model.fit(x, y, { epochs: 30, batchSize: 16, verbose: 0 })
  const [first, last] = [history['loss'][0], history['loss'].at(-1)] as number[]
  if (!(last < first / 2)) throw new Error(`a tiny training does not learn: its loss went from ${first} to ${last}`)
  const { binding, isUsingGpuDevice } = tf.backend() as NativeBackend
  console.log(JSON.stringify({ kind: 'works', version: binding.TF_Version, isUsingGpu: isUsingGpuDevice, compilesSteps: makesFunctions(binding) }))
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
