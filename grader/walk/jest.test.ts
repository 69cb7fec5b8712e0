import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Exercise, files, findExercise, loadCourse } from '../course/course'
import { foiled } from '../course/foils'
import { foilsOf, referenceOf } from '../course/reference'
import { inPipes } from './testing/command'
import { courseCopy } from './testing/course-copy'

/** `npx jest`, as an editor or CI runs it, on the first exercise of chapter 2. */
describe('npx jest', { timeout: 900_000 }, () => {
  const course = loadCourse(path.resolve(__dirname, '../..'))
  const exercise = findExercise(course, '2.1') as Exercise
  const file = files.learners(exercise)
  const reference = referenceOf(course.root, exercise)
  let root: string
  before(() => {
    root = courseCopy()
  })
  after(() => fs.rmSync(root, { recursive: true, force: true }))

  const jest = (...args: string[]) => inPipes(root, ['node_modules/jest/bin/jest.js', '02-tensors/01', ...args])
  const save = (source: string) => fs.writeFileSync(path.join(root, file), source)

  it('says of a stub that it is not written yet', async () => {
    const { code, out } = await jest()
    assert.equal(code, 1)
    assert.ok(out.includes(`${file}  not written yet`), out)
    assert.match(out, /\n1 exercise: 0 passed, 0 not right yet, 1 not written yet\n/)
    assert.doesNotMatch(out, /✗|Error/)
  })

  it('passes the reference', async () => {
    save(reference)
    const { code, out } = await jest()
    assert.equal(code, 0, out)
    assert.ok(out.includes(`${file}  passed`), out)
    assert.match(out, /\n1 exercise: 1 passed, 0 not right yet, 0 not written yet\n/)
  })

  it('says what TypeScript objects to, with line and column', async () => {
    save(`${reference}export const wrong: number = 'text'\n`)
    const { code, out } = await jest()
    assert.equal(code, 0, out)
    assert.ok(out.includes(`${file}:${reference.split('\n').length}:14 TS2322`), out)
  })

  it('names a known mistake, without a stack of the course', async () => {
    const [[trap, edits]] = Object.entries(foilsOf(course.root, exercise))
    save(foiled(reference, edits))
    const { code, out, err } = await jest()
    assert.equal(code, 1)
    assert.ok(out.includes(`A known mistake: ${trap}`), out)
    assert.doesNotMatch(out + err, /at .*grader|node_modules/)
  })
})
