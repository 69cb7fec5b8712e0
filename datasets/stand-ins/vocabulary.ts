import type { Random } from '../random'
import { Urn } from './urn'

/** A word that can fill a gap, how often it does, and which side says it more often. */
export interface Entry {
  word: string
  often: number
  /** From −1, only the one side says it, to 1, only the other. */
  lean: number
}

/** How the words of a list share what falls to the list: about as one over the place, as in real language. */
export interface Fall {
  /** The first so many are nearly alike. */
  flat: number
  /** From about here on it falls twice as steeply. */
  bend: number
}

/** Entries that are `often` put together. `lean` gives a number for every word. */
export function heap(words: string[], often: number, { flat, bend }: Fall, lean = () => 0): Entry[] {
  const weights = words.map((_, i) => 1 / ((i + flat) * (1 + i / bend)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return words.map((word, i) => ({ word, often: (often * weights[i]) / total, lean: lean() }))
}

/** All words that the texts of a stand-in are made of, by numbers of their own. */
export class Vocabulary {
  private readonly ids = new Map<string, number>()
  private readonly often: number[] = []

  get size(): number {
    return this.ids.size
  }

  /** The number of a word; a new one for a new word. */
  id(word: string): number {
    let id = this.ids.get(word)
    if (id === undefined) {
      id = this.ids.size
      this.ids.set(word, id)
      this.often.push(0)
    }
    return id
  }

  /** Takes words in and gives those that are new. */
  take(words: string[]): string[] {
    return words.filter((word) => {
      const { size } = this
      return this.id(word) === size
    })
  }

  /** This word is to be expected so much more often (or, below 0, less). */
  expect(id: number, often: number): void {
    this.often[id] += often
  }

  /** Which words, by their numbers, fulfil the condition. */
  which(condition: (word: string) => boolean): Uint8Array {
    return Uint8Array.from(this.ids.keys(), (word) => (condition(word) ? 1 : 0))
  }

  /** The rank of every word by how often it is to be expected, 1 for the most frequent: by its spelling and its number. */
  ranks(): { wordIndex: Record<string, number>; rankOf: Uint32Array } {
    const words = [...this.ids.keys()]
    const order = words.map((_, id) => id).sort((a, b) => this.often[b] - this.often[a] || a - b)
    const wordIndex: Record<string, number> = {}
    const rankOf = new Uint32Array(words.length)
    order.forEach((id, place) => {
      wordIndex[words[id]] = place + 1
      rankOf[id] = place + 1
    })
    return { wordIndex, rankOf }
  }
}

/** A kind of gap in sentences: draws the number of a word that fits, for either side, 0 or 1. */
export class Gap {
  private readonly ids: Uint32Array
  private readonly shares: Float64Array
  private readonly sides: readonly [Urn, Urn]

  constructor(entries: Entry[], vocabulary: Vocabulary) {
    const total = entries.reduce((sum, { often }) => sum + often, 0)
    this.ids = Uint32Array.from(entries, ({ word }) => vocabulary.id(word))
    this.shares = Float64Array.from(entries, ({ often }) => often / total)
    this.sides = [
      new Urn(entries.map(({ often, lean }) => often * (1 - lean))),
      new Urn(entries.map(({ often, lean }) => often * (1 + lean))),
    ]
  }

  draw(random: Random, side: 0 | 1): number {
    return this.ids[this.sides[side].draw(random)]
  }

  /** The share of these words, by their numbers, among all that fill the gap. */
  shareOf(fits: (id: number) => boolean): number {
    return this.shares.reduce((sum, share, i) => sum + (fits(this.ids[i]) ? share : 0), 0)
  }

  /** This gap is to be expected so much more often, and its words with it. */
  expect(often: number, vocabulary: Vocabulary): void {
    this.ids.forEach((id, i) => vocabulary.expect(id, often * this.shares[i]))
  }
}
