import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, it } from 'node:test'
import { files, loadCourse } from './course'
import { referenceOf } from './reference'
import { stubOf, todosIn } from './stub'

const text = (...lines: string[]) => lines.join('\n')

describe('the stub of a reference', () => {
  it('has a todo with the words of each region in place of its lines', () => {
    const reference = text(
      "import * as tf from '@tensorflow/tfjs'",
      '',
      '/** Adds one. */',
      'export function increment(x: number): number {',
      '  // #region solution: add one',
      '  return x + 1',
      '  // #endregion',
      '}',
      '',
      'export function twice(x: number): number {',
      '    // #region solution: multiply',
      '    const two = 2',
      '    return two * x',
      '    // #endregion',
      '}',
      '',
    )
    assert.equal(
      stubOf(reference),
      text(
        "import * as tf from '@tensorflow/tfjs'",
        "import { todo } from '#spec'",
        '',
        '/** Adds one. */',
        'export function increment(x: number): number {',
        "  todo('add one')",
        '}',
        '',
        'export function twice(x: number): number {',
        "    todo('multiply')",
        '}',
        '',
      ),
    )
  })

  it('leaves a region without words out, and the blank line before it', () => {
    const reference = text(
      "import * as tf from '@tensorflow/tfjs'",
      '',
      'export const size = 3',
      '',
      '// #region solution',
      'function helper() {}',
      '',
      'const secret = 1',
      '// #endregion',
      '',
      'export const last = 4',
    )
    assert.equal(
      stubOf(reference),
      text("import * as tf from '@tensorflow/tfjs'", '', 'export const size = 3', '', 'export const last = 4'),
    )
  })

  it('is the reference itself when that has no region', () => {
    const reference = text("import * as tf from '@tensorflow/tfjs'", '', 'export const x = 1', '')
    assert.equal(stubOf(reference), reference)
    assert.equal(stubOf(''), '')
  })

  it('keeps regions that are no solution', () => {
    const reference = text('// #region constants', 'export const x = 1', '// #endregion')
    assert.equal(stubOf(reference), reference)
  })

  it('says in which line a region begins inside another', () => {
    const reference = text('a', '// #region solution: one', 'b', '  // #region solution: two', '// #endregion')
    assert.throws(() => stubOf(reference), /line 4: .*inside the one of line 2/)
  })

  it('says in which line a region begins that has no end', () => {
    const reference = text('a', '', '// #region solution: one', '// #endregion', '// #region solution: two', 'b')
    assert.throws(() => stubOf(reference), /line 5: .*no #endregion/)
  })

  for (const mark of ['// #region solution:', '// #region solution add one', '//#region solution: add one', '/* #region solution */']) {
    it(`says in which line a region begins that is written ${mark}`, () => {
      assert.throws(() => stubOf(text('a', mark, 'secret', '// #endregion')), /line 2: /)
    })
  }

  it('is the same whatever ends a line', () => {
    const reference = text('export function f() {', '  // #region solution: go', '  secret()', '  // #endregion', '}')
    assert.equal(stubOf(reference.replaceAll('\n', '\r\n')), stubOf(reference))
  })

  it('writes words with quotes and backslashes as a string that says the same', () => {
    const words = String.raw`the row's "sum", as \n and \\`
    const stub = stubOf(text('export function f() {', `  // #region solution: ${words}`, '  // #endregion', '}'))
    const said: string[] = []
    const literal = /todo\(.*\)/.exec(stub)![0]
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- JavaScript itself must read it
    new Function('todo', literal)((what: string) => said.push(what))
    assert.deepEqual(said, [words])
    assert.deepEqual(todosIn(stub).map((todo) => todo.words), [words])
  })

  const region = ['export function f() {', '  // #region solution: go', '  // #endregion', '}']
  const importLine = "import { todo } from '#spec'"
  it('imports todo after the last import, one of several lines, too', () => {
    const several = ['import {', '  a,', '  b,', "} from './ab'"]
    const lines = stubOf(text("import * as tf from '@tensorflow/tfjs'", ...several, '', ...region)).split('\n')
    assert.equal(lines.indexOf(importLine), 5)
    assert.deepEqual(lines.slice(1, 5), several)
  })

  it('imports todo first of all when nothing else is imported', () => {
    assert.equal(stubOf(text('/** What it does. */', ...region)).split('\n')[0], importLine)
  })

  it('has nothing of a solution in it, for every exercise', () => {
    const course = loadCourse(path.resolve(__dirname, '../..'))
    assert.ok(course.exercises.length > 0)
    for (const exercise of course.exercises) {
      const stub = stubOf(referenceOf(course.root, exercise))
      assert.doesNotMatch(stub, /#(end)?region/, `${files.reference(exercise)}: a mark that is not read as one`)
      assert.notEqual(todosIn(stub).length, 0, `${files.reference(exercise)} leaves nothing to write`)
    }
  })
})

describe('the todos of a file', () => {
  it('come with their words, lines and functions', () => {
    const source = text(
      "import { todo } from '#spec'",
      'export function first() {',
      "  todo('do the one')",
      '}',
      'export async function second() {',
      '  return todo("do the other")',
      '}',
    )
    assert.deepEqual(todosIn(source), [
      { words: 'do the one', line: 3, within: 'first' },
      { words: 'do the other', line: 6, within: 'second' },
    ])
  })

  it('name the methods of a class, and the function that follows', () => {
    const source = text(
      'export class Scaler {',
      '  constructor(',
      '    readonly mean: number,',
      '  ) {}',
      '  static fit(x: number): Scaler {',
      "    todo('learn')",
      '  }',
      '  async use(x: number): Promise<number> {',
      "    todo('apply')",
      '  }',
      '}',
      'export function ranges() {',
      "  todo('look')",
      '}',
    )
    assert.deepEqual(todosIn(source).map(({ within }) => within), ['Scaler.fit', 'Scaler.use', 'ranges'])
  })

  it('are none once they are written, commented out or only talked about', () => {
    assert.deepEqual(todosIn(text("// todo('old')", " * `todo('old')`", 'const todos = 3', 'return 1')), [])
    assert.deepEqual(todosIn(''), [])
  })

  it('stand outside any function, too', () => {
    assert.deepEqual(todosIn("todo('at the top')"), [{ words: 'at the top', line: 1, within: undefined }])
  })
})
