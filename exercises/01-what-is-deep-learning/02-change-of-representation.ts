import * as tf from '@tensorflow/tfjs'
import { todo } from '#spec'

/**
 * The same points, read off on axes that have been turned counter-clockwise by `theta`. The points stay where they
 * are; only the axes turn. After a quarter turn, the point (1, 0) has the coordinates (0, −1).
 *
 *     x' =  x·cos θ + y·sin θ
 *     y' = −x·sin θ + y·cos θ
 *
 * @param p points [n, 2], float32, one (x, y) a row
 * @param theta in radians: a quarter turn is π/2
 * @returns the new coordinates [n, 2]
 */
export function rotateAxes(p: tf.Tensor2D, theta: number): tf.Tensor2D {
  todo('the coordinates of the same points on the turned axes')
}

/**
 * How far to turn the axes so that "x' > 0" tells the two classes apart as well as possible: of the angles 0°, 1°, …
 * 179°, one on which the most points are on their own side. Either class may be the one with x' > 0. When several
 * angles are equally good, any of them; an angle between the whole degrees that does as well is fine, too.
 *
 * @param p points [n, 2], float32
 * @param y the class of each point [n], int32, 0 or 1
 * @returns the angle in radians, 0 ≤ angle < π
 */
export function findAxis(p: tf.Tensor2D, y: tf.Tensor1D): number {
  todo('try each degree from 0 to 179, keep the one that separates best')
}

/**
 * Colours as hue, saturation and value in place of red, green and blue. With v the largest of r, g, b, and c the
 * largest minus the smallest:
 *  - value is v
 *  - saturation is c / v
 *  - hue is a share of a full turn: (g − b) / (6·c) when r is the largest, 1/3 + (b − r) / (6·c) when g is,
 *    2/3 + (r − g) / (6·c) when b is. A hue below 0 gets a full turn more: −1/6 becomes 5/6.
 *
 * Grey (c = 0) has no hue: its hue and saturation are 0. So are those of black (v = 0).
 *
 * @param rgb one colour a row [n, 3], float32, 0 to 1
 * @returns hue, saturation, value [n, 3], each 0 to 1
 */
export function rgbToHsv(rgb: tf.Tensor2D): tf.Tensor2D {
  todo('value, saturation and hue of each row, with greys guarded')
}
