import assert from 'node:assert/strict'
import fs from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { kit, smallCourse } from '../course/testing/small-course'
import type * as Contracts from './contract'

const REFERENCE = `
import * as tf from '@tensorflow/tfjs'
export interface Split { x: tf.Tensor2D }
export type Pair = [number, number]
export function tensor(x: tf.Tensor): tf.Tensor { return x }
export function tensor2d(): tf.Tensor2D { return tf.zeros([1, 1]) }
export function ranked(): tf.Tensor<tf.Rank.R2> { return tf.zeros([1, 1]) }
export function scalar(): tf.Scalar { return tf.scalar(1) }
export function number(): number { return 1 }
export function boolean(): boolean { return true }
export function string(): string { return '' }
export function array(): number[][] { return [] }
export function tuple(): [tf.Tensor, number] { return [tf.scalar(1), 1] }
export function object(): { a: number } { return { a: 1 } }
export async function promise(): Promise<number> { return 1 }
export async function promisedTensor(): Promise<tf.Tensor1D> { return tf.zeros([1]) }
export async function promisedNothing(): Promise<void> {}
export function either(): number | string { return 1 }
export function interfaced(): Split { return { x: tf.zeros([1, 1]) } }
export function aliased(): Pair { return [1, 2] }
export function model(): tf.LayersModel { return tf.sequential() }
export function typedArray(): Float32Array { return new Float32Array(1) }
export function nothing(): void {}
export function unsaid() { return 1 }
export const arrow = (): number => 1
function helper(): number { return 1 }
export { helper }
`

describe('what the functions of an exercise promise', () => {
  let root: string
  let contractOf: typeof Contracts.contractOf
  before(() => {
    root = smallCourse({ 'solutions/01-small/01-first.ts': REFERENCE })
    contractOf = kit<typeof Contracts>(root, 'grader/run/contract').contractOf
  })
  after(() => fs.rmSync(root, { recursive: true, force: true }))

  it('is read from the signatures of the reference', () => {
    const plain = (returns: string) => ({ async: false, returns })
    assert.deepEqual(contractOf('/anywhere/01-small/01-first.ts'), {
      tensor: plain('tensor'),
      tensor2d: plain('tensor'),
      ranked: plain('tensor'),
      scalar: plain('tensor'),
      number: plain('number'),
      boolean: plain('boolean'),
      string: plain('string'),
      array: plain('array'),
      tuple: plain('array'),
      object: plain('object'),
      promise: { async: true, returns: 'number' },
      promisedTensor: { async: true, returns: 'tensor' },
      promisedNothing: { async: true, returns: 'anything' },
      either: plain('anything'),
      interfaced: plain('object'),
      aliased: plain('anything'),
      model: plain('anything'),
      typedArray: plain('anything'),
      nothing: plain('anything'),
      unsaid: plain('anything'),
    })
  })

  it('is nothing for a file without a reference', () => assert.deepEqual(contractOf('/anywhere/01-small/02-second.ts'), {}))
})
