import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/** Sizes of a dataset. All are counts; `frames`, `height`, `width` and `channels` only matter for some kinds. */
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
 * Four containers, one of each rank, float32:
 *  - `scalar`: the number 12, shape []
 *  - `vector`: 12, 3, 6, 14, shape [4]
 *  - `matrix`: 3 rows of 5 numbers, shape [3, 5]
 *  - `cube`: 3 such matrices of 3 rows, shape [3, 3, 5]
 * What numbers fill the matrix and the cube is up to you.
 */
export function makeExamples(): { scalar: tf.Scalar; vector: tf.Tensor1D; matrix: tf.Tensor2D; cube: tf.Tensor3D } {
  todo('make tensors of rank 0, 1, 2 and 3')
}

/**
 * The three facts about a tensor, and its type of number.
 * `rank` is how many axes it has, `shape` how long each axis is, `size` how many numbers it holds.
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
 * @throws RangeError naming `kind` for any other kind
 */
export function dataShape(kind: 'vector' | 'timeseries' | 'image' | 'video', d: Dims): number[] {
  todo('list the axes of this kind of data in order')
}

/**
 * The same pictures with the colour axis moved to the front, as some libraries store them.
 *
 * @param x pictures, channels last [n, height, width, channels]
 * @returns the pixels of `x`, channels first [n, channels, height, width]
 */
export function toChannelsFirst(x: tf.Tensor4D): tf.Tensor4D {
  todo('move the channel axis in front of height and width')
}

/**
 * The kind of layer that reads data of a rank: `dense` for vectors (2), `lstm` for sequences (3), `conv2d` for pictures (4).
 *
 * @throws RangeError naming `rank` for any other rank
 */
export function layerFor(rank: 2 | 3 | 4): 'dense' | 'lstm' | 'conv2d' {
  todo('one kind of layer for each rank')
}
