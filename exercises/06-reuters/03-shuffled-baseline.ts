import { todo } from '#spec'

/** Ready to use: a function that gives another number from 0 to 1 (never 1 itself) at each call, the same ones for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * The items in a random order, as a new array: `items` stays as it is. Every order is equally likely, also the one
 * there was before. The same seed gives the same order.
 *
 * @param seed a whole number, 0 or more; 0 is a seed like any other
 */
export function shuffled<T>(items: T[], seed: number): T[] {
  todo('copy, then swap each place with a place before it or with itself')
}

/**
 * How good a blind answer is: the labels in a random order are taken as the answers. The share of them that are right.
 *
 * @param labels one class number a row, one row or more
 * @param seed decides the order, as in `shuffled`
 * @returns 0 to 1
 */
export function shuffledAccuracy(labels: number[], seed: number): number {
  todo('shuffle, compare place by place, count')
}

/**
 * How often two rows that are drawn at random, one after the other and with putting back, have the same class. A class
 * with a share of 0.2 of all rows is drawn twice in 0.2 · 0.2 of all cases.
 *
 * @param counts how many rows each class has, 0 for some perhaps, but not for all
 * @returns 0 to 1
 */
export function expectedMatch(counts: number[]): number {
  todo('add up the squared shares')
}

/**
 * How often the most frequent class is right, given as the answer for every row.
 *
 * @param counts how many rows each class has, 0 for some perhaps, but not for all
 * @returns 0 to 1
 */
export function majorityAccuracy(counts: number[]): number {
  todo('the largest share')
}
