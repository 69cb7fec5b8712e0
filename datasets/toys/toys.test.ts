import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as toys from '.'
import * as methods from './methods'
import { accuracy } from './methods'
import type { LabelledRows } from './rows'

/** Every promise must hold for each of these seeds; data that a method has not seen comes from other seeds. */
const SEEDS = Array.from({ length: 30 }, (_, seed) => seed)
const unseen = (seed: number) => seed + 1_000_000

/** The least and the largest of what each seed gives. */
function range(measure: (seed: number) => number): { least: number; largest: number } {
  const values = SEEDS.map(measure)
  return { least: Math.min(...values), largest: Math.max(...values) }
}

const generators = {
  blobs: toys.blobs,
  lShape: toys.lShape,
  overlappingNormals: toys.overlappingNormals,
  plantedFeature: toys.plantedFeature,
  rings: toys.rings,
  spam: toys.spam,
  tiltedLine: toys.tiltedLine,
  xor: toys.xor,
}

for (const [name, generate] of Object.entries(generators)) {
  test(`${name}: shapes, labels and classes`, () => {
    const { x, y, n, d } = generate({ n: 100 })
    assert.ok(x instanceof Float32Array && y instanceof Int32Array)
    assert.deepEqual([n, x.length, y.length], [100, 100 * d, 100])
    assert.ok(x.every(Number.isFinite))
    assert.equal(y.filter((label) => label === 1).length, 50)
    assert.deepEqual(generate({ n: 100, labels: [-1, 1] }), { x, y: y.map((label) => 2 * label - 1), n, d })
    assert.throws(() => generate({ n: 0 }), /^RangeError: n /)
  })

  test(`${name}: the seed decides`, () => {
    assert.deepEqual(generate({ n: 50, seed: 7 }), generate({ n: 50, seed: 7 }))
    assert.deepEqual(generate({ n: 50 }), generate({ n: 50, seed: 0 }))
    assert.notDeepEqual(generate({ n: 50, seed: 0 }).x, generate({ n: 50, seed: 1 }).x)
  })
}

test('overlappingNormals: a learned threshold is right for 9 of 10 fresh draws', () => {
  const learned = (seed: number) => {
    const stump = methods.fitStump(toys.overlappingNormals({ seed }))
    return accuracy(methods.asks(stump), toys.overlappingNormals({ seed: unseen(seed) }))
  }
  const { least, largest } = range(learned)
  assert.ok(least >= 0.9, String(least))
  assert.ok(largest < 1, 'they overlap')
})

/** The better side of the axis at `angle`. */
function alongAxis(angle: number, rows: LabelledRows): number {
  const right = accuracy((row) => row[0] * Math.cos(angle) + row[1] * Math.sin(angle) > 0, rows)
  return Math.max(right, 1 - right)
}

test('tiltedLine: some whole degree separates, the first axis does not', () => {
  for (const seed of SEEDS) {
    assert.ok(alongAxis(0, toys.tiltedLine({ seed })) < 0.7)
    for (const rows of [toys.tiltedLine({ seed }), toys.tiltedLine({ seed, angle: (seed * Math.PI) / SEEDS.length })]) {
      assert.ok(Array.from({ length: 180 }, (_, degrees) => alongAxis((degrees * Math.PI) / 180, rows)).includes(1))
    }
  }
})

test('tiltedLine: the angle is that of the axis that separates', () => {
  assert.equal(accuracy((row) => row[1] > 0, toys.tiltedLine({ angle: Math.PI / 2 })), 1)
  assert.equal(accuracy((row) => row[0] > 0, toys.tiltedLine({ angle: 0 })), 1)
})

test('spam: naive Bayes is right for 95 of 100 messages', () => {
  for (const v of [30, 60, 200]) {
    const right = (seed: number) => accuracy(methods.naiveBayes(toys.spam({ v, seed })), toys.spam({ v, seed: unseen(seed) }))
    const { least } = range(right)
    assert.ok(least >= 0.95, `${v} words: ${least}`)
  }
})

test('spam: counts are whole numbers', () => {
  assert.ok(toys.spam().x.every((count) => Number.isInteger(count) && count >= 0))
})

test('rings: a line is no use, the distance from other points is', () => {
  for (const seed of SEEDS.slice(0, 10)) {
    const [seen, fresh] = [toys.rings({ n: 200, seed }), toys.rings({ n: 200, seed: unseen(seed) })]
    const line = methods.kernelPerceptron(seen, methods.linearKernel, 5)
    assert.ok(Math.max(accuracy(line, seen), accuracy(line, fresh)) <= 0.65)
    assert.ok(accuracy(methods.kernelPerceptron(seen, methods.rbfKernel(1), 10), fresh) >= 0.97)
  }
})

test('plantedFeature: a stump finds it, and a forest of 25 beats its stumps by 5 points', () => {
  const gain = (perStump: number) => (seed: number) => {
    const [seen, fresh] = [toys.plantedFeature({ seed }), toys.plantedFeature({ seed: unseen(seed) })]
    assert.equal(methods.fitStump(seen).feature, 2)
    const forest = methods.fitForest(seen, 25, perStump, seed)
    const single = forest.reduce((sum, stump) => sum + accuracy(methods.asks(stump), fresh), 0) / 25
    return accuracy(methods.vote(forest), fresh) - single
  }
  for (const perStump of [1, 2, 3]) {
    const { least } = range(gain(perStump))
    assert.ok(least >= 0.05, `${perStump} features a stump: ${least}`)
  }
  assert.equal(methods.fitStump(toys.plantedFeature({ feature: 7 })).feature, 7)
})

test('lShape: one stump is not enough, twenty boosted are', () => {
  for (const seed of SEEDS) {
    const [seen, fresh] = [toys.lShape({ seed }), toys.lShape({ seed: unseen(seed) })]
    const stump = methods.asks(methods.fitStump(seen))
    assert.ok(Math.max(accuracy(stump, seen), accuracy(stump, fresh)) <= 0.8)
    assert.ok(accuracy(methods.boost(seen, 20), fresh) >= 0.95)
  }
})

test('plane: exact without noise, and as far off as asked with it', () => {
  const { x, y, n, d } = toys.plane({ n: 1_000, seed: 3 })
  assert.deepEqual([n, d, x.length, y.length], [1_000, 2, 2_000, 1_000])
  const miss = (measured: Float32Array) => {
    const squares = measured.map((value, i) => (value - (3 * x[2 * i] - 2 * x[2 * i + 1] + 1)) ** 2)
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / n)
  }
  assert.ok(miss(y) < 1e-6)
  assert.ok(Math.abs(miss(toys.plane({ n: 1_000, seed: 3, noise: 0.5 }).y) - 0.5) < 0.05)
  assert.deepEqual(toys.plane({ n: 1_000, seed: 3, noise: 0.5 }).x, x, 'noise leaves x alone')
  assert.throws(() => toys.plane({ n: 1.5 }), /^RangeError: n /)
})

test('blobs: logistic regression is right for 97 of 100 fresh points', () => {
  for (const lr of [0.05, 0.5]) {
    const { least } = range((seed) => {
      const classify = methods.logisticRegression(toys.blobs({ seed }), lr, 300)
      return accuracy(classify, toys.blobs({ seed: unseen(seed) }))
    })
    assert.ok(least >= 0.97, `learning rate ${lr}: ${least}`)
  }
})

test('xor: a line is no better than chance', () => {
  const { largest } = range((seed) => {
    const rows = toys.xor({ seed })
    return accuracy(methods.logisticRegression(rows, 0.5, 300), rows)
  })
  assert.ok(largest <= 0.6, String(largest))
})
