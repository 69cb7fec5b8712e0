import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { type Exercise, loadCourse } from '../course/course'
import { chapterText, courseFolder } from '../course/testing/small-course'
import { type Done, earned, hasPassed, isUnlocked, nextUnfinished, pointsFor, type Progress, ProgressFile, recordPass, totalPoints } from './progress'

const root = courseFolder({
  'exercises/01-one/chapter.ts': chapterText('One', ['01-a', '02-b']),
  'exercises/02-two/chapter.ts': chapterText('Two', ['01-c', '02-d']),
})
after(() => fs.rmSync(root, { recursive: true, force: true }))
const course = loadCourse(root)
const [a, b, c, d] = course.exercises
const passing = (...exercises: Exercise[]): Progress => ({
  exercises: Object.fromEntries(exercises.map(({ key }) => [key, { passed: '2026-01-01T00:00:00.000Z', points: 10 }])),
  quizzes: {},
})
const quick = { profile: 'quick', engine: 'wasm', seconds: 3 } as const

describe('points', () => {
  it('shrink with hints, the first of which is free', () => {
    assert.deepEqual([0, 1, 2, 3, 4].map((hints) => pointsFor({ ...a, points: 10 }, hints)), [10, 10, 8, 6, 6])
    assert.deepEqual([0, 1, 2, 3].map((hints) => pointsFor({ ...a, points: 15 }, hints)), [15, 15, 12, 9])
  })

  it('are none before passing', () => {
    assert.equal(earned(a, undefined), 0)
    assert.equal(earned(a, { hints: 2 }), 0)
  })

  it('are those of the hints read by then; later hints cost nothing', () => {
    const done: Done = { hints: 2 }
    recordPass(done, a, quick)
    assert.equal(earned(a, done), 8)
    done.hints = 3
    recordPass(done, a, quick)
    assert.equal(earned(a, done), 8)
  })

  it('are a tenth more in the full profile, once', () => {
    const done: Done = { hints: 3 }
    recordPass(done, a, { ...quick, profile: 'full' })
    assert.equal(earned(a, done), 7)
    recordPass(done, a, { ...quick, profile: 'full' })
    recordPass(done, a, quick)
    assert.equal(earned(a, done), 7)
  })

  it('of all exercises and quizzes make the sum', () => {
    const progress = passing(a, b)
    progress.exercises[b.key].full = true
    progress.quizzes = { '01-one': { right: 3, points: 15 } }
    assert.equal(totalPoints(course, progress), 10 + 11 + 15)
    assert.equal(totalPoints(course, { exercises: { 'gone/01-x': { passed: 'then', points: 99 } }, quizzes: {} }), 0)
  })
})

describe('a passing run', () => {
  it('is remembered by the day it first passed, and by how long it took', () => {
    const done: Done = {}
    recordPass(done, a, quick)
    const first = done.passed
    assert.match(first!, /^\d{4}-\d\d-\d\dT/)
    recordPass(done, a, { profile: 'full', engine: 'cpu', seconds: 60 })
    recordPass(done, a, { ...quick, seconds: 4 })
    assert.deepEqual(done, { passed: first, points: 10, full: true, seconds: { 'quick wasm': 4, 'full cpu': 60 } })
  })
})

describe('what comes next', () => {
  const next = (progress: Progress, from?: Exercise) => nextUnfinished(course, progress, from)?.id
  it('is the first that has not passed', () => {
    assert.equal(next(passing()), '1.1')
    assert.equal(next(passing(a, c)), '1.2')
    assert.equal(next(passing(a, b, c)), '2.2')
  })
  it('is looked for from where one is, then from the start', () => {
    assert.equal(next(passing(), b), '2.1')
    assert.equal(next(passing(c, d), b), '1.1')
    assert.equal(next(passing(b, c, d), d), '1.1')
    assert.equal(next(passing(a, b, c), c), '2.2')
  })
  it('may be the very one when all others have passed', () => assert.equal(next(passing(a, c, d), b), '1.2'))
  it('is nothing when all have', () => {
    assert.equal(next(passing(a, b, c, d)), undefined)
    assert.equal(next(passing(a, b, c, d), d), undefined)
  })
})

describe('an exercise', () => {
  const open = (progress: Progress) => course.exercises.filter((exercise) => isUnlocked(course, progress, exercise)).map(({ id }) => id)
  it('opens when the one before has passed, over chapters, too', () => {
    assert.deepEqual(open(passing()), ['1.1'])
    assert.deepEqual(open(passing(a)), ['1.1', '1.2'])
    assert.deepEqual(open(passing(a, b)), ['1.1', '1.2', '2.1'])
  })
  it('stays open once it has passed', () => assert.deepEqual(open(passing(c)), ['1.1', '2.1', '2.2']))
  it('has not passed by its hints', () => assert.ok(!hasPassed({ exercises: { [a.key]: { hints: 3 } }, quizzes: {} }, a)))
})

describe('the progress file', () => {
  const folder = path.join(root, '.tensorlings')
  const file = path.join(folder, 'progress.json')
  beforeEach(() => fs.rmSync(folder, { recursive: true, force: true }))
  const progressFile = new ProgressFile(root)
  const aside = () => fs.readdirSync(folder).filter((name) => name.includes('unreadable'))

  it('may be missing', () => assert.deepEqual(progressFile.read(), { exercises: {}, quizzes: {} }))

  it('remembers what was changed, also for another walk', async () => {
    await progressFile.update((progress) => (progress.current = a.key))
    await new ProgressFile(root).update(({ exercises }) => (exercises[a.key] = { hints: 1 }))
    assert.deepEqual(progressFile.read(), { current: a.key, exercises: { [a.key]: { hints: 1 } }, quizzes: {} })
  })

  it('is not changed when the change fails', async () => {
    await progressFile.update((progress) => (progress.current = a.key))
    await assert.rejects(progressFile.update((progress) => {
      progress.current = b.key
      throw new Error('no')
    }))
    assert.equal(progressFile.read().current, a.key)
    await progressFile.update((progress) => (progress.current = c.key))
    assert.equal(progressFile.read().current, c.key)
  })

  it('starts nobody with what another has done', async () => {
    await progressFile.update(({ exercises }) => (exercises[a.key] = { hints: 1 }))
    fs.rmSync(file)
    assert.deepEqual(progressFile.read().exercises, {})
  })

  for (const text of ['', '{"exercises": {', 'null', '5', '"text"', '[]', '{"exercises": null}', '{"exercises": [], "quizzes": {}}', '{"quizzes": 3}']) {
    it(`is put aside when it holds ${JSON.stringify(text)}`, async (t) => {
      fs.mkdirSync(folder)
      fs.writeFileSync(file, text)
      const written: string[] = []
      t.mock.method(process.stderr, 'write', (words: string) => written.push(words))
      assert.deepEqual(progressFile.read(), { exercises: {}, quizzes: {} })
      assert.match(written.join(''), /could not be read.*put aside as .*unreadable/)
      assert.equal(fs.readFileSync(path.join(folder, aside()[0]), 'utf8'), text)
      await progressFile.update((progress) => (progress.current = a.key))
      assert.equal(progressFile.read().current, a.key)
      assert.equal(aside().length, 1)
    })
  }

  it('can be changed after a walk died in the middle of a change', async () => {
    const lock = `${file}.lock`
    fs.mkdirSync(lock, { recursive: true })
    fs.utimesSync(lock, new Date(0), new Date(0))
    await progressFile.update((progress) => (progress.current = a.key))
    assert.equal(progressFile.read().current, a.key)
  })

  it('loses nothing when two walks change it at once, and can be read at any time', { timeout: 120_000 }, async () => {
    const script = `
      const { ProgressFile } = require('./grader/walk/progress')
      const file = new ProgressFile(process.argv[1])
      const add = ({ exercises }) => { const done = (exercises.shared ??= { hints: 0 }); done.hints++ }
      void (async () => { for (let i = 0; i < 50; i++) await file.update(add) })()
    `
    const walk = () =>
      new Promise<number | null>((resolve) => {
        const child = spawn(process.execPath, ['--import', 'tsx', '-e', script, root], { cwd: path.resolve(__dirname, '../..'), stdio: ['ignore', 'ignore', 'inherit'] })
        child.on('close', resolve)
      })
    let running = true
    const walks = Promise.all([walk(), walk()]).finally(() => (running = false))
    let last = 0
    while (running) {
      const hints = progressFile.read().exercises['shared']?.hints ?? 0
      assert.ok(hints >= last, `${hints} after ${last}`)
      last = hints
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    assert.deepEqual(await walks, [0, 0])
    assert.equal(progressFile.read().exercises['shared'].hints, 100)
    assert.deepEqual(fs.readdirSync(folder), ['progress.json'])
  })
})
