import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import { files, findChapter, findExercise, loadCourse } from './course'

const course = loadCourse(path.resolve(__dirname, '../..'))

describe('the course', () => {
  it('has its chapters and exercises in order', () => {
    const numbers = course.chapters.map(({ number }) => number)
    assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b))
    assert.equal(new Set(numbers).size, numbers.length)
    for (const { exercises, number } of course.chapters) {
      assert.deepEqual(exercises.map(({ id }) => id), exercises.map((_, i) => `${number}.${i + 1}`))
    }
  })

  it('has all files of each exercise', () => {
    for (const exercise of course.exercises) {
      for (const file of [files.learners, files.spec, files.reference]) {
        assert.ok(fs.existsSync(path.join(course.root, file(exercise))), file(exercise))
      }
    }
  })

  it('has every spec and every reference in a chapter', () => {
    const known = new Set(course.exercises.flatMap((exercise) => [files.spec(exercise), files.reference(exercise)]))
    const there = ['exercises', 'solutions'].flatMap((top) =>
      fs.readdirSync(path.join(course.root, top), { recursive: true, encoding: 'utf8' }).map((file) => `${top}/${file.replaceAll('\\', '/')}`),
    )
    for (const file of there.filter((name) => /^(exercises\/.*\.spec|solutions\/.*\/\d\d-[\w-]+)\.ts$/.test(name))) {
      assert.ok(known.has(file), `${file} is in no chapter.ts`)
    }
  })
})

describe('finding an exercise', () => {
  const found = (wanted: string) => findExercise(course, wanted)?.id
  for (const wanted of [
    '4.1',
    '04.1',
    '4.01',
    'prepare-digits',
    '01-prepare-digits',
    '04-mnist/01-prepare-digits',
    '04-mnist/01-prepare-digits.ts',
    'exercises/04-mnist/01-prepare-digits.ts',
    './exercises/04-mnist/01-prepare-digits.ts',
    'exercises/04-mnist/01-prepare-digits.spec.ts',
    '/home/me/course/exercises/04-mnist/01-prepare-digits.ts',
    'exercises\\04-mnist\\01-prepare-digits.ts',
    'C:\\Users\\me\\course\\exercises\\04-mnist\\01-prepare-digits.spec.ts',
  ]) {
    it(`by ${wanted}`, () => assert.equal(found(wanted), '4.1'))
  }

  for (const wanted of ['4.9', '4', '4.', '.1', '4.1.1', '40.1', '', 'digits', 'mnist', '02-prepare-digits', 'chapter.ts']) {
    it(`none by ${JSON.stringify(wanted)}`, () => assert.equal(found(wanted), undefined))
  }

  it('every one by its id, key and files', () => {
    for (const exercise of course.exercises) {
      for (const wanted of [exercise.id, exercise.key, files.learners(exercise), files.spec(exercise)]) {
        assert.equal(findExercise(course, wanted), exercise, wanted)
      }
    }
  })
})

describe('finding a chapter', () => {
  for (const wanted of ['4', '04', 'mnist', '04-mnist']) {
    it(`by ${wanted}`, () => assert.equal(findChapter(course, wanted)?.number, 4))
  }
  for (const wanted of ['40', '4.1', '', 'MNIST', '-4', '4e0']) {
    it(`none by ${JSON.stringify(wanted)}`, () => assert.equal(findChapter(course, wanted), undefined))
  }
})
