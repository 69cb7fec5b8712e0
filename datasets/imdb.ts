import type { DataFile, Dataset } from './dataset'
import { KERAS, lists, numbers, SEED, wordRanks } from './keras'
import { NumpyRandom } from './numpy-random'
import { courseRoot } from './places'
import { orStandIn } from './or-stand-in'
import { imdbStandIn } from './stand-ins'
import { cut, encode, type Encoded, type TextOptions, type Texts } from './texts'

const ranks: DataFile = {
  name: 'imdb_word_index.json',
  bytes: 1_641_221,
  sha256: '027313fe9a320280f3bf0fac5baf58c4a683cf39a7ed9c3d3d3912bde4284cf6',
}
const published: DataFile = {
  name: 'imdb.npz',
  bytes: 17_464_789,
  sha256: '69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f',
}
const rebuilt: DataFile = {
  name: 'imdb_keras_rebuilt.npz',
  bytes: 19_982_035,
  sha256: '9184430cc189009ff7ed5979d358cc45b6207f796b5c4dd03e1ff4573a2ae4f5',
}

const topics = ['negative', 'positive']

export const IMDB: Dataset<Encoded> = {
  id: 'imdb',
  title: 'IMDB',
  what: 'film reviews, each word a number, and whether they praise',
  contract: [
    { name: 'train.sequences', shape: [25_000, 'words'], dtype: 'number', means: '1 begins, 2 was cut, others are rank + 3' },
    { name: 'train.labels', shape: [25_000], dtype: 'uint8', means: '0 negative, 1 positive' },
    { name: 'test.sequences', shape: [25_000, 'words'], dtype: 'number', means: '1 begins, 2 was cut, others are rank + 3' },
    { name: 'test.labels', shape: [25_000], dtype: 'uint8', means: '0 negative, 1 positive' },
    { name: 'wordIndex', shape: [88_584], dtype: 'number', means: 'rank of each word, from 1, the most common' },
  ],
  editions: [
    {
      what: 'that Keras publishes',
      files: [published, ranks],
      origins: [KERAS],
      decode(files) {
        // One stream of random numbers shuffles both halves.
        const random = new NumpyRandom(SEED)
        const part = (name: string) => {
          const texts = lists(files, published, `x_${name}`)
          return encode(texts, numbers(files, published, `y_${name}`), random.permutation(texts.length))
        }
        return { train: part('train'), test: part('test'), wordIndex: wordRanks(files, ranks), topics }
      },
    },
    {
      what: 'rebuilt from the reviews, as Keras loads them',
      files: [rebuilt, ranks],
      origins: [],
      decode(files) {
        const part = (name: string) => ({
          words: Uint32Array.from(numbers(files, rebuilt, `x_${name}_flat`)),
          offsets: Uint32Array.from(numbers(files, rebuilt, `x_${name}_offsets`)),
          labels: Uint8Array.from(numbers(files, rebuilt, `y_${name}`)),
        })
        return { train: part('train'), test: part('test'), wordIndex: wordRanks(files, ranks), topics }
      },
    },
  ],
  standIn: 'made-up reviews of the same form',
  elsewhere: '~/.keras/datasets, if you ever loaded it in Keras',
  licence: 'For research and teaching, with citation; the reviews belong to those who wrote them on IMDb, so the course may not hand them on.',
  citation:
    'A. L. Maas, R. E. Daly, P. T. Pham, D. Huang, A. Y. Ng, C. Potts: Learning Word Vectors for Sentiment Analysis, ACL 2011',
  exercises: ['5.5', '5.6', '5.7', '8.5', '8.6'],
}

export interface Imdb {
  train: Texts
  test: Texts
  /** The rank of each word by how common it is, from 1. In the sequences it is the rank + 3. */
  wordIndex: Record<string, number>
  /** True where made-up data stands in for the real set: every number shown must say so. */
  standIn: boolean
}

/**
 * Film reviews, in the order in which Keras gives them: 25,000 to train, 25,000 to test. 1 is praise, 0 is none.
 * The set is decoded once a process; every call cuts arrays of its own.
 *
 * @throws RangeError naming an option that makes no sense
 */
export function imdb(options: TextOptions = {}, root = courseRoot): Imdb {
  const { encoded, standIn } = orStandIn(IMDB, root, imdbStandIn)
  return { ...cut(encoded, options), wordIndex: encoded.wordIndex, standIn }
}
