import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Exercise, findExercise, loadCourse } from '../course/course'
import { foiled } from '../course/foils'
import { referenceOf } from '../course/reference'
import { inWords } from '../spec/outcome'
import type { Result } from './result'
import { Runner } from './runner'

/**
 * Files that misbehave, each judged by the spec of 4.1: whatever a learner's code does, there is one clear verdict,
 * and the next run works.
 */
describe('a file that misbehaves', () => {
  const course = loadCourse(path.resolve(__dirname, '../..'))
  const exercise = findExercise(course, '4.1') as Exercise
  const reference = referenceOf(course.root, exercise)
  const subject = '.tensorlings/subjects/drills'
  const file = path.join(course.root, subject, `${exercise.key}.ts`)
  let runner: Runner

  before(() => {
    runner = new Runner(course.root)
    fs.mkdirSync(path.dirname(file), { recursive: true })
  })
  after(() => runner.close())

  const judge = async (source: string | undefined): Promise<Result> => {
    if (source === undefined) fs.rmSync(file, { force: true })
    else fs.writeFileSync(file, source)
    const result = await runner.run({ exercise: exercise.key, subject }).result
    assert.ok(result)
    return result
  }
  /** The reference with another body for `asciiDigit`, which should give an array of 28 strings. */
  const asciiDigit = (body: string) =>
    reference.replace(/export function asciiDigit[^]*?\n}\n/, `export function asciiDigit(img: tf.Tensor2D): any {\n  ${body}\n}\n`)
  /** The reference with a line more before what `toVectors` gives. */
  const toVectors = (replace: string) => foiled(reference, { find: 'return images.reshape<tf.Tensor2D>', replace })

  /** Each file, the verdict it must get and words that must be in it. */
  const drills: [name: string, source: string | undefined, kind: string, words: RegExp][] = [
    ['is missing', undefined, 'crashed', /01-prepare-digits\.ts is missing: reset/],
    ['has a syntax error', `${reference}\nexport const x = (`, 'crashed', /Expression expected.*TS1109[^]*01-prepare-digits\.ts:\d+:\d+/],
    ['throws when it is loaded', `${reference}\nthrow new Error('too early')`, 'crashed', /Error: too early[^]*01-prepare-digits\.ts:\d+:\d+/],
    ['throws something that is no error', `${reference}\nthrow 'a string'`, 'crashed', /a string, which is not an Error/],
    ['imports what is not there', `import x from 'lodash'\n${reference}\nconsole.log(x)`, 'crashed', /imports `lodash`, which is not there/],
    ['loops for ever', asciiDigit('for (;;) {}'), 'timed out', /never ends, a loop or/],
    ['loops for ever when it is loaded', `${reference}\nfor (;;) {}`, 'timed out', /never ends, a loop or/],
    ['calls process.exit', asciiDigit('process.exit(0)'), 'crashed', /process\.exit/],
    ['calls process.exit when it is loaded', `${reference}\nprocess.exit(0)`, 'crashed', /process\.exit/],
    ['recurses for ever', asciiDigit('return asciiDigit(img)'), 'crashed', /Maximum call stack size exceeded[^]*calls itself without end/],
    ['throws inside a function', asciiDigit('return (undefined as any).rows'), 'crashed', /Cannot read properties[^]*at asciiDigit/],
    ['returns nothing', asciiDigit('img.arraySync()'), 'failed', /`asciiDigit` gave undefined: is its `return` missing/],
    ['returns a Promise', asciiDigit('return Promise.resolve([])'), 'failed', /`asciiDigit` gave a Promise/],
    ['returns a Promise that never comes', asciiDigit('return new Promise(() => {})'), 'failed', /`asciiDigit` gave a Promise/],
    ['returns another kind of value', asciiDigit('return 28'), 'failed', /`asciiDigit` should give an array, but it gave 28/],
    ['returns a disposed tensor', toVectors('const gone = images.clone(); gone.dispose(); return gone as any; images.reshape'), 'failed', /already disposed/],
    ['leaks tensors', asciiDigit("tf.zeros([3]); return img.arraySync().map((row) => row.map((p) => (p > 0 ? '#' : ' ')).join(''))"), 'failed', /`asciiDigit` left 1 tensor behind/],
    ['disposes its input', foiled(reference, { find: 'return { count:', replace: 'd.images.dispose(); return { count:' }), 'failed', /disposed a tensor of shape \[1000, 28, 28\]/],
    ['gives NaN', toVectors('return images.toFloat().mul(NaN).reshape<tf.Tensor2D>'), 'failed', /NaN/],
    ['no longer exports a function', reference.replace('export function explore', 'function explore'), 'failed', /exports no function `explore`/],
    ['lets a promise fail that nobody waits for', asciiDigit("void Promise.reject(new Error('nobody waits')); return img.arraySync().map((row) => row.map((p) => (p > 0 ? '#' : ' ')).join(''))"), 'crashed', /nobody waits[^]*01-prepare-digits\.ts:\d+:\d+/],
    ['throws from a timer', asciiDigit("setTimeout(() => { throw new Error('too late') }); return img.arraySync().map((row) => row.map((p) => (p > 0 ? '#' : ' ')).join(''))"), 'crashed', /too late/],
    ['is empty', '', 'failed', /exports no function/],
  ]
  for (const [name, source, kind, words] of drills) {
    it(name, async () => {
      const { verdict } = await judge(source)
      assert.equal(verdict.kind, kind, inWords(verdict))
      assert.match(inWords(verdict), words)
    })
  }

  it('prints 100 MB', async () => {
    const result = await judge(asciiDigit("for (let i = 0; i < 100; i++) console.log('x'.repeat(1e6)); return []"))
    assert.equal(result.verdict.kind, 'failed')
    assert.ok(result.printed.length < 20_000)
    assert.match(result.printed, /and [\d,]+ more characters/)
  })

  it('prints past the console', async () => {
    const result = await judge(asciiDigit("process.stdout.write('hello\\n'); img.slice([0, 0], [1, 2]).print(); return []"))
    assert.match(result.printed, /^hello\nTensor/)
  })

  it('passes once it is mended', async () => {
    const { verdict } = await judge(reference)
    assert.equal(verdict.kind, 'passed', inWords(verdict))
  })
})
