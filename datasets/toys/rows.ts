/** Labelled data as the generators give it. */
export interface LabelledRows {
  /** n rows of d numbers, row by row. */
  x: Float32Array
  /** The label of each row. */
  y: Int32Array
  n: number
  d: number
}

/** What every generator with two classes takes. */
export interface ToyOptions {
  /** How many rows. */
  n?: number
  /** The same n and seed give the same numbers. */
  seed?: number
  /** How the first and the second class are labelled: [0, 1] unless told, [-1, 1] for a perceptron. */
  labels?: readonly [number, number]
}

/**
 * n rows, drawn one by one. The classes take turns (row 0 is of class 0), so that every slice of an even number
 * of rows holds as many of each.
 *
 * @throws RangeError naming `n` unless it is a whole number above 0
 */
export function drawRows(
  n: number,
  d: number,
  labels: readonly [number, number],
  draw: (label: 0 | 1, row: number) => readonly number[],
): LabelledRows {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n must be a whole number above 0, not ${n}`)
  const x = new Float32Array(n * d)
  const y = new Int32Array(n)
  for (let row = 0; row < n; row++) {
    const label = row % 2 === 0 ? 0 : 1
    x.set(draw(label, row), row * d)
    y[row] = labels[label]
  }
  return { x, y, n, d }
}
