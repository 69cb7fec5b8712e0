import assert from 'node:assert/strict'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { courseRoot, engineFolder } from '../places'
import { placesOf } from './dawn'
import { installWebgpu, removeWebgpu } from './install'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'webgpu-install-'))
const folder = engineFolder('webgpu', root)
const searched = process.env['PATH']

before(() => (process.env['PATH'] = path.join(root, 'bin')))
after(() => {
  process.env['PATH'] = searched
  fs.rmSync(root, { recursive: true })
})
beforeEach(() => fs.rmSync(path.join(root, '.tensorlings'), { recursive: true, force: true }))

/** An npm that runs these lines, in the folder that it is told to install into, with its arguments as `argv`. */
function npmIs(lines: string): void {
  const file = path.join(root, 'bin', 'npm')
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, `#!${process.execPath}\nconst fs = require('fs'); const argv = process.argv.slice(2);\n${lines}`, { mode: 0o755 })
}

/** An npm that fetches a package whose module is this source. */
const gives = (source: string) => `
  for (const build of ['darwin-universal', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64']) fs.mkdirSync('node_modules/webgpu/dist/' + build, { recursive: true })
  fs.writeFileSync('node_modules/webgpu/package.json', '{ "version": "0.6.2", "main": "index.js" }')
  fs.writeFileSync('node_modules/webgpu/index.js', ${JSON.stringify(source)})`

const install = (signal?: AbortSignal) => installWebgpu({ root, tell: () => undefined, signal })

async function fails(reason: string | RegExp): Promise<void> {
  const result = await install()
  assert.equal(result.kind, 'failed')
  if (typeof reason === 'string') assert.equal(result.reason, reason)
  else assert.match(result.reason, reason)
}

function left(): string[] {
  const parent = path.dirname(folder)
  return fs.existsSync(parent) ? fs.readdirSync(parent) : []
}

describe('installing webgpu', { skip: process.platform === 'win32' && 'the npm of this test is a script' }, () => {
  it('needs npm', async () => {
    fs.rmSync(path.join(root, 'bin'), { recursive: true, force: true })
    await fails('npm was not found; it comes with Node.js')
    assert.deepEqual(left(), [])
  })

  for (const [code, reason] of [
    ['ENOTFOUND', "npm's registry could not be reached (ENOTFOUND)"],
    ['ETIMEDOUT', "npm's registry could not be reached (ETIMEDOUT)"],
    ['E404', "npm's registry does not give it out (E404)"],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'npm does not trust the certificate of its registry (SELF_SIGNED_CERT_IN_CHAIN)'],
    ['EINTEGRITY', 'what npm fetched is not what was published: its checksum is another one'],
    ['ENOSPC', 'the disk is full'],
    ['EROFS', `${path.dirname(folder)} may not be written to (EROFS)`],
    ['EODD', 'something odd'],
  ]) {
    it(`says in a clause what npm means by ${code}`, async () => {
      npmIs(`console.error('npm error code ${code}\\nnpm error something odd\\nnpm error and more'); process.exit(1)`)
      await fails(reason)
      assert.deepEqual(left(), [])
    })
  }

  it('says that npm ended without a word', async () => {
    npmIs('process.exit(7)')
    await fails('npm ended with exit code 7')
  })

  it('has npm compare checksums and run no scripts', async () => {
    npmIs(`
      const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'))
      const unpinned = Object.entries(packages).filter(([name, { integrity }]) => name !== '' && !/^sha512-/.test(integrity))
      console.error('npm error ' + argv[0] + ' ' + argv.includes('--ignore-scripts') + ' ' + unpinned.length)
      process.exit(1)`)
    await fails('ci true 0')
  })

  it('keeps nothing that does not work here', async () => {
    npmIs(gives('throw new Error("the sky falls")'))
    await fails('webgpu was fetched, but does not work here: the package webgpu could not be loaded: the sky falls')
    assert.deepEqual(left(), [])
  })

  it('keeps what was there when the new one fails', async () => {
    fs.mkdirSync(folder, { recursive: true })
    fs.writeFileSync(path.join(folder, 'mine'), '')
    npmIs('process.exit(1)')
    await fails(/^npm ended/)
    assert.deepEqual(fs.readdirSync(folder), ['mine'])
  })

  it('can be stopped', async () => {
    npmIs('setInterval(() => undefined, 1000)')
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 200)
    assert.deepEqual(await install(stop.signal), { kind: 'failed', reason: 'it was stopped' })
    assert.deepEqual(left(), [])
  })

  it('goes on one at a time', async () => {
    npmIs('setTimeout(() => process.exit(1), 300)')
    const [one, other] = await Promise.all([install(), install()])
    assert.deepEqual([one, other].map((result) => result.kind === 'failed' && result.reason).sort(), ['another installation of webgpu is under way', 'npm ended with exit code 1'])
  })

  it('says what may not be written to', async () => {
    fs.writeFileSync(path.join(root, '.tensorlings'), '')
    await fails(/^(ENOTDIR|EEXIST)/)
  })

  it('cleans up after one that was ended in the middle', async () => {
    fs.mkdirSync(`${folder}.new-1/node_modules`, { recursive: true })
    npmIs('process.exit(1)')
    await fails(/^npm ended/)
    assert.deepEqual(left(), [])
  })

  it('puts the package where it is found, once', async (t) => {
    const real = placesOf(courseRoot).map((place) => createRequire(path.join(place, 'package.json'))).flatMap((require) => {
      try {
        return [path.dirname(require.resolve('webgpu'))]
      } catch {
        return []
      }
    })[0]
    if (!real) return t.skip('the package webgpu is not installed')
    npmIs(`fs.cpSync(${JSON.stringify(real)}, 'node_modules/webgpu', { recursive: true }); fs.mkdirSync('node_modules/webgpu/dist/other-system')`)
    const first = await install()
    if (first.kind === 'failed') return t.skip(first.reason)
    assert.equal(first.isNew, true)
    assert.deepEqual(left(), ['webgpu'])
    assert.equal(fs.readdirSync(path.join(folder, 'node_modules', 'webgpu', 'dist')).length, 1)
    npmIs('process.exit(1)')
    assert.deepEqual(await install(), { ...first, isNew: false })
    assert.deepEqual([await removeWebgpu(root), await removeWebgpu(root), left()], [true, false, []])
  })
})
