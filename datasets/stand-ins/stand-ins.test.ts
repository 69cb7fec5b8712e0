import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { imdbStandIn, reutersStandIn } from '.'
import { cut, type Encoded, type EncodedTexts, SHIFT } from '../texts'
import { type Epoch, train } from './network'

const imdb = imdbStandIn()
const reuters = reutersStandIn()

const lengthsOf = ({ offsets }: EncodedTexts) => Array.from(offsets.subarray(1), (end, i) => end - offsets[i])
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]
const most = (values: Iterable<number>) => [...values].reduce((a, b) => Math.max(a, b))
const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b))

function histogram({ labels }: EncodedTexts, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const label of labels) counts[label]++
  return counts
}

function read({ train: { words, offsets }, wordIndex }: Encoded, row: number): string {
  const byRank = new Map(Object.entries(wordIndex).map(([word, rank]) => [rank, word]))
  return Array.from(words.subarray(offsets[row] + 1, offsets[row + 1]), (word) => byRank.get(word - SHIFT)).join(' ')
}

/** Of all words in the training texts, the share with at most this rank. */
function coverage({ train: { words, labels } }: Encoded, rank: number): number {
  let within = 0
  for (const word of words) if (word > SHIFT && word <= rank + SHIFT) within++
  return within / (words.length - labels.length)
}

function assertForm({ train, test, wordIndex }: Encoded, counts: [train: number, test: number], vocabulary: number): void {
  assert.deepEqual(
    Object.values(wordIndex).sort((a, b) => a - b),
    Array.from({ length: vocabulary }, (_, i) => i + 1),
  )
  assert.deepEqual([train.labels.length, test.labels.length], counts)
  for (const { words, offsets, labels } of [train, test]) {
    assert.equal(offsets.length, labels.length + 1)
    assert.deepEqual([offsets[0], offsets[labels.length]], [0, words.length])
    for (let i = 0; i < labels.length; i++) assert.equal(words[offsets[i]], 1)
    assert.equal(words.filter((word) => word === 1).length, labels.length)
    assert.equal(words.filter((word) => word === 0 || word === 2 || word === 3 || word > vocabulary + SHIFT).length, 0)
  }
}

test('the stand-in for IMDB has the form of the set', () => {
  assertForm(imdb, [25_000, 25_000], 88_584)
  assert.deepEqual([histogram(imdb.train, 2), histogram(imdb.test, 2)], [[12_500, 12_500], [12_500, 12_500]])
  const lengths = lengthsOf(imdb.train)
  assert.deepEqual([least(lengths), median(lengths), most(lengths)], [11, 174, 2494])
  assert.ok(Math.abs(mean(lengths) - 238.7) < 1, String(mean(lengths)))
})

test('the stand-in for Reuters has the form of the set', () => {
  assertForm(reuters, [8982, 2246], 30_979)
  assert.deepEqual([reuters.topics.length, new Set(reuters.topics).size, reuters.topics[3]], [46, 46, 'earn'])
  const [train, test] = [histogram(reuters.train, 46), histogram(reuters.test, 46)]
  assert.deepEqual([train[3], test[3], train[4], test[4], least(train), least(test)], [3159, 813, 1949, 474, 10, 1])
  const chance = test.reduce((sum, count) => sum + (count / 2246) ** 2, 0)
  assert.equal(chance.toFixed(2), '0.19')
  const lengths = lengthsOf(reuters.train)
  assert.deepEqual([least(lengths), most(lengths)], [13, 2376])
  assert.ok(Math.abs(mean(lengths) - 145.5) < 2, String(mean(lengths)))
})

test('the order of labels and lengths tells nothing', () => {
  const first = imdb.train.labels.subarray(0, 1000).reduce((sum, label) => sum + label, 0)
  assert.ok(Math.abs(first - 500) < 60, String(first))
  const byLabel = [0, 1].map((label) => mean(lengthsOf(imdb.train).filter((_, i) => imdb.train.labels[i] === label)))
  assert.ok(Math.abs(byLabel[0] - byLabel[1]) < 10, byLabel.join(', '))
})

test('frequent words have low ranks, and a cut costs about as much as in the real sets', () => {
  for (const [set, at2000, at10000] of [[imdb, 0.86, 0.956], [reuters, 0.91, 0.985]] as const) {
    assert.ok(Math.abs(coverage(set, 2000) - at2000) < 0.01, String(coverage(set, 2000)))
    assert.ok(Math.abs(coverage(set, 10_000) - at10000) < 0.01, String(coverage(set, 10_000)))
    const counts = new Array<number>(40_000 + SHIFT).fill(0)
    for (const word of set.train.words) if (word < counts.length) counts[word]++
    for (let rank = 1; rank <= 100; rank++) {
      const [here, later] = [counts[rank + SHIFT], counts[2 * rank + SHIFT]]
      assert.ok(later < 1.1 * here, `rank ${rank}: ${here}, rank ${2 * rank}: ${later}`)
    }
  }
  assert.equal(imdb.wordIndex['the'], 1)
  const { train } = cut(imdb, { numWords: 2000, train: 500, test: 1 })
  assert.equal(most(train.sequences.flat()), 1999)
  const unknown = train.sequences.flat().filter((word) => word === 2).length / train.sequences.flat().length
  assert.ok(unknown > 0.1 && unknown < 0.18, String(unknown))
})

test('decoded, they read as text', () => {
  assert.match(read(imdb, 0), /^[a-z' -]+$/)
  assert.match(read(imdb, 0), / (film|movie) /)
  assert.doesNotMatch(read(imdb, 0), / a [aeiou]| an [^aeiou]/)
  assert.match(read(reuters, 0), /^[a-z0-9' -]+$/)
  assert.match(read(reuters, 0), / said /)
})

test('they are the same on every machine', () => {
  const digest = ({ words, labels }: EncodedTexts) =>
    createHash('sha256').update(Uint32Array.from(words)).update(labels).digest('hex').slice(0, 16)
  const first = ({ words }: EncodedTexts) => [...words.subarray(0, 8)]
  assert.deepEqual([imdb.train, imdb.test, reuters.train, reuters.test].map(first), [
    [1, 25, 66, 23, 72, 2381, 1425, 76],
    [1, 614, 719, 8, 3314, 318, 10, 5],
    [1, 246, 41, 1436, 30, 70, 6, 25],
    [1, 105, 159, 838, 60, 135, 215, 324],
  ])
  assert.deepEqual(
    [imdb.train, imdb.test, reuters.train, reuters.test].map(digest),
    ['dd9e7b400499b184', '09e386eb0cfd1d15', 'bfd1f18413e73e47', '296da23ed83cda3a'],
  )
  const words = createHash('sha256').update(Object.keys(imdb.wordIndex).join(' ')).update(Object.keys(reuters.wordIndex).join(' '))
  assert.equal(words.digest('hex').slice(0, 16), 'c14cb36e814b761a')
  assert.deepEqual(reutersStandIn(), reuters)
})

const best = (epochs: Epoch[]) => most(epochs.map(({ accuracy }) => accuracy))

test('a network learns what a review says, then overfits', () => {
  const settings = { numWords: 2000, hidden: 16, classes: 2, epochs: 8 }
  const epochs = train({ texts: imdb.train, from: 1000, to: 5000 }, { texts: imdb.train, from: 0, to: 1000 }, settings)
  assert.ok(best(epochs) > 0.8 && best(epochs) < 0.9, String(best(epochs)))
  const losses = epochs.map(({ loss }) => loss)
  // A step after every text makes it turn sooner than the network of 5.5, which takes 3 to 5 epochs.
  assert.ok(losses.indexOf(least(losses)) < 4, losses.join(' '))
  assert.ok(losses[losses.length - 1] > 1.3 * least(losses), losses.join(' '))
})

test('a network learns topics, but not through four units', () => {
  const through = (hidden: number) =>
    best(
      train(
        { texts: reuters.train, from: 0, to: 3000 },
        { texts: reuters.test, from: 0, to: 1000 },
        { numWords: 2000, hidden, classes: 46, epochs: 2 },
      ),
    )
  const [wide, narrow] = [through(64), through(4)]
  assert.ok(wide > 0.65 && wide < 0.85, String(wide))
  assert.ok(wide - narrow > 0.05, `${wide}, ${narrow}`)
})
