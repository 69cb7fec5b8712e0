import { Random } from '../random'
import { drawRows, type LabelledRows, type ToyOptions } from './rows'

/** Words of a message, fewest and most. */
const LENGTH = [10, 40] as const

/** How much more often a telling word stands in messages of its class. */
const TELLING = 3

/**
 * Messages as word counts: the first class is honest, the second spam. As in real text, word j is about as
 * frequent as 1/(j + 1); every third word tells spam, every third honest mail, and every third nothing. x [n, v].
 */
export function spam({ n = 400, v = 60, seed = 0, labels = [0, 1] }: ToyOptions & { v?: number } = {}): LabelledRows {
  const random = new Random('spam', seed)
  const words = [cumulative(frequencies(v, 1)), cumulative(frequencies(v, 0))] as const
  return drawRows(n, v, labels, (label) => {
    const counts = new Array<number>(v).fill(0)
    for (let left = LENGTH[0] + random.below(LENGTH[1] - LENGTH[0] + 1); left > 0; left--) {
      const u = random.uniform()
      counts[words[label].findIndex((share) => u < share)] += 1
    }
    return counts
  })
}

/** How frequent each of v words is, up to a factor. `telling` says which words, counted modulo 3, stand out. */
function frequencies(v: number, telling: number): number[] {
  return Array.from({ length: v }, (_, j) => (j % 3 === telling ? TELLING : 1) / (j + 1))
}

/** Shares summed up from the left; the last is 1. */
function cumulative(weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  const shares = weights.map((weight) => (sum += weight) / total)
  return [...shares.slice(0, -1), 1]
}
