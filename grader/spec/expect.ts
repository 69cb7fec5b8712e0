import type { DataType, Tensor } from '@tensorflow/tfjs'
import type { Bar } from './bar'
import { host } from './host'
import { measured } from './measured'
import { type Row, Todo, Wrong, WrongKind } from './outcome'
import { brief, isTensor } from './values'

/** Numbers, nested as deep as the tensor has axes. */
export type Nested = number | readonly Nested[]

/**
 * Holds a result against what it should be. `what` names the result in the sentence a learner reads when it
 * is wrong, so it should say where to look: `expect(x.shape, 'the shape of one batch').toEqual([128, 784])`.
 */
export function expect(actual: unknown, what: string): Expectation {
  return new Expectation(actual, what)
}

class Expectation {
  constructor(
    private readonly actual: unknown,
    private readonly what: string,
  ) {}

  /** The same number, string or boolean; 0 and −0 are the same. */
  toBe(expected: number | string | boolean | null): void {
    if (this.actual === expected || (Number.isNaN(expected) && Number.isNaN(this.actual))) return
    this.differs(show(expected), show(this.actual))
  }

  /** The same arrays and objects, entry by entry. Numbers must be equal; use `toBeNear` where they are rounded. */
  toEqual(expected: unknown): void {
    this.near(expected, 0)
  }

  /** The same structure with numbers closer than `tolerance` (relative above 1, absolute below). */
  toBeNear(expected: Nested | Record<string, unknown>, tolerance = 1e-5): void {
    this.near(expected, tolerance)
  }

  toBeAtLeast(bound: number): void {
    if (typeof this.actual === 'number' && this.actual >= bound) return
    this.differs(`at least ${show(bound)}`, show(this.actual))
  }

  toBeAtMost(bound: number): void {
    if (typeof this.actual === 'number' && this.actual <= bound) return
    this.differs(`at most ${show(bound)}`, show(this.actual))
  }

  toBeBetween(low: number, high: number): void {
    if (typeof this.actual === 'number' && this.actual >= low && this.actual <= high) return
    this.differs(`between ${show(low)} and ${show(high)}`, show(this.actual))
  }

  /**
   * A tensor of this shape and dtype, with these numbers (nested or flat), compared in this order: the first
   * thing that differs is the one to look at. Numbers may differ by `tolerance`.
   */
  toBeTensor(expected: { shape?: number[]; dtype?: DataType; values?: Nested | ArrayLike<number>; tolerance?: number }): void {
    const tensor = this.tensor()
    const { shape, dtype, values, tolerance = 1e-5 } = expected
    if (shape && String(shape) !== String(tensor.shape)) {
      this.differs(`[${shape.join(', ')}]`, `[${tensor.shape.join(', ')}]`, 'shape')
    }
    if (dtype && dtype !== tensor.dtype) this.differs(dtype, tensor.dtype, 'dtype')
    if (values !== undefined) this.sameNumbers(tensor, flat(values), tolerance)
  }

  /** Reaches the calibrated bar of a training run; the screen shows the number beside it. */
  toReach(bar: Bar): void {
    const value = this.number()
    measured({ ...bar.beside, value })
    if (host().settings.calibrating) return
    const { bar: limit } = bar.beside
    if (!limit) return
    const reached = 'atLeast' in limit ? value >= limit.atLeast : value <= limit.atMost
    if (reached) return
    const [word, bound] = 'atLeast' in limit ? (['at least', limit.atLeast] as const) : (['at most', limit.atMost] as const)
    this.differs(`${word} ${show(bound)}`, show(value))
  }

  /** A function that refuses its input with an error naming the argument (any of `names`). */
  toThrowNaming(...names: string[]): void {
    let result: unknown
    try {
      result = (this.actual as () => unknown)()
    } catch (error) {
      return this.named(error, names)
    }
    this.accepted(brief(result), names)
  }

  /** The same for a function that may be async: it rejects, or throws. */
  async toRejectNaming(...names: string[]): Promise<void> {
    let result: unknown
    try {
      result = await (this.actual as () => unknown)()
    } catch (error) {
      return this.named(error, names)
    }
    this.accepted(brief(result), names)
  }

  private accepted(got: string, names: string[]): never {
    throw new Wrong(`${this.what}: this should be refused. Throw a RangeError or TypeError that names \`${names[0]}\`.`, [
      { at: '', expected: `an error naming \`${names[0]}\``, actual: got },
    ])
  }

  private named(error: unknown, names: string[]): void {
    // A function that gave the wrong kind of thing has refused nothing.
    if (error instanceof WrongKind) this.accepted(error.got, names)
    if (error instanceof Todo || error instanceof Wrong) throw error
    const { name, message } = (error ?? {}) as Error
    // An accident inside the learner's code, not a refusal, even if it happens to name the argument.
    if (typeof message !== 'string' || ACCIDENT.test(message)) throw error
    if (names.some((word) => mentions(message, word))) return
    throw new Wrong(`${this.what}: the error should say which argument is wrong, \`${names[0]}\`.`, [
      { at: '', expected: `an error naming \`${names[0]}\``, actual: `${name}: ${message.slice(0, 120)}` },
    ])
  }

  private tensor(): Tensor {
    const { actual, what } = this
    if (!isTensor(actual)) throw new Wrong(`${what} should be a tensor, but it is ${brief(actual)}.`)
    if (actual.isDisposed) throw new Wrong(`${what} is a tensor that was disposed before the caller could read it.`)
    return actual
  }

  private number(): number {
    const { actual, what } = this
    if (typeof actual === 'number' && !Number.isNaN(actual)) return actual
    throw new Wrong(`${what} should be a number, but it is ${brief(actual)}.`)
  }

  private near(expected: unknown, tolerance: number): void {
    const rows: Row[] = []
    compare('', expected, this.actual, tolerance, rows)
    if (rows.length > 0) this.wrong(rows)
  }

  private sameNumbers(tensor: Tensor, expected: ArrayLike<number>, tolerance: number): void {
    const actual = tensor.dataSync()
    if (actual.length !== expected.length) this.differs(`${expected.length} numbers`, `${actual.length} numbers`)
    const rows: Row[] = []
    for (let i = 0; i < actual.length; i++) {
      if (close(actual[i], expected[i], tolerance)) continue
      const at = tensor.rank === 0 ? '' : `[${place(i, tensor.shape).join(', ')}]`
      rows.push({ at, expected: show(expected[i]), actual: show(actual[i]) })
    }
    if (rows.length > 0) this.wrong(rows)
  }

  private differs(expected: string, actual: string, at = ''): never {
    this.wrong([{ at, expected, actual }])
  }

  private wrong(rows: Row[]): never {
    const [first] = rows
    const sentence = `${this.what}${first?.at ? `, ${first.at}` : ''}: expected ${first?.expected}, got ${first?.actual}.`
    const more = rows.length - FEW
    throw new Wrong(sentence, [
      ...rows.slice(0, FEW),
      ...(more > 0 ? [{ at: '…', expected: `and ${more} more`, actual: '' }] : []),
    ])
  }
}

/** How JavaScript itself says that a value is not what the code takes it for. */
const ACCIDENT = /^Cannot (read|set|destructure|access)|is not (a function|a constructor|iterable|defined)/

/** So many differing entries are shown; the rest is counted. */
const FEW = 6

function compare(at: string, expected: unknown, actual: unknown, tolerance: number, rows: Row[]): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    if (!close(actual, expected, tolerance)) rows.push({ at, expected: show(expected), actual: show(actual) })
    return
  }
  if (lengthOf(expected) !== undefined) {
    const items = Array.from(expected as ArrayLike<unknown>)
    const length = lengthOf(actual)
    if (length === undefined) rows.push({ at, expected: items.length === 0 ? 'an empty array' : `an array of ${items.length}`, actual: brief(actual) })
    else if (length !== items.length) rows.push({ at, expected: `length ${items.length} ${show(expected)}`, actual: `length ${length} ${show(actual)}` })
    else items.forEach((item, i) => compare(`${at}[${i}]`, item, (actual as ArrayLike<unknown>)[i], tolerance, rows))
    return
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) rows.push({ at, expected: 'an object', actual: brief(actual) })
    else {
      for (const [key, value] of Object.entries(expected)) {
        compare(at ? `${at}.${key}` : key, value, (actual as Record<string, unknown>)[key], tolerance, rows)
      }
    }
    return
  }
  if (expected !== actual) rows.push({ at, expected: show(expected), actual: show(actual) })
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) || ArrayBuffer.isView(value) ? (value as ArrayLike<unknown>).length : undefined
}

/** Equal up to `tolerance`: relative for numbers above 1, absolute below. */
export function close(a: number, b: number, tolerance: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  // An infinite number would be within any share of itself.
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b))
}

/** A value as a learner would write it, numbers with the digits float32 carries. */
function show(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
  if (typeof value === 'string') return JSON.stringify(value)
  if (lengthOf(value) !== undefined) {
    const items = Array.from(value as ArrayLike<unknown>)
    return `[${items.slice(0, 12).map(show).join(', ')}${items.length > 12 ? ', …' : ''}]`
  }
  return brief(value)
}

function flat(values: Nested | ArrayLike<number>): ArrayLike<number> {
  if (typeof values === 'number') return [values]
  if (ArrayBuffer.isView(values)) return values as unknown as ArrayLike<number>
  return Array.from<unknown>(values).flat(Infinity) as number[]
}

function place(index: number, shape: number[]): number[] {
  const at: number[] = []
  for (const size of [...shape].reverse()) {
    at.unshift(index % size)
    index = Math.floor(index / size)
  }
  return at
}

function mentions(message: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const edge = /^\w/.test(word) ? '(?<![\\w])' : ''
  return new RegExp(`${edge}${escaped}${/\w$/.test(word) ? '(?![\\w])' : ''}`, 'i').test(message)
}
