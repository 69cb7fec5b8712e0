import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { Random } from '../../datasets/random'
import { draw, removeRows, writeRows } from './arrays'
import { workloads } from './workloads'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-rows-'))
after(() => fs.rmSync(folder, { recursive: true, force: true }))

const drawn = (what: Parameters<typeof draw>[0]['drawn'], row: number[], rows: number) => [...draw({ row, drawn: what }, rows, new Random('test', 0))]

describe('the rows of a workload', () => {
  it('are the same each time, in files of the size that their shape says', () => {
    const boston = { ...workloads.find(({ name }) => name === 'boston')!, steps: 3 }
    const rows = writeRows(boston, folder)
    assert.deepEqual([rows.x.shape, rows.y.shape, rows.x.dtype], [[3, 13], [3, 1], 'float32'])
    const before = fs.readFileSync(rows.x.file)
    assert.equal(before.length, 4 * 3 * 13)
    assert.deepEqual(fs.readFileSync(writeRows(boston, folder).x.file), before)
    removeRows(rows)
    assert.deepEqual(fs.readdirSync(folder), [])
  })

  it('are what their kind says', () => {
    const words = drawn('words', [20], 50)
    assert.ok(words.every((word) => Number.isInteger(word) && word >= 0 && word < 10_000) && new Set(words).size > 900)
    const lit = drawn('multi-hot', [10_000], 10)
    const share = lit.reduce((sum, value) => sum + value, 0) / lit.length
    assert.ok(share > 0.008 && share < 0.012, `${share} of the columns are lit`)
    const digits = drawn('one-hot', [10], 100)
    for (let i = 0; i < 100; i++) assert.equal(digits.slice(10 * i, 10 * i + 10).reduce((sum, value) => sum + value, 0), 1)
    assert.deepEqual([...new Set(drawn('bit', [1], 50))].toSorted(), [0, 1])
  })

  it('are drawn for every workload in whole batches', () => {
    for (const workload of workloads) {
      const rows = writeRows({ ...workload, steps: 1 }, folder)
      assert.equal(rows.x.shape[0], workload.batch, workload.name)
      removeRows(rows)
    }
  })
})
