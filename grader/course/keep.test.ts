import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Course, type Exercise, loadCourse } from './course'
import { putStub } from './keep'
import { chapterText, courseFolder, write } from './testing/small-course'

const FILE = 'exercises/01-small/01-first.ts'
const REFERENCE = 'export function f(): number {\n  // #region solution: give one\n  return 1\n  // #endregion\n}\n'
const STUB = "import { todo } from '#spec'\n\nexport function f(): number {\n  todo('give one')\n}\n"

describe('putting a stub back', () => {
  let course: Course
  let exercise: Exercise
  before(() => {
    course = loadCourse(courseFolder({ 'exercises/01-small/chapter.ts': chapterText('Small', ['01-first']), 'solutions/01-small/01-first.ts': REFERENCE }))
    exercise = course.exercises[0]
  })
  after(() => fs.rmSync(course.root, { recursive: true, force: true }))
  const there = () => fs.readFileSync(path.join(course.root, FILE), 'utf8')
  const kept = () => {
    const folder = path.join(course.root, '.tensorlings/kept/01-small')
    return fs.existsSync(folder) ? fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8')) : []
  }

  it('writes it where there is no file', async () => {
    assert.equal(await putStub(course, exercise), undefined)
    assert.equal(there(), STUB)
  })

  it('keeps nothing of a stub', async () => {
    assert.equal(await putStub(course, exercise), undefined)
    assert.deepEqual(kept(), [])
  })

  it("keeps a copy of the learner's file, and says where", async () => {
    write(course.root, FILE, 'mine')
    const copy = await putStub(course, exercise)
    assert.match(copy!, /^\.tensorlings\/kept\/01-small\/01-first\..*\.ts$/)
    assert.equal(fs.readFileSync(path.join(course.root, copy!), 'utf8'), 'mine')
    assert.equal(there(), STUB)
  })

  it('keeps each copy beside those before', async () => {
    for (const text of ['again', 'and again']) {
      // Copies are told apart by the millisecond.
      await new Promise((resolve) => setTimeout(resolve, 2))
      write(course.root, FILE, text)
      await putStub(course, exercise)
    }
    assert.deepEqual(kept().sort(), ['again', 'and again', 'mine'])
  })

  it('leaves the file alone when the copy cannot be made', async (t) => {
    write(course.root, FILE, 'precious')
    t.mock.method(fs, 'copyFileSync', () => {
      throw new Error('the disk is full')
    })
    await assert.rejects(putStub(course, exercise), /the disk is full/)
    assert.equal(there(), 'precious')
  })
})
