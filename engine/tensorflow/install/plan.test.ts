import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inWords } from './failure'
import { isOlder, type Plan, planFor, type Wishes } from './plan'
import type { System } from './system'

const laptop: System = { platform: 'linux', arch: 'x64', glibc: '2.36', compiler: 'c++', downloader: { tool: 'pip', command: ['python3', '-m', 'pip'] }, nvidia: false }
const python = { folder: '/env/tensorflow', version: '2.19.1', gpu: false }

function planned(system: Partial<System>, wishes?: Wishes): Plan {
  const plan = planFor({ ...laptop, ...system }, wishes)
  if ('kind' in plan) assert.fail(inWords(plan))
  return plan
}

function refused(system: Partial<System>, wishes?: Wishes): string {
  const failure = planFor({ ...laptop, ...system }, wishes)
  if (!('kind' in failure)) assert.fail('it was planned')
  return inWords(failure)
}

/** The names of the files to fetch; none when Python's TensorFlow is used. */
const wheels = ({ source }: Plan) => (source.kind === 'wheels' ? source.set.wheels.map(({ name }) => name) : [])

describe('the plan of an installation', () => {
  it('fetches the build for processors where there is no NVIDIA driver', () => {
    assert.deepEqual(wheels(planned({})), ['tensorflow-cpu'])
    assert.deepEqual(wheels(planned({ arch: 'arm64' })), ['tensorflow'])
    assert.deepEqual(wheels(planned({ platform: 'darwin', arch: 'arm64', glibc: undefined })), ['tensorflow'])
  })

  it('fetches the build for GPUs, with the libraries it needs, where the driver is, or when asked to', () => {
    for (const plan of [planned({ nvidia: true }), planned({}, { build: 'gpu' })]) {
      assert.equal(plan.build, 'gpu')
      assert.ok(wheels(plan).includes('nvidia-cudnn-cu12'))
      assert.ok(plan.download > 3e9)
    }
    assert.equal(planned({ nvidia: true }, { build: 'cpu' }).build, 'cpu')
    assert.equal(planned({ nvidia: true, arch: 'arm64' }).build, 'cpu', 'there is no such build for this processor')
  })

  it('takes the TensorFlow that Python has, and downloads nothing', () => {
    const plan = planned({ python, downloader: undefined })
    assert.deepEqual([plan.source, plan.version, plan.download], [{ kind: 'python', folder: python.folder }, '2.19.1', 0])
  })

  it('leaves it alone when it is too old, lacks NVIDIA\'s libraries, or shall not be used', () => {
    assert.equal(planned({ python: { ...python, version: '2.9.1' } }).source.kind, 'wheels')
    assert.equal(planned({ python, nvidia: true }).source.kind, 'wheels')
    assert.equal(planned({ python: { ...python, gpu: true }, nvidia: true }).source.kind, 'python')
    assert.equal(planned({ python: { ...python, gpu: true }, nvidia: true }, { build: 'cpu' }).source.kind, 'wheels')
    assert.equal(planned({ python }, { fetch: true }).source.kind, 'wheels')
  })

  it('asks for more room on the disk than stays taken', () => {
    const plan = planned({})
    assert.equal(plan.needed, plan.download + plan.kept)
    assert.ok(planned({ downloader: { tool: 'uv', command: ['uv'] } }).needed > plan.needed, 'uv unpacks whole packages')
  })

  const cases: [string, Partial<System>, Wishes, RegExp][] = [
    ['Windows', { platform: 'win32' }, {}, /WSL2/],
    ['a Mac with an Intel processor', { platform: 'darwin' }, {}, /no library for macOS on x86-64/],
    ['FreeBSD', { platform: 'freebsd' }, {}, /no library for FreeBSD/],
    ['Linux on musl', { glibc: undefined }, {}, /musl/],
    ['an old C library', { glibc: '2.17' }, {}, /2\.27 or newer, and this system has 2\.17/],
    ['no compiler', { compiler: undefined }, {}, /no C\+\+ compiler.*apt install g\+\+/],
    ['no compiler on a Mac', { platform: 'darwin', arch: 'arm64', compiler: undefined }, {}, /xcode-select --install/],
    ['neither pip nor uv', { downloader: undefined }, {}, /Neither pip nor uv.*apt install python3-pip/],
    ['a GPU build where there is none', { arch: 'arm64' }, { build: 'gpu' }, /Linux on x86-64.*leave out --gpu/],
  ]
  for (const [what, system, wishes, sentence] of cases) {
    it(`refuses ${what} in one sentence`, () => {
      assert.match(refused(system, wishes), sentence)
    })
  }

  it('compares versions by number', () => {
    assert.ok(isOlder('2.9.1', '2.12.0') && isOlder('2.12', '2.12.1'))
    assert.ok(!isOlder('2.12.0', '2.12') && !isOlder('10.0', '9.9') && !isOlder('2.21.0rc1', '2.21.0'))
  })
})
