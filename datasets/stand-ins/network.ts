/**
 * A network with one hidden layer, in its plainest form, to hold the stand-ins against: they are right when a network
 * learns from them, and overfits, as it does on the real sets. Only tests use it.
 */
import { Random } from '../random'
import type { EncodedTexts } from '../texts'

/** Rows `from` … `to` − 1 of a part. */
export interface Rows {
  texts: EncodedTexts
  from: number
  to: number
}

export interface Settings {
  /** Words numbered so or higher count as unknown. */
  numWords: number
  hidden: number
  classes: number
  epochs: number
}

export interface Epoch {
  loss: number
  accuracy: number
}

/** Trains, text by text, and gives how the network does on the held-out rows after each epoch. */
export function train(rows: Rows, heldOut: Rows, { numWords, hidden, classes, epochs }: Settings): Epoch[] {
  const random = new Random('network', 0)
  const first = new Layer(numWords, hidden, random)
  const last = new Layer(hidden, classes, random)
  const z = new Float64Array(hidden)
  const p = new Float64Array(classes)
  const slope = new Float64Array(hidden)

  const predict = (words: number[]) => {
    z.set(first.biases)
    for (const word of words) for (let j = 0; j < hidden; j++) z[j] += first.weights[word * hidden + j]
    for (let j = 0; j < hidden; j++) z[j] = Math.max(0, z[j])
    p.set(last.biases)
    for (let j = 0; j < hidden; j++) for (let k = 0; k < classes; k++) p[k] += z[j] * last.weights[j * classes + k]
    softmax(p)
  }

  const trainedOn = bags(rows, numWords)
  const measuredOn = bags(heldOut, numWords)
  return Array.from({ length: epochs }, () => {
    for (const i of random.permutation(trainedOn.length)) {
      const { words, label } = trainedOn[i]
      predict(words)
      p[label] -= 1
      for (let j = 0; j < hidden; j++) {
        slope[j] = 0
        for (let k = 0; k < classes; k++) slope[j] += z[j] > 0 ? p[k] * last.weights[j * classes + k] : 0
      }
      for (let j = 0; j < hidden; j++) if (z[j] > 0) last.descend(j, p, z[j])
      for (const word of words) first.descend(word, slope, 1)
    }
    let loss = 0
    let right = 0
    for (const { words, label } of measuredOn) {
      predict(words)
      loss -= Math.log(Math.max(1e-7, p[label]))
      if (p.every((other) => other <= p[label])) right++
    }
    return { loss: loss / measuredOn.length, accuracy: right / measuredOn.length }
  })
}

class Layer {
  readonly weights: Float64Array
  readonly biases: Float64Array
  private readonly squares: Float64Array

  constructor(
    inputs: number,
    private readonly units: number,
    random: Random,
  ) {
    const limit = Math.sqrt(6 / (inputs + units))
    this.weights = Float64Array.from({ length: inputs * units }, () => random.uniform(-limit, limit))
    this.squares = new Float64Array(inputs * units).fill(0.1)
    this.biases = new Float64Array(units)
  }

  /** One step of Adagrad for the weights of one input. */
  descend(input: number, slope: Float64Array, x: number): void {
    for (let j = 0; j < this.units; j++) {
      const gradient = slope[j] * x
      const at = input * this.units + j
      this.squares[at] += gradient * gradient
      this.weights[at] -= (0.05 * gradient) / Math.sqrt(this.squares[at])
    }
  }
}

/** Which words stand in each text; how often makes no difference. */
function bags({ texts: { words, offsets, labels }, from, to }: Rows, numWords: number): { words: number[]; label: number }[] {
  return Array.from({ length: to - from }, (_, i) => {
    const text = Array.from(words.subarray(offsets[from + i], offsets[from + i + 1]), (word) => (word < numWords ? word : 2))
    return { words: [...new Set(text)], label: labels[from + i] }
  })
}

function softmax(values: Float64Array): void {
  const most = values.reduce((a, b) => Math.max(a, b))
  let sum = 0
  for (let k = 0; k < values.length; k++) sum += values[k] = Math.exp(values[k] - most)
  for (let k = 0; k < values.length; k++) values[k] /= sum
}
