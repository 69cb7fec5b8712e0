import assert from 'node:assert/strict'
import fs from 'node:fs'
import { after, describe, it } from 'node:test'
import chalk from 'chalk'
import { loadCourse } from '../../course/course'
import { chapterText, courseFolder } from '../../course/testing/small-course'
import { overview } from './overview'

chalk.level = 0

describe('the overview', () => {
  const root = courseFolder({
    'exercises/01-one/chapter.ts': chapterText('One', ['01-a', '02-bb']),
    'exercises/02-two/chapter.ts': chapterText('Two', ['01-c']).replace('"quiz":[]', '"quiz":[{"kind":"number"},{"kind":"number"}]'),
  })
  after(() => fs.rmSync(root, { recursive: true, force: true }))
  const course = loadCourse(root)
  const [a, bb, c] = course.exercises

  it('shows what is done, in which setting, where one is, and the points', () => {
    const progress = {
      exercises: { [a.key]: { passed: 'then', points: 8 }, [bb.key]: { passed: 'then', points: 10, full: true }, [c.key]: { hints: 2 } },
      quizzes: { '02-two': { right: 1, points: 5 } },
    }
    assert.deepEqual(overview(course, progress, c).split('\n'), [
      '1  One',
      '   ✓  1.1  About 01-a   8 of 10',
      '   ★  1.2  About 02-bb  11 of 10',
      '',
      '2  Two',
      '   ·  2.1   About 01-c  ← here  0 of 10',
      '   ✓  quiz  2 questions         5 of 10',
      '',
      '2 of 3 exercises done, 24 points',
    ])
  })

  it('shows a fresh start', () => {
    assert.match(overview(course, { exercises: {}, quizzes: {} }, undefined), /· {2}quiz {2}2 questions {2}0 of 10\n\n0 of 3 exercises done, 0 points$/)
  })
})
