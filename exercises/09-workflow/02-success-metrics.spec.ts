import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap, unwatched } from '#spec'
import { accuracy, confusion, meanAveragePrecision, metricFor, precisionRecall, rocAuc, type Task } from './02-success-metrics'

/** Four alarms of which three are right, one miss, and one row that is rightly left alone. */
const LABELS = [1, 1, 1, 0, 1, 0]
const SAID = [1, 1, 1, 1, 0, 0]

/** 100 rows, five of them 1, of which nobody ever says so. */
const RARE = Array.from({ length: 100 }, (_, i) => Number(i % 20 === 7))
const NEVER = new Array<number>(100).fill(0)

const vector = (values: number[]) => tf.tensor1d(values, 'float32')
const pair = (y: number[], p: number[]) => [vector(y), vector(p)] as const

check('counts hits, false alarms, misses and the rest', () => {
  expect(confusion(...pair(LABELS, SAID)), 'confusion of the labels 1 1 1 0 1 0 and the answers 1 1 1 1 0 0').toEqual({ tp: 3, fp: 1, tn: 1, fn: 1 })
  expect(confusion(...pair([0, 0, 1], [1, 1, 0])), 'confusion of the labels 0 0 1 and the answers 1 1 0').toEqual({ tp: 0, fp: 2, tn: 0, fn: 1 })
  expect(confusion(...pair(RARE, NEVER)), 'confusion when 5 of 100 rows are 1 and none is called so').toEqual({ tp: 0, fp: 0, tn: 95, fn: 5 })
  const whole = (values: number[]) => tf.tensor1d(values, 'int32')
  expect(confusion(whole(LABELS), whole(SAID)), 'confusion of int32 labels and answers').toEqual({ tp: 3, fp: 1, tn: 1, fn: 1 })
})

check('is impressed by accuracy, and sees through it', () => {
  expect(accuracy(...pair(LABELS, SAID)), 'accuracy of 4 right answers in 6').toBeNear(4 / 6)
  expect(accuracy(...pair(RARE, NEVER)), 'accuracy of never saying 1, where 5 of 100 rows are').toBeNear(0.95)
  expect(precisionRecall(...pair(RARE, NEVER)).recall, 'recall of never saying 1').toBe(0)
})

const near = (value: number | undefined, wanted: number) => Math.abs((value ?? NaN) - wanted) < 1e-6

trap('precision-recall-swapped', 'Precision and recall are swapped. Of two alarms, one was right: that is the precision, 1/2. Of three that should have rung, one did: that is the recall, 1/3.', () => {
  const given = attempt(() => precisionRecall(...pair([1, 1, 1, 0], [1, 0, 0, 1])))
  const counted = attempt(() => confusion(...pair([0, 0, 1], [1, 1, 0])))
  const inCounting = counted?.fp === 1 && counted.fn === 2
  return near(given?.precision, 1 / 3) && near(given?.recall, 1 / 2) && (inCounting ? 'It begins in confusion: a false alarm is a 0 that was called 1, a miss a 1 that was called 0.' : true)
})

trap('nothing-by-nothing', 'Nothing divided by nothing gave NaN. Whoever raises no alarm, or finds none of the 1s, scores 0.', () => {
  const given = attempt(() => precisionRecall(...pair(RARE, NEVER)))
  const isNaN = (value: number | undefined) => typeof value === 'number' && Number.isNaN(value)
  return isNaN(given?.precision) || isNaN(given?.recall) || isNaN(given?.f1)
})

check('measures precision, recall and what lies between them', () => {
  expect(precisionRecall(...pair(LABELS, SAID)), 'precisionRecall, 3 of 4 alarms right and 3 of 4 found').toBeNear({ precision: 0.75, recall: 0.75, f1: 0.75 })
  const rash = precisionRecall(...pair([1, 0, 0, 0], [1, 1, 1, 1]))
  expect(rash, 'precisionRecall, 1 of 4 alarms right and all found').toBeNear({ precision: 0.25, recall: 1, f1: 0.4 })
  const wary = precisionRecall(...pair([1, 1, 1, 1, 0], [1, 0, 0, 0, 0]))
  expect(wary, 'precisionRecall, the only alarm right and 1 of 4 found').toBeNear({ precision: 1, recall: 0.25, f1: 0.4 })
})

check('gives 0 where nothing is divided by nothing', () => {
  expect(precisionRecall(...pair(RARE, NEVER)), 'precisionRecall without an alarm').toEqual({ precision: 0, recall: 0, f1: 0 })
  expect(precisionRecall(...pair([0, 0, 0], [1, 0, 1])), 'precisionRecall without a 1').toEqual({ precision: 0, recall: 0, f1: 0 })
})

const auc = (y: number[], score: number[]) => attempt(() => rocAuc(...pair(y, score)))

trap('auc-of-labels', 'Every 1 has a higher score than every 0, and still you gave 0.5: compare the scores themselves, not what is above or below one half.', () => {
  return [[0.9, 0.8, 0.7, 0.6], [0.4, 0.3, 0.2, 0.1]].every((score) => near(auc([1, 1, 0, 0], score), 0.5))
})

trap('ties-ignored', 'A 1 and a 0 with the same score: such a pair counts one half, neither nothing nor as won.', () => {
  const honest = near(auc([1, 0, 1, 0], [4, 3, 2, 1]), 0.75) && near(auc([1, 0], [2, 1]), 1)
  // One tie in four pairs, the other three are won.
  const tied = [[[1, 1, 0, 0], [9, 5, 5, 1]], [[0, 0, 1, 1], [1, 5, 5, 9]]].map(([y, score]) => auc(y, score))
  return honest && tied.some((value) => near(value, 0.75) || near(value, 1)) && `With one tie among four pairs you gave ${tied[0]}.`
})

check('ranks the 1s above the 0s', () => {
  expect(rocAuc(...pair([1, 0, 1, 0], [0.4, 0.3, 0.2, 0.1])), 'rocAuc, 3 of 4 pairs won').toBeNear(0.75)
  expect(rocAuc(...pair([0, 0, 1], [0.9, 0.8, 0.1])), 'rocAuc, no pair won').toBe(0)
  expect(rocAuc(...pair([1, 0], [0.2, 0.1])), 'rocAuc of a single pair, won').toBe(1)
  expect(rocAuc(...pair([1, 0, 0, 1, 0], [3, 3, 3, 3, 3])), 'rocAuc when all scores are the same').toBeNear(0.5)
  expect(rocAuc(...pair([1, 0, 1, 0, 1], [2, 2, 1, 0, 2])), 'rocAuc, 3 pairs of 6 won, 2 ties').toBeNear(4 / 6)
})

check('asks only for the order of the scores', () => {
  const y = Array.from({ length: 40 }, (_, i) => Number(i % 3 === 0))
  const score = Array.from({ length: 40 }, (_, i) => ((i * 17) % 23) / 10 - 1)
  const plain = rocAuc(...pair(y, score))
  const stretched: [string, (value: number) => number][] = [['10·score − 3', (value) => 10 * value - 3], ['exp(score)', Math.exp], ['score / 1,000', (value) => value / 1000]]
  for (const [name, map] of stretched) expect(rocAuc(...pair(y, score.map(map))), `rocAuc of ${name}, which keeps the order`).toBeNear(plain)
  let won = 0
  y.forEach((one, i) => y.forEach((zero, j) => (won += one === 1 && zero === 0 ? (score[i] > score[j] ? 1 : score[i] === score[j] ? 0.5 : 0) : 0)))
  expect(plain, 'rocAuc of 40 rows, counted pair by pair').toBeNear(won / (y.filter(Boolean).length * y.filter((label) => label === 0).length))
})

check('refuses to rank a single class', () => {
  rocAuc(...pair([1, 0], [1, 0]))
  for (const [y, what] of [[[1, 1, 1], 'no 0'], [[0, 0], 'no 1']] as const) {
    expect(() => unwatched(() => rocAuc(vector([...y]), vector(y.map((_, i) => i)))), `rocAuc with ${what} among the labels`).toThrowNaming('y', 'label', 'labels', 'class', 'classes')
  }
})

/** Three labels, of which the last never occurs. */
const Y = [[1, 0, 0], [0, 0, 0], [1, 1, 0], [0, 1, 0]]
const SCORE = [[0.9, 0.4, 0.1], [0.8, 0.9, 0.2], [0.7, 0.8, 0.3], [0.6, 0.1, 0.4]]
/** Hits at places 1 and 3, then at places 2 and 4. */
const [FIRST, SECOND] = [(1 / 1 + 2 / 3) / 2, (1 / 2 + 2 / 4) / 2]
const map = (y: number[][], score: number[][]) => attempt(() => meanAveragePrecision(tf.tensor2d(y), tf.tensor2d(score)))
const column = (table: number[][], j: number) => table.map((row) => [row[j]])

trap('every-place-counted', 'You averaged the share of 1s over all places of the list: only the places where a 1 stands count.', () => {
  // After 1, 2, 3 and 4 places: 1, 1/2, 2/3, 1/2.
  return near(map(column(Y, 0), column(SCORE, 0)), (1 + 1 / 2 + 2 / 3 + 1 / 2) / 4)
})

trap('absent-label-skipped', 'A column without a single 1 counts 0 in the mean: divide by all columns.', () => {
  return near(map(Y, SCORE), (FIRST + SECOND) / 2)
})

check('measures how far up the 1s come', () => {
  const of = (j: number) => meanAveragePrecision(tf.tensor2d(column(Y, j)), tf.tensor2d(column(SCORE, j)))
  expect(of(0), 'meanAveragePrecision of one column with its 1s at places 1 and 3 of 4').toBeNear(FIRST)
  expect(of(1), 'meanAveragePrecision of one column with its 1s at places 2 and 4 of 4').toBeNear(SECOND)
  const perfect = meanAveragePrecision(tf.tensor2d([[1], [0], [1]]), tf.tensor2d([[0.3], [-2], [7]]))
  expect(perfect, 'meanAveragePrecision when every 1 comes before every 0').toBe(1)
  expect(meanAveragePrecision(tf.tensor2d(Y), tf.tensor2d(SCORE)), 'meanAveragePrecision of three columns, the last without a 1').toBeNear((FIRST + SECOND) / 3)
})

check('knows what to measure', () => {
  const holds = (task: Task, names: string[], what: string) => expect([...metricFor(task)].sort(), `metricFor ${what}`).toEqual(names)
  holds({ kind: 'classification', balanced: true }, ['accuracy', 'rocAuc'], 'classes that are equally frequent')
  holds({ kind: 'classification', balanced: false }, ['precision', 'recall'], 'classes of which one is rare')
  for (const balanced of [true, false]) {
    holds({ kind: 'ranking', balanced }, ['meanAveragePrecision'], 'a ranking')
    holds({ kind: 'multilabel', balanced }, ['meanAveragePrecision'], 'several labels a row')
  }
  const other = () => unwatched(() => metricFor({ kind: 'clustering' as 'ranking', balanced: true }))
  expect(other, "metricFor({ kind: 'clustering', … })").toThrowNaming('kind', 'kinds', 'clustering')
})
