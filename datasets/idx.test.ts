import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseIdx } from './idx'

const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4)
const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40)

test('reads labels (2049) and images (2051)', () => {
  assert.deepEqual(parseIdx(labels), { shape: [3], values: Uint8Array.of(5, 0, 4) })
  assert.deepEqual(parseIdx(images), { shape: [2, 1, 2], values: Uint8Array.of(10, 20, 30, 40) })
})

test('reads from the middle of a larger buffer', () => {
  const larger = new Uint8Array(100)
  larger.set(labels, 7)
  assert.deepEqual([...parseIdx(larger.subarray(7, 7 + labels.length)).values], [5, 0, 4])
})

test('refuses anything else', () => {
  assert.throws(() => parseIdx(new Uint8Array(0)), /not an idx file/)
  assert.throws(() => parseIdx(Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 0)), /not an idx file/)
  assert.throws(() => parseIdx(images.subarray(0, 10)), /not an idx file/)
  assert.throws(() => parseIdx(images.subarray(0, 19)), /shape \[2, 1, 2\] has 20 bytes, this one 19/)
})
