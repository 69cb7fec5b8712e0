import type { DataFile, Dataset } from './dataset'
import { KERAS, lists, numbers, SEED, wordRanks } from './keras'
import { NumpyRandom } from './numpy-random'
import { courseRoot } from './places'
import { orStandIn } from './or-stand-in'
import { reutersStandIn } from './stand-ins'
import { cut, encode, type Encoded, type EncodedTexts, type TextOptions, type Texts } from './texts'

const ranks: DataFile = {
  name: 'reuters_word_index.json',
  bytes: 550_378,
  sha256: '9b56000edc4b34a32e89fd5a23b2605594682c74efcf7d8f4e2a5514b771e633',
}
const published: DataFile = {
  name: 'reuters.npz',
  bytes: 2_110_848,
  sha256: 'd6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916',
}
const rebuilt: DataFile = {
  name: 'reuters_keras_rebuilt.npz',
  bytes: 2_167_111,
  sha256: 'cee09edd51fd812d48313e792940844c5af713378ce4d5fff05d0074b7958332',
}

/** By their labels; the files hold only the labels. */
const topics = [
  'cocoa', 'grain', 'veg-oil', 'earn', 'acq', 'wheat', 'copper', 'housing', 'money-supply', 'coffee', 'sugar', 'trade',
  'reserves', 'ship', 'cotton', 'carcass', 'crude', 'nat-gas', 'cpi', 'money-fx', 'interest', 'gnp', 'meal-feed', 'alum',
  'oilseed', 'gold', 'tin', 'strategic-metal', 'livestock', 'retail', 'ipi', 'iron-steel', 'rubber', 'heat', 'jobs',
  'lei', 'bop', 'zinc', 'orange', 'pet-chem', 'dlr', 'gas', 'silver', 'wpi', 'hog', 'lead',
]

/** The first 80% are for training. */
const TRAIN = 8_982

export const REUTERS: Dataset<Encoded> = {
  id: 'reuters',
  title: 'Reuters',
  what: 'newswires of 1987, each word a number, and their topics',
  contract: [
    { name: 'train.sequences', shape: [8_982, 'words'], dtype: 'number', means: '1 begins, 2 was cut, others are rank + 3' },
    { name: 'train.labels', shape: [8_982], dtype: 'uint8', means: 'the topic, 0 to 45' },
    { name: 'test.sequences', shape: [2_246, 'words'], dtype: 'number', means: '1 begins, 2 was cut, others are rank + 3' },
    { name: 'test.labels', shape: [2_246], dtype: 'uint8', means: 'the topic, 0 to 45' },
    { name: 'wordIndex', shape: [30_979], dtype: 'number', means: 'rank of each word, from 1, the most common' },
  ],
  editions: [
    {
      what: 'that Keras publishes',
      files: [published, ranks],
      origins: [KERAS],
      decode(files) {
        const texts = lists(files, published, 'x')
        const order = new NumpyRandom(SEED).permutation(texts.length)
        return split(encode(texts, numbers(files, published, 'y'), order), wordRanks(files, ranks))
      },
    },
    {
      what: 'rebuilt from the newswires, as Keras loads them',
      files: [rebuilt, ranks],
      origins: [],
      decode(files) {
        const all = {
          words: Uint32Array.from(numbers(files, rebuilt, 'x_flat')),
          offsets: Uint32Array.from(numbers(files, rebuilt, 'x_offsets')),
          labels: Uint8Array.from(numbers(files, rebuilt, 'y')),
        }
        return split(all, wordRanks(files, ranks))
      },
    },
  ],
  standIn: 'made-up newswires of the same form',
  elsewhere: '~/.keras/datasets, if you ever loaded it in Keras',
  licence: 'For research only (Reuters-21578, Distribution 1.0); the newswires belong to Reuters, so the course may not hand them on.',
  citation: 'D. D. Lewis: Reuters-21578 Text Categorization Test Collection, Distribution 1.0, 1997',
  exercises: ['6.2', '6.3', '6.5'],
}

function split({ words, offsets, labels }: EncodedTexts, wordIndex: Record<string, number>): Encoded {
  const middle = offsets[TRAIN]
  return {
    train: { words: words.subarray(0, middle), offsets: offsets.subarray(0, TRAIN + 1), labels: labels.subarray(0, TRAIN) },
    test: {
      words: words.subarray(middle),
      offsets: offsets.subarray(TRAIN).map((offset) => offset - middle),
      labels: labels.subarray(TRAIN),
    },
    wordIndex,
    topics,
  }
}

export interface Reuters {
  train: Texts
  test: Texts
  /** The rank of each word by how common it is, from 1. In the sequences it is the rank + 3. */
  wordIndex: Record<string, number>
  /** The names of the 46 topics, by their labels. */
  topics: string[]
  /** True where made-up data stands in for the real set: every number shown must say so. */
  standIn: boolean
}

/**
 * Newswires, in the order in which Keras gives them: 8,982 to train, 2,246 to test, of 46 topics.
 * The set is decoded once a process; every call cuts arrays of its own.
 *
 * @throws RangeError naming an option that makes no sense
 */
export function reuters(options: TextOptions = {}, root = courseRoot): Reuters {
  const { encoded, standIn } = orStandIn(REUTERS, root, reutersStandIn)
  return { ...cut(encoded, options), wordIndex: encoded.wordIndex, topics: [...encoded.topics], standIn }
}
