import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, it } from 'node:test'
import { offeredEngines } from '../../engine'
import type { Report } from './engine/screen'
import { inPipes } from './testing/command'
import { Screen } from './testing/screen'

const root = path.resolve(__dirname, '../..')
const ENGINE = ['--import', 'tsx', 'grader/walk/engine.ts']

describe('npm run engine', () => {
  it('examines every engine, for programs, and finds that wasm computes what cpu does', async () => {
    const { code, out, err } = await inPipes(root, [...ENGINE, '--json', '--verify'])
    const { chosen, engines, machine, exercises } = JSON.parse(out) as Report
    assert.deepEqual([code, err], [0, ''], out)
    assert.deepEqual(engines.map(({ name }) => name), offeredEngines)
    assert.ok(chosen.kind === 'chosen' && !chosen.asked && engines.find(({ name }) => name === chosen.name)?.kind === 'usable')
    const wasm = engines.find(({ name }) => name === 'wasm')
    assert.ok(wasm?.kind === 'usable' && wasm.verdicts && wasm.verdicts.length > 50)
    assert.deepEqual(wasm.verdicts.filter(({ problems }) => problems.length > 0), [])
    for (const engine of engines) {
      if (engine.kind === 'usable') assert.ok(engine.speed.gflops > 0 && engine.speed.step > 0 && engine.device.length > 0)
    }
    assert.equal(machine.node, process.versions.node)
    assert.deepEqual(exercises.map(({ engine }) => engine), offeredEngines)
    assert.ok(exercises.every(({ passed, failed, untried }) => passed.length + failed.length + untried.length > 0))
  })

  it('refuses what it does not know', async () => {
    for (const args of [['fly'], ['--fly'], ['--json', 'fly']]) {
      const { code, out, err } = await inPipes(root, [...ENGINE, ...args])
      assert.deepEqual([code, out], [2, ''])
      assert.match(err, /there is no command 'fly'; npm run engine -- --help lists them|unknown option '--fly'/)
    }
  })

  it('shows how it comes along, and ends at once when it is broken off', async () => {
    const screen = new Screen([process.execPath, ...ENGINE], { cwd: root, columns: 80, rows: 24 })
    await screen.shows(/Looking at the engines[^]*measuring …/)
    screen.pressNow('\x03')
    assert.equal(await screen.ends(5), 130)
    assert.ok(screen.isCursorVisible())
  })
})
