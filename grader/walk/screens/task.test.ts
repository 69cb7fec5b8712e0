import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, it } from 'node:test'
import chalk from 'chalk'
import { type Exercise, findExercise, loadCourse } from '../../course/course'
import { referenceOf } from '../../course/reference'
import { stubOf } from '../../course/stub'
import { header, keyLine, taskScreen } from './task'

chalk.level = 0

const course = loadCourse(path.resolve(__dirname, '../../..'))
const exercise = findExercise(course, '4.1') as Exercise

describe('the line of keys', () => {
  const keys: [string, string][] = [
    ['n', 'next'], ['h', 'hint'], ['s', 'solution'], ['t', 'text'], ['e', 'editor'], ['r', 'run'], ['p', 'preview'],
    ['f', 'full profile'], ['l', 'list'], ['k', 'quiz'], ['x', 'reset'], ['q', 'quit'],
  ]
  for (const width of [30, 40, 60, 80, 120, 200]) {
    it(`has every key within ${width} columns`, () => {
      const lines = keyLine(keys, width).split('\n')
      for (const line of lines) assert.ok(line.length <= width, `${line.length}: ${line}`)
      assert.deepEqual(lines.flatMap((line) => line.trim().split('   ')), keys.map(([key, does]) => `${key} ${does}`))
    })
  }
  it('is one line where there is room', () => assert.equal(keyLine(keys, 200).split('\n').length, 1))
  it('is empty without keys', () => assert.equal(keyLine([], 80), ''))
})

describe('the line on top', () => {
  it('says where one is and how far one has come', () => {
    const line = header(course, exercise, 0, 1, 120)
    assert.match(line, /^Tensorlings {2}chapter 4, A first network +░{12} 0 of \d+ {3}1 point$/)
    assert.equal(line.length, 119)
  })
  it('becomes two lines on a narrow screen', () => {
    const lines = header(course, exercise, course.exercises.length, 1200, 50).split('\n')
    assert.equal(lines.length, 2)
    assert.match(lines[1], /^█{12} (\d+) of \1 {3}1,200 points$/)
  })
})

describe('the screen of a task', () => {
  const screen = (source: string, width = 100) => taskScreen(exercise, 'Pictures come as whole numbers. '.repeat(6).trim(), source, width)

  it('says what to write, where, and what to read', () => {
    const stub = stubOf(referenceOf(course.root, exercise))
    const text = screen(stub)
    const line = stub.split('\n').findIndex((text) => text.includes('todo(')) + 1
    assert.match(text, /^4\.1 {2}.* 10 points\n\n {2}Pictures come/)
    assert.match(text, new RegExp(`write {2}exercises/04-mnist/01-prepare-digits\\.ts:${line}\n`))
    for (const [, name] of stub.matchAll(/^export function (\w+)/gm)) assert.match(text, new RegExp(`^ {9}${name} +:\\d+ {2,}\\S`, 'm'))
    assert.match(text, /read {3}exercises\/04-mnist\/README\.md {2}and the book, 2\.1/)
  })

  it('says so when nothing is marked any more', () => {
    const text = screen('export const x = 1\n')
    assert.match(text, /write {2}exercises\/04-mnist\/01-prepare-digits\.ts\n +nothing is marked todo any more/)
  })

  it('keeps the words of a todo in their column', () => {
    const stub = "export function first() {\n  return todo('one two three four five six seven eight nine ten')\n}\nexport function b() {\n  todo('x')\n}\n"
    const [first, second, last] = screen(stub, 50).split('\n\n')[2].split('\n').slice(1)
    assert.equal(first, '         first  :2  one two three four five six')
    assert.match(second, /^ {20}\S/)
    assert.equal(last, '         b      :5  x')
  })

  it('wraps its opening', () => {
    const opening = screen('', 60).split('\n\n')[1].split('\n')
    assert.ok(opening.length >= 3 && opening.every((line) => line.length <= 60))
  })
})
