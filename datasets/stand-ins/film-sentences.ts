/**
 * What a made-up review is put together from: small words, and gaps in capitals.
 *
 *   A adjective   N noun   S nouns, more than one   G noun of the review's kind of film   V verb in the past   D adverb
 *   I C somebody in the film, with a first name or without   P place
 *   T the, a, this …   O and, but, while …   R of, in, without …   B is, was, seems …   H he, they …   W him, them …
 *
 * A minus sign before a gap: a word from the other side, as in "not good". The number says how common a sentence is.
 */
type Sentence = readonly [often: number, text: string]

/** Sentences of anybody. */
export const EITHER: Sentence[] = [
  [9, 'T N B A O T N R T G B D A'],
  [8, 'i V T movie O T N B A'],
  [8, 'it B a A film R T A G R P'],
  [8, 'I C plays T G O C plays T A N'],
  [7, 'R T N there is T A G R S'],
  [7, 'T story R T G B A O T S V W'],
  [7, 'H V T N O H V T A G'],
  [6, 'T N and T N B D A R T A film'],
  [6, 'this is one of the most A S that i have seen R years'],
  [6, 'O T G V T N she B A'],
  [6, 'C B A R T N with I C R T G'],
  [6, 'A S R T A N O D A S'],
  [5, 'H V T S R T end of it'],
  [5, 'director I C D V T N R T A S'],
  [5, 'you will see that T N has some A S'],
  [5, 'if you like A S this is for you'],
  [5, 'he B A O she B D A R T G'],
  [4, 'set R P R T A N'],
  [4, 'what T G V R T N B D A'],
  [4, 'T A acting by C O T A N of C'],
  [4, 'there are so many A S here that i D V T N'],
  [4, 'T N B not -A at all but A'],
  [4, 'we V it R T A N R P'],
  [4, 'my N V it O H V T S D'],
  [3, 'two S R P V T G R T N'],
  [3, 'even T A G has more N than T N R C'],
  [3, 'how can they make a film R A S'],
  [3, 'T other S D V T N O then C V W'],
  [3, 'as for the music it B D A'],
  [3, 'from T first N to T last T film B A'],
  [3, 'who would have thought that T G could be so A'],
  [3, 'A G O A S'],
  [3, 'C O I C V T S R P'],
  [2, 'also T N by I C B A'],
  [2, 'after T hour T G V C O they were all A'],
  [2, 'i do not know why O T N V me'],
  [2, 'only T A N R T S B D A'],
  [2, 'now H V W D R T A G'],
  [2, 'no N O no S R T A N'],
  [2, 'H never V T N R W'],
  [2, 'think of T S R P O T G R C'],
  [2, 'C gets T N O never lets go R T S'],
  [2, 'look out for I C who D V T N'],
  [2, 'let me say that T S B A'],
]

/** Sentences that those say who liked a film. */
export const PRAISE: Sentence[] = [
  [3, 'i would see it again and so should you'],
  [2, 'a must see for all who like a A G'],
  [2, 'it has been years O it is still the best'],
  [1, 'well done and well worth your time'],
  [1, 'T S and T G are first rate'],
]

/** And those who did not. */
export const BLAME: Sentence[] = [
  [3, 'do not see it and do not even think about it'],
  [2, 'i can not say one good word about T N'],
  [2, 'there is nothing in it and no N could save it'],
  [1, 'why did they make this at all'],
  [1, 'i just could not care about any of T S'],
]

/** What fills the gaps for small words, and how often each comes. */
export const SMALL: Record<string, Record<string, number>> = {
  T: {
    the: 60, a: 22, this: 9, his: 5, that: 4, its: 4, her: 3, their: 3, some: 2.5, my: 2, your: 1.5, no: 1.5, every: 1.5,
    another: 1.2, any: 1, our: 0.8, each: 0.7,
  },
  O: {
    and: 34, but: 12, as: 6, when: 5, or: 4, because: 3, while: 3, so: 3, if: 3, where: 2, then: 2, though: 1.5,
    although: 1.2, since: 1, until: 1, before: 0.8, maybe: 0.7, perhaps: 0.5, yet: 0.5, unless: 0.4, whenever: 0.3,
  },
  R: {
    of: 38, in: 24, to: 15, with: 11, for: 11, on: 9, from: 6, by: 6, at: 6, like: 5, about: 4, into: 3, through: 2,
    after: 2, before: 1.5, without: 1.5, over: 1.5, between: 1.2, during: 1, around: 0.9, under: 0.8, against: 0.8,
    behind: 0.7, despite: 0.5, near: 0.4, beyond: 0.4, within: 0.4, among: 0.3, across: 0.3, above: 0.3, inside: 0.3,
    outside: 0.3, along: 0.3, towards: 0.3, upon: 0.3, beside: 0.2, below: 0.2,
  },
  B: {
    is: 36, was: 14, seems: 2.5, looks: 2, feels: 1.5, becomes: 1.5, gets: 1.2, remains: 0.8, goes: 0.8, comes: 0.8,
    sounds: 0.6, appears: 0.6, stays: 0.4,
  },
  H: {
    he: 14, they: 10, i: 10, she: 8, you: 6, we: 5, one: 3, people: 2, everyone: 1.2, everybody: 1, nobody: 1, someone: 1,
    most: 0.8, somebody: 0.6, others: 0.6, many: 0.6, both: 0.6, few: 0.4,
  },
  W: { it: 10, him: 4, them: 4, me: 4, her: 4, us: 2, everything: 1, something: 1, nothing: 0.6, anything: 0.4, himself: 0.6 },
}
