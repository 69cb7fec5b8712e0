import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import type { EngineFinding, Machine } from '../../../engine/examine'
import { type Report, screen, three } from './screen'

const machine: Machine = {
  node: '20.20.2',
  system: 'Debian GNU/Linux 12 (bookworm)',
  arch: 'x64',
  libc: 'glibc 2.36',
  tensorflowJs: '4.22.0',
  cpu: { model: 'AMD EPYC', cores: 2, load: 0.4 },
  memory: 24 * 2 ** 30,
  gpus: [],
}
const notInstalled: EngineFinding = { name: 'tensorflow', kind: 'unavailable', reason: 'it is not installed', fix: 'npm run engine -- install tensorflow' }
const noGpu: EngineFinding = { name: 'webgpu', kind: 'unavailable', reason: 'the only GPU here is made of software, llvmpipe (LLVM 15.0.6, 256 bits), and slower than wasm', fix: 'ENGINE=webgpu npm run exercise' }
const wasm = { name: 'wasm', kind: 'usable', device: 'CPU, SIMD, one thread', speed: { gflops: 15.12, size: 1024, step: 27.66 } } as const
const cpu = { name: 'cpu', kind: 'usable', device: 'CPU, plain JavaScript', speed: { gflops: 1.211, size: 256, step: 827.3 } } as const
const chosen: Report['chosen'] = { kind: 'chosen', name: 'wasm', why: 'tensorflow: it is not installed', asked: false }
const all = ['1.1', '1.2', '4.4']
const every = (engine: EngineFinding['name']) => ({ engine, passed: all, failed: [], untried: [] })

const usual: Report = {
  machine,
  chosen,
  engines: [notInstalled, noGpu, wasm, cpu],
  exercises: [{ engine: 'tensorflow', passed: [], failed: [], untried: all }, { engine: 'webgpu', passed: ['1.1'], failed: [{ exercise: '4.4', reason: 'too slow.' }], untried: ['1.2'] }, every('wasm'), every('cpu')],
}

function lines(report: Partial<Report>, width = 80): string[] {
  return stripVTControlCharacters(screen({ ...usual, ...report }, width)).split('\n')
}

function has(shown: string[], ...wanted: string[]): void {
  for (const line of wanted) assert.ok(shown.includes(line), `no line ${JSON.stringify(line)} in\n${shown.join('\n')}`)
}

describe('the screen of the engines', () => {
  it('is a page that says what trains, why, how fast the others are and what they lack', () => {
    assert.deepEqual(lines({}), [
      '',
      'Tensorlings trains on wasm: CPU, SIMD, one thread',
      'It is the first in this list that starts here.',
      '',
      '  engine      device                         GFLOP/s   MNIST step',
      '  tensorflow  it is not installed  → npm run engine -- install tensorflow',
      '  webgpu      the only GPU here is made of software, llvmpipe (LLVM 15.0.6, 256',
      '              bits), and slower than wasm',
      '              → ENGINE=webgpu npm run exercise',
      '▸ wasm        CPU, SIMD, one thread             15.1      27.7 ms   the fastest',
      '  cpu         CPU, plain JavaScript             1.21       827 ms   30 × slower',
      '',
      '  machine     AMD EPYC, 2 cores, 24 GB',
      '  GPU         none of NVIDIA or Apple found',
      '  system      Debian GNU/Linux 12 (bookworm), x64, glibc 2.36',
      '  software    Node 20.20.2, TensorFlow.js 4.22.0',
      '  exercises   tensorflow: not tried yet',
      '              webgpu: 1 of 3; not 4.4 (too slow); not tried yet: 1.2',
      '              wasm and cpu: all 3',
      '',
      'MNIST step: 784-512-10 learns from 128 pictures. GFLOP/s: matrix products.',
      'Do they compute the same? npm run engine -- --verify holds each against cpu.',
      '',
    ])
  })

  it('names a GPU, its driver, and the library underneath', () => {
    const gpu = { name: 'NVIDIA H100 80GB HBM3', driver: '550.54.15', memory: 80 * 2 ** 30 }
    const tensorflow: EngineFinding = { name: 'tensorflow', kind: 'usable', tensorflow: '2.21.0', device: 'GPU, NVIDIA H100 80GB HBM3, 80 GB', speed: { gflops: 41_234, size: 4096, step: 1.2345 } }
    const shown = lines({ machine: { ...machine, gpus: [gpu] }, chosen: { kind: 'chosen', name: 'tensorflow', why: 'the fastest one here', asked: false }, engines: [tensorflow, wasm] })
    has(
      shown,
      '▸ tensorflow  GPU, NVIDIA H100 80GB HBM3,     41,234      1.23 ms   the fastest',
      '              80 GB',
      '  GPU         NVIDIA H100 80GB HBM3, 80 GB, driver 550.54.15',
      '  software    Node 20.20.2, TensorFlow.js 4.22.0, TensorFlow 2.21.0',
    )
  })

  it('says when another one measured faster, and how to take it', () => {
    const asked = lines({ chosen: { kind: 'chosen', name: 'cpu', why: 'asked for by ENGINE=cpu', asked: true } })
    has(asked, 'Tensorlings trains on cpu: CPU, plain JavaScript', 'Because it was asked for by ENGINE=cpu.', 'wasm trains the digits net 30 times as fast here: ENGINE=wasm in front of a')
    const near: EngineFinding = { ...cpu, speed: { ...cpu.speed, step: 25 } }
    assert.ok(!lines({ engines: [wasm, near] }).some((line) => line.includes('times as fast')), 'a few percent are noise')
  })

  it('says why no engine trains, and what to do when the chosen one breaks down', () => {
    const none = lines({ chosen: { kind: 'none', reason: 'ENGINE=abacus is not an engine of this course' } })
    has(none, 'No engine trains here.', 'ENGINE=abacus is not an engine of this course.')
    const broken: EngineFinding = { name: 'wasm', kind: 'broken', reason: 'it hung: no sign of life for 30 s', device: 'CPU' }
    has(
      lines({ engines: [broken, cpu] }),
      'Tensorlings would train on wasm, but it does not work here.',
      'It hung: no sign of life for 30 s. cpu works: put ENGINE=cpu in front of your',
      '▸ wasm       it hung: no sign of life for 30 s',
    )
  })

  it('says when others used the machine', () => {
    has(lines({ machine: { ...machine, cpu: { ...machine.cpu, load: 4.2 } } }), 'This machine was busy when the figures were taken (load 4.2 on 2 cores): left')
  })

  it('says whether an engine computes what cpu does, and where it does not', () => {
    const fine = [{ kind: 'dense', problems: [] }, { kind: 'lstm', problems: [] }]
    has(lines({ engines: [{ ...wasm, verdicts: fine }, cpu] }), '✓ wasm computes what cpu does: output, gradients and three steps of training of')
    const wrong = Array.from({ length: 11 }, (_, i) => ({ kind: `kind ${i}`, problems: ['output is off by 3 %', 'gradient of kernel is off by 12 %', 'kernel after 3 steps is off by 5 %'] }))
    const shown = lines({ engines: [{ ...wasm, verdicts: [...fine, ...wrong] }, cpu] })
    has(
      shown,
      '✗ wasm computes other numbers than cpu in 11 of 13 kinds of layers:',
      '    kind 0: output is off by 3 %; gradient of kernel is off by 12 %; kernel af …',
      '    … and 3 more; --verify --json lists them all',
    )
    assert.ok(!shown.some((line) => line.includes('npm run engine -- --verify')))
  })

  for (const width of [80, 100]) {
    it(`fits ${width} columns`, () => {
      const long = 'a very long word about what is wrong '.repeat(6)
      const broken: EngineFinding = { name: 'webgpu', kind: 'broken', reason: long }
      const failing = { engine: 'webgpu' as const, passed: [], failed: all.map((exercise) => ({ exercise, reason: long })), untried: [] }
      const wordy: EngineFinding = { ...cpu, device: long, verdicts: [{ kind: 'dense', problems: [long, long] }] }
      for (const report of [{}, { engines: [notInstalled, broken, wasm, wordy], exercises: [failing] }, { chosen: { kind: 'none' as const, reason: long } }, { machine: { ...machine, cpu: { model: long, cores: 2, load: 9 } } }]) {
        for (const line of lines(report, width)) assert.ok(line.length <= width, `${line.length} columns: ${line}`)
      }
    })
  }
})

describe('a figure', () => {
  it('has three digits that count', () => {
    assert.deepEqual([0.01234, 1.2345, 27.66, 827.3, 12_345.6].map(three), ['0.0123', '1.23', '27.7', '827', '12,346'])
  })
})
