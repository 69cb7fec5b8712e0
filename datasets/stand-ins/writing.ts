import { Random } from '../random'
import { type EncodedTexts, SHIFT } from '../texts'
import { lengthAt, type Quantile } from './lengths'
import { type Gap, Vocabulary } from './vocabulary'

/** A sentence with gaps, and how common it is. */
export interface Pattern {
  text: string
  often: number
}

/** What fills a gap, each with its probability; together 1. */
export type Mixture = readonly (readonly [gap: Gap, likely: number])[]

/** Whoever writes one text, with what it is to be about in mind. */
export interface Author {
  /** The next sentence, as `Language.sentences` has it. */
  sentence(): Int32Array
  /** The number of a word for the gap of this number. */
  fill(gap: number): number
}

/** A part of a set: how many texts, their lengths, and how many of them have each label. */
export interface Part {
  name: string
  lengths: readonly Quantile[]
  labels: readonly number[]
}

const START = 1

/**
 * The words and sentences of a stand-in. Words are ranked by how often they are to be expected, not by counting: so a
 * text can be written without writing all the others.
 */
export class Language {
  /** Words are numbers from 0; gaps are −1 − their number. */
  readonly sentences: Int32Array[]
  readonly wordIndex: Record<string, number>
  private readonly codes: Uint32Array
  private readonly vowels: Uint8Array
  private readonly a: number
  private readonly an: number

  /**
   * @param kinds by the name of a gap in the patterns: all that can fill it, and how likely each does
   */
  constructor(vocabulary: Vocabulary, patterns: readonly Pattern[], kinds: Record<string, Mixture>) {
    const names = Object.keys(kinds)
    this.sentences = patterns.map(({ text }) =>
      Int32Array.from(text.split(' '), (word) => (names.includes(word) ? -1 - names.indexOf(word) : vocabulary.id(word))),
    )
    this.a = vocabulary.id('a')
    this.an = vocabulary.id('an')
    this.vowels = vocabulary.which((word) => /^[aeiou]/.test(word))

    const share = (token: number, fits: (id: number) => boolean) => {
      if (token >= 0) return fits(token) ? 1 : 0
      return kinds[names[-1 - token]].reduce((sum, [gap, likely]) => sum + likely * gap.shareOf(fits), 0)
    }
    const isA = (id: number) => id === this.a
    const hasVowel = (id: number) => this.vowels[id] === 1
    patterns.forEach(({ often }, i) => {
      const sentence = this.sentences[i]
      sentence.forEach((token, at) => {
        if (token >= 0) vocabulary.expect(token, often)
        else for (const [gap, likely] of kinds[names[-1 - token]]) gap.expect(often * likely, vocabulary)
        const a = at + 1 < sentence.length ? often * share(token, isA) : 0
        if (a === 0) return
        const vowel = share(sentence[at + 1], hasVowel)
        vocabulary.expect(this.a, -a * vowel)
        vocabulary.expect(this.an, a * vowel)
      })
    })

    const { wordIndex, rankOf } = vocabulary.ranks()
    this.wordIndex = wordIndex
    this.codes = rankOf.map((rank) => rank + SHIFT)
  }

  /** Texts whose labels and lengths are dealt as the part says, each written from random numbers of its own. */
  write({ name, lengths, labels }: Part, authorOf: (label: number, random: Random) => Author): EncodedTexts {
    const count = labels.reduce((sum, texts) => sum + texts, 0)
    const dealt = new Random(name, 0)
    const inOrder = labels.flatMap((texts, label) => new Array<number>(texts).fill(label))
    const labelsOf = Uint8Array.from(dealt.permutation(count), (place) => inOrder[place])
    const offsets = new Uint32Array(count + 1)
    dealt.permutation(count).forEach((place, i) => (offsets[i + 1] = offsets[i] + lengthAt(place, count, lengths)))
    const words = new Uint32Array(offsets[count])
    for (let i = 0; i < count; i++) {
      this.fill(words.subarray(offsets[i], offsets[i + 1]), authorOf(labelsOf[i], new Random(name, i + 1)))
    }
    return { words, offsets, labels: labelsOf }
  }

  /** Sentence after sentence; the last one breaks off where the text is full. */
  private fill(text: Uint32Array, author: Author): void {
    const { a, an, codes, vowels } = this
    text[0] = START
    let before = -1
    for (let at = 1; at < text.length; ) {
      const sentence = author.sentence()
      for (let i = 0; i < sentence.length && at < text.length; i++) {
        const id = sentence[i] < 0 ? author.fill(-1 - sentence[i]) : sentence[i]
        if (before === a && vowels[id] === 1) text[at - 1] = codes[an]
        text[at++] = codes[id]
        before = id
      }
    }
  }
}
