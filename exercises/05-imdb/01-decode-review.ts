import { todo } from '#spec'

/**
 * The words by their ranks. A word index gives each word its rank: 1 for the most frequent word of all, 2 for the
 * next one, and so on.
 *
 * @param wordIndex word → rank
 * @returns rank → word
 */
export function reverseIndex(wordIndex: Record<string, number>): Map<number, string> {
  todo('turn the index around')
}

/**
 * A review as text, its words separated by one blank. In a review the first three numbers are reserved: 0 fills up a
 * review that is too short, 1 marks its start, 2 stands for a word that is not known. Any other number is the rank of
 * a word plus 3. A number without a word becomes `?`: 0, 1, 2, and ranks that are not in `rev`.
 *
 * @param seq the numbers of a review
 * @param rev rank → word, as `reverseIndex` gives it
 */
export function decode(seq: number[], rev: Map<number, string>): string {
  todo('look up each number, and put ? where there is no word')
}

/**
 * A text as the numbers of a review: first a 1 for the start, then a number for each word, its rank plus 3. A word
 * that is not in the index becomes 2, and so does one whose number would be `numWords` or more.
 *
 * @param text words in small letters, separated by blanks or line breaks, one or several; they may also stand at the ends
 * @param wordIndex word → rank, from 1
 * @param numWords all numbers of the result are below this one
 */
export function encode(text: string, wordIndex: Record<string, number>, numWords: number): number[] {
  todo('start with 1, then one number for each word')
}
