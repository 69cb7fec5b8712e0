/**
 * The methods of chapters 1 and 3 in their plainest form, to hold the toys against: a toy is right when its
 * exercise's method succeeds on it and the weaker one fails. Only tests use them. Labels are 0 and 1.
 */
import { Random } from '../random'
import type { LabelledRows } from './rows'

/** Says of a row of features whether it belongs to class 1. */
export type Classifier = (row: ArrayLike<number>) => boolean

export function accuracy(classify: Classifier, { x, y, n, d }: LabelledRows): number {
  let right = 0
  for (let i = 0; i < n; i++) if (classify(x.subarray(i * d, (i + 1) * d)) === (y[i] === 1)) right++
  return right / n
}

/** One question about one feature: is it above the threshold (or below, for polarity -1)? */
export interface Stump {
  feature: number
  threshold: number
  polarity: 1 | -1
}

export function asks({ feature, threshold, polarity }: Stump): Classifier {
  return (row) => row[feature] > threshold === (polarity === 1)
}

/** The stump with the smallest weighted error; thresholds lie between neighbouring values. */
export function fitStump(
  { x, y, n, d }: LabelledRows,
  weights: ArrayLike<number> = new Float64Array(n).fill(1 / n),
  features: number[] = Array.from({ length: d }, (_, j) => j),
): Stump {
  let best: Stump = { feature: features[0], threshold: 0, polarity: 1 }
  let least = Infinity
  let total = 0
  let ones = 0
  for (let i = 0; i < n; i++) {
    total += weights[i]
    ones += weights[i] * y[i]
  }
  for (const feature of features) {
    const value = (i: number) => x[i * d + feature]
    const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => value(a) - value(b))
    // With the threshold below all rows, everything is called 1: the zeros are wrong.
    let wrong = total - ones
    for (let k = 0; k + 1 < n; k++) {
      const i = order[k]
      wrong += weights[i] * (y[i] === 1 ? 1 : -1)
      if (value(order[k + 1]) === value(i)) continue
      const threshold = (value(i) + value(order[k + 1])) / 2
      if (wrong < least - 1e-12) [least, best] = [wrong, { feature, threshold, polarity: 1 }]
      if (total - wrong < least - 1e-12) [least, best] = [total - wrong, { feature, threshold, polarity: -1 }]
    }
  }
  return best
}

/** Stumps on rows drawn with replacement, each allowed to look at `perStump` features drawn at random. */
export function fitForest(rows: LabelledRows, trees: number, perStump: number, seed: number): Stump[] {
  const random = new Random('forest', seed)
  return Array.from({ length: trees }, () => {
    const weights = new Float64Array(rows.n)
    for (let i = 0; i < rows.n; i++) weights[random.below(rows.n)] += 1 / rows.n
    return fitStump(rows, weights, [...random.permutation(rows.d).subarray(0, perStump)])
  })
}

export function vote(stumps: Stump[], alphas: number[] = stumps.map(() => 1)): Classifier {
  const classifiers = stumps.map(asks)
  return (row) => classifiers.reduce((sum, classify, k) => sum + alphas[k] * (classify(row) ? 1 : -1), 0) > 0
}

/** AdaBoost. */
export function boost(rows: LabelledRows, rounds: number): Classifier {
  const { x, y, n, d } = rows
  let weights = new Float64Array(n).fill(1 / n)
  const stumps: Stump[] = []
  const alphas: number[] = []
  for (let round = 0; round < rounds; round++) {
    const stump = fitStump(rows, weights)
    const right = Array.from(y, (label, i) => asks(stump)(x.subarray(i * d, (i + 1) * d)) === (label === 1))
    const error = right.reduce((sum, ok, i) => sum + (ok ? 0 : weights[i]), 0)
    const alpha = 0.5 * Math.log((1 - error + 1e-10) / (error + 1e-10))
    weights = weights.map((w, i) => w * Math.exp(right[i] ? -alpha : alpha))
    const sum = weights.reduce((a, b) => a + b, 0)
    weights = weights.map((w) => w / sum)
    stumps.push(stump)
    alphas.push(alpha)
  }
  return vote(stumps, alphas)
}

/** Multinomial naive Bayes with one count added to every word. */
export function naiveBayes({ x, y, n, d }: LabelledRows): Classifier {
  const counts = [new Float64Array(d).fill(1), new Float64Array(d).fill(1)]
  const messages = [0, 0]
  for (let i = 0; i < n; i++) {
    const label = y[i]
    messages[label] += 1
    for (let j = 0; j < d; j++) counts[label][j] += x[i * d + j]
  }
  const logs = counts.map((c) => {
    const total = c.reduce((a, b) => a + b, 0)
    return c.map((count) => Math.log(count / total))
  })
  const score = (label: number, row: ArrayLike<number>) =>
    Array.from(row).reduce((sum, count, j) => sum + count * logs[label][j], Math.log(messages[label] / n))
  return (row) => score(1, row) > score(0, row)
}

type Kernel = (a: ArrayLike<number>, b: ArrayLike<number>) => number

export const linearKernel: Kernel = (a, b) => Array.from(a).reduce((sum, value, j) => sum + value * b[j], 0)

export function rbfKernel(gamma: number): Kernel {
  return (a, b) => Math.exp(-gamma * Array.from(a).reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0))
}

/** A perceptron that sees the rows only through the kernel. */
export function kernelPerceptron({ x, y, n, d }: LabelledRows, kernel: Kernel, epochs: number): Classifier {
  const row = (i: number) => x.subarray(i * d, (i + 1) * d)
  const sign = (i: number) => (y[i] === 1 ? 1 : -1)
  const mistakes = new Float64Array(n)
  const score = (point: ArrayLike<number>) => {
    let sum = 0
    for (let i = 0; i < n; i++) if (mistakes[i] > 0) sum += mistakes[i] * sign(i) * kernel(row(i), point)
    return sum
  }
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = 0; i < n; i++) if (score(row(i)) * sign(i) <= 0) mistakes[i] += 1
  }
  return (point) => score(point) > 0
}

/** Logistic regression from zero, by full-batch gradient descent on the mean loss. */
export function logisticRegression({ x, y, n, d }: LabelledRows, lr: number, epochs: number): Classifier {
  const w = new Float64Array(d)
  let b = 0
  const logit = (row: ArrayLike<number>) => w.reduce((sum, weight, j) => sum + weight * row[j], b)
  for (let epoch = 0; epoch < epochs; epoch++) {
    const gradient = new Float64Array(d)
    let gradientB = 0
    for (let i = 0; i < n; i++) {
      const row = x.subarray(i * d, (i + 1) * d)
      const miss = 1 / (1 + Math.exp(-logit(row))) - y[i]
      for (let j = 0; j < d; j++) gradient[j] += (miss * row[j]) / n
      gradientB += miss / n
    }
    for (let j = 0; j < d; j++) w[j] -= lr * gradient[j]
    b -= lr * gradientB
  }
  return (row) => logit(row) > 0
}
