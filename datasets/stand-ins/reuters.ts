import { Random } from '../random'
import type { Encoded } from '../texts'
import { DEEDS, QUALITIES, THINGS } from './common-words'
import type { Quantile } from './lengths'
import { compounds, derived, FIRST_HALVES, names, plural, SECOND_HALVES } from './made-up'
import { EARNINGS, REPORTS, SMALL } from './news-sentences'
import { ADJECTIVES, type Field, FIELDS, FORMS, MONTHS, NOUNS, TOPICS, UNITS, VERBS } from './news-words'
import { Urn } from './urn'
import { type Entry, Gap, heap, Vocabulary } from './vocabulary'
import { type Author, Language, type Mixture, type Part, type Pattern } from './writing'

/** As many different words as the real set has. */
const WORDS = 30_979

/** Spread like the real ones: 145 words on average. */
const LENGTHS: readonly Quantile[] = [
  [0, 13], [0.01, 17], [0.05, 24], [0.1, 35], [0.25, 59], [0.5, 93],
  [0.75, 172], [0.9, 300], [0.95, 436], [0.99, 690], [0.999, 880], [1, 2376],
]

/** So many newswires of each topic, as in the real set: more than a third are of one topic, some topics are rare. */
const TRAIN: Part = {
  name: 'reuters stand-in train',
  lengths: LENGTHS,
  labels: [
    55, 432, 74, 3159, 1949, 17, 48, 16, 139, 101, 124, 390, 49, 172, 26, 20, 444, 39, 66, 549, 269, 100, 15, 41, 62, 92,
    24, 15, 48, 19, 45, 39, 32, 11, 50, 10, 49, 19, 19, 24, 36, 30, 13, 21, 12, 18,
  ],
}
const TEST: Part = {
  name: 'reuters stand-in test',
  lengths: [[0, 2], ...LENGTHS.slice(1, -1), [1, 1032]],
  labels: [
    12, 105, 20, 813, 474, 5, 14, 3, 38, 25, 30, 83, 13, 37, 2, 9, 99, 12, 20, 133, 70, 27, 7, 12, 19, 31, 8, 4, 10, 4,
    12, 13, 10, 5, 7, 6, 11, 2, 3, 5, 10, 8, 3, 6, 5, 1,
  ],
}

/** How topics show. Tuned until networks learn them about as well as those of the real newswires. */
const FOCUS = {
  /** How much of what tells topics apart belongs to the newswire's own: in each another share, at least and at most. */
  least: 0.02,
  most: 0.72,
  /** What the rest is made of: words of the whole field, and of some other topic. What is missing to 1 tells nothing. */
  field: 0.45,
  stray: 0.25,
  /** How many newswires are about another topic than their label says. */
  mislabelled: 0.045,
  /** How many of the newswires on earnings are written in sentences, and of the others as tables. */
  earningsTold: 0.05,
  othersAsTables: 0.02,
}

const EARNINGS_LABEL = TOPICS.findIndex(({ name }) => name === 'earn')

/** How many of all sentences' words stand in tables. */
const IN_TABLES = 0.35

/**
 * Made-up newswires with the form of Reuters': 8,982 and 2,246 of 46 topics, each as common as in the real set, 30,979
 * words ranked by how common they are, lengths spread as in the real set. None of it ever happened.
 *
 * How a newswire comes about: it keeps to its topic more or less, and the less it does, the more it speaks of the whole
 * field (wheat and maize are both farming), of some other topic, or of nothing in particular. It is about one company.
 * Earnings mostly come as tables. A few newswires got the wrong label. So frequent topics are told apart early, topics
 * of one field late, rare ones hardly ever, and a few newswires by memory only.
 */
export function reutersStandIn(): Encoded {
  const agency = new Agency()
  const author = (label: number, random: Random) => new Reporter(agency, label, random)
  return {
    train: agency.language.write(TRAIN, author),
    test: agency.language.write(TEST, author),
    wordIndex: agency.language.wordIndex,
    topics: TOPICS.map(({ name }) => name),
  }
}

/** What fills the gaps: those that words of one kind fill, by name; then what depends on the newswire. */
const PLAIN = ['N', 'V', 'A', 'Q', 'U', 'M', 'E', 'P', 'T', 'R', 'O'] as const
type Plain = (typeof PLAIN)[number]
const COMPANY = PLAIN.length

/** Everybody's words and sentences. */
class Agency {
  readonly plain: Gap[]
  readonly topics: Gap[]
  readonly fields: Record<Field, Gap>
  readonly companies: Gap
  /** Draws topics as common as they are. */
  readonly anyTopic = new Urn(TRAIN.labels)
  readonly report = new Urn(REPORTS.map(([often]) => often))
  readonly table = new Urn(EARNINGS.map(([often]) => often))
  readonly language: Language

  constructor() {
    const random = new Random('reuters stand-in', 0)
    const vocabulary = new Vocabulary()
    const { plain, companies } = entriesOf(vocabulary, random)
    this.plain = PLAIN.map((kind) => new Gap(plain[kind], vocabulary))
    this.topics = TOPICS.map(({ words }) => new Gap(heap(words, 1, { flat: 2, bend: 1000 }), vocabulary))
    this.fields = Object.fromEntries(
      Object.entries(FIELDS).map(([field, words]) => [field, new Gap(heap(words, 1, { flat: 6, bend: 1000 }), vocabulary)]),
    ) as Record<Field, Gap>
    this.companies = new Gap(companies, vocabulary)

    const all = TRAIN.labels.reduce((sum, texts) => sum + texts, 0)
    const shares = TRAIN.labels.map((texts) => texts / all)
    const earnings = shares[EARNINGS_LABEL]
    this.language = new Language(vocabulary, [...patterns(REPORTS, 1 - IN_TABLES), ...patterns(EARNINGS, IN_TABLES)], {
      ...Object.fromEntries(PLAIN.map((kind, i): [Plain, Mixture] => [kind, [[this.plain[i], 1]]])),
      F: [[this.companies, 1]],
      K: this.telling(shares.map((share, label) => (label === EARNINGS_LABEL ? 0 : share / (1 - earnings)))),
      L: this.telling(shares.map((_, label) => (label === EARNINGS_LABEL ? 1 : 0))),
    })
  }

  /** What tells topics apart, where topics are so common. */
  private telling(shares: number[]): Mixture {
    const own = (FOCUS.least + FOCUS.most) / 2
    const all = TRAIN.labels.reduce((sum, texts) => sum + texts, 0)
    return [
      ...shares.map((share, label) => [this.topics[label], share * own] as const),
      ...shares.map((share, label) => [this.fields[TOPICS[label].field], share * (1 - own) * FOCUS.field] as const),
      ...TRAIN.labels.map((texts, label) => [this.topics[label], (texts / all) * (1 - own) * FOCUS.stray] as const),
      [this.plain[0], (1 - own) * (1 - FOCUS.field - FOCUS.stray)],
    ]
  }
}

/** Sentences that are `often` put together. */
function patterns(sentences: readonly (readonly [number, string])[], often: number): Pattern[] {
  const words = sentences.reduce((sum, [times, text]) => sum + times * text.split(' ').length, 0)
  return sentences.map(([times, text]) => ({ often: (often * times) / words, text }))
}

/** Somebody who writes one newswire. */
class Reporter implements Author {
  private readonly topic: number
  private readonly asTable: boolean
  private readonly focus: number
  private readonly stray: number
  private readonly company: number

  constructor(
    private readonly agency: Agency,
    label: number,
    private readonly random: Random,
  ) {
    this.topic = random.uniform() < FOCUS.mislabelled ? agency.anyTopic.draw(random) : label
    const tables = this.topic === EARNINGS_LABEL ? 1 - FOCUS.earningsTold : FOCUS.othersAsTables
    this.asTable = random.uniform() < tables
    this.focus = random.uniform(FOCUS.least, FOCUS.most)
    this.stray = agency.anyTopic.draw(random)
    this.company = agency.companies.draw(random, 0)
  }

  sentence(): Int32Array {
    const { language, report, table } = this.agency
    return language.sentences[this.asTable ? REPORTS.length + table.draw(this.random) : report.draw(this.random)]
  }

  fill(gap: number): number {
    if (gap < PLAIN.length) return this.agency.plain[gap].draw(this.random, 0)
    if (gap === COMPANY) return this.company
    return this.tellingGap().draw(this.random, 0)
  }

  private tellingGap(): Gap {
    const { random, agency } = this
    if (random.uniform() < this.focus) return agency.topics[this.topic]
    const rest = random.uniform()
    if (rest < FOCUS.field) return agency.fields[TOPICS[this.topic].field]
    return rest < FOCUS.field + FOCUS.stray ? agency.topics[this.stray] : agency.plain[0]
  }
}

/** The words for each kind of gap. The vocabulary is full afterwards. */
function entriesOf(vocabulary: Vocabulary, random: Random): { plain: Record<Plain, Entry[]>; companies: Entry[] } {
  // Whatever is written by hand comes first, so that no made-up word is spelled like it.
  vocabulary.take([...REPORTS, ...EARNINGS].flatMap(([, text]) => text.split(' ').filter((word) => /^[a-z]/.test(word))))
  vocabulary.take([...TOPICS.flatMap(({ words }) => words), ...Object.values(FIELDS).flat()])
  vocabulary.take([...NOUNS, ...VERBS, ...ADJECTIVES, ...UNITS, ...MONTHS, ...FORMS])
  vocabulary.take(['an', ...Object.values(SMALL).flatMap((words) => Object.keys(words))])
  const numbers = Array.from({ length: 1000 }, (_, i) => String(i + 1))
  vocabulary.take(numbers)

  const made = (words: string[]) => {
    const fresh = vocabulary.take(words)
    return Array.from(random.permutation(fresh.length), (i) => fresh[i])
  }
  const things = made([...THINGS, ...THINGS.map(plural), ...NOUNS.map(plural)])
  const deeds = made(DEEDS)
  const qualities = made(QUALITIES)
  const rareThings = made(compounds(FIRST_HALVES, SECOND_HALVES, 6000))
  const rareDeeds = made(derived([...VERBS, ...DEEDS], { before: ['re', 'over', 'under', 'out', 'mis'] }))
  const rareQualities = made(derived([...ADJECTIVES, ...QUALITIES], { before: ['un', 'over', 'non-', 'pre-', 'semi-'] }))
  const strangers = names(WORDS, vocabulary)
  const companies = strangers.slice(0, Math.floor(0.7 * strangers.length))

  const small = (kind: string): Entry[] => Object.entries(SMALL[kind]).map(([word, often]) => ({ word, often, lean: 0 }))
  return {
    plain: {
      N: [
        ...heap(NOUNS, 0.5, { flat: 20, bend: 1000 }),
        ...heap(things, 0.25, { flat: 60, bend: 2000 }),
        ...heap(rareThings, 0.25, { flat: 100, bend: 3000 }),
      ],
      V: [
        ...heap(VERBS, 0.65, { flat: 5, bend: 1000 }),
        ...heap(deeds, 0.2, { flat: 40, bend: 2000 }),
        ...heap(rareDeeds, 0.15, { flat: 60, bend: 1000 }),
      ],
      A: [
        ...heap(ADJECTIVES, 0.55, { flat: 10, bend: 1000 }),
        ...heap(qualities, 0.25, { flat: 60, bend: 2000 }),
        ...heap(rareQualities, 0.2, { flat: 60, bend: 1000 }),
      ],
      Q: heap(numbers, 1, { flat: 3, bend: 300 }),
      U: heap(UNITS, 1, { flat: 2, bend: 100 }),
      M: heap(MONTHS, 1, { flat: 20, bend: 100 }),
      E: heap(FORMS, 1, { flat: 2, bend: 100 }),
      P: heap(strangers.slice(companies.length), 1, { flat: 60, bend: 2000 }),
      T: small('T'),
      R: small('R'),
      O: small('O'),
    },
    companies: heap(companies, 1, { flat: 100, bend: 6000 }),
  }
}
