import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { chapterText, courseFolder, write } from '../course/testing/small-course'
import type { Result } from '../run/result'
import { Desk } from './desk'

const FILE = 'exercises/01-small/01-first.ts'
const root = courseFolder({
  'exercises/01-small/chapter.ts': chapterText('Small', ['01-first', '02-second']),
  [FILE]: 'export function f(): number {\n  return 2 - 1\n}\n',
  'solutions/01-small/01-first.ts': 'export function f(): number {\n  // #region solution: give one\n  return 1\n  // #endregion\n}\n',
})
after(() => fs.rmSync(root, { recursive: true, force: true }))
beforeEach(() => fs.rmSync(path.join(root, '.tensorlings'), { recursive: true, force: true }))

const desk = new Desk(root)
const [first, second] = desk.course.exercises
const result = (more: Partial<Result> = {}): Result => ({
  exercise: first.key, subject: 'exercises', profile: 'quick', engine: 'wasm', seed: 0, verdict: { kind: 'passed' },
  checks: [], measures: [], epochs: [], printed: '', notices: [], resumed: 0, typeErrors: [], seconds: 4, ...more,
})

describe('the desk', () => {
  it("has the learner's files, as far as they are there", () => {
    assert.match(desk.source(first)!, /2 - 1/)
    assert.equal(desk.source(second), undefined)
  })

  it('remembers where the walk is', async () => {
    await desk.moveTo(second)
    assert.equal(new Desk(root).progress().current, second.key)
  })
})

describe('hints', () => {
  it('come one by one, and there are three', async () => {
    const seen = []
    for (let i = 0; i < 4; i++) seen.push(await desk.hint(first))
    assert.deepEqual(seen.map(({ hints, isLast }) => [hints.length, isLast]), [[1, false], [2, false], [3, true], [3, true]])
    assert.deepEqual(seen[3].hints, first.hints)
    assert.equal(desk.progress().exercises[first.key].hints, 3)
    assert.equal(desk.progress().exercises[second.key], undefined)
  })
})

describe('a run', () => {
  it('brings its points once', async () => {
    assert.equal(await desk.record(first, result()), 10)
    assert.equal(await desk.record(first, result()), 0)
    assert.equal(await desk.record(first, result({ profile: 'full' })), 1)
    assert.equal(await desk.record(first, result({ profile: 'full' })), 0)
  })
  it('brings less after hints', async () => {
    for (let i = 0; i < 3; i++) await desk.hint(first)
    assert.equal(await desk.record(first, result()), 6)
  })
  it('brings nothing unless it passed', async () => {
    for (const kind of ['unattempted', 'failed', 'trapped', 'crashed', 'timed out', 'not reached'] as const) {
      assert.equal(await desk.record(first, result({ verdict: { kind } as Result['verdict'] })), 0)
    }
    assert.deepEqual(desk.progress().exercises, {})
  })
  it('brings nothing when it was the reference that passed', async () => {
    assert.equal(await desk.record(first, result({ subject: 'solutions' })), 0)
    assert.deepEqual(desk.progress().exercises, {})
  })
  it('says how long the next one will take', async () => {
    assert.equal(desk.expectedSeconds(first, 'quick', 'wasm'), undefined)
    await desk.record(first, result({ seconds: 7 }))
    assert.equal(desk.expectedSeconds(first, 'quick', 'wasm'), 7)
    assert.equal(desk.expectedSeconds(first, 'full', 'wasm'), undefined)
  })
})

describe('the solution', () => {
  it('is not shown before passing', () => assert.equal(desk.solution(first), undefined))
  it('is a difference to the learner’s file, without the marks of its regions', async () => {
    await desk.record(first, result())
    const lines = desk.solution(first)!.hunks.flatMap((hunk) => hunk.lines)
    assert.deepEqual(lines, [' export function f(): number {', '-  return 2 - 1', '+  return 1', ' }'])
  })
  it('is no difference when the answer is the reference', async () => {
    write(root, FILE, 'export function f(): number {\n  return 1\n}\n')
    await desk.record(first, result())
    assert.deepEqual(desk.solution(first)!.hunks, [])
  })
})

describe('a quiz', () => {
  const quiz = () => desk.progress().quizzes['01-small']
  it('keeps the best try', async () => {
    await desk.recordQuiz('01-small', 0, 0)
    assert.deepEqual(quiz(), { right: 0, points: 0 })
    await desk.recordQuiz('01-small', 3, 15)
    await desk.recordQuiz('01-small', 2, 10)
    assert.deepEqual(quiz(), { right: 3, points: 15 })
  })
})
