import * as tf from '@tensorflow/tfjs'

/** What a column's numbers are like: where they lie and how far they spread. One entry a column. */
export interface ColumnStats {
  mean: number[]
  std: number[]
}

/**
 * Mean and standard deviation of each column, over the cells that are there. The std is the root of the mean squared
 * distance from the mean, divided by how many cells there are, not by one less.
 *
 * @param x rows [n, d]; NaN stands for a missing cell
 * @returns one mean and one std a column. A column whose numbers are all the same has std 1, so that nothing is
 *   divided by 0; a column without a single number has mean 0 and std 1
 */
export function columnStats(x: tf.Tensor2D): ColumnStats {
  // #region solution: leave the missing cells out, then take mean and std of each column
  const rows = x.arraySync()
  const columns = Array.from({ length: x.shape[1] }, (_, j) => rows.map((row) => row[j]).filter((cell) => !Number.isNaN(cell)))
  const average = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const mean = columns.map((column) => (column.length > 0 ? average(column) : 0))
  const std = columns.map((column, j) => {
    const isVaried = column.some((cell) => cell !== column[0])
    return isVaried ? Math.sqrt(average(column.map((cell) => (cell - mean[j]) ** 2))) : 1
  })
  return { mean, std }
  // #endregion
}

/**
 * Rows as a network can read them: each column scaled, (x − mean) / std, and a 0 in every hole.
 *
 * @param x rows [n, d]; NaN stands for a missing cell
 * @param stats of the training rows, for training and test rows alike
 * @param o.flag when true, d more columns stand after the d scaled ones: 1 where the cell was missing, 0 elsewhere
 * @returns [n, d], or [n, 2·d] with flags, float32, without NaN
 */
export function fillMissing(x: tf.Tensor2D, stats: ColumnStats, o: { flag?: boolean } = {}): tf.Tensor2D {
  // #region solution: scale, put 0 into the holes, append the flags if they are wanted
  const rows = x.arraySync().map((row) => {
    const filled = row.map((cell, j) => (Number.isNaN(cell) ? 0 : (cell - stats.mean[j]) / stats.std[j]))
    return o.flag ? [...filled, ...row.map((cell) => Number(Number.isNaN(cell)))] : filled
  })
  return tf.tensor2d(rows)
  // #endregion
}

/**
 * Makes holes by chance, so that a network can learn to live with them: each cell becomes NaN with probability `rate`,
 * whatever its neighbours do. The others keep their number, and holes that were there stay.
 *
 * @param x rows [n, d]; NaN stands for a missing cell
 * @param rate 0 to 1
 * @param seed a whole number above 0; the same seed makes the same holes, another one makes others
 * @returns [n, d], a new tensor also when nothing was dropped
 */
export function dropCells(x: tf.Tensor2D, rate: number, seed: number): tf.Tensor2D {
  // #region solution: a random number for each cell decides
  return tf.tidy(() => tf.where(tf.randomUniform(x.shape, 0, 1, 'float32', seed).less(rate), NaN, x))
  // #endregion
}

/**
 * The directions of clock hands: radians, clockwise from noon, from 0 to 2π. Noon is 0, 3 o'clock π/2, 9 o'clock 3π/2.
 * A hand that is a hair left of noon may give 2π or 0: float32 cannot tell.
 *
 * @param p where the tips of the two hands are, seen from the centre of the clock: [n, 4], the columns are x and y of
 *   the hour hand, then x and y of the minute hand. x grows to the right, y upwards. Hands are of any length above 0
 * @returns [n, 2], float32: the angle of the hour hand and that of the minute hand
 */
export function clockFromHands(p: tf.Tensor2D): tf.Tensor2D {
  // #region solution: atan2 gives an angle from a point; negative ones go round once more
  const angle = (x: number, y: number) => (Math.atan2(x, y) + 2 * Math.PI) % (2 * Math.PI)
  return tf.tensor2d(p.arraySync().map(([x1, y1, x2, y2]) => [angle(x1, y1), angle(x2, y2)]))
  // #endregion
}

/**
 * The time that each pair of hands shows. Clocks are drawn by hand: an angle may be off by up to 2°, and the minute is
 * the nearest one. The hour hand moves on between two hours: at half past three it stands midway between 3 and 4.
 *
 * @param a angles [n, 2] as `clockFromHands` gives them
 * @returns `h` 0 to 11 (noon is 0) and `m` 0 to 59, for each row
 */
export function timeFromAngles(a: tf.Tensor2D): { h: number; m: number }[] {
  // #region solution: round the minute; take from the hour hand what the minutes have added, then round the hour
  const round = (value: number, circle: number) => (Math.round(value) + circle) % circle
  return a.arraySync().map(([hour, minute]) => {
    const m = round((minute / (2 * Math.PI)) * 60, 60)
    return { h: round((hour / (2 * Math.PI)) * 12 - m / 60, 12), m }
  })
  // #endregion
}
