import type { Tensor } from '@tensorflow/tfjs'
import { host } from './host'

/** A walk through a value stops after this many objects: a model is a few thousand. */
const MANY_OBJECTS = 100_000

/** Tensors with more numbers than this are compared and searched by a sample. */
const SAMPLE = 65_536

export function isTensor(value: unknown): value is Tensor {
  return value instanceof host().tf.Tensor
}

export function isVariable(tensor: Tensor): boolean {
  return tensor instanceof host().tf.Variable
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function'
}

/** Every tensor that can be reached from a value: in arrays, objects, models and their optimizers. */
export function tensorsIn(...values: unknown[]): Set<Tensor> {
  const found = new Set<Tensor>()
  const visited = new Set<unknown>()
  const ahead = [...values]
  while (ahead.length > 0 && visited.size < MANY_OBJECTS) {
    const value = ahead.pop()
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || visited.has(value)) continue
    visited.add(value)
    if (isTensor(value)) found.add(value)
    else for (const part of partsOf(value)) ahead.push(part)
  }
  return found
}

function partsOf(value: object): Iterable<unknown> {
  if (value instanceof Map || value instanceof Set) return value.values()
  return Array.isArray(value) && typeof value[0] === 'number' ? [] : Object.values<unknown>(value as Record<string, unknown>)
}

/** The numbers of a tensor, or evenly spread ones of a large tensor. */
export function sample(tensor: Tensor): Float32Array {
  if (tensor.isDisposed || tensor.dtype === 'string' || tensor.dtype === 'complex64') return new Float32Array()
  const numbers = tensor.dataSync()
  if (numbers.length <= SAMPLE) return Float32Array.from(numbers)
  const step = numbers.length / SAMPLE
  return Float32Array.from({ length: SAMPLE }, (_, i) => numbers[Math.floor(i * step)])
}

/** Whether a result holds a number that is none. */
export function hasNaN(result: unknown): boolean {
  if (typeof result === 'number') return Number.isNaN(result)
  return [...tensorsIn(result)].some((tensor) => sample(tensor).some(Number.isNaN))
}

/** A value in a few words, for sentences. */
export function brief(value: unknown): string {
  if (isTensor(value)) {
    return `a ${value.isDisposed ? 'disposed ' : ''}tensor of shape [${value.shape.join(', ')}], ${value.dtype}`
  }
  if (isThenable(value)) return 'a Promise'
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) return `an object { ${Object.keys(value).slice(0, 6).join(', ')} }`
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value)
}
