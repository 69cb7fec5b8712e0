import { attempt, check, expect, trap } from '#spec'
import { decode, encode, reverseIndex } from './01-decode-review'

/** The twenty most frequent words of the reviews, in order; `br` is a line break that was left in them. */
const TOP = 'the and a of to is br in it i this that was as for with movie but film on'.split(' ')
/** A function, so that no call can spoil it for the next one. */
const top = (): Record<string, number> => Object.fromEntries(TOP.map((word, i) => [word, i + 1]))
/** The same turned around, by hand. */
const byRank = () => new Map(TOP.map((word, i) => [i + 1, word]))

/** Words of the first training review, with the ranks that they have in the whole index. */
const FIRST = { this: 11, film: 19, was: 13, just: 40, brilliant: 527, casting: 970, location: 1619, scenery: 1382, story: 62 }
const FIRST_WORDS = 'this film was just brilliant casting location scenery story'
const FIRST_NUMBERS = [1, 14, 22, 16, 43, 530, 973, 1622, 1385, 65]

check('turns the index around', () => {
  const rev = reverseIndex({ ...FIRST })
  expect(rev instanceof Map ? 'a Map' : typeof rev, 'reverseIndex(…)').toBe('a Map')
  expect(rev.size, 'words in the Map').toBe(9)
  for (const [word, rank] of Object.entries(FIRST)) {
    expect(rev.get(rank) ?? null, `reverseIndex(…).get(${rank}), the word of that rank`).toBe(word)
  }
})

check('decodes a review', () => {
  expect(decode([14, 20, 16, 17, 6, 22], byRank()), 'decode([14, 20, 16, 17, 6, 22])').toBe('this movie was as a film')
  const rev = new Map(Object.entries(FIRST).map(([word, rank]) => [rank, word]))
  expect(decode(FIRST_NUMBERS, rev), 'decode of the first ten numbers of the first training review').toBe(`? ${FIRST_WORDS}`)
})

check('puts a question mark where there is no word', () => {
  expect(decode([1, 14, 2, 16], byRank()), 'decode([1, 14, 2, 16]), where 1 and 2 are reserved').toBe('? this ? was')
  expect(decode([0, 0, 1, 22], byRank()), 'decode([0, 0, 1, 22]), where 0 is padding').toBe('? ? ? film')
  expect(decode([14, 999, 16], byRank()), 'decode([14, 999, 16]), where no word has rank 996').toBe('this ? was')
})

check('decodes the shortest of reviews', () => {
  expect(decode([4], byRank()), 'decode([4]), where 4 is rank 1').toBe('the')
  expect(decode([23], byRank()), 'decode([23]), where 23 is rank 20, the last there is').toBe('on')
  expect(decode([], byRank()), 'decode([])').toBe('')
})

check('encodes a text', () => {
  expect(encode('this movie was as a film', top(), 10_000), "encode('this movie was as a film')").toEqual([1, 14, 20, 16, 17, 6, 22])
  expect(encode(FIRST_WORDS, { ...FIRST }, 10_000), 'encode of the first words of the first training review').toEqual(FIRST_NUMBERS)
})

check('encodes what it does not know as 2', () => {
  expect(encode('this zeppelin was on', top(), 10_000), "encode('this zeppelin was on'), where zeppelin is not in the index").toEqual([1, 14, 2, 16, 23])
})

check('encodes what is numbered numWords or more as 2', () => {
  // `for` has rank 15 and number 18, `with` rank 16 and number 19.
  expect(encode('this for with on', top(), 19), "encode('this for with on') with 19 words, where `for` is 18 and `with` is 19").toEqual([1, 14, 18, 2, 2])
  expect(encode('the and a', top(), 5), "encode('the and a') with 5 words").toEqual([1, 4, 2, 2])
})

check('does not care how words are separated', () => {
  expect(encode('  this  film\nwas ', top(), 10_000), "encode('  this  film\\nwas ')").toEqual([1, 14, 22, 16])
  expect(encode('', top(), 10_000), "encode(''), a text without words").toEqual([1])
})

check('decodes what it has encoded', () => {
  const text = TOP.join(' ')
  const back = decode(encode(text, top(), 10_000), reverseIndex(top()))
  expect(back, 'decode(encode(…)) of the twenty most frequent words').toBe(`? ${text}`)
})

/** Which of the two functions takes the numbers of a review for ranks plus `shift`. */
function shiftedBy(shift: number): false | string {
  const words = [14, 20, 16].map((number) => TOP[number - shift - 1]).join(' ')
  if (attempt(() => decode([14, 20, 16], byRank())) === words) return 'Look at decode.'
  const numbers = [11, 17, 13].map((rank) => rank + shift)
  return String(attempt(() => encode('this movie was', top(), 10_000))).endsWith(String(numbers)) && 'Look at encode.'
}

trap('off-by-3', 'Every word is wrong: the numbers of a review are not ranks. 0, 1 and 2 are reserved, so a word has its rank plus 3.', () => shiftedBy(0))

trap('off-by-2', 'Every word is its neighbour: three numbers are reserved, 0, 1 and 2, so a word has its rank plus 3, not plus 2.', () => shiftedBy(2))

trap('crash-on-unknown', 'Number 2 has no word, and neither have 0 and 1: print ? in its place.', () => {
  const known = attempt(() => decode([14, 16], byRank()))
  const unknown = attempt(() => decode([14, 2, 16], byRank()))
  return known === 'this was' && (unknown === undefined || unknown === 'this undefined was' || unknown === 'this  was' || unknown === known)
})

trap('cap-before-shift', 'Numbers of numWords and more came out: compare with numWords after adding 3, so that 10,000 words end at number 9,999.', () => {
  // Ranks just below 19: with 3 added they are not.
  const numbers = attempt(() => encode('this for with but', top(), 19))
  return String(numbers) === '1,14,18,19,21'
})
