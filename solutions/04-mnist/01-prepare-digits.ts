import * as tf from '@tensorflow/tfjs'

/**
 * A first look at a set of digits, before any network sees it.
 *
 * @param d.images pictures [n, 28, 28], int32, 0 (paper) to 255 (ink)
 * @param d.labels the digit on each picture [n], int32, 0 to 9
 * @returns `count`: how many pictures · `shape`: the shape of `images` · `first10`: the labels of the first ten
 *   pictures (all, if there are fewer) · `histogram`: ten counts, how often each digit occurs · `min`, `max`: the
 *   smallest and the largest pixel of all
 */
export function explore(d: { images: tf.Tensor3D; labels: tf.Tensor1D }): {
  count: number
  shape: number[]
  first10: number[]
  histogram: number[]
  min: number
  max: number
} {
  // #region solution: count, look at the labels, find the smallest and largest pixel
  const labels = Array.from(d.labels.dataSync())
  const histogram = new Array<number>(10).fill(0)
  for (const label of labels) histogram[label]++
  const [min, max] = tf.tidy(() => [d.images.min().dataSync()[0], d.images.max().dataSync()[0]])
  return { count: labels.length, shape: d.images.shape, first10: labels.slice(0, 10), histogram, min, max }
  // #endregion
}

/**
 * A picture as 28 lines of 28 characters. Paper (0) is a blank; ink is any other character, such as `#`. What a
 * faint grey becomes is up to you; from 128 on it counts as ink.
 *
 * @param img one picture [28, 28], 0 to 255
 */
export function asciiDigit(img: tf.Tensor2D): string[] {
  // #region solution: one line of text for each row of pixels
  return img.arraySync().map((row) => row.map((pixel) => (pixel > 0 ? '#' : ' ')).join(''))
  // #endregion
}

/**
 * Pictures as the network reads them: each one a row of 784 numbers, row by row from the top, scaled to 0..1.
 *
 * @param images pictures [n, 28, 28], 0 to 255
 * @returns [n, 784], float32, 0 to 1
 * @throws RangeError naming `images` when they are scaled already: float32 and nothing above 1
 */
export function toVectors(images: tf.Tensor3D): tf.Tensor2D {
  // #region solution: flatten each picture, then scale to 0..1
  return tf.tidy(() => {
    if (images.dtype === 'float32' && images.max().dataSync()[0] <= 1) {
      throw new RangeError('images are scaled to 0..1 already: their largest pixel is not above 1')
    }
    return images.reshape<tf.Tensor2D>([images.shape[0], 784]).toFloat().div(255)
  })
  // #endregion
}
