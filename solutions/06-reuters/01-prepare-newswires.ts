import * as tf from '@tensorflow/tfjs'

/** Newswires as they are published: words as numbers, and the topic of each wire. */
export interface Wires {
  /** The word numbers of each wire, in reading order: 0 padding, 1 start, 2 unknown, a word's rank + 3 otherwise. */
  sequences: number[][]
  /** One topic a wire, a whole number from 0 on. */
  labels: number[]
}

/** Rows for a network, all float32. */
export interface Prepared {
  /** Multi-hot rows [wires, dim]. */
  xTrain: tf.Tensor2D
  /** One-hot rows [wires, classes]. */
  yTrain: tf.Tensor2D
  xTest: tf.Tensor2D
  yTest: tf.Tensor2D
}

/**
 * A newswire as text. The number of a word is its rank + 3, since 0, 1 and 2 are reserved; these three, and any
 * number that has no word, become `?`. Words and question marks are joined by one blank.
 *
 * @param sequence word numbers in reading order
 * @param wordIndex the rank of each word, 1 for the most frequent one
 */
export function decodeWire(sequence: number[], wordIndex: Record<string, number>): string {
  // #region solution: turn the index round, then look up each number less 3
  const words = new Map(Object.entries(wordIndex).map(([word, rank]) => [rank, word]))
  return sequence.map((number) => words.get(number - 3) ?? '?').join(' ')
  // #endregion
}

/**
 * How many wires each topic has.
 *
 * @param labels one topic a wire
 * @param classes how many topics there are, also when some of them have no wire
 * @returns one count a topic, `classes` in all
 * @throws RangeError naming `labels` when a label is negative or not below `classes`
 */
export function topicCounts(labels: number[], classes: number): number[] {
  // #region solution: one zero a topic, then count
  const counts = new Array<number>(classes).fill(0)
  refuseOutside('labels', labels, classes)
  for (const label of labels) counts[label]++
  return counts
  // #endregion
}

/**
 * Both parts of the set as rows for a network. A wire becomes a row of `dim` numbers: 1 in the column of each word
 * number that occurs, however often, 0 elsewhere. A topic becomes a row of `classes` numbers with a single 1.
 *
 * @param d.train the wires to train on
 * @param d.test the wires to test with; some topics may be missing here
 * @param dim columns of a wire's row: word numbers are 0 to dim − 1
 * @param classes columns of a topic's row: labels are 0 to classes − 1
 * @throws RangeError naming `sequences` when a word number is negative or not below `dim`
 * @throws RangeError naming `labels` when a label is negative or not below `classes`
 */
export function prepare(d: { train: Wires; test: Wires }, dim: number, classes: number): Prepared {
  // #region solution: a multi-hot row for each wire, a one-hot row for its topic, in both parts alike
  for (const { sequences, labels } of [d.train, d.test]) {
    refuseOutside('sequences', sequences.flat(), dim)
    refuseOutside('labels', labels, classes)
  }
  const topics = ({ labels }: Wires) => labels.map((label) => [label])
  return {
    xTrain: lit(d.train.sequences, dim),
    yTrain: lit(topics(d.train), classes),
    xTest: lit(d.test.sequences, dim),
    yTest: lit(topics(d.test), classes),
  }
  // #endregion
}

// #region solution
/** One row for each list of column numbers, with a 1 in these columns: [lists, width]. */
function lit(lists: number[][], width: number): tf.Tensor2D {
  const rows = new Float32Array(lists.length * width)
  lists.forEach((columns, i) => columns.forEach((column) => (rows[i * width + column] = 1)))
  return tf.tensor2d(rows, [lists.length, width])
}

/** @throws RangeError when one of the numbers is no column of a row this wide */
function refuseOutside(name: string, numbers: number[], width: number): void {
  const outside = numbers.find((number) => number < 0 || number >= width)
  if (outside !== undefined) throw new RangeError(`${name} must lie between 0 and ${width - 1}, but one is ${outside}`)
}
// #endregion
