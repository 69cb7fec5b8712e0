import { median } from '../../engine/examine/median'

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Sample standard deviation, n − 1 in the denominator; 0 for a single value, of which nothing is known. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0
  const centre = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1))
}

/** The standard error of the difference of two means: √(s₁²/n₁ + s₂²/n₂), as in Welch's test. */
export function standardError(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(standardDeviation(a) ** 2 / a.length + standardDeviation(b) ** 2 / b.length)
}

/** Of positive numbers; the mean of ratios that is the same whichever way they are turned. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(mean(values.map(Math.log)))
}

/**
 * How many times as long a took as b: the median of the ratios of the same round. What slows the machine down for a
 * while slows both times of a round, so it does not show here, as it would in a ratio of two medians.
 */
export function pairedRatio(a: readonly number[], b: readonly number[]): number {
  return median(a.slice(0, b.length).map((value, i) => value / b[i]))
}
