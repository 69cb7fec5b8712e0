/**
 * The mean of several histories, epoch by epoch.
 *
 * @param h one list a fold, each with one number an epoch
 * @returns one number an epoch: the mean over the folds
 * @throws RangeError naming `h` when the lists differ in length
 */
export function averageHistories(h: number[][]): number[] {
  // #region solution: for each epoch, the mean over the folds
  if (h.some((history) => history.length !== h[0].length)) throw new RangeError('h: all histories must be of one length')
  return h[0].map((_, epoch) => h.reduce((sum, history) => sum + history[epoch], 0) / h.length)
  // #endregion
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
  // #region solution: carry the smoothed point along
  let smoothed = points[0]
  return points.map((point, i) => (smoothed = i === 0 ? point : factor * smoothed + (1 - factor) * point))
  // #endregion
}

/**
 * The epoch with the smallest error. Epochs count from 1: the first number belongs to epoch 1.
 *
 * @param avg one error an epoch
 * @param o.skip so many epochs at the beginning cannot be chosen, 0 unless told; the others keep their numbers
 * @returns its number; the earliest, if several are equally good
 */
export function bestEpoch(avg: number[], o: { skip?: number } = {}): number {
  // #region solution: where the smallest error is, counted from 1
  const { skip = 0 } = o
  return avg.indexOf(Math.min(...avg.slice(skip)), skip) + 1
  // #endregion
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
  // #region solution: draw the points, write the labels and the ends of both axes
  const { xLabel, yLabel, skip = 0 } = o
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (i: number) => 60 + (520 * i) / (values.length - 1)
  const y = (value: number) => 20 + (240 * (high - value)) / (high - low || 1)
  const text = (left: number, top: number, words: string | number) => `<text x="${left}" y="${top}">${words}</text>`
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 320" font-size="14">',
    `<polyline fill="none" stroke="black" points="${values.map((value, i) => `${x(i)},${y(value)}`).join(' ')}"/>`,
    text(60, 285, skip + 1) + text(560, 285, skip + values.length) + text(300, 310, xLabel),
    text(5, 20, high.toFixed(2)) + text(5, 260, low.toFixed(2)) + text(5, 140, yLabel),
    '</svg>',
  ].join('\n')
  // #endregion
}
