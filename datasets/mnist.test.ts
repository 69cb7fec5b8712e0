import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { balancedDigits } from './balanced'
import { DataError } from './failure'
import { parseIdx } from './idx'
import { load } from './load'
import { type Digits, MNIST, mnist } from './mnist'
import { cacheFolder, courseRoot } from './places'
import { temporaryFolder } from './testing'

const named = process.env['DATA_DIR']
delete process.env['DATA_DIR']

/** How many digits there are of each class. */
function histogram({ labels }: Digits): number[] {
  const counts = new Array<number>(10).fill(0)
  for (const label of labels) counts[label] += 1
  return counts
}

function assertPublished(root: string): void {
  const { train, test, standIn } = mnist(root)
  assert.equal(standIn, false)
  assert.deepEqual([train.count, test.count], [60_000, 10_000])
  assert.deepEqual([train.images.length, test.images.length], [60_000 * 784, 10_000 * 784])
  assert.deepEqual([...train.labels.subarray(0, 10)], [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
  assert.deepEqual([...test.labels.subarray(0, 5)], [7, 2, 1, 0, 4])
  assert.deepEqual(histogram(train), [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
  assert.deepEqual(histogram(test), [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
  let sum = 0
  let squares = 0
  for (const ink of train.images) {
    sum += ink
    squares += ink * ink
  }
  const mean = sum / train.images.length
  const sd = Math.sqrt(squares / train.images.length - mean ** 2)
  assert.equal((mean / 255).toFixed(4), '0.1307')
  assert.equal((sd / 255).toFixed(4), '0.3081')
}

test('the npm package gives the published digits', () => assertPublished(courseRoot))

const skip = !named && 'set DATA_DIR to a folder with the four files'

test('a folder of packed files gives the published digits', { skip }, () => {
  process.env['DATA_DIR'] = named
  const root = temporaryFolder()
  const search = load(MNIST, root)
  assert.ok(search.kind === 'found' && search.place.kind === 'DATA_DIR')
  assertPublished(root)
  delete process.env['DATA_DIR']
})

test('digits are decoded once', () => assert.equal(mnist(), mnist()))

test('every file is what the contract says', () => {
  const search = load(MNIST, courseRoot)
  assert.ok(search.kind === 'found')
  const shapes = MNIST.editions[0].files.map(({ name, bytes }) => {
    assert.equal(search.files.get(name)!.length, bytes)
    return parseIdx(search.files.get(name)!).shape
  })
  assert.deepEqual(shapes, MNIST.contract.map(({ shape }) => shape))
})

test('a cut file in the cache is removed, and without another copy the error says what to run', () => {
  const root = temporaryFolder()
  const cache = cacheFolder(MNIST, root)
  fs.mkdirSync(cache, { recursive: true })
  const search = load(MNIST, courseRoot)
  assert.ok(search.kind === 'found')
  for (const [name, bytes] of search.files) fs.writeFileSync(path.join(cache, name), bytes)
  fs.truncateSync(path.join(cache, 't10k-images-idx3-ubyte'), 5_000_000)
  assert.throws(
    () => mnist(root),
    (error) => {
      assert.ok(error instanceof DataError && error.failure.kind === 'absent')
      assert.match(error.message, /npm run data -- get mnist/)
      assert.match(error.message, /t10k-images-idx3-ubyte is corrupt: expected sha256 0fa7898d[0-9a-f]{56}, found [0-9a-f]{64} \(5,000,000 bytes instead of 7,840,016: cut off, or another edition\)\. /)
      return true
    },
  )
  assert.deepEqual(fs.readdirSync(cache).length, 3)
})

test('the quick slice has as many of each digit, shuffled, and is the same every time', () => {
  const { train, test, standIn } = balancedDigits({ train: 6_000, test: 1_000 })
  assert.equal(standIn, false)
  assert.deepEqual([train.count, train.images.length, train.labels.length], [6_000, 6_000 * 784, 6_000])
  assert.deepEqual(histogram(train), new Array(10).fill(600))
  assert.deepEqual(histogram(test), new Array(10).fill(100))
  for (const from of [0, 3_000, 5_500]) {
    const piece = histogram({ ...train, labels: train.labels.subarray(from, from + 500) })
    assert.ok(Math.min(...piece) > 25 && Math.max(...piece) < 80, `digits ${from} … ${from + 500} are ${piece.join(' ')}`)
  }
  assert.deepEqual(balancedDigits({ train: 6_000, test: 1_000 }), { train, test, standIn })
  assert.deepEqual([...train.labels.subarray(0, 10)], [9, 6, 4, 8, 0, 1, 7, 2, 4, 4])
})

test('images stay with their labels', () => {
  const all = mnist().train
  const labelOf = new Map<string, number>()
  const key = ({ images }: Digits, i: number) => Buffer.from(images.subarray(i * 784, (i + 1) * 784)).toString('latin1')
  for (let i = 0; i < all.count; i++) labelOf.set(key(all, i), all.labels[i])
  const { train } = balancedDigits({ train: 1_003, test: 10 })
  const keys = Array.from({ length: train.count }, (_, i) => key(train, i))
  assert.ok(keys.every((one, i) => labelOf.get(one) === train.labels[i]))
  assert.equal(new Set(keys).size, 1_003)
  assert.deepEqual(histogram(train), [101, 101, 101, 100, 100, 100, 100, 100, 100, 100])
})

test('all of them come in the published order', () => {
  assert.deepEqual(balancedDigits({ train: 60_000, test: 10_000 }), mnist())
})

test('refuses more than there are of the rarest digit, and counts that are none', () => {
  assert.throws(() => balancedDigits({ train: 59_000, test: 1_000 }), /^RangeError: train: .* 59000/)
  assert.throws(() => balancedDigits({ train: 1_000, test: 0 }), /^RangeError: test must be a whole number above 0, not 0/)
  assert.throws(() => balancedDigits({ train: 10.5, test: 10 }), RangeError)
})
