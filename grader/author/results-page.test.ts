import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Result } from '../run/result'
import { putSection, sectionName, sectionOf } from './results-page'

const result = {
  engine: 'wasm', seed: 3, resumed: 0, seconds: 125.4, peak: 1.234e9, profile: 'full', verdict: { kind: 'passed' },
  measures: [
    { name: 'test accuracy', value: 0.87654, better: 'higher', bar: { atLeast: 0.85 }, book: 0.885, notes: 0.85 },
    { name: 'epoch | best', value: 4 },
  ],
} as unknown as Result
const where = { device: 'CPU', cpu: 'a processor', date: '2026-01-02' }
const exercise = { id: '5.6', title: 'Stop in time' }

describe('the section of an exercise', () => {
  it('has where, when and how long, and a row for each number', () => {
    assert.equal(
      sectionOf(exercise, result, where),
      [
        '### 5.6 Stop in time',
        '2026-01-02, full profile, wasm on CPU (a processor), seed 3: 2 min 5 s, 1.23 GB of memory at the most.',
        '| | here | bar | the book | notes |\n|---|--:|--:|--:|--:|\n| test accuracy | 0.8765 | ≥ 0.85 | 0.885 | 0.85 |\n| epoch \\| best | 4 |  |  |  |',
      ].join('\n\n'),
    )
  })
  it('says when it was measured on made-up data, and when the reference fell short', () => {
    const verdict = { kind: 'failed', sentence: 'test accuracy: expected at least 0.9.', rows: [] }
    const section = sectionOf(exercise, { ...result, verdict, measures: [{ name: 'a', value: 1, standIn: true }] } as unknown as Result, where)
    assert.match(section, /^### 5\.6 Stop in time, on made-up data$/m)
    assert.match(section, /Made-up data stood in for the real set/)
    assert.match(sectionOf(exercise, { ...result, resumed: 2 }, where), /2 of its parts come from a run that was broken off: time and memory are those of the rest\./)
    assert.match(section, /The reference did not pass: test accuracy: expected at least 0\.9\./)
  })
})

describe('the page of results', () => {
  const order = ['4.4', '5.5', '5.6', '6.2']
  const put = (page: string, id: string, text: string) => putSection(page, id, text, order)

  it('has its sections in the order of the course, whichever was measured first', () => {
    const page = put(put(put('# Results\n', '6.2', 'six'), '4.4', 'four'), '5.5', 'five')
    assert.deepEqual(page.match(/^(four|five|six|# Results)$/gm), ['# Results', 'four', 'five', 'six'])
  })
  it('keeps what was measured on made-up data beside the real figures', () => {
    const both = ['5.5', '5.6'].flatMap((id) => [sectionName({ id }, false), sectionName({ id }, true)])
    const page = putSection(putSection(putSection('# Results\n', '5.6', 'next', both), '5.5 on made-up data', 'made up', both), '5.5', 'real', both)
    assert.deepEqual(page.match(/^(real|made up|next)$/gm), ['real', 'made up', 'next'])
    assert.equal(putSection(page, '5.5', 'newer', both), page.replace('\nreal\n', '\nnewer\n'))
  })
  it('has the newest of each, and nothing else changes', () => {
    const page = put(put('# Results\n', '4.4', 'four'), '5.6', 'old')
    assert.equal(put(page, '5.6', 'old'), page)
    assert.equal(put(page, '5.6', 'new'), page.replace('old', 'new'))
    assert.equal(put(put(page, '4.4', 'again'), '4.4', 'four'), page)
  })
})
