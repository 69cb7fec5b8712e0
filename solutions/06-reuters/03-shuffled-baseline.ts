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
  // #region solution: copy, then swap each place with a place before it or with itself
  const random = randomNumbers(seed)
  const order = [...items]
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
  // #endregion
}

/**
 * How good a blind answer is: the labels in a random order are taken as the answers. The share of them that are right.
 *
 * @param labels one class number a row, one row or more
 * @param seed decides the order, as in `shuffled`
 * @returns 0 to 1
 */
export function shuffledAccuracy(labels: number[], seed: number): number {
  // #region solution: shuffle, compare place by place, count
  const answers = shuffled(labels, seed)
  return labels.filter((label, i) => label === answers[i]).length / labels.length
  // #endregion
}

/**
 * How often two rows that are drawn at random, one after the other and with putting back, have the same class. A class
 * with a share of 0.2 of all rows is drawn twice in 0.2 · 0.2 of all cases.
 *
 * @param counts how many rows each class has, 0 for some perhaps, but not for all
 * @returns 0 to 1
 */
export function expectedMatch(counts: number[]): number {
  // #region solution: add up the squared shares
  const rows = counts.reduce((sum, count) => sum + count, 0)
  return counts.reduce((sum, count) => sum + (count / rows) ** 2, 0)
  // #endregion
}

/**
 * How often the most frequent class is right, given as the answer for every row.
 *
 * @param counts how many rows each class has, 0 for some perhaps, but not for all
 * @returns 0 to 1
 */
export function majorityAccuracy(counts: number[]): number {
  // #region solution: the largest share
  return Math.max(...counts) / counts.reduce((sum, count) => sum + count, 0)
  // #endregion
}
