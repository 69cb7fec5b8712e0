import { attempt, check, expect, showsNumber, trap } from '#spec'
import { averageHistories, bestEpoch, linePlot, smoothCurve } from './05-mae-histories'

/** Three folds, four epochs. */
const FOLDS = [[9, 5, 4, 6], [6, 4, 1, 3], [3, 3, 1, 9]]

check('averages each epoch over the folds', () => {
  expect(averageHistories(FOLDS), `the average of ${JSON.stringify(FOLDS)}, three folds of four epochs`).toBeNear([6, 4, 2, 6])
  expect(averageHistories([[2, 3], [4, 3], [6, 3], [0, 7]]), 'the average of four folds of two epochs').toBeNear([3, 4])
  expect(averageHistories([[2.5, 3, 1]]), 'the average of a single fold').toBeNear([2.5, 3, 1])
  expect(averageHistories([[2], [5]]), 'the average of two folds of one epoch').toBeNear([3.5])
  const [long, other] = [0, 1].map((fold) => Array.from({ length: 100 }, (_, i) => i + 10 * fold))
  expect(averageHistories([long, other]), 'the average of two folds of 100 epochs').toBeNear(long.map((mae) => mae + 5))
})

trap('axis-swapped', 'You averaged each fold over its epochs. The other way round: for each epoch, the mean over the folds, so there is one number an epoch.', () => {
  const average = attempt(() => averageHistories(FOLDS))
  const perFold = [6, 3.5, 4]
  return average?.length === 3 && perFold.every((mean, i) => Math.abs(average[i] - mean) < 1e-4) && 'You got 3 numbers for 3 folds of 4 epochs.'
})

check('refuses histories of different lengths', () => {
  const names = ['h', 'histories', 'history', 'length', 'lengths', 'epochs', 'fold', 'folds', 'ragged']
  expect(() => averageHistories([[1, 2, 3], [1, 2]]), 'histories of three and of two epochs').toThrowNaming(...names)
  expect(() => averageHistories([[1, 2], [1, 2], [1, 2, 3]]), 'histories of two, two and three epochs').toThrowNaming(...names)
})

/** Smoothed by 0.5: 8, then (8 + 4) / 2 = 6, then (6 + 2) / 2 = 4, then (4 + 6) / 2 = 5. */
const POINTS = [8, 4, 2, 6]

check('smooths: the first point stays, the others move towards the past', () => {
  expect(smoothCurve(POINTS, 0.5), 'smoothCurve([8, 4, 2, 6], 0.5)').toBeNear([8, 6, 4, 5])
  expect(smoothCurve([10, 0, 0], 0.8), 'smoothCurve([10, 0, 0], 0.8)').toBeNear([10, 8, 6.4])
  expect(smoothCurve(POINTS, 0), 'smoothCurve with factor 0, which keeps nothing of the past').toBeNear(POINTS)
  expect(smoothCurve([3], 0.9), 'smoothCurve of a single point').toBeNear([3])
})

check('smooths by 0.9 unless told', () => {
  expect(smoothCurve([10, 0, 0, 20]), 'smoothCurve([10, 0, 0, 20]) without a factor').toBeNear([10, 9, 8.1, 9.29])
})

trap('smooth-raw-prev', 'You mixed each point with the raw point before it. Carry the smoothed one: the past of a point is all that came before.', () => {
  const smoothed = attempt(() => smoothCurve(POINTS, 0.5))
  return [8, 6, 3, 4].every((point, i) => Math.abs((smoothed?.[i] ?? NaN) - point) < 1e-4) && 'Of 8, 4, 2 by 0.5 the third is (6 + 2) / 2 = 4, not (4 + 2) / 2.'
})

check('finds the epoch of the smallest error, counted from 1', () => {
  expect(bestEpoch([5, 3, 4]), 'bestEpoch([5, 3, 4])').toBe(2)
  expect(bestEpoch([1, 2, 3]), 'bestEpoch([1, 2, 3])').toBe(1)
  expect(bestEpoch([4, 3, 2.5]), 'bestEpoch([4, 3, 2.5])').toBe(3)
  expect(bestEpoch([5, 3, 4, 3, 6]), 'bestEpoch([5, 3, 4, 3, 6]), where two are equally good: the earlier one').toBe(2)
  const curve = Array.from({ length: 100 }, (_, i) => 2 + Math.abs(i - 75) / 50)
  expect(bestEpoch(curve), 'bestEpoch of 100 errors, the smallest at place 75').toBe(76)
})

check('skips the beginning without renumbering the rest', () => {
  expect(bestEpoch([1, 9, 5, 3, 4], { skip: 2 }), 'bestEpoch([1, 9, 5, 3, 4], { skip: 2 })').toBe(4)
  expect(bestEpoch([3, 9, 5, 3, 4], { skip: 1 }), 'bestEpoch([3, 9, 5, 3, 4], { skip: 1 })').toBe(4)
  expect(bestEpoch([1, 2, 3], { skip: 1 }), 'bestEpoch([1, 2, 3], { skip: 1 })').toBe(2)
  expect(bestEpoch([1, 9, 5, 3, 4], { skip: 0 }), 'bestEpoch([1, 9, 5, 3, 4], { skip: 0 })').toBe(1)
})

trap('zero-based', 'You gave a place counted from 0, but epochs count from 1: place 75 is epoch 76.', () => {
  const places = [[5, 3, 4], [4, 3, 2.5], [1, 2, 3]].map((errors) => attempt(() => bestEpoch(errors)))
  return String(places) === '1,2,0'
})

trap('skip-renumbers', 'The epochs you skip still count: skipping 10 of them must not turn epoch 12 into epoch 2.', () => {
  const errors = Array.from({ length: 20 }, (_, i) => Math.abs(i - 11) + 1)
  return attempt(() => bestEpoch(errors)) === 12 && [1, 2].includes(attempt(() => bestEpoch(errors, { skip: 10 })) ?? NaN)
})

/** What can be read in a drawing: the text of an SVG, or all of it. */
const readable = (drawing: string) => drawing.replace(/<[^>]*>/g, ' ')
const LABELS = { xLabel: 'Epochs', yLabel: 'Validation MAE' }
const CURVE = [4.53, 3.87, 3.24, 2.96, 2.68, 2.55, 2.38, 2.42, 2.6, 2.64, 2.75, 2.83]

check('draws a curve with its labels', () => {
  const shown = readable(linePlot(CURVE, LABELS))
  for (const label of Object.values(LABELS)) expect(shown.includes(label), `whether the drawing shows the label ${label}`).toBe(true)
  const dollars = readable(linePlot(CURVE, { xLabel: 'Rounds', yLabel: 'Error, k$' }))
  expect(dollars.includes('Rounds') && dollars.includes('Error, k$'), 'whether the drawing shows the labels Rounds and Error, k$').toBe(true)
})

check('draws from epoch 1 to the last, and from the smallest to the largest value', () => {
  const shown = readable(linePlot(CURVE, LABELS))
  expect(showsNumber(shown, 1), 'whether the drawing of 12 epochs shows the number of the first, 1').toBe(true)
  expect(showsNumber(shown, 12), 'whether the drawing of 12 epochs shows the number of the last, 12').toBe(true)
  expect(shown.includes('2.38'), 'whether the drawing shows the smallest value, 2.38').toBe(true)
  expect(shown.includes('4.53'), 'whether the drawing shows the largest value, 4.53').toBe(true)
  const late = readable(linePlot(CURVE, { ...LABELS, skip: 10 }))
  expect(showsNumber(late, 11), 'whether the drawing that skips 10 epochs shows the number of the first, 11').toBe(true)
  expect(showsNumber(late, 22), 'whether the drawing of 12 epochs that skips 10 shows the number of the last, 22').toBe(true)
})

check('draws the curve itself', () => {
  const inside = [4.53, 3.1, 2.9, 2.38]
  const other = [4.53, 2.9, 3.1, 2.38]
  expect(linePlot(inside, LABELS) === linePlot(other, LABELS), 'whether two curves that differ only in between look the same').toBe(false)
})
