import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { expect } from './expect'
import { type Row, Todo, Wrong } from './outcome'
import { type FakeHost, fakeHost } from './testing/host'

let host: FakeHost
before(async () => {
  host = await fakeHost()
})

/** What a learner would read: the sentence and its rows as [at, expected, actual]. */
function wrong(body: () => unknown): { sentence: string; rows: string[][] } {
  try {
    body()
  } catch (error) {
    if (error instanceof Wrong) return { sentence: error.sentence, rows: cells(error.rows) }
    throw error
  }
  throw new Error('this should be wrong, but it was taken as right')
}

const cells = (rows: Row[]) => rows.map(({ at, expected, actual }) => [at, expected, actual])

describe('toBe', () => {
  it('takes the same number, string, boolean or null', () => {
    for (const value of [0, -3.5, Infinity, 'text', '', true, false, null]) expect(value, 'it').toBe(value)
  })
  it('takes −0 as 0, and NaN as NaN', () => {
    expect(-0, 'zero').toBe(0)
    expect(NaN, 'none').toBe(NaN)
  })
  it('says what differs, and how the value is called', () => {
    assert.deepEqual(wrong(() => expect(3, 'the rank').toBe(2)), {
      sentence: 'the rank: expected 2, got 3.',
      rows: [['', '2', '3']],
    })
  })
  it('shows what it got in the way the learner would write it', () => {
    const got = (actual: unknown) => wrong(() => expect(actual, 'it').toBe(1)).rows[0][2]
    assert.equal(got('1'), '"1"')
    assert.equal(got(undefined), 'undefined')
    assert.equal(got(null), 'null')
    assert.equal(got(NaN), 'NaN')
    assert.equal(got(1 / 3), '0.333333')
    assert.equal(got([1, 0.5]), '[1, 0.5]')
    assert.equal(got(Promise.resolve(1)), 'a Promise')
    assert.equal(got({ a: 1, b: 2 }), 'an object { a, b }')
    assert.equal(got(() => 1), 'a function')
    assert.equal(got(tf.scalar(1)), 'a tensor of shape [], float32')
    assert.equal(got(Array.from({ length: 20 }, (_, i) => i)), '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …]')
  })
})

describe('toEqual', () => {
  it('goes through arrays and objects', () => {
    expect({ shape: [2, 3], name: 'x', on: true, none: null }, 'it').toEqual({ shape: [2, 3], name: 'x', on: true, none: null })
    expect([], 'it').toEqual([])
  })
  it('takes numbers exactly, but −0 as 0 and NaN as NaN', () => {
    expect([-0, NaN], 'it').toEqual([0, NaN])
    assert.deepEqual(wrong(() => expect([0.1 + 0.2], 'the sum').toEqual([0.3])).rows, [['[0]', '0.3', '0.3']])
  })
  it('names the place of each difference', () => {
    assert.deepEqual(wrong(() => expect({ layers: [{ params: 5 }, { params: 7 }] }, 'inspect').toEqual({ layers: [{ params: 5 }, { params: 6 }] })), {
      sentence: 'inspect, layers[1].params: expected 6, got 7.',
      rows: [['layers[1].params', '6', '7']],
    })
  })
  it('says that something is missing', () => {
    assert.deepEqual(wrong(() => expect({}, 'it').toEqual({ count: 3 })).rows, [['count', '3', 'undefined']])
    assert.deepEqual(wrong(() => expect(undefined, 'it').toEqual([1])).rows, [['', 'an array of 1', 'undefined']])
    assert.deepEqual(wrong(() => expect(undefined, 'it').toEqual({ a: 1 })).rows, [['', 'an object', 'undefined']])
    assert.deepEqual(wrong(() => expect(null, 'it').toEqual({ a: 1 })).rows, [['', 'an object', 'null']])
  })
  it('compares lengths before entries', () => {
    assert.deepEqual(wrong(() => expect([1, 2, 3], 'it').toEqual([1, 2])).rows, [['', 'length 2 [1, 2]', 'length 3 [1, 2, 3]']])
  })
  it('takes a typed array for an array, on either side', () => {
    expect(Float32Array.of(1, 2), 'it').toEqual([1, 2])
    expect([1, 2], 'it').toEqual(Int32Array.of(1, 2))
    assert.deepEqual(wrong(() => expect(Int32Array.of(1, 3), 'it').toEqual([1, 2])).rows, [['[1]', '2', '3']])
    wrong(() => expect([1, 2, 3], 'it').toEqual(Int32Array.of(1, 2)))
  })
  it('says that it got a Promise', () => {
    assert.match(wrong(() => expect(Promise.resolve([1]), 'it').toEqual([1])).sentence, /got a Promise\./)
  })
  it('does not take a tensor for its numbers', () => {
    assert.match(wrong(() => expect(tf.tensor1d([1]), 'it').toEqual([1])).sentence, /got a tensor of shape \[1\], float32\./)
  })
  it('shows six differences and counts the others', () => {
    const { rows } = wrong(() => expect([0, 0, 0, 0, 0, 0, 0, 0], 'it').toEqual([1, 2, 3, 4, 5, 6, 7, 8]))
    assert.equal(rows.length, 7)
    assert.deepEqual(rows.at(5), ['[5]', '6', '0'])
    assert.deepEqual(rows.at(6), ['…', 'and 2 more', ''])
  })
})

describe('toBeNear', () => {
  it('is absolute below 1', () => {
    expect(1e-4, 'it').toBeNear(0, 1e-4)
    wrong(() => expect(2e-4, 'it').toBeNear(0, 1e-4))
  })
  it('is relative above 1', () => {
    expect(1_000_009, 'it').toBeNear(1_000_000, 1e-5)
    wrong(() => expect(1_000_011, 'it').toBeNear(1_000_000, 1e-5))
  })
  it('is 1e-5 unless said otherwise', () => {
    expect([0.300009], 'it').toBeNear([0.3])
    wrong(() => expect([0.30002], 'it').toBeNear([0.3]))
  })
  it('goes into arrays and objects', () => expect({ gap: [0.1 + 0.2] }, 'it').toBeNear({ gap: [0.3] }))
  it('is never near NaN or ∞', () => {
    wrong(() => expect(NaN, 'it').toBeNear(0))
    wrong(() => expect(Infinity, 'it').toBeNear(5))
    wrong(() => expect(-Infinity, 'it').toBeNear(Infinity))
    wrong(() => expect(5, 'it').toBeNear(Infinity))
    expect([NaN, Infinity], 'it').toBeNear([NaN, Infinity])
  })
  it('takes no string for a number', () => {
    assert.deepEqual(wrong(() => expect('0.5', 'it').toBeNear(0.5)).rows, [['', '0.5', '"0.5"']])
  })
})

describe('bounds', () => {
  it('include their ends', () => {
    expect(0.5, 'it').toBeAtLeast(0.5)
    expect(0.5, 'it').toBeAtMost(0.5)
    expect(0, 'it').toBeBetween(0, 1)
    expect(1, 'it').toBeBetween(0, 1)
  })
  it('say what was expected', () => {
    assert.equal(wrong(() => expect(0.4, 'accuracy').toBeAtLeast(0.5)).sentence, 'accuracy: expected at least 0.5, got 0.4.')
    assert.equal(wrong(() => expect(0.6, 'loss').toBeAtMost(0.5)).sentence, 'loss: expected at most 0.5, got 0.6.')
    assert.equal(wrong(() => expect(2, 'share').toBeBetween(0, 1)).sentence, 'share: expected between 0 and 1, got 2.')
  })
  it('hold for numbers only', () => {
    for (const actual of [NaN, undefined, '0.5', Promise.resolve(0.5), tf.scalar(0.5)]) {
      wrong(() => expect(actual, 'it').toBeAtLeast(0))
      wrong(() => expect(actual, 'it').toBeAtMost(1))
      wrong(() => expect(actual, 'it').toBeBetween(0, 1))
    }
  })
})

describe('toBeTensor', () => {
  const x = () => tf.tensor2d([[1, 2, 3], [4, 5, 6]])
  const values = [[1, 2, 3], [4, 5, 6]]

  it('takes numbers nested, flat or in a typed array', () => {
    expect(x(), 'x').toBeTensor({ shape: [2, 3], dtype: 'float32', values })
    expect(x(), 'x').toBeTensor({ values: [1, 2, 3, 4, 5, 6] })
    expect(x(), 'x').toBeTensor({ values: Float64Array.of(1, 2, 3, 4, 5, 6) })
    expect(tf.scalar(7), 'x').toBeTensor({ shape: [], values: 7 })
    expect(tf.zeros([0, 3]), 'x').toBeTensor({ shape: [0, 3], values: [] })
  })
  it('leaves open what is not said', () => expect(x(), 'x').toBeTensor({}))
  it('says first that the shape differs', () => {
    assert.deepEqual(wrong(() => expect(x(), 'x').toBeTensor({ shape: [3, 2], dtype: 'int32', values: [0] })), {
      sentence: 'x, shape: expected [3, 2], got [2, 3].',
      rows: [['shape', '[3, 2]', '[2, 3]']],
    })
    assert.deepEqual(wrong(() => expect(tf.tensor1d([1]), 'x').toBeTensor({ shape: [] })).rows, [['shape', '[]', '[1]']])
  })
  it('then that the dtype does', () => {
    assert.equal(wrong(() => expect(x(), 'x').toBeTensor({ shape: [2, 3], dtype: 'int32', values: [0] })).sentence, 'x, dtype: expected int32, got float32.')
  })
  it('then which numbers do, and where', () => {
    assert.deepEqual(wrong(() => expect(x(), 'x').toBeTensor({ values: [[1, 2, 0], [4, 0, 6]] })), {
      sentence: 'x, [0, 2]: expected 0, got 3.',
      rows: [['[0, 2]', '0', '3'], ['[1, 1]', '0', '5']],
    })
    assert.deepEqual(wrong(() => expect(tf.scalar(3), 'x').toBeTensor({ values: 2 })).rows, [['', '2', '3']])
  })
  it('counts the numbers', () => {
    assert.deepEqual(wrong(() => expect(x(), 'x').toBeTensor({ values: [1, 2] })).rows, [['', '2 numbers', '6 numbers']])
  })
  it('shows six differences and counts the others', () => {
    const { rows } = wrong(() => expect(tf.zeros([4, 3]), 'x').toBeTensor({ values: new Float32Array(12).fill(1) }))
    assert.equal(rows.length, 7)
    assert.deepEqual([rows[5], rows[6]], [['[1, 2]', '1', '0'], ['…', 'and 6 more', '']])
  })
  it('allows a tolerance', () => {
    expect(tf.scalar(100.05), 'x').toBeTensor({ values: 100, tolerance: 1e-3 })
    wrong(() => expect(tf.scalar(100.2), 'x').toBeTensor({ values: 100, tolerance: 1e-3 }))
  })
  it('finds NaN and ∞ among numbers', () => {
    assert.deepEqual(wrong(() => expect(tf.tensor1d([NaN, Infinity]), 'x').toBeTensor({ values: [1, 2] })).rows, [['[0]', '1', 'NaN'], ['[1]', '2', 'Infinity']])
    expect(tf.tensor1d([NaN, -Infinity, -0]), 'x').toBeTensor({ values: [NaN, -Infinity, 0] })
  })
  it('wants a tensor, and one that can still be read', () => {
    const got = (actual: unknown) => wrong(() => expect(actual, 'x').toBeTensor({ shape: [1] })).sentence
    assert.equal(got(Promise.resolve(x())), 'x should be a tensor, but it is a Promise.')
    assert.equal(got(undefined), 'x should be a tensor, but it is undefined.')
    assert.equal(got([1]), 'x should be a tensor, but it is an array of 1.')
    const gone = x()
    gone.dispose()
    assert.match(got(gone), /^x is a tensor that was disposed/)
  })
})

describe('toReach', () => {
  const atLeast = { beside: { name: 'test accuracy', better: 'higher', bar: { atLeast: 0.9 }, book: 0.978 } } as const
  const atMost = { beside: { name: 'loss', better: 'lower', bar: { atMost: 0.2 } } } as const
  it('tells the number, its bar and the book, whether it is reached or not', () => {
    host.events = []
    expect(0.95, 'test accuracy').toReach(atLeast)
    wrong(() => expect(0.85, 'test accuracy').toReach(atLeast))
    assert.deepEqual(host.events, [0.95, 0.85].map((value) => ({ type: 'measured', measure: { ...atLeast.beside, value } })))
  })
  it('knows which way the bar lies', () => {
    expect(0.9, 'test accuracy').toReach(atLeast)
    expect(0.2, 'loss').toReach(atMost)
    assert.equal(wrong(() => expect(0.85, 'test accuracy').toReach(atLeast)).sentence, 'test accuracy: expected at least 0.9, got 0.85.')
    assert.equal(wrong(() => expect(0.25, 'loss').toReach(atMost)).sentence, 'loss: expected at most 0.2, got 0.25.')
  })
  it('is reached by numbers only', () => {
    for (const actual of [NaN, undefined, '0.99']) assert.match(wrong(() => expect(actual, 'it').toReach(atLeast)).sentence, /should be a number/)
  })
  it('falls short of nothing while bars are being measured', () => {
    host.settings.calibrating = true
    expect(0.1, 'test accuracy').toReach(atLeast)
    host.settings.calibrating = false
  })
})

describe('toThrowNaming', () => {
  const throwing = (error: unknown) => expect(() => { throw error }, 'a label of 10')

  it('takes an error that names the argument, in any of the words', () => {
    throwing(new RangeError('labels must lie below 10')).toThrowNaming('labels', 'label')
    throwing(new RangeError('this label is too large')).toThrowNaming('labels', 'label')
    throwing(new TypeError('`labels`: too large')).toThrowNaming('labels')
  })
  it('does not mind capitals', () => throwing(new RangeError('Labels are wrong')).toThrowNaming('labels'))
  it('takes whole words only', () => {
    for (const message of ['relabels nothing', 'labels_ are wrong', 'labelset']) {
      assert.equal(wrong(() => throwing(new RangeError(message)).toThrowNaming('labels')).sentence, 'a label of 10: the error should say which argument is wrong, `labels`.')
    }
  })
  it('takes names that are no words to the letter', () => {
    throwing(new RangeError('o.epochs must be whole')).toThrowNaming('o.epochs')
    wrong(() => throwing(new RangeError('oxepochs must be whole')).toThrowNaming('o.epochs'))
    throwing(new RangeError('needs k (a number)')).toThrowNaming('(a number)')
  })
  it('shows an error that names something else', () => {
    assert.deepEqual(wrong(() => throwing(new RangeError('something is wrong')).toThrowNaming('labels')).rows, [['', 'an error naming `labels`', 'RangeError: something is wrong']])
  })
  it('shows what came instead of an error', () => {
    const { sentence, rows } = wrong(() => expect(() => tf.zeros([2]), 'a label of 10').toThrowNaming('labels'))
    assert.equal(sentence, 'a label of 10: this should be refused. Throw a RangeError or TypeError that names `labels`.')
    assert.deepEqual(rows, [['', 'an error naming `labels`', 'a tensor of shape [2], float32']])
  })

  /** Errors that are no refusal: they go on to whoever says how the learner's code broke. */
  const accidents = [
    new TypeError("Cannot read properties of undefined (reading 'labels')"),
    new TypeError('labels.map is not a function'),
    new TypeError('labels is not iterable'),
    new ReferenceError('labels is not defined'),
    new TypeError("Cannot destructure property 'labels' of 'd' as it is undefined."),
  ]
  for (const accident of accidents) {
    it(`takes no accident for a refusal: ${accident.message}`, () => {
      assert.throws(() => throwing(accident).toThrowNaming('labels'), (thrown) => thrown === accident)
    })
  }
  it('lets what is not written yet pass through', () => {
    const todo = new Todo('refuse labels')
    assert.throws(() => throwing(todo).toThrowNaming('labels'), (thrown) => thrown === todo)
  })
  it('passes on what is no error at all', () => {
    for (const thing of ['labels are wrong', undefined, null]) {
      assert.throws(() => throwing(thing).toThrowNaming('labels'), (thrown) => thrown === thing)
    }
  })
})

describe('toRejectNaming', () => {
  const refusing = async () => {
    throw new RangeError('epochs must be whole')
  }
  it('takes a promise that rejects, and a function that throws', async () => {
    await expect(refusing, 'half an epoch').toRejectNaming('epochs')
    await expect(() => { throw new RangeError('epochs must be whole') }, 'half an epoch').toRejectNaming('epochs')
  })
  it('wants the argument to be named', async () => {
    await assert.rejects(expect(refusing, 'half an epoch').toRejectNaming('batch'), (error) => error instanceof Wrong && /which argument is wrong, `batch`/.test(error.sentence))
  })
  it('wants a rejection', async () => {
    await assert.rejects(expect(async () => 3, 'half an epoch').toRejectNaming('epochs'), (error) => {
      return error instanceof Wrong && /should be refused/.test(error.sentence) && error.rows[0].actual === '3'
    })
  })
  it('lets what is not written yet pass through', async () => {
    const todo = new Todo('train')
    await assert.rejects(expect(async () => Promise.reject(todo), 'it').toRejectNaming('epochs'), (thrown) => thrown === todo)
  })
})
