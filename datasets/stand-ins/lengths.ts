/** Of all texts, sorted by length, this share is at most so long. */
export type Quantile = readonly [share: number, length: number]

/**
 * Lengths spread as those of real texts: the quantiles, from share 0 (the shortest) to 1 (the longest), joined by
 * straight lines. Lengths are dealt, not drawn: `place` in the order of `count` texts by length decides, so the
 * shortest, the longest and the mean are the same in every set.
 */
export function lengthAt(place: number, count: number, quantiles: readonly Quantile[]): number {
  const share = place / (count - 1)
  const next = quantiles.findIndex(([upTo], i) => i > 0 && share <= upTo)
  const [[low, short], [high, long]] = [quantiles[next - 1], quantiles[next]]
  return Math.round(short + ((share - low) / (high - low)) * (long - short))
}
