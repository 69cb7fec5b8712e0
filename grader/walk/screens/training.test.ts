import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import chalk from 'chalk'
import type { Event } from '../../spec/events'
import { after, begin, epochTable, type Training, trainingScreen } from './training'

chalk.level = 0

const start = begin({ type: 'training', rows: 6_000, batch: 128, epochs: 3, steps: 141 }, 1)
const step = (step: number, loss?: number): Event => ({ type: 'step', step, steps: 141, ...(loss !== undefined && { loss }) })
const epoch = (epoch: number, numbers = { loss: 1 / epoch, acc: 0.9 }): Event => ({ type: 'epoch', epoch, epochs: 3, numbers })
const fold = (events: Event[]) => events.reduce(after, start)

describe('a training as far as it has got', () => {
  it('is made of what is told', () => {
    const training = fold([step(1), step(2, 0.5), epoch(1), { type: 'printed', text: 'x' }, step(3, 0.4)])
    assert.deepEqual(training, {
      which: 1, rows: 6_000, epochs: 3, steps: 141, step: 3,
      losses: [{ step: 2, loss: 0.5 }, { step: 3, loss: 0.4 }],
      done: [{ epoch: 1, numbers: { loss: 1, acc: 0.9 } }],
    })
  })
  it('is never changed, only made anew', () => {
    const before = structuredClone(start)
    fold([step(5, 0.1), epoch(1)])
    assert.deepEqual(start, before)
  })
})

describe('the picture of a training', () => {
  const head = (training = start, seconds = 0, expected?: number) => trainingScreen(training, seconds, expected).split('\n')[0]

  it('says how far it is, how long it took and will take', () => {
    assert.equal(head(), `  ${'░'.repeat(28)}   0 %  step 0 of 141  0 ms   6,000 rows · 3 epochs`)
    assert.equal(head(fold([step(70)]), 3.2, 6.5), `  ${'█'.repeat(14)}${'░'.repeat(14)}  50 %  step 70 of 141  3.2 s of about 6.5 s   6,000 rows · 3 epochs`)
    assert.match(head(fold([step(141)]), 6), new RegExp(`^ {2}${'█'.repeat(28)} 100 %`))
  })

  it('says which training it is, when a spec has several', () => {
    assert.match(head({ ...start, which: 2 }), /3 epochs · training 2$/)
  })

  it('does not burst when there are more steps than planned', () => {
    assert.match(head(fold([step(282)]), 6), new RegExp(`^ {2}${'█'.repeat(28)} `))
  })

  it('has a line for each epoch, the last six of many', () => {
    assert.equal(epochTable(fold([epoch(1), epoch(2)]).done), '    epoch 1   loss 1        acc 0.9000\n    epoch 2   loss 0.5000   acc 0.9000')
    assert.deepEqual(epochTable(fold([1, 2, 3, 4, 5, 6, 7, 8].map((i) => epoch(i))).done).match(/epoch \d/g), [3, 4, 5, 6, 7, 8].map((i) => `epoch ${i}`))
    assert.equal(epochTable([]), '')
    // Two trainings, of which only the first was validated.
    const both: Training['done'] = [{ epoch: 2, numbers: { val_loss: 0.5, loss: 0.25 } }, { epoch: 1, numbers: { loss: 0.75 } }]
    assert.equal(epochTable(both), '    epoch 2   val_loss 0.5000   loss 0.2500\n    epoch 1                     loss 0.7500')
    assert.equal(epochTable(both, 1), '    epoch 1   loss 0.7500')
  })

  it('draws the loss once there is something to see', () => {
    const losses = (count: number) => fold(Array.from({ length: count }, (_, i) => step(i + 1, 2 / (i + 1))))
    assert.doesNotMatch(trainingScreen(losses(7), 1, undefined), /┤/)
    const drawn = trainingScreen(losses(60), 1, undefined).split('\n').filter((line) => line.includes('┤'))
    assert.ok(drawn.length >= 3, String(drawn.length))
    assert.match(drawn[0], /2\.00.*loss$/)
    assert.ok(drawn.every((line) => line.length <= 80))
  })

  it('draws a loss that never changes', () => {
    const flat = fold(Array.from({ length: 20 }, (_, i) => step(i + 1, 0.5)))
    assert.match(trainingScreen(flat, 1, undefined), /step 20 of 141/)
  })
})
