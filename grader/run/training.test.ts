import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Exercise, findExercise, loadCourse } from '../course/course'
import { foiled } from '../course/foils'
import { referenceOf } from '../course/reference'
import { kit, smallCourse, write } from '../course/testing/small-course'
import type { Event } from '../spec/events'
import { inWords } from '../spec/outcome'
import type { Result } from './result'
import type * as Runners from './runner'
import { Runner } from './runner'

/** A small net on 60 rows in batches of 16: four steps an epoch, twelve in three. */
const COURSE = {
  'exercises/01-small/01-first.spec.ts': `
    import * as tf from '@tensorflow/tfjs'
    import { bar, check, expect, train } from '#spec'
    import { learn, name } from './01-first'

    check('has a name', () => expect(name(), 'name').toBe('first'))

    train('tells left from right', { quick: { epochs: 3 }, full: { epochs: 4 } }, async (run) => {
      const { epochs } = run.settings
      const x = tf.randomNormal<tf.Tensor2D>([60, 4])
      const y = tf.tidy(() => tf.oneHot(x.slice([0, 0], [60, 1]).greater(0).toInt().reshape([60]), 2).toFloat()) as tf.Tensor2D
      const model = tf.sequential({
        layers: [
          tf.layers.dense({ inputShape: [4], units: 16, activation: 'relu' }),
          tf.layers.dropout({ rate: 0.1 }),
          tf.layers.dense({ units: 2, activation: 'softmax' }),
        ],
      })
      model.compile({ optimizer: tf.train.adam(0.03), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
      await run.training({ rows: 60, batch: 16, epochs }, () => learn(model, x, y, { epochs, batch: 16 }))
      run.show('epochs', epochs, { book: 10 })
      expect(run.accuracy(model, x, y), 'accuracy').toReach(bar('accuracy', { book: 0.99 }))
    })
  `,
  'exercises/01-small/02-second.spec.ts': `
    import * as tf from '@tensorflow/tfjs'
    import { expect, multiHotBatches, train } from '#spec'
    import { part } from './02-second'

    train('has three parts', { quick: { parts: 3 }, full: { parts: 3 } }, async (run) => {
      const results: number[] = []
      for (let i = 0; i < run.settings.parts; i++) results.push(await run.kept('part', { i }, () => part(i)))
      expect(results, 'the parts').toEqual([0, 10, 20])
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1, activation: 'sigmoid', useBias: false })] })
      model.setWeights([tf.tensor2d([[3], [-3]])])
      // Right on the first three rows of four.
      const [x, y] = [tf.tensor2d([[1, 0], [0, 1], [1, 0], [1, 0]]), [1, 0, 1, 0]]
      run.show('of one column', run.accuracy(model, x, tf.tensor2d(y, [4, 1])), { notes: 0.75 })
      run.show('of rank 1', run.accuracy(model, x, tf.tensor1d(y)))
      run.show('over batches', await run.accuracyOver(model, multiHotBatches([[0], [1], [0], [0]], y, { dim: 2, batch: 3 })))
    })
  `,
  'solutions/01-small/calibration.json': JSON.stringify({
    '01-first': { wasm: { quick: { measures: { accuracy: { bar: { atLeast: 0.3 }, falseFail: 0.001 } } } } },
  }),
}

/** An answer: what \`learn\` does with the model \`m\`, the rows \`x\`, \`y\` and the options \`o\`. */
const learner = (body: string, name = 'first') => `
  import * as tf from '@tensorflow/tfjs'
  export function name(): string { return '${name}' }
  export async function learn(m: tf.LayersModel, x: tf.Tensor2D, y: tf.Tensor2D, o: { epochs: number; batch: number }): Promise<unknown> {
    const args = { epochs: o.epochs, batchSize: o.batch, verbose: 0 as const }
    ${body}
  }
`
const FIT = 'return m.fit(x, y, args)'

describe('a training that is watched', { timeout: 900_000 }, () => {
  let root: string
  let runner: Runners.Runner
  before(() => {
    root = smallCourse({ ...COURSE, 'solutions/01-small/01-first.ts': learner(FIT) })
    runner = new (kit<typeof Runners>(root, 'grader/run/runner').Runner)(root)
  })
  after(() => {
    runner.close()
    fs.rmSync(root, { recursive: true, force: true })
  })

  async function judge(source: string, order: Partial<Runners.Order> = {}): Promise<Result & { events: Event[] }> {
    write(root, 'learner/01-small/01-first.ts', source)
    const events: Event[] = []
    const result = await runner.run({ exercise: '01-small/01-first', subject: 'learner', ...order }, (event) => events.push(event)).result
    return { ...result!, events }
  }
  const passes = async (body: string) => {
    const result = await judge(learner(body))
    assert.equal(result.verdict.kind, 'passed', inWords(result.verdict))
    return result
  }
  const fails = async (body: string, words: RegExp) => {
    const { verdict } = await judge(learner(body))
    assert.equal(verdict.kind, 'failed', inWords(verdict))
    assert.match(inWords(verdict), words)
  }

  it('tells its plan, steps, epochs and numbers', async () => {
    const { events, epochs, measures } = await passes(FIT)
    assert.deepEqual(events.find(({ type }) => type === 'training'), { type: 'training', rows: 60, batch: 16, epochs: 3, steps: 12 })
    const steps = events.filter((event) => event.type === 'step')
    assert.deepEqual([steps.at(-1)?.step, steps.at(-1)?.steps], [12, 12])
    assert.deepEqual(epochs.map(({ epoch, epochs, numbers }) => [epoch, epochs, Object.keys(numbers)]), [1, 2, 3].map((i) => [i, 3, ['loss', 'acc']]))
    assert.ok(epochs.every(({ numbers }) => Object.values(numbers).every(Number.isFinite)))
    assert.deepEqual(measures.map(({ name, book, bar }) => [name, book, bar]), [['epochs', 10, undefined], ['accuracy', 0.99, { atLeast: 0.3 }]])
  })

  it('goes on with the parts that were trained before it was broken off, and forgets them when it has passed', async () => {
    const marker = path.join(root, 'go-on')
    const source = `
      import fs from 'node:fs'
      export function part(i: number): number {
        if (i === 2 && !fs.existsSync(${JSON.stringify(marker)})) throw new Error('broken off')
        console.log('part', i)
        return 10 * i
      }
    `
    write(root, 'learner/01-small/02-second.ts', source)
    const run = async () => (await runner.run({ exercise: '01-small/02-second', subject: 'learner' }).result)!
    assert.equal((await run()).verdict.kind, 'crashed')
    fs.writeFileSync(marker, '')
    const second = await run()
    assert.equal(second.verdict.kind, 'passed', inWords(second.verdict))
    assert.equal(second.printed, 'part 2\n')
    assert.equal(second.notices.length, 2)
    assert.deepEqual(second.measures.map(({ value, notes }) => [value, notes]), [[0.75, 0.75], [0.75, undefined], [0.75, undefined]])
    assert.equal((await run()).printed, 'part 0\npart 1\npart 2\n')
  })

  describe('with callbacks of the learner', () => {
    const called = (epochs: number) => new RegExp(`^${Array.from({ length: epochs }, (_, i) => `epoch ${i}\n`).join('')}$`)
    const callback = 'const callback = { onEpochEnd: async (epoch: number) => console.log("epoch", epoch) };'
    const instance = 'class Mine extends tf.Callback { async onEpochEnd(epoch: number) { console.log("epoch", epoch) } };'
    const ways: [string, string][] = [
      ['one object', `${callback} return m.fit(x, y, { ...args, callbacks: callback })`],
      ['an array of objects', `${callback} return m.fit(x, y, { ...args, callbacks: [callback] })`],
      ['a tf.Callback', `${instance} return m.fit(x, y, { ...args, callbacks: new Mine() })`],
      ['an array of tf.Callbacks', `${instance} return m.fit(x, y, { ...args, callbacks: [new Mine()] })`],
      ['both kinds together', `${callback} return m.fit(x, y, { ...args, callbacks: [callback, tf.callbacks.earlyStopping({ monitor: "loss", patience: 9 })] as never })`],
    ]
    for (const [what, body] of ways) {
      it(`as ${what}, calls them and watches as before`, async () => {
        const { printed, epochs } = await passes(body)
        assert.match(printed, called(3))
        assert.equal(epochs.length, 3)
      })
    }
  })

  it('may be a loop of the learner, over batches', async () => {
    const { epochs } = await passes(`
      for (let epoch = 0; epoch < o.epochs; epoch++) {
        for (let begin = 0; begin < 60; begin += o.batch) {
          const size = Math.min(o.batch, 60 - begin)
          const [a, b] = [x.slice(begin, size), y.slice(begin, size)]
          await m.trainOnBatch(a, b)
          tf.dispose([a, b])
        }
      }
      return undefined
    `)
    assert.deepEqual(epochs, [], 'nobody said what an epoch is')
  })

  it('may be a loop of the learner, over gradients', async () => {
    await passes(`
      const optimizer = tf.train.sgd(0.1)
      for (let step = 0; step < 12; step++) {
        optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, m.apply(x) as tf.Tensor2D) as tf.Scalar)
      }
      optimizer.dispose()
      return undefined
    `)
  })

  it('may take a tf.data.Dataset', async () => {
    const { epochs } = await passes(`
      const [rows, labels] = [x.arraySync(), y.arraySync()]
      const data = tf.data.zip({ xs: tf.data.array(rows), ys: tf.data.array(labels) }).batch(o.batch)
      return m.fitDataset(data, { epochs: o.epochs, verbose: 0 })
    `)
    assert.equal(epochs.length, 3)
  })

  const arithmetic = /but 60 rows in batches of 16 are 4 steps an epoch, 12 in 3\./
  it('counts the steps of two fits together', async () => {
    await fails('await m.fit(x, y, args); return m.fit(x, y, args)', new RegExp(`^The optimizer took 24 steps, ${arithmetic.source}`))
  })
  it('must be waited for', async () => {
    await fails('const h: any = m.fit(x, y, args); return h.history.loss', /^`learn` came back while its network was still training: write await/)
    await fails('void m.fit(x, y, args); return m', /^`learn` came back while its network was still training: write await/)
  })
  it('counts steps that are missing', async () => {
    await fails('return m.fit(x, y, { ...args, epochs: 1 })', new RegExp(`^The optimizer took 4 steps, ${arithmetic.source}`))
    await fails('return undefined', new RegExp(`^The optimizer took 0 steps, ${arithmetic.source}`))
  })
  it('says that the loss became NaN, and when', async () => {
    await fails('const bad = y.mul(NaN); const h = await m.fit(x, bad, args); bad.dispose(); return h', /^The loss became NaN in (batch|epoch) \d+: look at the scale/)
  })
  it('says that one class is all that comes out', async () => {
    await fails(
      `const h = await ${FIT.replace('return ', '')}
       const weights = m.getWeights().map((w, i) => (i === 3 ? tf.tensor1d([0, 9]) : tf.zerosLike(w)))
       m.setWeights(weights)
       tf.dispose(weights)
       return h`,
      /^The network gives class 1 to all 60 rows/,
    )
  })
  it('leaves no trace when it fails: the next one is watched by itself', async () => {
    const { verdict } = await judge(learner('throw new RangeError("too few rows")'))
    assert.match(inWords(verdict), /^RangeError: too few rows\n {4}at learn \(learner\/01-small\/01-first\.ts:/)
    const { epochs } = await passes(FIT)
    assert.equal(epochs.length, 3)
  })

  it('waits for the checks before it', async () => {
    const { verdict, checks } = await judge(learner(FIT, 'second'))
    assert.match(inWords(verdict), /^name: expected "first", got "second"/)
    assert.equal(checks.find(({ role }) => role === 'training')?.outcome.kind, 'not reached')
  })
  it('does not wait while bars are being measured, and falls short of none', async () => {
    const { measures, verdict } = await judge(learner(FIT, 'second'), { calibrating: true, profile: 'full' })
    assert.deepEqual(measures.map(({ name, better, bar }) => [name, better, bar]), [['epochs', undefined, undefined], ['accuracy', 'higher', undefined]])
    assert.equal(verdict.kind, 'failed')
  })
  it('says how a bar that is missing is measured', async () => {
    const { verdict } = await judge(learner(FIT), { profile: 'full' })
    assert.match(inWords(verdict), /no bar for "accuracy" in 01-small\/01-first, full: run `npm run calibrate`/)
  })

  it('comes out the same with the same seed, and another way with another', async () => {
    const numbers = async (seed: number) => {
      const { epochs, measures } = await judge(learner(FIT), { seed })
      return JSON.stringify([epochs, measures])
    }
    const first = await numbers(1)
    assert.notEqual(await numbers(2), first)
    assert.equal(await numbers(1), first)
  })
})

/** The first real training of the course. */
describe('4.4', { timeout: 900_000 }, () => {
  const course = loadCourse(path.resolve(__dirname, '../..'))
  const exercise = findExercise(course, '4.4') as Exercise
  const reference = referenceOf(course.root, exercise)
  let runner: Runner
  before(() => {
    runner = new Runner(course.root)
  })
  after(() => runner.close())

  const judge = async (subject: string, seed = 0): Promise<Result> => {
    const result = await runner.run({ exercise: exercise.key, subject, profile: 'quick', seed }).result
    assert.ok(result)
    return result
  }
  const judgeSource = (source: string) => {
    write(course.root, `.tensorlings/subjects/training/${exercise.key}.ts`, source)
    return judge('.tensorlings/subjects/training')
  }
  const fit = 'const history = await m.fit(d.xTrain, d.yTrain, { epochs: o.epochs, batchSize: o.batch, verbose: 0 })'

  it('measures the same numbers with the same seed, and others with another', async () => {
    const [first, again, other] = [await judge('solutions', 3), await judge('solutions', 3), await judge('solutions', 4)]
    for (const { verdict } of [first, again, other]) assert.equal(verdict.kind, 'passed', inWords(verdict))
    assert.ok(first.measures.length >= 3)
    assert.deepEqual([again.measures, again.epochs], [first.measures, first.epochs])
    assert.notDeepEqual(other.measures, first.measures)
  })

  it('counts the steps of a learner that fits twice', async () => {
    const { verdict } = await judgeSource(foiled(reference, { find: fit, replace: `${fit.replace('const history = ', '')}\n  ${fit}` }))
    // Small checks with few rows come first; they count steps, too.
    assert.match(inWords(verdict), /steps/)
    assert.equal(verdict.kind, 'failed')
  })

  it('passes a loop of the learner that gives what looks like a History', async () => {
    const loop = `
  const { xTrain, yTrain } = d
  const rows = xTrain.shape[0]
  const kept: Record<'loss' | 'acc', number[]> = { loss: [], acc: [] }
  for (let epoch = 0; epoch < o.epochs; epoch++) {
    const order = Array.from(tf.util.createShuffledIndices(rows))
    let [loss, right] = [0, 0]
    for (let begin = 0; begin < rows; begin += o.batch) {
      const picked = tf.tensor1d(order.slice(begin, begin + o.batch), 'int32')
      const [x, y] = [xTrain.gather(picked), yTrain.gather(picked)]
      const [batchLoss, batchAcc] = (await m.trainOnBatch(x, y)) as number[]
      loss += batchLoss * x.shape[0]
      right += batchAcc * x.shape[0]
      tf.dispose([picked, x, y])
    }
    kept.loss.push(loss / rows)
    kept.acc.push(right / rows)
  }
  const history = { epoch: kept.loss.map((_, i) => i), history: kept } as unknown as tf.History`
    const result = await judgeSource(foiled(reference, { find: fit, replace: loop }))
    assert.equal(result.verdict.kind, 'passed', inWords(result.verdict))
  })
})
