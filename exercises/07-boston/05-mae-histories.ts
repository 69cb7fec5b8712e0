import { todo } from '#spec'

/**
 * The mean of several histories, epoch by epoch.
 *
 * @param h one list a fold, each with one number an epoch
 * @returns one number an epoch: the mean over the folds
 * @throws RangeError naming `h` when the lists differ in length
 */
export function averageHistories(h: number[][]): number[] {
  todo('for each epoch, the mean over the folds')
}

/**
 * A curve without its noise. The first point stays as it is; every other becomes a mixture of the smoothed point
 * before it and of itself:
 *
 *     smoothed = factor · smoothed before + (1 − factor) · point
 *
 * @param factor how much of the past is kept, 0 (nothing) to 1; 0.9 unless told
 * @returns as many points
 */
export function smoothCurve(points: number[], factor = 0.9): number[] {
  todo('carry the smoothed point along')
}

/**
 * The epoch with the smallest error. Epochs count from 1: the first number belongs to epoch 1.
 *
 * @param avg one error an epoch
 * @param o.skip so many epochs at the beginning cannot be chosen, 0 unless told; the others keep their numbers
 * @returns its number; the earliest, if several are equally good
 */
export function bestEpoch(avg: number[], o: { skip?: number } = {}): number {
  todo('where the smallest error is, counted from 1')
}

/**
 * A curve as a drawing: an SVG, or lines of text, whichever you like. It shows both labels as they are given; the
 * numbers of the first and of the last epoch on the x axis; and the smallest and the largest value, rounded to two
 * decimals, on the y axis.
 *
 * @param values one number an epoch, two or more
 * @param o.xLabel what the x axis shows: `Epochs`
 * @param o.yLabel what the y axis shows: `Validation MAE`
 * @param o.skip so many epochs come before the first value, 0 unless told: the first value is epoch skip + 1
 */
export function linePlot(values: number[], o: { xLabel: string; yLabel: string; skip?: number }): string {
  todo('draw the points, write the labels and the ends of both axes')
}
