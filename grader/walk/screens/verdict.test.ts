import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import chalk from 'chalk'
import type { Checked, Result } from '../../run/result'
import type { Outcome } from '../../spec/outcome'
import { verdictScreen, verdictWord } from './verdict'

chalk.level = 0

const passed: Outcome = { kind: 'passed' }
const check = (name: string, outcome: Outcome = passed, role: Checked['role'] = 'check', seconds = 0.01): Checked => ({ name, role, outcome, seconds })
const result = (verdict: Outcome, more: Partial<Result> = {}): Result => ({
  exercise: '04-mnist/01-prepare-digits', subject: 'exercises', profile: 'quick', engine: 'wasm', seed: 0, verdict,
  checks: [check('counts pictures'), check('the one', verdict)], measures: [], epochs: [], printed: '', notices: [], resumed: 0, typeErrors: [], seconds: 1, ...more,
})
const lines = (result: Result, width = 100) => verdictScreen(result, width).split('\n')

const failed: Outcome = {
  kind: 'failed',
  sentence: 'toVectors of a picture with one dot of ink, [0, 255]: expected 1, got 255. This goes on for a while, so that it has to be wrapped on a narrow screen.',
  rows: [{ at: '[0, 255]', expected: '1', actual: '255' }, { at: '[1, 3]', expected: '0.5', actual: '127' }],
}
const trapped: Outcome = { kind: 'trapped', trap: 'forgot-rescale', text: 'The largest value is 255: divide by 255, after toFloat, so that the network gets numbers from 0 to 1.' }
const crashed: Outcome = {
  kind: 'crashed',
  error: 'TypeError',
  message: "Cannot read properties of undefined (reading 'rows'), which is said in a rather long message here",
  frames: [{ file: 'exercises/04-mnist/01-prepare-digits.ts', line: 30, column: 12, name: 'asciiDigit' }, { file: 'exercises/04-mnist/01-prepare-digits.ts', line: 3, column: 1 }],
  note: 'The last call, `toVectors`, gave an array of 3, which nobody can multiply with anything at all.',
}
const timedOut: Outcome = { kind: 'timed out', sentence: 'Stopped, because no answer came for 60 seconds. Its last epoch was 2 of 5.' }
const unattempted: Outcome = { kind: 'unattempted', todo: 'flatten each picture' }
const notReached: Outcome = { kind: 'not reached', because: 'the checks above come first' }
const all = [passed, failed, trapped, crashed, timedOut, unattempted, notReached]

describe('the screen of a verdict', () => {
  it('that passed: every check, what was avoided, the numbers', () => {
    const checks = [
      check('counts pictures'), check('reads digits', passed, 'training', 12.3), check('forgot-rescale', passed, 'trap'), check('column-major', passed, 'trap'),
      check('leaves no tensors behind', passed, 'care'),
    ]
    const measures: Result['measures'] = [
      { name: 'test accuracy', value: 0.9234, better: 'higher', bar: { atLeast: 0.879 }, falseFail: 0.001, book: 0.978 },
      { name: 'loss', value: 0.5, better: 'lower', bar: { atMost: 1 } },
      { name: 'gap', value: 0.01, standIn: true },
    ]
    const epochs = [{ epoch: 1, epochs: 2, numbers: { loss: 0.5, acc: 0.9 } }, { epoch: 2, epochs: 2, numbers: { loss: 0.25, acc: 0.95 } }]
    assert.deepEqual(lines(result(passed, { checks, measures, epochs })), [
      '  ✓ counts pictures',
      '  ✓ reads digits  12.3 s',
      '  ✓ 2 common mistakes avoided; no tensor left behind',
      '',
      '    epoch 1   loss 0.5000   acc 0.9000',
      '    epoch 2   loss 0.2500   acc 0.9500',
      '',
      '    test accuracy   0.9234                   bar ≥ 0.8790   in full: the book 0.9780',
      '    loss            0.5000                   bar ≤ 1        ',
      '    gap             0.0100 (stand-in data)                  ',
    ])
  })

  it('that passed, although TypeScript objects', () => {
    const note = (line: number) => ({ line, column: 5, code: 'TS2322', message: `Type 'string' is not assignable (${line}).` })
    const text = lines(result(passed, { typeErrors: [1, 2, 3, 4, 5].map(note) })).join('\n')
    assert.match(text, /It works, but TypeScript objects:\n {2}exercises\/04-mnist\/01-prepare-digits\.ts:1:5 TS2322\n {4}Type 'string' is not assignable \(1\)\./)
    assert.match(text, /:3:5 TS2322[^]*\n {2}… and 2 more$/)
    assert.doesNotMatch(text, /:4:5/)
  })

  it('of a wrong answer: which check, the sentence, expected beside actual, what TypeScript says', () => {
    const typeErrors = [{ line: 7, column: 3, code: 'TS2304', message: "Cannot find name 'x'." }]
    assert.deepEqual(lines(result(failed, { typeErrors }), 200), [
      '  ✓ counts pictures',
      '  ✗ the one',
      '',
      '  the one',
      '  toVectors of a picture with one dot of ink, [0, 255]: expected 1, got 255. This goes on for a while, so that',
      '  it has to be wrapped on a narrow screen.',
      '              expected  actual',
      '    [0, 255]  1         255',
      '    [1, 3]    0.5       127',
      '  exercises/04-mnist/01-prepare-digits.ts:7:3 TS2304',
      "    Cannot find name 'x'.",
    ])
  })

  it('of a named mistake: the mistake, then what the first wrong check saw', () => {
    const checks = [check('counts pictures'), check('scales', failed), check('forgot-rescale', trapped, 'trap'), check('column-major', passed, 'trap')]
    const text = lines(result(trapped, { checks }), 60).join('\n')
    assert.match(text, /^ {2}✓ counts pictures\n {2}✗ scales\n {2}! forgot-rescale\n\n {2}A known mistake: forgot-rescale\n {2}The largest value is 255:/)
    assert.match(text, /0 to 1\.\n\n {2}scales\n {2}toVectors of a picture[^]*\[0, 255\] +1 +255/)
    assert.doesNotMatch(text, /column-major/, 'the names of mistakes that were avoided are not told')
  })

  it("of the learner's own error: in which check, what, where, and what came before", () => {
    assert.deepEqual(lines(result(crashed), 60).slice(3), [
      '  the one',
      '  TypeError: Cannot read properties of undefined (reading',
      "  'rows'), which is said in a rather long message here",
      '      exercises/04-mnist/01-prepare-digits.ts:30:12  in asciiDigit',
      '      exercises/04-mnist/01-prepare-digits.ts:3:1',
      '  The last call, `toVectors`, gave an array of 3, which',
      '  nobody can multiply with anything at all.',
    ])
  })

  it('of what had to be stopped', () => assert.match(lines(result(timedOut)).join('\n'), /✗ the one\n\n {2}Stopped, because no answer came/))

  it('of what is not written yet: the checks only, nothing as wrong', () => {
    assert.deepEqual(lines(result(unattempted)), ['  ✓ counts pictures', '  · the one'])
    assert.deepEqual(lines(result(notReached)), ['  ✓ counts pictures', '    the one: the checks above come first'])
  })

  for (const width of [60, 120]) {
    it(`stays within ${width} columns, but for places in files: those are not broken`, () => {
      const printed = `${'x'.repeat(500)}\nshort\n`
      for (const verdict of all) {
        const words = lines(result(verdict, { printed }), width).filter((line) => !/\.ts:\d+:\d+/.test(line))
        for (const line of words) assert.ok(line.length <= width, `${verdict.kind}: ${line}`)
      }
    })
  }

  it('uses the room there is', () => {
    assert.ok(lines(result(failed), 120).length < lines(result(failed), 60).length)
  })

  it('shows what was printed, but not all of a flood', () => {
    const printed = Array.from({ length: 25 }, (_, i) => `line ${i}\n`).join('')
    const text = lines(result(passed, { printed })).join('\n')
    assert.match(text, /Your code printed:\n {4}line 0\n[^]* {4}line 19\n {4}… and 5 more lines$/)
    assert.doesNotMatch(lines(result(passed)).join('\n'), /printed/)
  })
})

describe('the word for a verdict', () => {
  it('is another one for each kind, and never says wrong of what is not written', () => {
    const words = all.map(verdictWord)
    assert.equal(new Set(words).size, all.length)
    assert.deepEqual(words, ['passed', 'not right yet', 'a known mistake', 'crashed', 'timed out', 'not written yet', 'not reached'])
  })
})
