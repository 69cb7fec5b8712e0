import * as tf from '@tensorflow/tfjs'
import { toys } from '#datasets'
import { check, expect, trap } from '#spec'
import { findAxis, rgbToHsv, rotateAxes } from './02-change-of-representation'

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** The rows as tensors. */
const tensors = ({ x, y, n }: { x: Float32Array; y: Int32Array; n: number }) => ({
  p: tf.tensor2d(x, [n, 2]),
  y: tf.tensor1d(y, 'int32'),
})

/** The share of rows that "x' > 0" tells apart on axes turned by `angle`, whichever class is above 0. */
function separated(angle: number, { x, y, n }: { x: Float32Array; y: Int32Array; n: number }): number {
  let right = 0
  for (let i = 0; i < n; i++) {
    const along = x[2 * i] * Math.cos(angle) + x[2 * i + 1] * Math.sin(angle)
    if (along > 0 === (y[i] === 1)) right++
  }
  return Math.max(right, n - right) / n
}

check('gives the coordinates on axes turned by a quarter', () => {
  const turned = rotateAxes(tf.tensor2d([[1, 0], [0, 1], [2, -3]]), Math.PI / 2)
  expect(turned, 'the points (1, 0), (0, 1), (2, −3) at 90°').toBeTensor({
    shape: [3, 2],
    values: [
      [0, -1],
      [1, 0],
      [-3, -2],
    ],
  })
})

check('gives the coordinates at any angle', () => {
  expect(rotateAxes(tf.tensor2d([[3, 4]]), 0), 'the point (3, 4) at 0°').toBeTensor({ shape: [1, 2], values: [[3, 4]] })
  const half = Math.sqrt(1 / 2)
  expect(rotateAxes(tf.tensor2d([[2, 0], [1, 1]]), radians(45)), 'the points (2, 0), (1, 1) at 45°').toBeTensor({
    values: [
      [2 * half, -2 * half],
      [2 * half, 0],
    ],
  })
  expect(rotateAxes(tf.tensor2d([[1, 0]]), radians(-30)), 'the point (1, 0) at −30°').toBeTensor({ values: [[Math.sqrt(3) / 2, 0.5]] })
})

check('keeps every point as far from the origin as it was', () => {
  const p = tf.randomNormal<tf.Rank.R2>([50, 2])
  for (const degrees of [10, 123, 250]) {
    const lengths = rotateAxes(p, radians(degrees)).norm('euclidean', 1)
    expect(lengths, `distances from the origin at ${degrees}°`).toBeTensor({ values: p.norm('euclidean', 1).dataSync() })
  }
})

check('finds the axis that separates', () => {
  for (const [degrees, above] of [[3, 1], [90, 0], [111, 1], [177, 0]]) {
    const rows = toys.tiltedLine({ n: 80, seed: degrees, angle: radians(degrees), labels: [1 - above, above] })
    const { p, y } = tensors(rows)
    const angle = findAxis(p, y)
    expect(angle, 'the angle, in radians').toBeBetween(0, Math.PI - 1e-6)
    expect(separated(angle, rows), `share told apart by "x' > 0" (axis at ${degrees}°, class ${above} above 0)`).toBe(1)
  }
})

check('turns a hopeless representation into a good one', () => {
  for (const seed of [1, 2]) {
    const rows = toys.tiltedLine({ n: 100, seed })
    const { p, y } = tensors(rows)
    expect(separated(0, rows), 'share told apart by the first coordinate as it is').toBeAtMost(0.7)
    expect(separated(findAxis(p, y), rows), 'share told apart on the axis that was found').toBeAtLeast(1)
  }
})

check('finds the best axis when none is perfect', () => {
  const rows = toys.tiltedLine({ n: 100, seed: 5, angle: radians(60) })
  // Every tenth point of each class changes sides.
  const y = rows.y.map((label, i) => (i % 20 < 2 ? 1 - label : label))
  const angle = findAxis(tensors({ ...rows, y }).p, tf.tensor1d(y, 'int32'))
  expect(separated(angle, { ...rows, y }), 'share told apart when 90 % can be').toBeAtLeast(0.89)
})

check('looks at every degree', () => {
  for (const degrees of [37, 122]) {
    // The two points of class 1 lie nearly a quarter turn to either side, so the axis has little room between them.
    const x = [[1, -89.4], [3, 89.4], [2, 180]].flatMap(([far, turned]) => [
      far * Math.cos(radians(degrees + turned)),
      far * Math.sin(radians(degrees + turned)),
    ])
    const rows = { x: Float32Array.from(x), y: Int32Array.of(1, 1, 0), n: 3 }
    const { p, y } = tensors(rows)
    expect(separated(findAxis(p, y), rows), `share told apart, where only the axis at ${degrees}° will do, and half a degree to each side of it`).toBe(1)
  }
})

const COLOURS: [string, number[], number[]][] = [
  ['red', [1, 0, 0], [0, 1, 1]],
  ['green', [0, 1, 0], [1 / 3, 1, 1]],
  ['blue', [0, 0, 1], [2 / 3, 1, 1]],
  ['yellow', [1, 1, 0], [1 / 6, 1, 1]],
  ['cyan', [0, 1, 1], [1 / 2, 1, 1]],
  ['magenta', [1, 0, 1], [5 / 6, 1, 1]],
  ['orange', [1, 0.5, 0], [1 / 12, 1, 1]],
  ['pink', [1, 0.5, 0.75], [11 / 12, 0.5, 1]],
  ['dark green', [0.125, 0.5, 0.25], [7 / 18, 0.75, 0.5]],
  ['violet', [0.25, 0, 0.5], [3 / 4, 1, 0.5]],
]

check('converts colours', () => {
  for (const [name, rgb, hsv] of COLOURS) {
    const converted = rgbToHsv(tf.tensor2d([rgb]))
    expect(converted, `hue, saturation and value of ${name} (${rgb.join(', ')})`).toBeTensor({ shape: [1, 3], values: [hsv], tolerance: 1e-4 })
  }
})

check('converts many colours at once', () => {
  const converted = rgbToHsv(tf.tensor2d(COLOURS.map(([, rgb]) => rgb)))
  expect(converted, 'ten colours in one call').toBeTensor({ shape: [10, 3], values: COLOURS.map(([, , hsv]) => hsv), tolerance: 1e-4 })
})

check('gives grey, white and black no hue and no saturation', () => {
  const greys = tf.tensor2d([[0.5, 0.5, 0.5], [1, 1, 1], [0, 0, 0]])
  expect(rgbToHsv(greys), 'grey, white and black').toBeTensor({
    shape: [3, 3],
    values: [
      [0, 0, 0.5],
      [0, 0, 1],
      [0, 0, 0],
    ],
  })
})

/** Back from hue, saturation and value to red, green and blue. */
function backToRgb([h, s, v]: number[]): number[] {
  return [5, 3, 1].map((n) => {
    const k = (n + 6 * h) % 6
    return v - v * s * Math.max(0, Math.min(k, 4 - k, 1))
  })
}

check('loses nothing of a colour', () => {
  const rgb = tf.randomUniform<tf.Rank.R2>([200, 3], 0.05, 1)
  const hsv = rgbToHsv(rgb)
  expect(hsv, '200 random colours').toBeTensor({ shape: [200, 3] })
  const [least, largest] = [hsv.min().dataSync()[0], hsv.max().dataSync()[0]]
  expect(least, 'the smallest of all hues, saturations and values').toBeAtLeast(0)
  expect(largest, 'the largest of all hues, saturations and values').toBeAtMost(1.0001)
  expect(hsv.slice([0, 2], [200, 1]).flatten(), 'the values of 200 random colours, each the largest of its r, g, b').toBeTensor({ values: rgb.max(1).dataSync() })
  const back = tf.tensor2d(hsv.arraySync().map(backToRgb))
  const apart = back.sub(rgb).abs().max().dataSync()[0]
  expect(apart, 'after converting back, the largest difference to the colour it was').toBeAtMost(1e-3)
})

trap('degrees', 'The angle was read in degrees: theta is in radians, and so is the angle that findAxis gives. 90° are π/2.', () => {
  const [x, y] = rotateAxes(tf.tensor2d([[1, 0]]), Math.PI / 2).dataSync()
  const inDegrees = radians(Math.PI / 2)
  if (Math.abs(x - Math.cos(inDegrees)) < 1e-4 && Math.abs(Math.abs(y) - Math.sin(inDegrees)) < 1e-4) return true
  const rows = toys.tiltedLine({ n: 40, angle: radians(90) })
  const { p, y: labels } = tensors(rows)
  const angle = findAxis(p, labels)
  return angle > Math.PI && angle < 180 && separated(radians(angle), rows) === 1 ? `findAxis gave ${angle} for an axis at π/2.` : false
})

trap('rotate-points', 'You turned the points, not the axes: at 90°, the point (1, 0) should become (0, −1), and it became (0, 1). Look at the signs of sin.', () => {
  const [x, y] = rotateAxes(tf.tensor2d([[1, 0]]), Math.PI / 2).dataSync()
  const [left, up] = rotateAxes(tf.tensor2d([[0, 1]]), Math.PI / 2).dataSync()
  return Math.abs(x) < 1e-4 && Math.abs(y - 1) < 1e-4 && Math.abs(left + 1) < 1e-4 && Math.abs(up) < 1e-4
})

trap('hue-divide-zero', 'Grey or black gave NaN, which is 0/0: where the largest and the smallest of r, g, b are equal, hue and saturation are 0.', () => {
  const greys = rgbToHsv(tf.tensor2d([[0.5, 0.5, 0.5], [0, 0, 0], [1, 0, 0]])).arraySync()
  return [greys[0], greys[1]].some((row) => row.some(Number.isNaN)) && !greys[2].some(Number.isNaN)
})
