import { Random } from '../random'
import type { Encoded } from '../texts'
import { DEEDS, QUALITIES, THINGS } from './common-words'
import { BLAME, EITHER, PRAISE, SMALL } from './film-sentences'
import { ADJECTIVES, ADVERBS, GENRES, GIVEN_NAMES, NOUNS, ORIGINS, VERBS } from './film-words'
import type { Quantile } from './lengths'
import { compounds, derived, FIRST_HALVES, names, plural, SECOND_HALVES } from './made-up'
import { Urn } from './urn'
import { type Entry, Gap, heap, Vocabulary } from './vocabulary'
import { type Author, Language, type Part, type Pattern } from './writing'

/** As many different words as the real set has. */
const WORDS = 88_584

/** Spread like the real ones: 11 to 2,494 words, 239 on average. */
const LENGTHS: Record<'train' | 'test', readonly Quantile[]> = {
  train: [
    [0, 11], [0.01, 44], [0.05, 66], [0.1, 92], [0.25, 127], [0.5, 174],
    [0.75, 284], [0.9, 456], [0.95, 585], [0.99, 880], [0.999, 1050], [1, 2494],
  ],
  test: [
    [0, 7], [0.01, 42], [0.05, 63], [0.1, 90], [0.25, 125], [0.5, 170],
    [0.75, 272], [0.9, 436], [0.95, 565], [0.99, 860], [0.999, 1000], [1, 2315],
  ],
}
const TRAIN: Part = { name: 'imdb stand-in train', lengths: LENGTHS.train, labels: [12_500, 12_500] }
const TEST: Part = { name: 'imdb stand-in test', lengths: LENGTHS.test, labels: [12_500, 12_500] }

/** How opinion shows. Tuned until networks learn, and overfit, about as they do on the real reviews. */
const OPINION = {
  /** A mood goes from −1 to 1. For authors who praise it is so on average (for the others below 0), spread so widely. */
  mood: 0.76,
  spread: 0.37,
  /** How words lean: those of praise and blame at least and at most, others at most, rare ones at most. */
  telling: [0.45, 0.97],
  common: 0.35,
  rare: 0.7,
  small: 0.3,
  /** How sentences lean: those of anybody at most, those of praise and blame. */
  sentences: 0.25,
  opinionated: 0.9,
  /** How kinds of films lean, at most. */
  kinds: 0.4,
} as const

/**
 * Made-up film reviews with the form of IMDB's: 25,000 and 25,000, half of them praise, 88,584 words ranked by how
 * common they are, lengths spread as in the real set. Nothing in them was ever written about a film.
 *
 * How a review comes about: its author has a mood, good on average when the label is 1 and bad when it is 0, but
 * spread so widely that some who praise sound sour. For each sentence and each gap in it the author takes, the more
 * often the better the mood, what somebody content would say. Words of praise and blame tell much about that; of the
 * others, each leans a little, the rare ones more, as in real reviews: no single word is enough, a few thousand
 * together are, and a network that looks long enough at 15,000 reviews also finds what they have in common by chance.
 * Each review is about one kind of film, kinds that are praised more often than others, and about three people.
 */
export function imdbStandIn(): Encoded {
  const reviewers = new Reviewers()
  return { ...reviewers.write(), topics: ['negative', 'positive'] }
}

/** What fills the gaps: those that words of one kind fill, by name; then what depends on the review. */
const PLAIN = ['A', 'N', 'S', 'V', 'D', 'P', 'T', 'O', 'R', 'B', 'H', 'W'] as const
const [UNLIKE, KIND, GIVEN, FAMILY] = [0, 1, 2, 3].map((i) => PLAIN.length + i)

/** Everybody's words and sentences. */
class Reviewers {
  readonly plain: Gap[]
  readonly kinds: Gap[]
  readonly given: Gap
  readonly family: Gap
  /** Which kind of film is reviewed, and which sentence comes next, for either side. */
  readonly kindOf: readonly [Urn, Urn]
  readonly sentenceOf: readonly [Urn, Urn]
  readonly language: Language

  constructor() {
    const random = new Random('imdb stand-in', 0)
    const vocabulary = new Vocabulary()
    const fill = entriesOf(vocabulary, random)
    const gap = (entries: Entry[]) => new Gap(entries, vocabulary)
    this.plain = PLAIN.map((kind) => gap(fill[kind]))
    this.kinds = GENRES.map((words) => gap(heap(words, 1, { flat: 3, bend: 1000 }, leaning(random, OPINION.common))))
    this.given = gap(fill.I)
    this.family = gap(fill.C)

    const leans = GENRES.map(() => random.uniform(-OPINION.kinds, OPINION.kinds))
    this.kindOf = [new Urn(leans.map((lean) => 1 - lean)), new Urn(leans.map((lean) => 1 + lean))]

    const patterns = [
      ...EITHER.map((said) => pattern(said, random.uniform(-OPINION.sentences, OPINION.sentences))),
      ...PRAISE.map((said) => pattern(said, OPINION.opinionated)),
      ...BLAME.map((said) => pattern(said, -OPINION.opinionated)),
    ]
    this.sentenceOf = [
      new Urn(patterns.map(({ often, lean }) => often * (1 - lean))),
      new Urn(patterns.map(({ often, lean }) => often * (1 + lean))),
    ]
    this.language = new Language(vocabulary, patterns, {
      ...Object.fromEntries(PLAIN.map((kind, i) => [kind, [[this.plain[i], 1]]])),
      '-A': [[this.plain[0], 1]],
      G: this.kinds.map((kind) => [kind, 1 / this.kinds.length] as const),
      I: [[this.given, 1]],
      C: [[this.family, 1]],
    })
  }

  write(): Pick<Encoded, 'train' | 'test' | 'wordIndex'> {
    const author = (label: number, random: Random) => new Reviewer(this, label === 1 ? 1 : 0, random)
    return {
      train: this.language.write(TRAIN, author),
      test: this.language.write(TEST, author),
      wordIndex: this.language.wordIndex,
    }
  }
}

function pattern([often, text]: readonly [number, string], lean: number): Pattern & { lean: number } {
  return { often, text, lean }
}

/** Somebody who writes one review. */
class Reviewer implements Author {
  private readonly content: number
  private readonly kind: Gap
  private readonly cast: readonly { given: number; family: number }[]
  /** Whose first name was said just now. */
  private named: number | undefined

  constructor(
    private readonly all: Reviewers,
    label: 0 | 1,
    private readonly random: Random,
  ) {
    const mood = (label === 1 ? OPINION.mood : -OPINION.mood) + OPINION.spread * bell(random)
    this.content = (1 + Math.max(-1, Math.min(1, mood))) / 2
    this.kind = all.kinds[all.kindOf[label].draw(random)]
    this.cast = [0, 1, 2].map(() => {
      const side = this.side()
      return { given: all.given.draw(random, side), family: all.family.draw(random, side) }
    })
  }

  sentence(): Int32Array {
    return this.all.language.sentences[this.all.sentenceOf[this.side()].draw(this.random)]
  }

  fill(gap: number): number {
    if (gap === GIVEN) return this.cast[(this.named = this.random.below(this.cast.length))].given
    if (gap === FAMILY) {
      const person = this.named ?? this.random.below(this.cast.length)
      this.named = undefined
      return this.cast[person].family
    }
    const side = this.side()
    if (gap === KIND) return this.kind.draw(this.random, side)
    if (gap === UNLIKE) return this.all.plain[0].draw(this.random, side === 1 ? 0 : 1)
    return this.all.plain[gap].draw(this.random, side)
  }

  private side(): 0 | 1 {
    return this.random.uniform() < this.content ? 1 : 0
  }
}

/** A number around 0, spread by 1 as in a bell curve. Of sums only: logarithms differ between machines in the last place. */
function bell(random: Random): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += random.uniform()
  return sum
}

/** Leans of words that were not chosen for it: to either side, mostly little. */
function leaning(random: Random, most: number): () => number {
  return () => {
    const u = random.uniform(-1, 1)
    return most * u * Math.abs(u)
  }
}

/** The words for each kind of gap. The vocabulary is full afterwards. */
function entriesOf(vocabulary: Vocabulary, random: Random): Record<string, Entry[]> {
  const shuffled = (words: string[]) => Array.from(random.permutation(words.length), (i) => words[i])
  const telling = (side: 1 | -1) => () => side * random.uniform(...OPINION.telling)
  const common = leaning(random, OPINION.common)
  const rare = () => random.uniform(-OPINION.rare, OPINION.rare)

  // Whatever is written by hand comes first, so that no made-up word is spelled like it.
  vocabulary.take([...EITHER, ...PRAISE, ...BLAME].flatMap(([, text]) => text.split(' ').filter((word) => /^[a-z]/.test(word))))
  const hand = [ADJECTIVES, NOUNS, VERBS, ADVERBS].flatMap((lists) => Object.values(lists)).flat()
  vocabulary.take([...hand, ...QUALITIES, ...THINGS, ...DEEDS, ...GENRES.flat(), ...GIVEN_NAMES, ...ORIGINS])
  vocabulary.take(['an', ...Object.values(SMALL).flatMap((words) => Object.keys(words))])

  const adjectives = [...Object.values(ADJECTIVES).flat(), ...QUALITIES]
  const verbs = [...Object.values(VERBS).flat(), ...DEEDS]
  const plurals = { praise: NOUNS.praise.map(plural), blame: NOUNS.blame.map(plural), neutral: NOUNS.neutral.map(plural) }
  vocabulary.take([...Object.values(plurals).flat(), ...THINGS.map(plural)])
  const made = (words: string[]) => shuffled(vocabulary.take(words))
  const rareNouns = made(compounds(FIRST_HALVES, SECOND_HALVES, 20_000))
  const rarePlurals = made(rareNouns.slice(0, 8000).map(plural))
  const rareAdjectives = made([
    ...derived(adjectives, { before: ['un', 'over', 'half-', 'semi-', 'super', 'non-'] }),
    ...derived([...NOUNS.neutral, ...THINGS], { after: ['like', 'less', 'ish', 'bound'] }),
  ])
  const rareVerbs = made(derived(verbs, { before: ['re', 'out', 'over', 'under', 'mis', 'pre', 'half-'] }))
  const rareAdverbs = made(derived(adjectives, { after: ['ly', 'wise'] }))
  const strangers = names(WORDS, vocabulary)
  const families = strangers.slice(0, Math.floor(0.7 * strangers.length))

  const kind = (
    { praise, blame, neutral }: Record<'praise' | 'blame' | 'neutral', string[]>,
    more: string[],
    coined: string[],
    [told, plain, other, rest]: readonly number[],
    [flat, steep]: readonly number[],
  ): Entry[] => [
    ...heap(praise, told, { flat: 12, bend: 1000 }, telling(1)),
    ...heap(blame, told, { flat: 12, bend: 1000 }, telling(-1)),
    ...heap(neutral, plain, { flat: 15, bend: 1000 }, common),
    ...heap(shuffled(more), other, { flat: flat * 0.8, bend: 2000 }, common),
    ...heap(coined, rest, { flat, bend: steep }, rare),
  ]
  return {
    A: [
      ...kind(ADJECTIVES, QUALITIES, rareAdjectives, [0.054, 0.26, 0.25, 0.255], [60, 3000]),
      ...heap(ORIGINS, 0.04, { flat: 12, bend: 1000 }),
    ],
    N: kind(NOUNS, THINGS, rareNouns, [0.011, 0.42, 0.32, 0.34], [150, 8000]),
    S: kind(plurals, THINGS.map(plural), rarePlurals, [0.007, 0.38, 0.38, 0.34], [150, 8000]),
    V: kind(VERBS, DEEDS, rareVerbs, [0.029, 0.4, 0.32, 0.204], [60, 1500]),
    D: kind(ADVERBS, [], rareAdverbs, [0.029, 0.64, 0, 0.34], [40, 400]),
    I: heap(GIVEN_NAMES, 1, { flat: 20, bend: 1000 }),
    C: heap(families, 1, { flat: 150, bend: 10_000 }, rare),
    P: heap(strangers.slice(families.length), 1, { flat: 150, bend: 8000 }, rare),
    ...Object.fromEntries(
      Object.entries(SMALL).map(([name, words]) => {
        const lean = name === 'O' || name === 'R' || name === 'B' ? leaning(random, OPINION.small) : () => 0
        return [name, Object.entries(words).map(([word, often]) => ({ word, often, lean: lean() }))]
      }),
    ),
  }
}
