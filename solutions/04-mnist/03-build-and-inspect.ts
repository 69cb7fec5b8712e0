import * as tf from '@tensorflow/tfjs'

/**
 * The network for digits: 784 inputs, a hidden dense layer of 512 units with relu, an output layer of 10 units with
 * softmax. Compiled with RMSProp at its usual learning rate (0.001), categorical crossentropy as the loss and
 * accuracy as a metric.
 */
export function buildDigitsNet(): tf.LayersModel {
  // #region solution: two dense layers, then compile
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [784], units: 512, activation: 'relu' }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  })
  model.compile({ optimizer: 'rmsprop', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  return model
  // #endregion
}

/**
 * What a network is made of.
 *
 * @returns `layers`: name, output shape ([null, 512]: null stands for the batch) and number of parameters of each
 *   layer, in order · `total`: all parameters · `megabytes`: their size, four bytes each; 1 MB is 1,000,000 bytes
 */
export function inspect(m: tf.LayersModel): {
  layers: { name: string; outputShape: (number | null)[]; params: number }[]
  total: number
  megabytes: number
} {
  // #region solution: read name, output shape and parameters of each layer
  const layers = m.layers.map((layer) => ({
    name: layer.name,
    outputShape: layer.outputShape as (number | null)[],
    params: layer.countParams(),
  }))
  const total = layers.reduce((sum, { params }) => sum + params, 0)
  return { layers, total, megabytes: (total * 4) / 1_000_000 }
  // #endregion
}

/** Where the tensors live: the engine's name, how many tensors there are now, and how many bytes they take. */
export function runtime(): { backend: string; tensors: number; bytes: number } {
  // #region solution: ask tf for its backend and its memory
  const { numTensors, numBytes } = tf.memory()
  return { backend: tf.getBackend(), tensors: numTensors, bytes: numBytes }
  // #endregion
}
