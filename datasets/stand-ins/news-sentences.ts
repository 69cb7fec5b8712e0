/**
 * What a made-up newswire is put together from: small words, and gaps in capitals.
 *
 *   K L a word of the topic (L in tables)   N noun   V verb in the past   A adjective   Q number   U unit   M month
 *   F E a company: its name, its form   P place   T the, a, this …   R of, in, for …   O and, but, while …
 */
type Sentence = readonly [often: number, text: string]

/** News of any topic but earnings. */
export const REPORTS: Sentence[] = [
  [9, 'F E said it V T A K R Q Q U'],
  [9, 'T K R K V Q Q U R M'],
  [8, 'T A N said T K V O T K N V Q U'],
  [8, 'it said K K V to Q mln U from Q mln U'],
  [7, 'K R P were Q U R Q U a year earlier'],
  [7, 'T P N V T K N R T N'],
  [6, 'R M K K V Q Q pct'],
  [6, 'P N said T A K N would be V'],
  [6, 'T N V that K would be A R T N'],
  [6, 'F said T K K has been V R Q U'],
  [5, 'analysts said T K R K was A'],
  [5, 'he said T A K O K had V'],
  [5, 'T A K R T A N V R Q Q U'],
  [5, 'K O K V R P O R P'],
  [4, 'no N were given R T K'],
  [4, 'T N R F E is subject to A N O N'],
  [4, 'officials R P have V T K N'],
  [4, 'last year T K V Q U'],
  [3, 'traders said K was V R Q to Q U'],
  [3, 'it will not V its K K R T N'],
  [3, 'they said there was A K R T K N'],
  [2, 'reuter'],
]

/** A company's earnings, as a table. */
export const EARNINGS: Sentence[] = [
  [8, 'F E Q L Q cts vs Q cts'],
  [8, 'L L Q Q mln vs Q Q mln'],
  [7, 'L Q U vs Q U'],
  [6, 'L L L Q Q cts vs L Q Q cts'],
  [5, 'Q mths L Q vs L Q'],
  [4, 'L Q Q mln vs Q Q mln'],
  [4, 'note L L includes L R Q dlrs or Q cts per share'],
  [3, 'F E said it V T L R Q cts R T L R M Q'],
  [2, 'pay M Q record M Q'],
  [2, 'reuter'],
]

export const SMALL: Record<string, Record<string, number>> = {
  T: { the: 60, a: 20, its: 10, this: 4, some: 3, that: 3, their: 2, any: 1.5, all: 1.2, no: 1, other: 1, each: 0.6, another: 0.5 },
  R: {
    of: 40, in: 30, to: 22, for: 16, on: 9, from: 9, by: 8, at: 7, with: 7, after: 2, under: 1.5, against: 1.5, about: 1.5,
    over: 1.2, through: 1, between: 1, since: 1, during: 1, before: 0.8, into: 0.8, above: 0.5, below: 0.5, without: 0.4,
    despite: 0.3, near: 0.3, within: 0.3, per: 0.6,
  },
  O: { and: 40, but: 7, as: 5, which: 5, while: 3, or: 3, because: 1.5, if: 1.5, when: 1.2, although: 0.8, so: 0.5, also: 1.5 },
}
