import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { size } from '../../../engine/tensorflow/install'
import { announcement } from '../frameworks'
import { type Failure, inWords } from './failure'
import { findPython, type Python } from './find'
import { install, installed, offers } from './install'
import { kerasFor, type Machine, type Packages, torchFor } from './packages'

/** Python is a small shell script here, so that each thing that can go wrong comes when it is wanted. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-python-'))
after(() => fs.rmSync(folder, { recursive: true, force: true }))

/** A search path with nothing on it but these programs. */
function searchPath(programs: Record<string, string>): NodeJS.ProcessEnv {
  const bin = fs.mkdtempSync(path.join(folder, 'bin-'))
  for (const [name, body] of Object.entries(programs)) fs.writeFileSync(path.join(bin, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}\n`, { mode: 0o755 })
  return { PATH: bin }
}

const says = (version: string, { pip = true, venv = true, ensurepip = true } = {}) => `echo '${JSON.stringify({ version, pip, venv, ensurepip })}'`
/** Makes a virtual environment where it is told to; pip then does as the test wants. */
const python = (pip: string) => `if [ "$2" = venv ]; then for last; do :; done; mkdir -p "$last/bin"; : > "$last/bin/python"; exit; fi\n${pip}`
const root = () => fs.mkdtempSync(path.join(folder, 'course-'))

const small: Packages = { name: 'keras', title: 'Keras', requirements: ['keras==3.15.1'], download: 1e3, kept: 1e3 }
const python311: Python = { command: 'python3', version: '3.11', installer: 'pip' }
const linux: Machine = { platform: 'linux', arch: 'x64', nvidia: false }

const failed = async (result: Promise<object>): Promise<string> => inWords((await result) as Failure)

describe('the Python for the benchmarks', () => {
  it('is the first on the search path that fits', async () => {
    assert.deepEqual(await findPython(searchPath({ python3: says('3.14'), 'python3.12': says('3.12') })), { command: 'python3.12', version: '3.12', installer: 'pip' })
  })

  it('without pip has what brings it', async () => {
    assert.deepEqual(await findPython(searchPath({ python3: says('3.10', { pip: false }) })), { command: 'python3', version: '3.10', installer: 'venv' })
  })

  it('is missed in a sentence that says what to do', async () => {
    assert.match(await failed(findPython(searchPath({}))), /^Python is not installed: get Python 3\.10 to 3\.13 .*apt install python3 python3-venv/)
    assert.match(await failed(findPython(searchPath({ python3: says('3.9'), python: says('3.14') }))), /^Python 3\.9 and 3\.14 are here, but TensorFlow 2\.21 needs Python 3\.10 to 3\.13/)
    assert.match(await failed(findPython(searchPath({ python3: says('3.11', { pip: false, ensurepip: false }) }))), /^Python 3\.11 is here, but without pip.*apt install python3-venv/)
    assert.match(await failed(findPython(searchPath({ python3: 'echo broken; exit 1' }))), /^Python is not installed/)
  })
})

describe('fetching a framework', () => {
  it('puts it beside a Python of its own, and knows it again', async () => {
    const course = root()
    assert.equal(installed(small, course), undefined)
    const env = searchPath({ python3: python('echo "$@" > "$TMPDIR/../asked"') })
    const result = await install(small, python311, { root: course, env })
    const own = path.join(course, '.tensorlings', 'bench', 'keras', 'bin', 'python')
    assert.deepEqual(result, { kind: 'installed', python: own })
    const asked = fs.readFileSync(path.join(course, '.tensorlings', 'bench', 'keras', 'asked'), 'utf8')
    assert.match(asked, /^-m pip install .* keras==3\.15\.1 --target .*\/lib\/python3\.11\/site-packages\n$/)
    assert.equal(installed(small, course), own)
    assert.equal(installed({ ...small, requirements: ['keras==4.0.0'] }, course), undefined, 'another version')
    fs.rmSync(own)
    assert.equal(installed(small, course), undefined, 'its Python has gone')
  })

  it('from an index of its own asks that', async () => {
    const course = root()
    await install({ ...small, index: 'https://index.example' }, python311, { root: course, env: searchPath({ python3: python('echo "$@" > "$TMPDIR/../asked"') }) })
    assert.match(fs.readFileSync(path.join(course, '.tensorlings', 'bench', 'keras', 'asked'), 'utf8'), /--index-url https:\/\/index\.example/)
  })

  it('that fails says why, and leaves nothing', async () => {
    const course = root()
    const offline = 'echo "WARNING: Retrying after connection broken by NewConnectionError: Failed to establish a new connection: Name or service not known" >&2; exit 1'
    assert.equal(
      await failed(install(small, python311, { root: course, env: searchPath({ python3: python(offline) }) })),
      'Keras could not be fetched: The Python package index cannot be reached (name or service not known): check the network, then try again.',
    )
    const missing = 'echo "ERROR: No matching distribution found for keras==3.15.1" >&2; exit 1'
    assert.equal(await failed(install(small, python311, { root: course, env: searchPath({ python3: python(missing) }) })), 'Keras could not be fetched: No matching distribution found for keras==3.15.1')
    assert.equal(fs.existsSync(path.join(course, '.tensorlings', 'bench', 'keras')), false)
  })

  it('can be stopped', async () => {
    const [course, stop] = [root(), new AbortController()]
    const result = install(small, python311, { root: course, signal: stop.signal, env: searchPath({ python3: python('sleep 60') }) })
    setTimeout(() => stop.abort(), 200)
    assert.match(await failed(result), /^Fetching Keras was stopped/)
    assert.equal(fs.existsSync(path.join(course, '.tensorlings', 'bench', 'keras')), false)
  })

  it('leaves nothing when the command is ended in the middle', () => {
    const course = root()
    const command = `
      const { install } = require(${JSON.stringify(path.join(__dirname, 'install.ts'))})
      const stop = new AbortController()
      process.on('exit', () => stop.abort())
      void install(${JSON.stringify(small)}, ${JSON.stringify(python311)}, { root: ${JSON.stringify(course)}, signal: stop.signal, env: ${JSON.stringify(searchPath({ python3: python('echo half > "$TMPDIR/half"; sleep 60') }))} })
      const half = ${JSON.stringify(path.join(course, '.tensorlings', 'bench', 'keras', 'temporary', 'half'))}
      setInterval(() => require('fs').existsSync(half) && process.exit(130), 20)`
    assert.equal(spawnSync(process.execPath, ['--import', 'tsx', '-e', command]).status, 130)
    assert.deepEqual(fs.readdirSync(path.join(course, '.tensorlings', 'bench')), [])
  })

  it('does not begin when the disk is too full', async () => {
    assert.match(await failed(install({ ...small, kept: 1e18 }, python311, { root: root(), env: searchPath({}) })), /^The disk is too full for Keras: .* needs 1000000000\.0 GB, and .* are free\.$/)
  })

  it('asks an index through pip whether it can be reached', async () => {
    assert.equal(await offers('https://index.example', small, python311, { env: searchPath({ python3: 'exit 0' }) }), true)
    assert.equal(await offers('https://index.example', small, python311, { env: searchPath({ python3: 'exit 1' }) }), false)
  })
})

describe('what is fetched', () => {
  it('is TensorFlow for processors, or for GPUs where the driver is', () => {
    assert.deepEqual(kerasFor(linux)?.requirements, ['keras==3.15.1', 'tensorflow-cpu==2.21.0'])
    assert.deepEqual(kerasFor({ ...linux, nvidia: true })?.requirements, ['keras==3.15.1', 'tensorflow[and-cuda]==2.21.0'])
    assert.equal(kerasFor({ ...linux, platform: 'win32' }), undefined)
  })

  it('is PyTorch without CUDA first, where there is no GPU', () => {
    const [first, second] = torchFor(linux)
    assert.deepEqual([first.index, second?.index], ['https://download.pytorch.org/whl/cpu', undefined])
    assert.ok(second.download > 10 * first.download)
    assert.deepEqual(torchFor({ ...linux, nvidia: true }).map(({ index }) => index), [undefined])
  })

  it('is told with its size and its origin, and how to go without what is large', () => {
    const [cpu, cuda] = torchFor(linux)
    const text = announcement([{ packages: kerasFor(linux)! }, { packages: cuda, instead: cpu }])
    assert.match(text, /Keras: keras==3\.15\.1 tensorflow-cpu==2\.21\.0\n {4}about 335 MB to fetch through pip/)
    assert.match(text, /PyTorch: torch==2\.15\.0.*\n {4}about 3\.0 GB .*\n.*\n.*https:\/\/download\.pytorch\.org\/whl\/cpu, which has it without them \(220 MB\), cannot be reached\.\n {4}`--without torch` leaves it out\./)
    assert.doesNotMatch(announcement([{ packages: cpu }]), /without torch/)
  })

  it('has its size in words', () => {
    assert.deepEqual([334.8e6, 3e9].map(size), ['335 MB', '3.0 GB'])
  })
})
