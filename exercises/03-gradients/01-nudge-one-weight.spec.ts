import { check, expect, trap } from '#spec'
import { forwardPasses, nudge } from './01-nudge-one-weight'

/** The losses of the chapter's example: 0.4 at 0.25, 0.5 at 0.3, 0.6 at 0.35. */
const table = (w: number) => 0.5 + 2 * (w - 0.3)

const square = (w: number) => w * w

check('looks to both sides of the weight', () => {
  const { left, right } = nudge(table, 0.3, 0.05)
  expect(left, 'left, the loss at 0.3 − 0.05').toBeNear(0.4)
  expect(right, 'right, the loss at 0.3 + 0.05').toBeNear(0.6)
  const far = nudge(square, 3, 0.5)
  expect([far.left, far.right], 'left and right for w² at 3, with eps 0.5').toBeNear([6.25, 12.25])
})

check('measures the slope between the two', () => {
  expect(nudge(table, 0.3, 0.05).slope, 'slope, when the loss goes from 0.4 to 0.6 over 0.1').toBeNear(2)
  expect(nudge((w) => 7 - 3 * w, -1, 0.25).slope, 'slope of 7 − 3·w').toBeNear(-3)
  expect(nudge(square, 3, 0.5).slope, 'slope of w² at 3').toBeNear(6)
  expect(nudge((w) => w ** 3, 1, 0.5).slope, 'slope of w³ from 0.5 to 1.5').toBeNear(3.25)
})

check('steps downhill, eps far', () => {
  expect(nudge(table, 0.3, 0.05).step, 'step, when the slope is 2 and eps is 0.05').toBeNear(-0.05)
  expect(nudge((w) => 7 - 3 * w, -1, 0.25).step, 'step, when the slope is −3 and eps is 0.25').toBeNear(0.25)
  expect(nudge((w) => 1000 * w, 0, 0.125).step, 'step, when the slope is 1,000 and eps is 0.125: steepness does not matter').toBeNear(-0.125)
  expect(nudge((w) => 0.001 * w, 2, 0.5).step, 'step, when the slope is 0.001 and eps is 0.5: steepness does not matter').toBeNear(-0.5)
})

check('stays at a minimum', () => {
  const { slope, step } = nudge(square, 0, 0.5)
  expect(slope, 'slope of w² at 0').toBe(0)
  expect(step, 'step from the minimum of w²').toBe(0)
  expect(nudge(() => 4, 3, 0.5).step, 'step where the loss is the same everywhere').toBe(0)
})

check('needs two forward passes, no more', () => {
  let calls = 0
  nudge((w) => square(w + 0 * calls++), 3, 0.5)
  expect(calls, 'calls of loss').toBe(2)
})

check('counts the forward passes for a whole network', () => {
  expect(forwardPasses(407_050), 'forwardPasses(407,050), the digits network').toBe(814_100)
  expect([0, 1, 3].map(forwardPasses), 'forwardPasses of 0, 1 and 3 weights').toEqual([0, 2, 6])
})

trap('uphill', 'Your step goes from 0.3 to 0.35, where the loss is 0.6, up from 0.5: step against the slope.', () => {
  const { slope, step } = nudge(table, 0.3, 0.05)
  return slope > 0 && Math.abs(step - 0.05) < 1e-9
})

trap('one-sided', 'The slope of w² is not 0 at its minimum: it was measured between w and one neighbour. Use the losses on both sides of w.', () => {
  const isEps = (eps: number) => Math.abs(Math.abs(nudge(square, 0, eps).slope) - eps) < 1e-9
  return isEps(0.5) && isEps(0.25)
})

trap('divide-by-eps', 'The slope is 4, but the loss rises by 0.2 over 0.1, which is 2: left and right are 2 · eps apart.', () => {
  return Math.abs(nudge(table, 0.3, 0.05).slope - 4) < 1e-9 && Math.abs(nudge(square, 3, 0.5).slope - 12) < 1e-9
})
