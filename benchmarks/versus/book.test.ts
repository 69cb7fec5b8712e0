import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { boston } from '../../datasets'
import { type BookReport, bookTable } from './book'
import { bookTasks, scaled } from './book-data'
import type { RawArray } from './protocol'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-book-'))
after(() => fs.rmSync(folder, { recursive: true, force: true }))

const runs = (seconds: number[], scores: number[]) => ({ kind: 'ran' as const, runs: seconds.map((some, seed) => ({ seed, seconds: some, score: scores[seed] })) })
const task = { name: 'mnist', title: 'MNIST', score: 'accuracy' as const, standIn: false }
const rowsOf = (...tasks: BookReport['tasks']) => bookTable({ tasks }).rows

describe("the book's trainings side by side", () => {
  it('have mean and deviation over the seeds, their ratio, and the difference with its standard error', () => {
    const [row] = rowsOf({ ...task, runs: { compiled: runs([10, 12, 14], [0.98, 0.982, 0.984]), keras: runs([20, 24, 28], [0.979, 0.981, 0.983]) } })
    assert.deepEqual(row, ['MNIST: accuracy', '12.0 ± 2.00', '24.0 ± 4.00', '0.50', '0.9820 ± 0.0020', '0.9810 ± 0.0020', '0.0010 ± 0.0016'])
  })

  it('say when somebody failed, when data is missing, and when it was made up', () => {
    const [failed, missing, madeUp] = rowsOf(
      { ...task, runs: { compiled: runs([10], [0.98]), keras: { kind: 'failed', reason: 'Python is not installed.' } } },
      { name: 'boston', missing: 'It is in no place.' },
      { ...task, standIn: true, runs: { compiled: runs([10], [0.98]), keras: runs([20], [0.98]) } },
    )
    assert.deepEqual(failed.slice(0, 4), ['MNIST: accuracy', '10.0', 'failed: Python is not installed.', ''])
    assert.equal(missing[0], 'boston: It is in no place.')
    assert.equal(madeUp[0], 'MNIST: accuracy, made-up data')
  })
})

describe('their arrays', () => {
  const floats = ({ file }: RawArray) => {
    const { buffer, byteOffset, byteLength } = fs.readFileSync(file)
    return new Float32Array(buffer, byteOffset, byteLength / 4)
  }

  it('of Boston are four folds of 101, each district held out once, with scaled columns', () => {
    const { studies } = bookTasks['boston'](folder)
    assert.deepEqual(studies.map(({ train, test }) => [train.x.shape, test.x.shape]), Array.from({ length: 4 }, () => [[303, 13], [101, 13]]))
    const prices = studies.flatMap(({ test }) => [...floats(test.y)])
    assert.deepEqual(prices, [...boston().train.y], 'in their order')
    const rooms = studies.flatMap(({ test }) => [...floats(test.x)].filter((_, i) => i % 13 === 5))
    const mean = rooms.reduce((sum, value) => sum + value, 0) / rooms.length
    assert.ok(Math.abs(mean) < 1e-5, `the mean of a column is ${mean}`)
    for (const { train, test } of studies) assert.equal(floats(train.y).length + floats(test.y).length, 404)
  })

  it('have columns with mean 0 and deviation 1', () => {
    assert.deepEqual([...scaled(new Float32Array([1, 10, 3, 30]), 2, 2)], [-1, -1, 1, 1])
  })
})
