import { attempt, check, expect, trap } from '#spec'
import { decodeWire, prepare, topicCounts } from './01-prepare-newswires'

/** Ten words in the order of their ranks, the most frequent one first. */
const WORDS = ['the', 'of', 'to', 'in', 'said', 'oil', 'prices', 'fell', 'ship', 'wheat']
const index = () => Object.fromEntries(WORDS.map((word, i) => [word, i + 1]))

check('decodes a newswire', () => {
  expect(decodeWire([4, 9, 10, 11], index()), 'decodeWire([4, 9, 10, 11]), the words of ranks 1, 6, 7 and 8').toBe('the oil prices fell')
  expect(decodeWire([13], index()), 'decodeWire([13]), the word of rank 10').toBe('wheat')
})

check('writes ? where there is no word', () => {
  expect(decodeWire([1, 9, 10, 2, 7], index()), 'decodeWire([1, 9, 10, 2, 7]), where 1 marks the start and 2 an unknown word').toBe(
    '? oil prices ? in',
  )
  expect(decodeWire([0, 3, 4, 99], index()), 'decodeWire([0, 3, 4, 99]), where only 4 stands for a word').toBe('? ? the ?')
})

/** The numbers that came out as another word than they should, and as which. */
function shifted(by: number): boolean {
  const numbers = [5, 6, 7, 8, 9, 10]
  const given = attempt(() => decodeWire(numbers, index()))
  return given === numbers.map((number) => WORDS[number - by - 1]).join(' ')
}

trap('off-by-3', 'Every word is another one: the same three reserved numbers apply to newswires, so a number stands for the word of rank number − 3.', () => {
  return shifted(0)
})

trap('off-by-2', 'Every word is the one before it in the list of ranks: three numbers are reserved, 0, 1 and 2, so a word has its rank + 3.', () => {
  return shifted(2)
})

check('counts the wires of each topic', () => {
  expect(topicCounts([3, 0, 3, 1, 3], 5), 'topicCounts([3, 0, 3, 1, 3], 5)').toEqual([1, 1, 0, 3, 0])
  const labels = Array.from({ length: 1000 }, (_, i) => (i * i) % 46)
  const counts = Array.from({ length: 46 }, (_, topic) => labels.filter((label) => label === topic).length)
  expect(topicCounts(labels, 46), 'the counts of 1,000 labels').toEqual(counts)
  expect(topicCounts([], 2), 'the counts of no labels at all, for two topics').toEqual([0, 0])
})

check('does not count a label without a topic', () => {
  expect(() => topicCounts([0, 3, 1], 3), 'topicCounts with a label of 3 and 3 topics').toThrowNaming('labels', 'label')
  expect(() => topicCounts([0, -1], 3), 'topicCounts with a label of -1').toThrowNaming('labels', 'label')
})

/** Wires with these word numbers and topics, the test part no shorter than it has to be. */
const wires = (sequences: number[][], labels: number[]) => ({ sequences, labels })

/** Three wires to train on and two to test with; topics 0 to 4, of which the test part has only 1 and 2. */
const five = () => ({
  train: wires([[1, 4, 6, 4], [1, 7], [1, 2, 5, 7, 7]], [4, 0, 2]),
  test: wires([[1, 5], [1, 6, 2]], [1, 2]),
})

check('lights one column for each word of a wire', () => {
  const d = five()
  const { xTrain, xTest } = prepare(d, 8, 5)
  expect(d, 'the wires after prepare, which only reads them').toEqual(five())
  expect(xTrain, 'xTrain of [1, 4, 6, 4], [1, 7] and [1, 2, 5, 7, 7] with dim 8').toBeTensor({
    shape: [3, 8],
    dtype: 'float32',
    values: [
      [0, 1, 0, 0, 1, 0, 1, 0],
      [0, 1, 0, 0, 0, 0, 0, 1],
      [0, 1, 1, 0, 0, 1, 0, 1],
    ],
  })
  expect(xTest, 'xTest of [1, 5] and [1, 6, 2] with dim 8').toBeTensor({
    shape: [2, 8],
    dtype: 'float32',
    values: [
      [0, 1, 0, 0, 0, 1, 0, 0],
      [0, 1, 1, 0, 0, 0, 1, 0],
    ],
  })
})

check('gives each topic a row with a single 1, as wide in both parts', () => {
  const { yTrain, yTest } = prepare(five(), 8, 5)
  expect(yTrain, 'yTrain of the topics 4, 0, 2 with 5 classes').toBeTensor({
    shape: [3, 5],
    dtype: 'float32',
    values: [
      [0, 0, 0, 0, 1],
      [1, 0, 0, 0, 0],
      [0, 0, 1, 0, 0],
    ],
  })
  expect(yTest, 'yTest of the topics 1, 2 with 5 classes').toBeTensor({
    shape: [2, 5],
    dtype: 'float32',
    values: [
      [0, 1, 0, 0, 0],
      [0, 0, 1, 0, 0],
    ],
  })
})

check('makes room for topics and words that do not occur', () => {
  const p = prepare({ train: wires([[1], [1, 3]], [2, 7]), test: wires([[1]], [0]) }, 100, 46)
  const shapes = { xTrain: p.xTrain.shape, yTrain: p.yTrain.shape, xTest: p.xTest.shape, yTest: p.yTest.shape }
  expect(shapes, 'the shapes, with dim 100 and 46 classes').toEqual({ xTrain: [2, 100], yTrain: [2, 46], xTest: [1, 100], yTest: [1, 46] })
  const news = prepare({ train: wires([[1, 3]], [0]), test: wires([[1, 2, 4]], [1]) }, 5, 2)
  expect(news.xTest, 'xTest of the wire [1, 2, 4], whose words 2 and 4 are in no wire of the train part').toBeTensor({ values: [[0, 1, 1, 0, 1]] })
})

check('keeps the numbers of the wires as they are, however many there are', () => {
  const many = Array.from({ length: 500 }, (_, i) => Array.from({ length: 40 }, (_, j) => (i * 7 + j * j * 31) % 300))
  const labels = many.map((_, i) => (i * 5) % 46)
  const { xTrain, yTrain } = prepare({ train: wires(many, labels), test: wires([[1]], [0]) }, 300, 46)
  expect(xTrain.sum(1), 'the sum of each row of 500 wires: how many different words it has').toBeTensor({
    shape: [500],
    values: many.map((words) => new Set(words).size),
  })
  expect(yTrain.argMax(1), 'the lit column of each topic').toBeTensor({ shape: [500], values: labels })
})

/** The five wires with one word or one label of one part changed. */
function changed(part: 'train' | 'test', what: { word?: number; label?: number }) {
  const d = five()
  if (what.word !== undefined) d[part].sequences[1] = [1, what.word]
  if (what.label !== undefined) d[part].labels[1] = what.label
  return d
}

check('refuses words and topics without a column', () => {
  for (const part of ['train', 'test'] as const) {
    for (const word of [8, 20, -1]) {
      expect(() => prepare(changed(part, { word }), 8, 5), `a word number of ${word} in the ${part} part, with dim 8`).toThrowNaming(
        'sequences', 'sequence', 'word', 'words', 'dim', 'wire', 'wires', 'index',
      )
    }
    for (const label of [5, 12, -1]) {
      expect(() => prepare(changed(part, { label }), 8, 5), `a label of ${label} in the ${part} part, with 5 classes`).toThrowNaming(
        'labels', 'label', 'topic', 'topics', 'classes',
      )
    }
  }
})

trap('depth-45', 'The largest label is 45, and so many columns came out. Labels run from 0, so 0 to 45 are 46 columns: `classes` says how many.', () => {
  const both = { train: wires([[1], [2]], [45, 3]), test: wires([[1], [2]], [0, 45]) }
  return attempt(() => prepare(both, 4, 46).yTrain.shape[1]) === 45
})

trap('depth-per-part', 'The two parts have different numbers of columns: each was made as wide as its own labels ask for. `classes` is the width of both.', () => {
  const shapes = attempt(() => prepare(five(), 8, 5))
  if (shapes === undefined || shapes.yTrain.shape[1] === shapes.yTest.shape[1]) return false
  return `yTrain has ${shapes.yTrain.shape[1]} and yTest ${shapes.yTest.shape[1]} of them.`
})

trap('counted-words', 'A word that occurs twice gave a 2. A row only says which words occur: it holds ones and zeros.', () => {
  return attempt(() => prepare(five(), 8, 5).xTrain.slice([0, 4], [1, 1]).dataSync()[0]) === 2
})

trap('spilled-word', 'Word number 9 of one wire lit a column of the next wire: in a flat array of rows of 8, place 9 belongs to the second row. Refuse what has no column.', () => {
  const d = { train: wires([[1, 9], [3]], [0, 0]), test: wires([[1]], [0]) }
  const x = attempt(() => Array.from(prepare(d, 8, 1).xTrain.dataSync()))
  return x !== undefined && x[9] === 1
})
