import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { engineFolder } from '../../places'
import { readInstallation, writeInstallation } from '../installation'
import { type Failure, install, inWords, lookAround, type Plan, planFor, remove } from '.'

/**
 * Everything that goes wrong while TensorFlow is installed. pip and the compiler are small scripts here, so that each
 * failure comes when it is wanted; where pip itself has to notice, it is the real one.
 */
const temporary: string[] = []
const mounts: string[] = []
after(() => {
  for (const folder of mounts) execFileSync('umount', [folder])
  for (const folder of temporary) fs.rmSync(folder, { recursive: true, force: true })
})

function temporaryFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-')))
  temporary.push(folder)
  return folder
}

/** A program for one test; `$WHEELS` in it is where pip is told to put its files. */
function script(body: string): string {
  const file = path.join(temporaryFolder(), 'program')
  const findWheels = 'while [ $# -gt 0 ]; do [ "$1" = --dest ] && WHEELS=$2; shift; done; mkdir -p "$WHEELS"'
  fs.writeFileSync(file, `#!/bin/sh\n${body.includes('$WHEELS') ? `${findWheels}\n` : ''}${body}\n`, { mode: 0o755 })
  return file
}

/** A zip archive with the libraries' names in it, of as many bytes each. */
function smallWheel(bytes = 10): string {
  const file = path.join(temporaryFolder(), 'small.whl')
  const make = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    for name in ('libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', 'libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib', 'python.py'):
        z.writestr('tensorflow/' + name, b'0' * int(sys.argv[2]))
`
  execFileSync('python3', ['-c', make, file, String(bytes)])
  return file
}

const delivers = (wheel: string) => script(`cp ${wheel} "$WHEELS/"`)
/** A compiler that makes an empty file of whatever it is asked for. */
const compiles = () => script('while [ $# -gt 0 ]; do [ "$1" = -o ] && : > "$2"; shift; done')

function planWith({ pip = delivers(smallWheel()), compiler = compiles(), needed = 1e3, sha256 = '0'.repeat(64) }): Plan {
  const set = { wheels: [{ name: 'tensorflow-cpu', version: '2.21.0', sha256, bytes: 1e3 }], platforms: ['manylinux_2_27_x86_64'], unpacked: 1e3 }
  return { version: '2.21.0', build: 'cpu', compiler, source: { kind: 'wheels', set, downloader: { tool: 'pip', command: [pip] } }, download: 1e3, kept: 1e3, needed }
}

/** A course with an installation that works, as far as anybody can tell. */
function courseWithEngine(root = temporaryFolder()): string {
  const folder = path.join(engineFolder('tensorflow', root), 'before')
  fs.mkdirSync(folder, { recursive: true })
  writeInstallation(root, { folder: 'before', version: '2.20.0', build: 'cpu', library: { bytes: 1, changed: 1, processor: '' } })
  return root
}

/** What is there afterwards: the installation in use, and the folders beside it. */
function left(root: string) {
  const place = engineFolder('tensorflow', root)
  return { version: readInstallation(root)?.version, files: fs.existsSync(place) ? fs.readdirSync(place).sort() : [] }
}

const untouched = { version: '2.20.0', files: ['before', 'installation.json'] }

async function fails(plan: Plan, root: string, signal = new AbortController().signal): Promise<Failure> {
  const result = await install(plan, { root, tell: () => undefined, signal })
  if (!('kind' in result)) assert.fail('it was installed')
  assert.match(inWords(result), /^[A-Z][^\n]+$/, 'it is not one sentence')
  return result
}

describe('an installation that fails leaves what was there', { concurrency: false }, () => {
  const cases: [string, () => Plan, Failure['kind']][] = [
    ['a file cut after it was checked', () => planWith({ pip: script('echo cut > "$WHEELS/tensorflow.whl"') }), 'wrong content'],
    ['an index that does not answer', () => planWith({ pip: script('echo "NewConnectionError: Connection refused" >&2; exit 1') }), 'offline'],
    ['a pip that fails', () => planWith({ pip: script('echo "ERROR: no such option" >&2; exit 2') }), 'not fetched'],
    ['a pip that is gone', () => planWith({ pip: '/nowhere/pip' }), 'not fetched'],
    ['a compiler that fails', () => planWith({ compiler: script('echo "fatal error: node_api.h: No such file" >&2; exit 1') }), 'not compiled'],
    ['a compiler that is gone', () => planWith({ compiler: '/nowhere/c++' }), 'not compiled'],
    ['an addon that does not load', () => planWith({}), 'does not train'],
    ['a disk that is too full from the start', () => planWith({ needed: 1e18 }), 'disk full'],
  ]
  for (const [what, plan, kind] of cases) {
    it(what, async () => {
      const root = courseWithEngine()
      assert.equal((await fails(plan(), root)).kind, kind)
      assert.deepEqual(left(root), untouched)
    })
  }

  it('a file that is not the published one, as pip itself finds', async (t) => {
    if (spawnSync('python3', ['-m', 'pip', '--version']).status !== 0) return t.skip('there is no pip here')
    const shelf = temporaryFolder()
    fs.copyFileSync(smallWheel(), path.join(shelf, 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl'))
    const root = courseWithEngine()
    const pip = script(`PIP_NO_INDEX=1 PIP_FIND_LINKS=${shelf} exec python3 -m pip "$@"`)
    const failure = await fails(planWith({ pip, sha256: createHash('sha256').update('another file').digest('hex') }), root)
    assert.equal(failure.kind, 'wrong content', inWords(failure))
    assert.deepEqual(left(root), untouched)
  })

  it('no network, as pip itself finds', async (t) => {
    if (spawnSync('python3', ['-m', 'pip', '--version']).status !== 0) return t.skip('there is no pip here')
    const root = courseWithEngine()
    const pip = script('PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_INDEX_URL=http://127.0.0.1:9/simple exec python3 -m pip "$@"')
    assert.deepEqual(await fails(planWith({ pip }), root), { kind: 'offline', reason: 'connection refused' })
    assert.deepEqual(left(root), untouched)
  })

  it('a stop while it downloads', async () => {
    const root = courseWithEngine()
    const marker = path.join(temporaryFolder(), 'still-running')
    const stop = new AbortController()
    const running = fails(planWith({ pip: script(`: > ${marker}; sleep 60; : > ${marker}.late`) }), root, stop.signal)
    await until(() => fs.existsSync(marker))
    stop.abort()
    assert.deepEqual(await running, { kind: 'stopped' })
    assert.deepEqual(left(root), untouched)
  })

  it('a process that is killed: the next one clears up after it', async () => {
    const root = courseWithEngine()
    const marker = path.join(temporaryFolder(), 'downloading')
    const plan = planWith({ pip: script(`: > ${marker}; exec sleep 3`) })
    const program = `require(${JSON.stringify(__dirname)}).install(${JSON.stringify(plan)}, { root: ${JSON.stringify(root)}, tell() {}, signal: new AbortController().signal })`
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', program], { cwd: path.resolve(__dirname, '../../..'), stdio: 'inherit' })
    await until(() => fs.existsSync(marker))
    child.kill('SIGKILL')
    await once(child, 'close')
    assert.equal(left(root).files.length, 3, 'there is a half-made folder')
    assert.equal(readInstallation(root)?.version, '2.20.0', 'but what was installed is still in use')
    // A lock whose owner is gone counts no longer after ten seconds.
    const lock = `${engineFolder('tensorflow', root)}.lock`
    const longAgo = new Date(Date.now() - 11_000)
    fs.utimesSync(lock, longAgo, longAgo)
    assert.equal((await fails(planWith({ needed: 1e18 }), root)).kind, 'disk full')
    assert.deepEqual(left(root), untouched)
  })

  it('two at once: the second one leaves the first alone', async () => {
    const root = courseWithEngine()
    const marker = path.join(temporaryFolder(), 'downloading')
    const stop = new AbortController()
    const first = fails(planWith({ pip: script(`: > ${marker}; sleep 60`) }), root, stop.signal)
    await until(() => fs.existsSync(marker))
    assert.deepEqual(await fails(planWith({}), root), { kind: 'busy' })
    assert.deepEqual(await remove(root), { kind: 'busy' })
    assert.equal(left(root).files.length, 3, 'the first one goes on')
    stop.abort()
    assert.deepEqual(await first, { kind: 'stopped' })
    assert.deepEqual(left(root), untouched)
  })

  it('a folder that is deleted while it works there: it breaks off', async () => {
    const root = courseWithEngine()
    const marker = path.join(temporaryFolder(), 'downloading')
    const running = fails(planWith({ pip: script(`: > ${marker}; exec sleep 60`) }), root)
    await until(() => fs.existsSync(marker))
    fs.rmSync(path.join(root, '.tensorlings'), { recursive: true })
    assert.equal((await running).kind, 'gone')
  })

  it('a disk that fills up while libraries are unpacked', async (t) => {
    const root = mounted('size=4m')
    if (!root) return t.skip('a small disk can be mounted by root on Linux only')
    courseWithEngine(root)
    const failure = await fails(planWith({ pip: delivers(smallWheel(8e6)) }), root)
    assert.equal(failure.kind, 'disk full', inWords(failure))
    assert.deepEqual(left(root), untouched)
  })

  it('a folder that is read-only', async (t) => {
    const root = mounted('size=4m')
    if (!root) return t.skip('a read-only disk can be mounted by root on Linux only')
    courseWithEngine(root)
    execFileSync('mount', ['-o', 'remount,ro', root])
    const failure = await fails(planWith({}), root)
    assert.equal(failure.kind, 'unwritable', inWords(failure))
    assert.deepEqual(left(root), untouched)
  })
})

describe('a machine without tools', () => {
  it('is looked at without fuss, and told what is missing', async () => {
    const PATH = process.env['PATH']
    try {
      process.env['PATH'] = temporaryFolder()
      const system = await lookAround()
      assert.deepEqual([system.compiler, system.downloader, system.python], [undefined, undefined, undefined])
      const onPaper = { ...system, platform: 'linux', arch: 'x64', glibc: '2.36' } as const
      assert.equal((planFor(onPaper) as Failure).kind, 'no compiler')
      assert.equal((planFor({ ...onPaper, compiler: 'c++' }) as Failure).kind, 'no downloader')
    } finally {
      process.env['PATH'] = PATH
    }
  })
})

describe('removing', () => {
  it('takes all of it away, and says when there was nothing', async () => {
    const root = courseWithEngine()
    assert.equal(await remove(root), 'removed')
    assert.deepEqual(fs.readdirSync(path.dirname(engineFolder('tensorflow', root))), [])
    assert.equal(await remove(root), 'nothing there')
  })
})

/** A small disk of its own; nothing where one may not be mounted. */
function mounted(options: string): string | undefined {
  const folder = temporaryFolder()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status !== 0) return undefined
  mounts.push(folder)
  return folder
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20))
}
