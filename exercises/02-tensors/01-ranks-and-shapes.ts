import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** The lengths of the axes of a dataset. Each kind of data has only some of these axes; see `dataShape`. */
export interface Dims {
  samples: number
  features?: number
  timesteps?: number
  frames?: number
  height?: number
  width?: number
  channels?: number
}

/**
 * Four containers, of rank 0, 1, 2 and 3, all float32:
 *  - `scalar`: the number 12, shape []
 *  - `vector`: four numbers, such as 12, 3, 6, 14, shape [4]
 *  - `matrix`: 3 rows of 5 numbers, shape [3, 5]
 *  - `cube`: 3 such matrices, shape [3, 3, 5]
 * Which numbers fill the vector, the matrix and the cube is up to you.
 */
export function makeExamples(): { scalar: tf.Scalar; vector: tf.Tensor1D; matrix: tf.Tensor2D; cube: tf.Tensor3D } {
  todo('make tensors of rank 0, 1, 2 and 3')
}

/**
 * What kind of container a tensor is.
 *
 * @returns `rank`: how many axes it has · `shape`: how long each axis is · `size`: how many numbers it holds ·
 *   `dtype`: their type, such as 'float32'
 */
export function describe(t: tf.Tensor): { rank: number; shape: number[]; size: number; dtype: string } {
  todo('read rank, shape, size and dtype from the tensor')
}

/**
 * The shape in which a kind of data is stored, samples first:
 *  - vector:     [samples, features]
 *  - timeseries: [samples, timesteps, features]
 *  - image:      [samples, height, width, channels]
 *  - video:      [samples, frames, height, width, channels]
 *
 * @param d has at least the lengths that the kind needs, and perhaps others
 * @throws RangeError naming `kind` for any other kind
 */
export function dataShape(kind: 'vector' | 'timeseries' | 'image' | 'video', d: Dims): number[] {
  todo('list the axes of this kind of data in order')
}

/**
 * The same pictures with the colours moved to the front, as some libraries store them: the number at
 * [i, row, column, channel] goes to [i, channel, row, column].
 *
 * @param x pictures, channels last [n, height, width, channels], float32
 * @returns the same numbers, channels first [n, channels, height, width]
 */
export function toChannelsFirst(x: tf.Tensor4D): tf.Tensor4D {
  todo('move the channel axis in front of height and width')
}

/**
 * The kind of layer that reads data of a rank, samples included: 'dense' for vectors (rank 2), 'lstm' for
 * timeseries (3), 'conv2d' for pictures (4).
 *
 * @throws RangeError naming `rank` for any other rank
 */
export function layerFor(rank: 2 | 3 | 4): 'dense' | 'lstm' | 'conv2d' {
  todo('one kind of layer for each rank')
}
