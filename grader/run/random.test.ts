import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from './random'

const numbers = (name: string, seed: number, count: number) => {
  const random = seededRandom(name, seed)
  return Array.from({ length: count }, random)
}

describe('seeded random numbers', () => {
  it('are the same for the same name and seed', () => {
    assert.deepEqual(numbers('04-mnist/01-prepare-digits flattens', 3, 100), numbers('04-mnist/01-prepare-digits flattens', 3, 100))
  })

  it('are others for another name or seed', () => {
    const first = (name: string, seed: number) => numbers(name, seed, 1)[0]
    const all = [first('a', 0), first('b', 0), first('a', 1), first('a', -1), first('a 1', 0), first('', 0)]
    assert.equal(new Set(all).size, all.length)
  })

  it('do not depend on what else draws some', () => {
    const [a, b] = [seededRandom('x', 0), seededRandom('x', 0)]
    const alone = [a(), a()]
    const first = b()
    seededRandom('y', 0)()
    assert.deepEqual([first, b()], alone)
  })

  it('stay what they are: calibrated bars and known results rest on them', () => {
    assert.deepEqual(numbers('pinned', 0, 3).map((x) => x.toFixed(6)), ['0.550112', '0.643111', '0.667449'])
  })

  it('lie in [0, 1) and are spread evenly', () => {
    const drawn = numbers('even', 0, 100_000)
    assert.ok(drawn.every((x) => x >= 0 && x < 1))
    const bins = new Array<number>(20).fill(0)
    for (const x of drawn) bins[Math.floor(20 * x)]++
    // χ² with 19 degrees of freedom exceeds 43.8 once in 1,000; this is one fixed draw.
    const chiSquare = bins.reduce((sum, count) => sum + (count - 5_000) ** 2 / 5_000, 0)
    assert.ok(chiSquare < 43.8, `χ² = ${chiSquare}`)
  })

  it('do not follow one another', () => {
    const drawn = numbers('apart', 0, 100_000).map((x) => x - 0.5)
    const products = drawn.slice(1).map((x, i) => x * drawn[i])
    const correlation = products.reduce((sum, x) => sum + x, 0) / products.length / (1 / 12)
    assert.ok(Math.abs(correlation) < 0.015, `correlation ${correlation}`)
  })
})
