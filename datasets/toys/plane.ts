import { Random } from '../random'

/** Rows with a number to predict instead of a label. */
export interface MeasuredRows {
  /** n rows of d numbers, row by row. */
  x: Float32Array
  /** The number that belongs to each row. */
  y: Float32Array
  n: number
  d: number
}

/**
 * y = 3·x₁ − 2·x₂ + 1, plus normally distributed noise of standard deviation `noise`. x [n, 2] is standard normal.
 *
 * @throws RangeError naming `n` unless it is a whole number above 0
 */
export function plane({
  n = 400,
  seed = 0,
  noise = 0,
}: { n?: number; seed?: number; noise?: number } = {}): MeasuredRows {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n must be a whole number above 0, not ${n}`)
  const random = new Random('plane', seed)
  const x = Float32Array.from({ length: n * 2 }, () => random.normal())
  const exact = (i: number) => 3 * x[2 * i] - 2 * x[2 * i + 1] + 1
  const y = Float32Array.from({ length: n }, (_, i) => exact(i) + random.normal(0, noise))
  return { x, y, n, d: 2 }
}
