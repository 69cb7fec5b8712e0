/** Mean of numbers. */
export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Sample standard deviation, n − 1 in the denominator. */
export function standardDeviation(values: number[]): number {
  const centre = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1))
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Standard normal quantiles: 99.9 % of what comes, with 95 % confidence. */
const COVERAGE = 3.0902
const CONFIDENCE = 1.6449

/**
 * How many sample standard deviations below the mean of n values a bar must lie, so that with 95 % confidence at
 * most 1 in 1,000 further values of the same normal distribution falls below it: the one-sided tolerance factor,
 * in Natrella's approximation (NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.6.3).
 */
export function toleranceFactor(n: number): number {
  const a = 1 - CONFIDENCE ** 2 / (2 * (n - 1))
  const b = COVERAGE ** 2 - CONFIDENCE ** 2 / n
  return (COVERAGE + Math.sqrt(COVERAGE ** 2 - a * b)) / a
}
