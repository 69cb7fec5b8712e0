import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cut, encode, type Encoded, type TextOptions } from './texts'

const train = encode([[5, 1], [9], [2, 2, 7]], [1, 0, 1], Uint32Array.of(2, 0, 1))
const test_ = encode([[1]], [0], Uint32Array.of(0))
const set: Encoded = { train, test: test_, wordIndex: {}, topics: ['no', 'yes'] }

test('texts begin with 1, ranks are raised by 3, and the order is the one given', () => {
  assert.deepEqual(train, {
    words: Uint32Array.of(1, 5, 5, 10, 1, 8, 4, 1, 12),
    offsets: Uint32Array.of(0, 4, 7, 9),
    labels: Uint8Array.of(1, 1, 0),
  })
})

test('without options everything is given', () => {
  const whole = cut(set)
  assert.deepEqual(whole.train, { sequences: [[1, 5, 5, 10], [1, 8, 4], [1, 12]], labels: Uint8Array.of(1, 1, 0), count: 3 })
  assert.deepEqual(whole.test, { sequences: [[1, 4]], labels: Uint8Array.of(0), count: 1 })
  assert.deepEqual(cut(set, { numWords: undefined, train: undefined, test: undefined }), whole)
})

test('words numbered numWords or more become 2', () => {
  assert.deepEqual(cut(set, { numWords: 8 }).train.sequences, [[1, 5, 5, 2], [1, 2, 4], [1, 2]])
  assert.deepEqual(cut(set, { numWords: 9 }).train.sequences, [[1, 5, 5, 2], [1, 8, 4], [1, 2]])
  assert.deepEqual(cut(set, { numWords: 3 }).train.sequences, [[1, 2, 2, 2], [1, 2, 2], [1, 2]])
})

test('train and test take the first rows', () => {
  const part = cut(set, { train: 2, test: 1 })
  assert.deepEqual([part.train.sequences, part.train.labels, part.train.count], [[[1, 5, 5, 10], [1, 8, 4]], Uint8Array.of(1, 1), 2])
  assert.equal(part.test.count, 1)
})

test('every call gives arrays of its own', () => {
  const mine = cut(set)
  mine.train.sequences[0][1] = 77
  mine.train.labels[0] = 77
  assert.deepEqual(cut(set).train.sequences[0], [1, 5, 5, 10])
  assert.equal(cut(set).train.labels[0], 1)
})

const refused: [TextOptions, RegExp][] = [
  [{ numWords: 2 }, /^RangeError: numWords must be a whole number above 2, not 2$/],
  [{ numWords: 10.5 }, /^RangeError: numWords .* not 10.5$/],
  [{ numWords: NaN }, /^RangeError: numWords .* not NaN$/],
  [{ numWords: -1 }, /^RangeError: numWords .* not -1$/],
  [{ numWords: '100' as unknown as number }, /^RangeError: numWords .* not 100$/],
  [{ train: 4 }, /^RangeError: train must be a whole number from 1 to 3, not 4$/],
  [{ train: 0 }, /^RangeError: train .* not 0$/],
  [{ train: 1.5 }, /^RangeError: train .* not 1.5$/],
  [{ test: 2 }, /^RangeError: test must be a whole number from 1 to 1, not 2$/],
  [{ test: Infinity }, /^RangeError: test .* not Infinity$/],
]

for (const [options, message] of refused) {
  test(`refuses ${JSON.stringify(options)}`, () => assert.throws(() => cut(set, options), message))
}
