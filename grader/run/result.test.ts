import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Event } from '../spec/events'
import type { ProblemName } from '../spec/exam'
import type { Outcome } from '../spec/outcome'
import { type Checked, resultOf, verdictOf, worthTypeChecking } from './result'

const outcomes: Record<string, Outcome> = {
  passed: { kind: 'passed' },
  trapped: { kind: 'trapped', trap: 'forgot-rescale', text: 'Divide by 255.' },
  failed: { kind: 'failed', sentence: 'x: expected 1, got 2.', rows: [] },
  crashed: { kind: 'crashed', error: 'TypeError', message: 'no', frames: [] },
  unattempted: { kind: 'unattempted', todo: 'scale' },
  'timed out': { kind: 'timed out', sentence: 'Stopped.' },
  'not reached': { kind: 'not reached', because: 'the checks above come first' },
}
const checks = (...kinds: string[]): Checked[] => kinds.map((kind, i) => ({ name: `check ${i}`, role: 'check', outcome: outcomes[kind], seconds: 0.5 }))

describe('the verdict', () => {
  it('is passed when every check has', () => assert.equal(verdictOf(checks('passed', 'passed')).kind, 'passed'))
  it('is not passed when there was no check', () => assert.equal(verdictOf([]).kind, 'not reached'))

  const order = ['trapped', 'timed out', 'failed', 'unattempted', 'not reached', 'passed']
  for (const [i, kind] of order.entries()) {
    for (const weaker of order.slice(i + 1)) {
      it(`is ${kind} rather than ${weaker}, whichever came first`, () => {
        assert.equal(verdictOf(checks(weaker, kind)).kind, kind)
        assert.equal(verdictOf(checks(kind, weaker)).kind, kind)
      })
    }
  }
  it('is the first of what is wrong and what broke', () => {
    assert.equal(verdictOf(checks('passed', 'failed', 'crashed')).kind, 'failed')
    assert.equal(verdictOf(checks('passed', 'crashed', 'failed')).kind, 'crashed')
  })
  it('is what a check found rather than that a trap could not be tried, whichever came first', () => {
    const [trap] = checks('crashed').map((check): Checked => ({ ...check, role: 'trap' }))
    assert.equal(verdictOf([trap, ...checks('failed')]).kind, 'failed')
    assert.equal(verdictOf([{ ...trap, outcome: outcomes['timed out'] }, ...checks('failed')]).kind, 'failed')
    assert.equal(verdictOf([...checks('passed'), trap]).kind, 'crashed')
  })
  it('is the first trap: the more specific one comes first in a spec', () => {
    const second: Checked = { ...checks('trapped')[0], outcome: { kind: 'trapped', trap: 'other', text: '' } }
    assert.equal(verdictOf([...checks('trapped'), second]), outcomes['trapped'])
  })
})

const started: Event = { type: 'started', exercise: '04-mnist/01-x', subject: 'solutions', profile: 'full', seed: 7, engine: 'wasm', at: 0 }
const checking = (name: string): Event => ({ type: 'checking', name, role: 'check' })
const checked = (name: string, kind = 'passed', seconds = 0.5): Event => ({ type: 'checked', name, role: 'check', outcome: outcomes[kind], seconds })
const epoch = (epoch: number): Event => ({ type: 'epoch', epoch, epochs: 5, numbers: { loss: 1 / epoch } })
const finished: Event = { type: 'finished', at: 1, peak: 2e8 }

describe('the result of a spec that came to its end', () => {
  const measure = { name: 'test accuracy', value: 0.9, better: 'higher', bar: { atLeast: 0.8 } } as const
  const events: Event[] = [
    started, checking('a'), { type: 'printed', text: 'one\n' }, checked('a'), checking('b'), epoch(1), epoch(2),
    { type: 'measured', measure }, { type: 'printed', text: 'two\n' }, checked('b', 'failed', 1.5), finished,
  ]
  const result = resultOf('04-mnist/01-x', events, { how: 'finished' })

  it('has what was told', () => {
    assert.deepEqual(result, {
      exercise: '04-mnist/01-x',
      subject: 'solutions',
      profile: 'full',
      engine: 'wasm',
      seed: 7,
      verdict: outcomes['failed'],
      checks: [
        { name: 'a', role: 'check', outcome: outcomes['passed'], seconds: 0.5 },
        { name: 'b', role: 'check', outcome: outcomes['failed'], seconds: 1.5 },
      ],
      measures: [measure],
      epochs: [{ epoch: 1, epochs: 5, numbers: { loss: 1 } }, { epoch: 2, epochs: 5, numbers: { loss: 0.5 } }],
      printed: 'one\ntwo\n',
      notices: [],
      resumed: 0,
      typeErrors: [],
      seconds: 2,
      peak: 2e8,
    })
  })
  it('is plain data', () => assert.deepEqual(JSON.parse(JSON.stringify(result)), result))
})

describe('the result of an exam', () => {
  const judged = (problem: ProblemName, more: { lists?: number; score?: number | null } = {}): Event => {
    const goal = problem === 'scales' ? { atMost: 5 } : { atLeast: 0.7 }
    const { lists = 4, score = problem === 'scales' ? 4 : 0.8 } = more
    return { type: 'judged', problem, lists, scores: [score as number, 0.5, 0.5, 0.5], goal }
  }
  const handedIn = (problem: ProblemName): Event => ({ type: 'handed in', problem, runs: 3 })
  const exam = (others: Event[], ...last: Event[]) => {
    const told = [...others, ...last].flatMap((event) => (event.type === 'judged' ? [event, handedIn(event.problem)] : [event]))
    return resultOf('09-workflow/06-x', [{ ...started, exam: true }, checked('a'), ...told, finished], { how: 'finished' })
  }
  const two = [judged('moons'), judged('glyphs')]

  it('is passed when each problem was judged once and has reached its goal', () => assert.equal(exam(two, judged('scales')).verdict.kind, 'passed'))
  const failures: Record<string, Event[]> = {
    'was not judged, whatever the spec says': [handedIn('scales')],
    'was judged twice': [judged('scales'), judged('scales')],
    'was judged with lists that nobody has handed in': [judged('scales', { lists: 5 })],
    'was judged with a list that is missing': [judged('scales', { lists: 3 })],
    'does not reach its goal': [judged('scales', { score: 5.1 })],
    'was answered with what is no number': [judged('scales', { score: null })],
  }
  for (const [what, events] of Object.entries(failures)) {
    it(`is failed when a problem ${what}`, () => {
      const { verdict } = exam(two, ...events)
      assert.equal(verdict.kind, 'failed')
      assert.match(verdict.kind === 'failed' ? verdict.sentence : '', /scales/)
    })
  }
  it('is what the checks found, if they found something', () => {
    const { verdict } = resultOf('x', [{ ...started, exam: true }, checked('a', 'unattempted'), finished], { how: 'finished' })
    assert.equal(verdict.kind, 'unattempted')
  })
})

describe('the result of a spec that could not be loaded', () => {
  it('says why, as a check of its own', () => {
    const result = resultOf('04-mnist/01-x', [started, finished], { how: 'not loaded', outcome: outcomes['crashed'] })
    assert.equal(result.verdict, outcomes['crashed'])
    assert.deepEqual(result.checks.map(({ name }) => name), ['can be loaded'])
    assert.equal(result.subject, 'solutions')
  })
})

describe('the result of a spec whose process ended', () => {
  const died = { how: 'died', reason: 'by SIGKILL' } as const
  it('names the check it was at, and keeps those before', () => {
    const { verdict, checks } = resultOf('x', [started, checking('a'), checked('a'), checking('b')], died)
    assert.deepEqual(checks.map(({ name, outcome }) => [name, outcome.kind]), [['a', 'passed'], ['b', 'crashed']])
    assert.deepEqual(verdict, { kind: 'crashed', error: 'Stopped', message: 'the process that ran your code ended by SIGKILL', frames: [] })
  })
  it('is timed out when the watchdog said so, with the last epoch that was seen', () => {
    const { verdict } = resultOf('x', [started, checking('a'), epoch(1), epoch(2), { type: 'stopped', seconds: 60 }], died)
    assert.equal(verdict.kind, 'timed out')
    assert.match(verdict.kind === 'timed out' ? verdict.sentence : '', /for 60 seconds.*Its last epoch was 2 of 5\.$/)
  })
  it('is timed out without an epoch, too', () => {
    const { verdict } = resultOf('x', [started, checking('a'), { type: 'stopped', seconds: 60 }], died)
    assert.doesNotMatch(verdict.kind === 'timed out' ? verdict.sentence : 'epoch', /epoch/)
  })
  it('is about loading when no check had begun', () => {
    const { checks, engine, subject } = resultOf('x', [], died)
    assert.deepEqual(checks.map(({ name, role }) => [name, role]), [['can be loaded', 'check']])
    assert.deepEqual([engine, subject], [undefined, 'exercises'])
  })
})

describe('types', () => {
  const worth = (outcome: Outcome) => worthTypeChecking({ ...resultOf('x', [], { how: 'finished' }), verdict: outcome })
  it('are looked at once something is written', () => {
    for (const kind of ['passed', 'trapped', 'failed', 'crashed', 'timed out']) assert.ok(worth(outcomes[kind]), kind)
  })
  it('are not looked at before', () => assert.ok(!worth(outcomes['unattempted'])))
  it('are not looked at in a file that does not parse: it was said already', () => {
    assert.ok(!worth({ kind: 'crashed', error: 'TypeScript cannot read this file', message: '', frames: [] }))
  })
})
