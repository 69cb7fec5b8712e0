import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '../run/random'
import { mean, median, standardDeviation, toleranceFactor } from './statistics'

describe('mean, median and standard deviation', () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9]
  it('of eight numbers', () => {
    assert.equal(mean(values), 5)
    assert.equal(median(values), 4.5)
    // Σ(x − 5)² is 32; of a sample, it is divided by 7.
    assert.equal(standardDeviation(values), Math.sqrt(32 / 7))
  })
  it('of one number', () => {
    assert.deepEqual([mean([3]), median([3])], [3, 3])
    assert.ok(Number.isNaN(standardDeviation([3])), 'one number says nothing about how they vary')
  })
  it('of an odd count, in any order', () => assert.equal(median([9, 1, 5]), 5))
  it('leave the numbers where they are', () => {
    const unsorted = [3, 1, 2]
    median(unsorted)
    assert.deepEqual(unsorted, [3, 1, 2])
  })
  it('sort numbers as numbers', () => assert.equal(median([100, 9, 20]), 20))
})

describe('the tolerance factor', () => {
  /** One-sided factors for 99.9 % of a normal distribution with 95 % confidence, as tables print them. */
  const table: [number, number][] = [[10, 5.203], [20, 4.318], [24, 4.172], [30, 4.022], [50, 3.766], [100, 3.54]]
  for (const [n, factor] of table) {
    it(`for ${n} numbers is ${factor}, within 1 %`, () => assert.ok(Math.abs(toleranceFactor(n) / factor - 1) < 0.01, String(toleranceFactor(n))))
  }

  it('keeps its promise: in 95 of 100 calibrations, at most 1 in 1,000 correct answers falls short', () => {
    const random = seededRandom('tolerance', 0)
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const seeds = 24
    const calibrations = 4_000
    let kept = 0
    for (let i = 0; i < calibrations; i++) {
      const sample = Array.from({ length: seeds }, normal)
      const bar = mean(sample) - toleranceFactor(seeds) * standardDeviation(sample)
      // One in 1,000 of a standard normal distribution lies below this.
      if (bar <= -3.0902) kept++
    }
    // The standard error of the share is 0.0035.
    assert.ok(kept / calibrations > 0.938 && kept / calibrations < 0.962, String(kept / calibrations))
  })
})
