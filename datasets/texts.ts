/** Texts as loaders keep them: every word is a number, all words of all texts in one array. */
export interface EncodedTexts {
  /** Word numbers as Keras gives them: 1 begins each text, then its words, each by its rank + 3. None is 0 or 2. */
  words: Uint16Array | Uint32Array
  /** Text i is words[offsets[i]] … words[offsets[i + 1] − 1]: one offset more than texts. */
  offsets: Uint32Array
  /** The class of each text. */
  labels: Uint8Array
}

/** A set of texts, decoded. For reading only: every call of a loader cuts its own arrays from it. */
export interface Encoded {
  train: EncodedTexts
  test: EncodedTexts
  /** The rank of each word by how common it is, from 1. */
  wordIndex: Record<string, number>
  /** What each label means. */
  topics: string[]
}

/** Texts as exercises get them, each an array of its own. */
export interface Texts {
  /** Word numbers: 0 is kept for padding, 1 begins each text, 2 is any word that was cut, all others are rank + 3. */
  sequences: number[][]
  /** The class of each text. */
  labels: Uint8Array
  count: number
}

export interface TextOptions {
  /** Words numbered so or higher become 2. All stay without it. */
  numWords?: number
  /** So many texts, the first ones; all without it. */
  train?: number
  test?: number
}

/** What Keras adds to a rank, since 0, 1 and 2 mean something else. */
export const SHIFT = 3
const START = 1
const UNKNOWN = 2

/**
 * The texts that were asked for, cut from all of them.
 *
 * @throws RangeError naming the option that makes no sense
 */
export function cut({ train, test }: Encoded, options: TextOptions = {}): { train: Texts; test: Texts } {
  const { numWords = Infinity } = options
  if (numWords !== Infinity && !(Number.isInteger(numWords) && numWords > UNKNOWN)) {
    throw new RangeError(`numWords must be a whole number above ${UNKNOWN}, not ${numWords}`)
  }
  const counts = { train: countOf('train', train, options.train), test: countOf('test', test, options.test) }
  return { train: first(counts.train, train, numWords), test: first(counts.test, test, numWords) }
}

function countOf(name: 'train' | 'test', { labels }: EncodedTexts, count = labels.length): number {
  if (Number.isInteger(count) && count >= 1 && count <= labels.length) return count
  throw new RangeError(`${name} must be a whole number from 1 to ${labels.length}, not ${count}`)
}

function first(count: number, { words, offsets, labels }: EncodedTexts, numWords: number): Texts {
  const sequences = new Array<number[]>(count)
  for (let i = 0; i < count; i++) {
    const [from, to] = [offsets[i], offsets[i + 1]]
    const sequence = new Array<number>(to - from)
    for (let at = from; at < to; at++) sequence[at - from] = words[at] < numWords ? words[at] : UNKNOWN
    sequences[i] = sequence
  }
  return { sequences, labels: labels.slice(0, count), count }
}

/** Texts given by ranks, in this order, each begun with the start mark. */
export function encode(texts: ArrayLike<number>[], labels: ArrayLike<number>, order: Uint32Array): EncodedTexts {
  const offsets = new Uint32Array(order.length + 1)
  order.forEach((text, i) => (offsets[i + 1] = offsets[i] + 1 + texts[text].length))
  const words = new Uint32Array(offsets[order.length])
  order.forEach((text, i) => {
    const ranks = texts[text]
    words[offsets[i]] = START
    for (let at = 0; at < ranks.length; at++) words[offsets[i] + 1 + at] = ranks[at] + SHIFT
  })
  return { words, offsets, labels: Uint8Array.from(order, (text) => labels[text]) }
}
