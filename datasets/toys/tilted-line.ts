import { Random } from '../random'
import { drawRows, type LabelledRows, type ToyOptions } from './rows'

/** Nothing lies closer to the line than this; whole degrees of search always find a line through such a gap. */
const MARGIN = 0.1

/**
 * Points on both sides of a line through the origin. The coordinate along the axis at `angle` (radians,
 * counter-clockwise from the first axis) tells the classes apart without error: negative for the first class,
 * positive for the second. Unless told, the angle is drawn from the seed between 75° and 105°, where the first
 * coordinate by itself is of little use. x [n, 2], all within √2 of the origin.
 */
export function tiltedLine({
  n = 400,
  seed = 0,
  labels = [0, 1],
  angle,
}: ToyOptions & { angle?: number } = {}): LabelledRows {
  const random = new Random('tilted line', seed)
  const drawn = random.uniform((75 * Math.PI) / 180, (105 * Math.PI) / 180)
  const [cos, sin] = [Math.cos(angle ?? drawn), Math.sin(angle ?? drawn)]
  return drawRows(n, 2, labels, (label) => {
    const across = random.uniform(MARGIN, 1) * (label === 0 ? -1 : 1)
    const along = random.uniform(-1, 1)
    return [across * cos - along * sin, across * sin + along * cos]
  })
}
