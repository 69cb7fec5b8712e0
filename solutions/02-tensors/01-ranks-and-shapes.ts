import * as tf from '@tensorflow/tfjs'

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
  // #region solution: make tensors of rank 0, 1, 2 and 3
  return {
    scalar: tf.scalar(12),
    vector: tf.tensor1d([12, 3, 6, 14]),
    matrix: tf.tensor2d([
      [5, 78, 2, 34, 0],
      [6, 79, 3, 35, 1],
      [7, 80, 4, 36, 2],
    ]),
    cube: tf.ones([3, 3, 5]),
  }
  // #endregion
}

/**
 * What kind of container a tensor is.
 *
 * @returns `rank`: how many axes it has · `shape`: how long each axis is · `size`: how many numbers it holds ·
 *   `dtype`: their type, such as 'float32'
 */
export function describe(t: tf.Tensor): { rank: number; shape: number[]; size: number; dtype: string } {
  // #region solution: read rank, shape, size and dtype from the tensor
  return { rank: t.rank, shape: t.shape, size: t.size, dtype: t.dtype }
  // #endregion
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
  // #region solution: list the axes of this kind of data in order
  const { samples, features = 0, timesteps = 0, frames = 0, height = 0, width = 0, channels = 0 } = d
  switch (kind) {
    case 'vector':
      return [samples, features]
    case 'timeseries':
      return [samples, timesteps, features]
    case 'image':
      return [samples, height, width, channels]
    case 'video':
      return [samples, frames, height, width, channels]
    default:
      throw new RangeError(`kind must be vector, timeseries, image or video, not ${String(kind)}`)
  }
  // #endregion
}

/**
 * The same pictures with the colours moved to the front, as some libraries store them: the number at
 * [i, row, column, channel] goes to [i, channel, row, column].
 *
 * @param x pictures, channels last [n, height, width, channels], float32
 * @returns the same numbers, channels first [n, channels, height, width]
 */
export function toChannelsFirst(x: tf.Tensor4D): tf.Tensor4D {
  // #region solution: move the channel axis in front of height and width
  return x.transpose([0, 3, 1, 2])
  // #endregion
}

/**
 * The kind of layer that reads data of a rank, samples included: 'dense' for vectors (rank 2), 'lstm' for
 * timeseries (3), 'conv2d' for pictures (4).
 *
 * @throws RangeError naming `rank` for any other rank
 */
export function layerFor(rank: 2 | 3 | 4): 'dense' | 'lstm' | 'conv2d' {
  // #region solution: one kind of layer for each rank
  const layers = { 2: 'dense', 3: 'lstm', 4: 'conv2d' } as const
  if (!(rank in layers)) throw new RangeError(`rank must be 2, 3 or 4, not ${rank}`)
  return layers[rank]
  // #endregion
}
