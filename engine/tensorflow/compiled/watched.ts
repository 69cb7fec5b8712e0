/** A property of an object, whose value decides what a step does. */
export interface Watched {
  of: object
  key: string
}

const numbers = new WeakMap<object, number>()
let count = 0

/** Tells lists of values apart: objects by which they are, all others by what they are. */
export function signatureOf(values: unknown[]): string {
  return values.map((value) => (typeof value === 'object' && value !== null) || typeof value === 'function' ? `#${numberOf(value)}` : `${typeof value} ${String(value)}`).join(';')
}

/** A number for an object that no other object has. */
export function numberOf(object: object): number {
  let number = numbers.get(object)
  if (number === undefined) numbers.set(object, (number = count++))
  return number
}
