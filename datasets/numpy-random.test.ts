import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NumpyRandom } from './numpy-random'

/** What numpy gave: twelve or fewer numbers shuffled, then 1,000 by the same stream (the first ones, and a sum of all). */
const SHUFFLED: [seed: number, first: number[], then: number[], sum: number][] = [
  [113, [4, 3, 9, 8, 1, 0, 11, 7, 6, 10, 2, 5], [475, 620, 256, 962, 992, 714, 22, 455], 251_020_932],
  [0, [6, 11, 4, 10, 2, 8, 1, 7, 9, 3, 0, 5], [251, 75, 941, 658, 886, 1, 240, 721], 249_474_851],
  [2 ** 32 - 1, [1, 5, 0, 6, 4, 2, 3], [592, 885, 915, 957, 79, 222, 410, 566], 250_361_105],
]

for (const [seed, first, then, sum] of SHUFFLED) {
  test(`shuffles as numpy does with seed ${seed}`, () => {
    const random = new NumpyRandom(seed)
    assert.deepEqual([...random.permutation(first.length)], first)
    const second = random.permutation(1_000)
    assert.deepEqual([...second.subarray(0, 8)], then)
    assert.equal(second.reduce((total, value, i) => total + value * i, 0), sum)
  })
}

test('shuffles more numbers than 16 bits count', () => {
  const order = new NumpyRandom(113).permutation(70_000)
  assert.deepEqual([...order.subarray(0, 5)], [933, 68_486, 16_242, 49_114, 23_010])
  assert.equal(order.reduce((total, value, i) => total + value * i, 0), 85_736_847_960_112)
})
