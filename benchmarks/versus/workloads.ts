/**
 * The nets that are timed. What each framework makes of a name stands in its worker: `tensorlings.ts`,
 * `python/with_keras.py`, `python/with_torch.py`.
 */
export interface Workload {
  name: string
  /** The net in a few words. */
  net: string
  batch: number
  /** Batches in an epoch. */
  steps: number
  x: Numbers
  y: Numbers
}

/** Numbers to be drawn, and the shape of one row. */
export interface Numbers {
  row: number[]
  /**
   * From 0 to 1; from the standard normal distribution; word numbers below 10,000; zeros with a one in a hundred, as
   * a review lights the columns of its words; 0 or 1; one column of the row lit.
   */
  drawn: 'uniform' | 'normal' | 'words' | 'multi-hot' | 'bit' | 'one-hot'
}

/** How many words there are to draw. */
export const WORDS = 10_000

const bit: Numbers = { row: [1], drawn: 'bit' }
const digit: Numbers = { row: [10], drawn: 'one-hot' }
const number: Numbers = { row: [1], drawn: 'normal' }
const words = (length: number): Numbers => ({ row: [length], drawn: 'words' })

const hours: Numbers = { row: [120, 14], drawn: 'normal' }

/** Nine nets of the book. */
export const workloads: Workload[] = [
  { name: 'mnist', net: 'dense 784-512-10', batch: 128, steps: 100, x: { row: [784], drawn: 'uniform' }, y: digit },
  { name: 'imdb', net: 'dense 10,000-16-16-1', batch: 512, steps: 10, x: { row: [10_000], drawn: 'multi-hot' }, y: bit },
  { name: 'boston', net: 'dense 13-64-64-1', batch: 1, steps: 300, x: { row: [13], drawn: 'normal' }, y: number },
  { name: 'conv', net: '3 convolutions on 28 × 28', batch: 64, steps: 40, x: { row: [28, 28, 1], drawn: 'uniform' }, y: digit },
  { name: 'pets', net: '4 convolutions on 150 × 150, dropout', batch: 20, steps: 10, x: { row: [150, 150, 3], drawn: 'uniform' }, y: bit },
  { name: 'embed', net: 'embedding of 8, 20 words', batch: 32, steps: 200, x: words(20), y: bit },
  { name: 'lstm', net: 'embedding, LSTM of 32, 100 words', batch: 128, steps: 10, x: words(100), y: bit },
  { name: 'gru', net: 'GRU of 32, 120 hours of 14 numbers', batch: 128, steps: 10, x: hours, y: number },
  { name: 'conv1d', net: 'embedding, 2 convolutions, 500 words', batch: 128, steps: 10, x: words(500), y: bit },
]

/** What else a recurrent layer may be asked for. */
export const recurrentWorkloads: Workload[] = [
  { name: 'simple', net: 'embedding, SimpleRNN of 32, 100 words', batch: 128, steps: 10, x: words(100), y: bit },
  { name: 'masked', net: 'embedding with a mask, LSTM of 32, 100 words', batch: 128, steps: 10, x: words(100), y: bit },
  { name: 'dropouts', net: 'GRU of 32 with both dropouts, 120 hours of 14 numbers', batch: 128, steps: 10, x: hours, y: number },
  { name: 'bidirectional', net: 'embedding, LSTM of 32 in both directions, 100 words', batch: 128, steps: 10, x: words(100), y: bit },
  { name: 'stacked', net: 'GRU of 32 that gives all steps to another of 32, 120 hours of 14 numbers', batch: 128, steps: 10, x: hours, y: number },
  { name: 'backwards', net: 'GRU of 32 from the last step to the first, 120 hours of 14 numbers', batch: 128, steps: 10, x: hours, y: number },
  { name: 'stateful', net: 'LSTM of 32 that remembers from batch to batch, 120 hours of 14 numbers', batch: 128, steps: 10, x: hours, y: number },
]
