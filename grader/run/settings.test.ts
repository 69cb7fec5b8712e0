import assert from 'node:assert/strict'
import path from 'node:path'
import { beforeEach, describe, it } from 'node:test'
import { eventsFile, readProfile, readSettings, readThreads, slashed } from './settings'

const root = path.resolve('/course')
const spec = path.join(root, 'exercises', '04-mnist', '01-prepare-digits.spec.ts')
const names = ['PROFILE', 'SEED', 'SUBJECT', 'CALIBRATE', 'EVENTS']
const settings = (env: Record<string, string> = {}) => {
  Object.assign(process.env, env)
  return readSettings(root, spec)
}

describe('the settings of a run', () => {
  beforeEach(() => {
    for (const name of names) delete process.env[name]
  })

  it("are the learner's file, the quick profile and seed 0 unless said otherwise", () => {
    assert.deepEqual(settings(), {
      exercise: '04-mnist/01-prepare-digits',
      subject: 'exercises',
      file: path.join(root, 'exercises', '04-mnist', '01-prepare-digits.ts'),
      shownAs: 'exercises/04-mnist/01-prepare-digits.ts',
      profile: 'quick',
      seed: 0,
      engine: 'cpu',
      calibrating: false,
    })
  })

  it('come from the environment', () => {
    const { subject, file, shownAs, profile, seed } = settings({ SUBJECT: 'solutions', PROFILE: 'full', SEED: '-12' })
    assert.equal(file, path.join(root, 'solutions', '04-mnist', '01-prepare-digits.ts'))
    assert.deepEqual([subject, shownAs, profile, seed], ['solutions', 'solutions/04-mnist/01-prepare-digits.ts', 'full', -12])
  })

  it('do not begin to calibrate while the process is running', () => assert.equal(settings({ CALIBRATE: '1' }).calibrating, false))

  it('may name a folder anywhere', () => {
    const { file, subject } = settings({ SUBJECT: path.resolve('/elsewhere/hers') })
    assert.equal(file, path.resolve('/elsewhere/hers/04-mnist/01-prepare-digits.ts'))
    assert.equal(subject, '../elsewhere/hers')
  })

  for (const profile of ['slow', 'Quick', '']) {
    it(`refuse PROFILE=${profile}`, () => assert.throws(() => settings({ PROFILE: profile }), new RegExp(`PROFILE=${profile} is not a profile: use quick or full`)))
  }
  for (const seed of ['one', '1.5', 'NaN']) {
    it(`refuse SEED=${seed}`, () => assert.throws(() => settings({ SEED: seed }), new RegExp(`SEED=${seed} is not a whole number`)))
  }
})

describe('small things', () => {
  it('an engine uses all threads it likes, or one where several workers run', () => {
    assert.deepEqual([readThreads(1, ''), readThreads(4, ''), readThreads(4, '3')], [undefined, 1, 3])
    for (const wrong of ['0', '1.5', 'two']) assert.throws(() => readThreads(1, wrong), /THREADS=.* is not a number of threads/)
  })
  it('a profile is quick unless said otherwise', () => assert.deepEqual([readProfile(), readProfile('full')], ['quick', 'full']))
  it('a path has slashes on every system', () => assert.equal(slashed(path.join('a', 'b', 'c.ts')), 'a/b/c.ts'))
  it('events have a file for each exercise, if anybody listens', () => {
    assert.equal(eventsFile('04-mnist/01-prepare-digits', '/tmp/x'), path.join('/tmp/x', '04-mnist_01-prepare-digits.ndjson'))
    assert.equal(eventsFile('04-mnist/01-prepare-digits', ''), '')
    assert.equal(eventsFile('04-mnist/01-prepare-digits', undefined), undefined)
  })
})
