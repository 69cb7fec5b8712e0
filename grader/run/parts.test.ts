import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { kit, smallCourse } from '../course/testing/small-course'
import type { Settings } from '../spec/host'
import type * as PartsModule from './parts'

describe('the parts of a long run', () => {
  let root: string
  let partsOf: typeof PartsModule.partsOf
  let file: string
  before(() => {
    root = smallCourse({ 'exercises/01-small/01-first.ts': '', 'exercises/01-small/01-first.spec.ts': '' })
    partsOf = kit<typeof PartsModule>(root, 'grader/run/parts').partsOf
    file = path.join(root, 'exercises/01-small/01-first.ts')
  })
  after(() => fs.rmSync(root, { recursive: true, force: true }))
  const run = (changed: Partial<Settings> = {}, standIn = false) => {
    const settings = { exercise: '01-small/01-first', subject: 'exercises', file, profile: 'full', engine: 'wasm', seed: 0, ...changed } as Settings
    return partsOf(settings, () => standIn)
  }
  const part = ['one of twelve', { units: 16 }]

  it('are there again for the very same run', () => {
    assert.equal(run().read(part), undefined)
    run().write(part, [0.25, 0.5])
    assert.deepEqual(run().read(part), { result: [0.25, 0.5] })
    assert.equal(run().read(['another', { units: 16 }]), undefined)
  })
  it('are not those of another profile, engine, seed, subject or data', () => {
    for (const other of [run({ profile: 'quick' }), run({ engine: 'cpu' }), run({ seed: 1 }), run({ subject: 'solutions' }), run({}, true)]) {
      assert.equal(other.read(part), undefined)
    }
  })
  it('are nothing to whoever measures bars', () => {
    assert.equal(run({ calibrating: true }).read(part), undefined)
    run({ calibrating: true }).clear()
    assert.notEqual(run().read(part), undefined)
  })
  it('are nothing any more once the judged file has changed', () => {
    const was = fs.readFileSync(file, 'utf8')
    fs.writeFileSync(file, `${was}\n// changed`)
    assert.equal(run().read(part), undefined)
    fs.writeFileSync(file, was)
    assert.notEqual(run().read(part), undefined)
  })
  it('are nothing any more once a file that the judged one imports has changed', () => {
    const [was, other] = [fs.readFileSync(file, 'utf8'), path.join(path.dirname(file), '00-before.ts')]
    // A formatter may prefer other quotes.
    for (const quote of ["'", '"']) {
      fs.writeFileSync(other, 'export const k = 1')
      fs.writeFileSync(file, `import { k } from ${quote}./00-before${quote}\nexport const twice = 2 * k`)
      run().write(part, [1])
      fs.writeFileSync(other, 'export const k = 2')
      assert.equal(run().read(part), undefined)
    }
    fs.rmSync(other)
    fs.writeFileSync(file, was)
  })
  it('are forgotten at the end', () => {
    run().clear()
    assert.equal(run().read(part), undefined)
  })
})
