import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { kit, smallCourse, write } from '../course/testing/small-course'
import type { Event } from '../spec/events'
import { inWords } from '../spec/outcome'
import type * as Runners from './runner'

const quick = '01-small/01-quick'
const slow = '01-small/02-slow'

const COURSE = {
  'exercises/01-small/01-quick.spec.ts': `
    import { check, expect } from '#spec'
    import { answer } from './01-quick'
    check('first', () => expect(answer(), 'the answer').toBe(42))
    check('last', () => expect(answer(), 'the answer').toBe(42))
  `,
  'exercises/01-small/02-slow.spec.ts': `
    import * as tf from '@tensorflow/tfjs'
    import { train } from '#spec'
    import { learn } from './02-slow'
    train('learns', { quick: 1, full: 2 }, async (run) => {
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] })
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
      await run.training({ rows: 4, batch: 4, epochs: run.settings }, () => learn(model))
    })
  `,
  // Who runs it, can be seen in what it prints.
  'solutions/01-small/01-quick.ts': 'export function answer(): number {\n  console.log(process.pid)\n  return 42\n}\n',
  'solutions/01-small/02-slow.ts': `
    import * as tf from '@tensorflow/tfjs'
    export async function learn(m: tf.LayersModel): Promise<void> {
      const x = tf.ones([4, 1])
      await m.fit(x, x, { verbose: 0 })
      x.dispose()
    }
  `,
  'endless/01-small/02-slow.ts': `
    import * as tf from '@tensorflow/tfjs'
    export async function learn(m: tf.LayersModel): Promise<void> {
      for (;;) await m.fit(tf.ones([4, 1]), tf.ones([4, 1]), { verbose: 0 })
    }
  `,
  'deadly/01-small/01-quick.ts': `
    import { execSync } from 'node:child_process'
    export function answer(): number {
      execSync('kill -9 ' + process.pid)
      return 42
    }
  `,
}

describe('a runner', { timeout: 900_000 }, () => {
  let root: string
  let runner: Runners.Runner
  let Runner: typeof Runners.Runner
  before(() => {
    root = smallCourse(COURSE)
    ;({ Runner } = kit<typeof Runners>(root, 'grader/run/runner'))
    runner = new Runner(root)
  })
  after(() => {
    runner.close()
    fs.rmSync(root, { recursive: true, force: true })
  })

  /** Runs the quick reference to its end. @returns the process that ran it */
  async function pidOfQuickRun(): Promise<number> {
    const result = await runner.run({ exercise: quick, subject: 'solutions' }).result
    assert.equal(result?.verdict.kind, 'passed', result && inWords(result.verdict))
    return Number(result.printed.split('\n')[0])
  }

  it('runs one spec after the other in the same process', async () => {
    const pid = await pidOfQuickRun()
    assert.ok(pid > 0)
    assert.equal(await pidOfQuickRun(), pid)
  })

  it('tells each event once, as it happens', async () => {
    const events: Event[] = []
    const result = await runner.run({ exercise: slow, subject: 'solutions', profile: 'quick', seed: 7 }, (event) => events.push(event)).result
    assert.equal(result?.verdict.kind, 'passed', result && inWords(result.verdict))
    assert.deepEqual([result.subject, result.profile, result.seed], ['solutions', 'quick', 7])
    const count = (type: Event['type']) => events.filter((event) => event.type === type).length
    assert.deepEqual(['started', 'training', 'epoch', 'step', 'finished'].map((type) => count(type as Event['type'])), [1, 1, 1, 1, 1])
    assert.equal(count('checked'), result.checks.length)
    assert.deepEqual([events[0].type, events.at(-1)?.type], ['started', 'finished'])
  })

  it('runs what was asked for meanwhile afterwards', async () => {
    const runs = [quick, slow, quick].map((exercise) => runner.run({ exercise, subject: 'solutions' }).result)
    const results = await Promise.all(runs)
    assert.deepEqual(results.map((result) => [result?.exercise, result?.verdict.kind]), [[quick, 'passed'], [slow, 'passed'], [quick, 'passed']])
  })

  it('keeps its process when a quick run is broken off', async () => {
    const pid = await pidOfQuickRun()
    const running: Runners.Running = runner.run({ exercise: quick, subject: 'solutions' }, (event) => {
      // As late as possible: on a busy machine, even a quick run might take longer than its time to end by itself.
      if (event.type === 'checked') running.cancel()
    })
    assert.equal(await running.result, undefined)
    assert.equal(await pidOfQuickRun(), pid)
  })

  it('ends its process to break off a training, and starts another', async () => {
    const pid = await pidOfQuickRun()
    const running: Runners.Running = runner.run({ exercise: slow, subject: 'endless' }, (event) => {
      if (event.type === 'epoch') running.cancel()
    })
    assert.equal(await running.result, undefined)
    assert.notEqual(await pidOfQuickRun(), pid)
  })

  it('can be asked again before what was broken off has ended', async () => {
    const first: Runners.Running = runner.run({ exercise: slow, subject: 'endless' })
    first.cancel()
    const second = runner.run({ exercise: quick, subject: 'solutions' })
    assert.equal(await first.result, undefined)
    assert.equal((await second.result)?.verdict.kind, 'passed')
  })

  it('says that a process ended by itself, and how', { skip: process.platform === 'win32' }, async () => {
    const result = await runner.run({ exercise: quick, subject: 'deadly' }).result
    assert.match(inWords(result!.verdict), /the process that ran your code ended by SIGKILL/)
    assert.deepEqual(result!.checks.map(({ name }) => name), ['first'])
    await pidOfQuickRun()
  })

  it('takes a fresh process when the last one has ended since', async () => {
    const pid = await pidOfQuickRun()
    process.kill(pid, 'SIGKILL')
    assert.notEqual(await pidOfQuickRun(), pid)
  })

  it('judges the file that is there at each run', async () => {
    const file = 'changing/01-small/01-quick.ts'
    const judge = async (body: string) => {
      write(root, file, `export function answer(): number { ${body} }`)
      return (await runner.run({ exercise: quick, subject: 'changing' }).result)?.verdict.kind
    }
    assert.equal(await judge('return 41'), 'failed')
    assert.equal(await judge('return 42'), 'passed')
    assert.equal(await judge('return'), 'failed')
    fs.rmSync(path.join(root, file))
    assert.equal((await runner.run({ exercise: quick, subject: 'changing' }).result)?.verdict.kind, 'crashed')
  })

  it('hears of the engine, or why there is none', async () => {
    const heard: unknown[] = []
    const other = new Runner(root, { onEngine: (engine) => heard.push(engine) })
    const before = process.env['ENGINE']
    process.env['ENGINE'] = 'abacus'
    try {
      await other.run({ exercise: quick, subject: 'solutions' }).result
      assert.match(String(heard[0]), /ENGINE=abacus is not an engine/)
    } finally {
      if (before === undefined) delete process.env['ENGINE']
      else process.env['ENGINE'] = before
      other.close()
    }
  })

  it('breaks off what is under way when it is closed, and runs nothing more', async () => {
    const other = new Runner(root)
    const early = other.run({ exercise: quick, subject: 'solutions' }).result
    other.close()
    assert.equal(await early, undefined)
    assert.throws(() => other.run({ exercise: quick }), /closed/)
  })
})
