import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import type { Course, Exercise } from './course'
import { openingOf, sectionOf } from './text'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-text-'))
after(() => fs.rmSync(root, { recursive: true, force: true }))
fs.mkdirSync(path.join(root, 'exercises/04-mnist'), { recursive: true })
fs.writeFileSync(
  path.join(root, 'exercises/04-mnist/README.md'),
  [
    '# A first network',
    '',
    'What the chapter is about.',
    '',
    '## 4.1 Look, flatten, scale',
    '',
    'Pictures come as',
    'whole numbers.',
    '',
    '### Worked by hand',
    '',
    'More of it.',
    '',
    '## 4.2 Targets',
    '## 4.10 The tenth',
    '',
    'The end.',
    '',
  ].join('\n'),
)
const course: Course = { root, chapters: [], exercises: [] }
const section = (id: string) => sectionOf(course, { id, key: '04-mnist/01-prepare-digits' } as Exercise)

describe('the section of an exercise', () => {
  it('goes from its heading to the next of the same kind', () => {
    assert.equal(section('4.1'), 'Pictures come as\nwhole numbers.\n\n### Worked by hand\n\nMore of it.')
  })
  it('goes to the end when it is the last', () => assert.equal(section('4.10'), 'The end.'))
  it('is empty when there is nothing under its heading', () => assert.equal(section('4.2'), ''))
  it('is empty when it is missing', () => assert.equal(section('4.3'), ''))
})

describe('the opening of a section', () => {
  it('is its first paragraph in one line', () => assert.equal(openingOf(section('4.1')), 'Pictures come as whole numbers.'))
  it('is empty when the section is', () => assert.equal(openingOf(''), ''))
})
