import assert from 'node:assert/strict'
import fs from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { kit, smallCourse } from '../course/testing/small-course'
import type { Settings } from '../spec/host'
import type * as Calibrations from './calibration'

const measured = (atLeast: number) => ({
  date: '2026-01-01',
  seeds: 24,
  seconds: 3,
  measures: { 'test accuracy': { bar: { atLeast }, falseFail: 0.001, mean: 0.9, sd: 0.01, min: 0.88, max: 0.92 } },
})
const CALIBRATION = { '01-first': { wasm: { quick: measured(0.8), full: measured(0.9), 'quick, stand-in': measured(0.6) }, cpu: { quick: measured(0.7) } } }

describe('the calibration of an exercise', () => {
  let root: string
  let calibrations: typeof Calibrations
  before(() => {
    root = smallCourse({ 'solutions/01-small/calibration.json': JSON.stringify(CALIBRATION) })
    calibrations = kit<typeof Calibrations>(root, 'grader/run/calibration')
  })
  after(() => fs.rmSync(root, { recursive: true, force: true }))
  const bar = (engine: Settings['engine'], profile: Settings['profile'], exercise = '01-small/01-first', standIn = false) =>
    calibrations.barsFor({ exercise, engine, profile } as Settings, standIn)['test accuracy']?.bar

  it('is that of its engine and profile', () => {
    assert.deepEqual(bar('wasm', 'quick'), { atLeast: 0.8 })
    assert.deepEqual(bar('wasm', 'full'), { atLeast: 0.9 })
    assert.deepEqual(bar('cpu', 'quick'), { atLeast: 0.7 })
  })
  it('is that of wasm where there is none of its own', () => {
    assert.deepEqual(bar('tensorflow', 'quick'), { atLeast: 0.8 })
    assert.deepEqual(bar('cpu', 'full'), { atLeast: 0.9 })
    assert.equal(calibrations.calibrated('01-small/01-first', 'webgpu', 'full')?.seconds, 3)
  })
  it('is another one on made-up data', () => {
    assert.deepEqual(bar('wasm', 'quick', '01-small/01-first', true), { atLeast: 0.6 })
    assert.deepEqual(bar('wasm', 'full', '01-small/01-first', true), { atLeast: 0.6 }, 'a full-size run is held to what a quick one reaches')
  })
  it('is nothing for what was never calibrated', () => {
    assert.equal(bar('wasm', 'quick', '01-small/02-second'), undefined)
    assert.equal(bar('wasm', 'quick', '02-other/01-first'), undefined)
    assert.deepEqual(calibrations.readCalibration('02-other'), {})
  })
})
