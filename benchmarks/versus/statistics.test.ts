import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { median } from '../../engine/examine/median'
import { geometricMean, mean, pairedRatio, standardDeviation, standardError } from './statistics'

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`)

describe('the statistics of the benchmarks', () => {
  it('takes the middle one of an odd number of values, whatever their order, and leaves them as they are', () => {
    const values = [10, 9, 100]
    assert.equal(median(values), 10)
    assert.deepEqual(values, [10, 9, 100])
  })

  it('takes the mean of the middle two of an even number of values', () => {
    assert.equal(median([1, 100, 2, 4]), 3)
  })

  it('has the mean, and the standard deviation with n − 1', () => {
    assert.equal(mean([2, 4, 9]), 5)
    near(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]), Math.sqrt(32 / 7))
    assert.equal(standardDeviation([3]), 0)
  })

  it('has the standard error of a difference', () => {
    // Variances 1 and 4, three values and two.
    near(standardError([1, 2, 3], [0, Math.sqrt(8)]), Math.sqrt(1 / 3 + 4 / 2))
  })

  it('has the geometric mean, the same for ratios either way', () => {
    near(geometricMean([0.5, 2]), 1)
    near(geometricMean([1, 10, 100]), 10)
    near(geometricMean([3, 7].map((ratio) => 1 / ratio)), 1 / geometricMean([3, 7]))
  })

  it('compares times of the same round: one slow for both of them does not show', () => {
    assert.equal(pairedRatio([2, 2, 20, 22], [1, 1, 10, 11]), 2)
    assert.notEqual(median([2, 2, 20]) / median([1, 10, 10]), pairedRatio([2, 2, 20], [1, 10, 10]), 'not the ratio of the medians')
    near(pairedRatio([2, 2, 20], [1, 10, 10]), 2)
  })
})
