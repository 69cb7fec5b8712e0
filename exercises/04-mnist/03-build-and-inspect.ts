import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * The network for digits: 784 inputs, a hidden dense layer of 512 units with relu, an output layer of 10 units with
 * softmax. Compiled with RMSProp at its usual learning rate (0.001), categorical crossentropy as the loss and
 * accuracy as a metric.
 */
export function buildDigitsNet(): tf.LayersModel {
  todo('two dense layers, then compile')
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
  todo('read name, output shape and parameters of each layer')
}

/** Where the tensors live: the engine's name, how many tensors there are now, and how many bytes they take. */
export function runtime(): { backend: string; tensors: number; bytes: number } {
  todo('ask tf for its backend and its memory')
}
