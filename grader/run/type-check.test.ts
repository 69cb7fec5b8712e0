import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { typeErrors } from './type-check'
import { TypeChecker } from './type-checker'

const root = path.resolve(__dirname, '../..')
const folder = path.join(root, '.tensorlings/subjects/types')
const file = path.join(folder, '01-first.ts')
const save = (text: string) => {
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(file, text)
}
after(() => fs.rmSync(folder, { recursive: true, force: true }))

const CLEAN = "import * as tf from '@tensorflow/tfjs'\n\nexport const sum = (x: tf.Tensor1D): number => x.sum().dataSync()[0]\n"
const WRONG = CLEAN.replace('.dataSync()[0]', '')

/** One after the other: what the checker remembers of a file must not hide what has changed in it. */
describe('the types of a file', () => {
  it('are fine in a clean file', () => {
    save(CLEAN)
    assert.deepEqual(typeErrors(file), [])
  })

  it('are complained about with line, column and code', () => {
    save(WRONG)
    const [error, ...more] = typeErrors(file)
    assert.deepEqual([error.line, error.column, error.code, more], [3, 48, 'TS2322', []])
    assert.match(error.message, /^Type 'Tensor<Rank>' is not assignable to type 'number'\.$/)
  })

  it('are fine again once it is mended', () => {
    save(CLEAN)
    assert.deepEqual(typeErrors(file), [])
  })

  it('are complained about where it does not parse', () => {
    save(`${CLEAN}export const open = (\n`)
    const [error] = typeErrors(file)
    assert.deepEqual([error.line, error.code], [4, 'TS1109'])
  })

  it('are nothing to complain about in a file that is missing, nor afterwards', () => {
    fs.rmSync(file)
    assert.deepEqual(typeErrors(file), [])
    save(CLEAN)
    assert.deepEqual(typeErrors(file), [])
  })

  it('are not looked at outside of the course, where no package can be found', () => {
    assert.deepEqual(typeErrors(path.resolve(root, '..', 'elsewhere.ts')), [])
  })
})

describe('the types of a file, looked at in a process of their own', () => {
  it('come with the answers to their own questions', async () => {
    const checker = new TypeChecker(root, true)
    try {
      save(WRONG)
      const [wrong, missing] = await Promise.all([checker.check(file), checker.check(path.join(folder, 'missing.ts'))])
      assert.deepEqual([wrong.map(({ code }) => code), missing], [['TS2322'], []])
    } finally {
      checker.close()
    }
  })

  it('are nothing once it is closed', async () => {
    const checker = new TypeChecker(root, true)
    const answer = checker.check(file)
    checker.close()
    assert.deepEqual(await answer, [])
  })
})
