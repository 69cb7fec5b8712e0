import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import type { Machine } from '../../engine/examine/machine'
import { goesOn } from './going-on'
import { keep, kept, keptFile } from './kept'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-kept-'))
after(() => fs.rmSync(root, { recursive: true, force: true }))

describe('what is measured', () => {
  it('is kept, and found again', () => {
    assert.equal(kept(root, 'versus'), undefined)
    keep(root, 'versus', { workloads: [1] })
    keep(root, 'versus', { workloads: [1, 2] })
    keep(root, 'book', { tasks: [] })
    assert.deepEqual([kept(root, 'versus'), kept(root, 'book')], [{ workloads: [1, 2] }, { tasks: [] }])
  })

  it('is nothing when its file is broken', () => {
    fs.writeFileSync(keptFile(root, 'book'), '{"tasks": [')
    assert.equal(kept(root, 'book'), undefined)
  })
})

describe('a run that was stopped', () => {
  const machine: Machine = { node: '24', system: 'Linux', arch: 'x64', tensorflowJs: '4.22.0', cpu: { model: 'Fast', cores: 2, load: 0.1 }, memory: 25e9, gpus: [] }
  const part = { machine, rounds: 5, contenders: { keras: { title: 'Keras', what: 'Keras 3' }, torch: { title: 'PyTorch', missing: 'left out' } } }

  it('goes on, also when other programs are at work by now', () => {
    assert.ok(goesOn(part, { ...structuredClone(part), machine: { ...machine, cpu: { ...machine.cpu, load: 3 } } }))
  })

  it('begins anew on another machine, with another version, with somebody else, with other rounds', () => {
    assert.ok(!goesOn(part, { ...part, machine: { ...machine, cpu: { ...machine.cpu, cores: 4 } } }))
    assert.ok(!goesOn(part, { ...part, contenders: { ...part.contenders, keras: { title: 'Keras', what: 'Keras 4' } } }))
    assert.ok(!goesOn(part, { ...part, contenders: { ...part.contenders, torch: { title: 'PyTorch', what: 'PyTorch 2' } } }))
    assert.ok(!goesOn(part, { ...part, rounds: 3 }))
  })
})
