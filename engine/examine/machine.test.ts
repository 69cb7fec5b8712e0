import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { examineMachine, parseDriverVersion, parseNvidiaSmi, usableMemory } from './machine'

describe('the machine', () => {
  it('is described in plain data', async () => {
    const machine = await examineMachine()
    assert.equal(machine.node, process.versions.node)
    assert.match(machine.tensorflowJs, /^\d+\.\d+\.\d+/)
    assert.ok(machine.cpu.cores >= 1 && machine.memory > 2 ** 20 && machine.system.length > 0)
    assert.equal(process.platform === 'linux', machine.libc !== undefined)
    assert.deepEqual(JSON.parse(JSON.stringify(machine)), machine)
  })

  it('has the GPUs that nvidia-smi lists, and none when it complains', () => {
    const listed = 'NVIDIA H100 80GB HBM3, 550.54.15, 81559 MiB\nNVIDIA GB10, 580.95.05, [N/A]\n'
    assert.deepEqual(parseNvidiaSmi(listed), [
      { name: 'NVIDIA H100 80GB HBM3', driver: '550.54.15', memory: 81559 * 2 ** 20 },
      { name: 'NVIDIA GB10', driver: '580.95.05' },
    ])
    assert.deepEqual(parseNvidiaSmi("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n"), [])
    assert.deepEqual(parseNvidiaSmi(''), [])
  })

  it('has a driver where only the kernel tells of it', () => {
    const closed = 'NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024\nGCC version: gcc 12\n'
    const open = 'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build  (dvs-builder@U16)\n'
    assert.deepEqual([closed, open, 'nothing'].map(parseDriverVersion), ['550.54.15', '570.86.15', undefined])
  })

  it('has as much memory as its container may use', () => {
    assert.equal(usableMemory(64, 8), 8)
    assert.equal(usableMemory(64, 0), 64)
    assert.equal(usableMemory(64, Number.MAX_SAFE_INTEGER), 64)
  })
})
