import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, it } from 'node:test'
import type { Question } from './chapter'
import { loadCourse } from './course'
import { answerHash, isRight, normalise } from './quiz'

const options = ['red', 'green', 'blue']
const asked = { ask: 'Which?', why: 'That is why.', answer: '' }
const questions = {
  choice: { ...asked, kind: 'choice', options },
  several: { ...asked, kind: 'several', options },
  order: { ...asked, kind: 'order', options },
  number: { ...asked, kind: 'number' },
} satisfies Record<string, Question>

/** Typed text, and the answer it stands for. */
const readable: [keyof typeof questions, string, string][] = [
  ['choice', '2', '2'],
  ['choice', '  3 ', '3'],
  ['several', '1,3', '1,3'],
  ['several', '3, 1', '1,3'],
  ['several', '3 1', '1,3'],
  ['several', '2', '2'],
  ['several', '1,2,3', '1,2,3'],
  ['order', '3,1,2', '3,1,2'],
  ['order', '3 1 2', '3,1,2'],
  ['number', '469', '469'],
  ['number', ' 407050 ', '407050'],
  ['number', '407,050', '407050'],
  ['number', '1,000,000.5', '1000000.5'],
  ['number', '407_050', '407050'],
  ['number', '407 050', '407050'],
  ['number', '469.0', '469'],
  ['number', '-0.5', '-0.5'],
  ['number', '.5', '0.5'],
  ['number', '5e-1', '0.5'],
]

/** Typed text that is no answer, and what is wrong with it. */
const unreadable: [keyof typeof questions, string, RegExp][] = [
  ['choice', '', /numbers from 1 to 3/],
  ['choice', '0', /numbers from 1 to 3/],
  ['choice', '4', /numbers from 1 to 3/],
  ['choice', '-1', /numbers from 1 to 3/],
  ['choice', '1.5', /numbers from 1 to 3/],
  ['choice', 'red', /numbers from 1 to 3/],
  ['choice', '1,2', /only one/],
  ['several', '', /numbers from 1 to 3/],
  ['several', ',', /numbers from 1 to 3/],
  ['several', '1,4', /numbers from 1 to 3/],
  ['several', '1,1', /only once/],
  ['several', 'all', /numbers from 1 to 3/],
  ['order', '', /numbers from 1 to 3/],
  ['order', '3,1', /all 3 in order/],
  ['order', '3,1,1', /only once/],
  ['order', '3,1,4', /numbers from 1 to 3/],
  ['number', '', /is a number/],
  ['number', '  ', /is a number/],
  ['number', ',', /is a number/],
  ['number', '_', /is a number/],
  ['number', '0,5', /is a number/],
  ['number', 'many', /is a number/],
  ['number', '98 %', /is a number/],
  ['number', 'Infinity', /is a number/],
]

describe('a typed answer', () => {
  for (const [kind, typed, answer] of readable) {
    it(`${kind}: ${JSON.stringify(typed)} is ${answer}`, () => assert.deepEqual(normalise(questions[kind], typed), { answer }))
  }
  for (const [kind, typed, problem] of unreadable) {
    it(`${kind}: ${JSON.stringify(typed)} is none`, () => {
      const read = normalise(questions[kind], typed)
      assert.ok('problem' in read, JSON.stringify(read))
      assert.match(read.problem, problem)
    })
  }
})

describe('a hashed answer', () => {
  const question = { ...questions.choice, answer: answerHash(questions.choice, '2') }
  it('is recognised', () => assert.ok(isRight(question, '2')))
  it('is not any other', () => assert.deepEqual(['1', '3', '', '2 ', '2,1'].map((answer) => isRight(question, answer)), new Array(5).fill(false)))
  it('does not show that two questions have the same answer', () => {
    assert.notEqual(answerHash({ ask: 'This?' }, '1'), answerHash({ ask: 'That?' }, '1'))
  })
})

describe('the questions of every chapter', () => {
  const { chapters } = loadCourse(path.resolve(__dirname, '../..'))
  for (const { folder, quiz } of chapters) {
    for (const [i, question] of quiz.entries()) {
      it(`${folder}, question ${i + 1} can be answered`, () => {
        assert.match(question.answer, /^[0-9a-f]{16}$/)
        if (question.kind === 'number') return
        const right = typedAnswers(question).filter((typed) => {
          const read = normalise(question, typed)
          return 'answer' in read && isRight(question, read.answer)
        })
        assert.equal(right.length, 1, `${right.length} answers count as right: was the question changed after its answer was hashed?`)
      })
    }
  }
})

/** Everything there is to answer, each in one way of typing it. */
function typedAnswers({ kind, options }: Exclude<Question, { kind: 'number' }>): string[] {
  const positions = options.map((_, i) => i + 1)
  const chosen = { choice: positions.map((position) => [position]), several: subsets(positions), order: orders(positions) }[kind]
  return chosen.map((list) => list.join(','))
}

function subsets(items: number[]): number[][] {
  if (items.length === 0) return [[]]
  const rest = subsets(items.slice(1))
  return [...rest.map((subset) => [items[0], ...subset]), ...rest]
}

function orders(items: number[]): number[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]))
}
