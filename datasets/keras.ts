/** What Keras' published files have in common. */
import type { DataFile } from './dataset'
import { type Npy, parseNpz } from './npz'

export const KERAS = 'https://storage.googleapis.com/tensorflow/tf-keras-datasets/'

/** Keras shuffles every set of these with it before anybody sees it. */
export const SEED = 113

type Files = Map<string, Uint8Array>

/** An array of numbers in an npz file. */
export function numbers(files: Files, { name }: DataFile, array: string): Exclude<Npy['values'], unknown[]> {
  const { values } = parseNpz(files.get(name)!, array)
  if (Array.isArray(values)) throw new RangeError(`${array} in ${name} should hold numbers`)
  return values
}

/** An array of lists of numbers in an npz file. */
export function lists(files: Files, { name }: DataFile, array: string): number[][] {
  const { values } = parseNpz(files.get(name)!, array)
  const isList = (value: unknown) => Array.isArray(value) && value.every((one) => Number.isInteger(one))
  if (!Array.isArray(values) || !values.every(isList)) throw new RangeError(`${array} in ${name} should hold lists of whole numbers`)
  return values as number[][]
}

/** The ranks of words, from 1. Frozen: it is the same object for everybody. */
export function wordRanks(files: Files, { name }: DataFile): Readonly<Record<string, number>> {
  return Object.freeze(JSON.parse(Buffer.from(files.get(name)!).toString('utf8')) as Record<string, number>)
}
