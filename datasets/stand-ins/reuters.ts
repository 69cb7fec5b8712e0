import { Random } from '../random'
import type { Encoded } from '../texts'
import { DEEDS, QUALITIES, THINGS } from './common-words'
import { FIRST_HALVES, SECOND_HALVES } from './film-words'
import type { Quantile } from './lengths'
import { compounds, derived, names, plural } from './made-up'
import { EARNINGS, REPORTS, SMALL } from './news-sentences'
import { ADJECTIVES, FIELDS, FORMS, MONTHS, NOUNS, TOPICS, UNITS, VERBS } from './news-words'
import { Urn } from './urn'
import { type Entry, Gap, heap, Vocabulary } from './vocabulary'
import { type Author, Language, type Part } from './writing'

/** As many different words as the real set has. */
const WORDS = 30_979

/** Spread like the real ones: 145 words on average. */
const LENGTHS: readonly Quantile[] = [
  [0, 13], [0.01, 17], [0.05, 24], [0.1, 35], [0.25, 60], [0.5, 95],
  [0.75, 178], [0.9, 312], [0.95, 456], [0.99, 710], [0.999, 915], [1, 2376],
]

/** How many newswires of each topic, as in the real set: more than a third are of one topic. */
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

/** How topics show. Measured on networks: with these numbers they learn much as on the real newswires. */
export const FOCUS: Record<string, number> = {
  /** Of the words of a topic, how many an author takes from the topic itself: at least and at most. */
  least: 0.05,
  most: 0.5,
  /** How many of the rest come from the field, from some other topic, and from names of the topic. */
  field: 0.35,
  stray: 0.2,
  names: 0.1,
  flat: 2,
  fieldFlat: 6,
}

const EARN = TOPICS.findIndex(({ name }) => name === 'earn')

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

const PLAIN = ['N', 'V', 'A', 'Q', 'U', 'M', 'E', 'T', 'R', 'O'] as const
const [TOPIC, COMPANY, PLACE] = [0, 1, 2].map((i) => PLAIN.length + i)

class Agency {
  readonly plain: Gap[]
  readonly topics: Gap[]
  readonly fields: Gap[]
  readonly names: Gap[]
  readonly companies: Gap
  readonly places: Gap
  readonly strays: Urn
  readonly language: Language
  readonly reports: Urn
  readonly earnings: Urn

  constructor() {
    const random = new Random('reuters stand-in', 0)
    const vocabulary = new Vocabulary()
    const shuffled = (words: string[]) => Array.from(random.permutation(words.length), (i) => words[i])
    const all = [...REPORTS, ...EARNINGS]
    vocabulary.take(all.flatMap(([, text]) => text.split(' ').filter((word) => /^[a-z]/.test(word))))
    vocabulary.take(TOPICS.flatMap(({ words }) => words))
    vocabulary.take([...Object.values(FIELDS).flat(), ...NOUNS, ...VERBS, ...ADJECTIVES, ...UNITS, ...MONTHS, ...FORMS])
    vocabulary.take(['an', ...Object.values(SMALL).flatMap((words) => Object.keys(words))])
    const made = (words: string[]) => shuffled(vocabulary.take(words))
    const numbers = Array.from({ length: 1000 }, (_, i) => String(i + 1))
    vocabulary.take(numbers)
    const things = made([...THINGS, ...THINGS.map(plural), ...NOUNS.map(plural)])
    const deeds = made(DEEDS), qualities = made(QUALITIES)
    const rareNouns = made(compounds(FIRST_HALVES, SECOND_HALVES, 6000))
    const rareAdjectives = made(derived([...ADJECTIVES, ...QUALITIES], { before: ['un', 'over', 'non-', 'pre-', 'semi-'] }))
    const rareVerbs = made(derived([...VERBS, ...DEEDS], { before: ['re', 'over', 'under', 'out', 'mis'] }))
    const strangers = names(WORDS, vocabulary)
    const even = () => 0
    const entries: Record<string, Entry[]> = {
      N: [...heap(NOUNS, 0.7, { flat: 20, bend: 1000 }, even), ...heap(things, 0.2, { flat: 60, bend: 2000 }, even), ...heap(rareNouns, 0.1, { flat: 100, bend: 3000 }, even)],
      V: [...heap(VERBS, 0.8, { flat: 5, bend: 1000 }, even), ...heap(deeds, 0.13, { flat: 40, bend: 2000 }, even), ...heap(rareVerbs, 0.07, { flat: 60, bend: 1000 }, even)],
      A: [...heap(ADJECTIVES, 0.75, { flat: 10, bend: 1000 }, even), ...heap(qualities, 0.15, { flat: 60, bend: 2000 }, even), ...heap(rareAdjectives, 0.1, { flat: 60, bend: 1000 }, even)],
      Q: heap(numbers, 1, { flat: 3, bend: 300 }, even),
      U: heap(UNITS, 1, { flat: 2, bend: 100 }, even),
      M: heap(MONTHS, 1, { flat: 20, bend: 100 }, even),
      E: heap(FORMS, 1, { flat: 2, bend: 100 }, even),
      ...Object.fromEntries(Object.entries(SMALL).map(([k, w]) => [k, Object.entries(w).map(([word, often]) => ({ word, often, lean: 0 }))])),
    }
    const gap = (e: Entry[]) => new Gap(e, vocabulary)
    this.plain = PLAIN.map((k) => gap(entries[k]))
    this.topics = TOPICS.map(({ words }) => gap(heap(words, 1, { flat: FOCUS.flat, bend: 1000 }, even)))
    this.fields = TOPICS.map(({ field }) => gap(heap(FIELDS[field], 1, { flat: FOCUS.fieldFlat, bend: 1000 }, even)))
    this.names = TOPICS.map((_, i) => gap(heap(strangers.slice(i * 40, i * 40 + 40), 1, { flat: 3, bend: 1000 }, even)))
    this.companies = gap(heap(strangers.slice(0, 12000), 1, { flat: 100, bend: 6000 }, even))
    this.places = gap(heap(strangers.slice(12000), 1, { flat: 60, bend: 2000 }, even))
    this.strays = new Urn(TRAIN.labels)
    this.reports = new Urn(REPORTS.map(([often]) => often))
    this.earnings = new Urn(EARNINGS.map(([often]) => often))
    const total = (list: readonly (readonly [number, string])[]) => list.reduce((s, [o]) => s + o, 0)
    const share = 3159 / 8982 * 88 / 145
    this.language = new Language(
      vocabulary,
      [...REPORTS.map(([often, text]) => ({ often: ((1 - share) * often) / total(REPORTS), text })), ...EARNINGS.map(([often, text]) => ({ often: (share * often) / total(EARNINGS), text }))],
      { ...Object.fromEntries(PLAIN.map((k, i) => [k, [this.plain[i]]])), K: [...this.topics, ...this.fields, this.plain[0]], F: [this.companies], P: [this.places] },
    )
  }
}

class Reporter implements Author {
  private readonly focus: number
  private readonly stray: number
  private readonly company: number

  constructor(
    private readonly agency: Agency,
    private readonly topic: number,
    private readonly random: Random,
  ) {
    this.focus = random.uniform(FOCUS.least, FOCUS.most)
    this.stray = agency.strays.draw(random)
    this.company = agency.companies.draw(random, 0)
  }

  sentence(): Int32Array {
    const { language, earnings, reports } = this.agency
    if (this.topic === EARN) return language.sentences[REPORTS.length + earnings.draw(this.random)]
    return language.sentences[reports.draw(this.random)]
  }

  fill(gap: number): number {
    const { random, agency } = this
    if (gap === COMPANY) return this.company
    if (gap === PLACE) return (random.uniform() < FOCUS.names ? agency.names[this.topic] : agency.places).draw(random, 0)
    if (gap < TOPIC) return agency.plain[gap].draw(random, 0)
    if (random.uniform() < this.focus) return agency.topics[this.topic].draw(random, 0)
    const rest = random.uniform()
    if (rest < FOCUS.field) return agency.fields[this.topic].draw(random, 0)
    if (rest < FOCUS.field + FOCUS.stray) return agency.topics[this.stray].draw(random, 0)
    return agency.plain[0].draw(random, 0)
  }
}
