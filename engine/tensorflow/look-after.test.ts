import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { addonFolder, fingerprint, type Installation, libraryNames, readInstallation, writeInstallation } from './installation'
import { ADDON, isError, QUIET } from './load'
import { healthy, lookAfter } from './look-after'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-'))
})
afterEach(() => fs.rmSync(root, { recursive: true }))

/** An installation whose files are there, though they are none. */
function installed(python?: string): Installation {
  const folder = addonFolder(root, { folder: '2.21.0-cpu' })
  const libraries = python ?? path.join(folder, 'tensorflow')
  for (const file of [path.join(folder, ADDON), path.join(folder, QUIET), ...libraryNames().map((name) => path.join(libraries, name))]) {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, 'not really')
  }
  const installation: Installation = { folder: '2.21.0-cpu', version: '2.21.0', build: 'cpu', python, library: fingerprint(libraries)! }
  writeInstallation(root, installation)
  return installation
}

async function reason(installation: Installation): Promise<string> {
  const looked = await lookAfter(installation, root)
  return looked.kind === 'unavailable' ? looked.reason : 'well'
}

describe('an installation, looked after at each start', () => {
  it('is well while it is as it was', async () => {
    assert.equal(await reason(installed()), 'well')
  })

  it('is tried before it is called healthy: its files can be damaged', async () => {
    installed()
    assert.equal(await healthy(root), undefined)
  })

  it('says that its files are gone', async () => {
    const installation = installed()
    fs.rmSync(addonFolder(root, installation), { recursive: true })
    assert.match(await reason(installation), /^its files in \.tensorlings.* are gone$/)
    assert.equal(await healthy(root), undefined)
  })

  it('says that its libraries are gone', async () => {
    const installation = installed()
    fs.rmSync(path.join(addonFolder(root, installation), 'tensorflow'), { recursive: true })
    assert.match(await reason(installation), /^its libraries in \.tensorlings.* are gone$/)
  })

  it('says that the Python environment it used is gone', async () => {
    const python = path.join(root, 'env', 'tensorflow')
    const installation = installed(python)
    fs.rmSync(path.dirname(python), { recursive: true })
    assert.equal(await reason(installation), `the Python TensorFlow it used, ${python}, is gone`)
  })

  it('tries libraries that were exchanged before it uses them', async () => {
    const python = path.join(root, 'env', 'tensorflow')
    const installation = installed(python)
    fs.writeFileSync(path.join(python, libraryNames()[0]), 'upgraded')
    assert.match(await reason(installation), /has changed and no longer works here: ./)
    assert.deepEqual(readInstallation(root), installation, 'the record stays, so that the next start tries again')
  })

  it('is none when its record is not readable', async () => {
    installed()
    const record = path.join(root, '.tensorlings', 'engine', 'tensorflow', 'installation.json')
    for (const nonsense of ['{', '{}', '42', '[]', 'null', '{"folder":5}', '{"folder":"../../..","version":"2","build":"cpu","library":{}}']) {
      fs.writeFileSync(record, nonsense)
      assert.equal(readInstallation(root), undefined, nonsense)
    }
  })
})

describe('what TensorFlow prints while it is loaded', () => {
  const greetings = [
    'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR',
    'I0000 00:00:1795419847.065538   22101 port.cc:153] oneDNN custom operations are on. You may see slightly different results.',
    'To enable the following instructions: AVX2 FMA, in other operations, rebuild TensorFlow with the appropriate compiler flags.',
    '2026-01-01 10:00:00.123456: I tensorflow/core/platform/cpu_feature_guard.cc:182] This TensorFlow binary is optimized',
    'E0000 00:00:1795419847.065538 22101 cuda_executor.cc:1] failed call to cuInit: CUDA_ERROR_NO_DEVICE',
    '',
  ]
  it('is a greeting, mostly', () => {
    assert.deepEqual(greetings.filter(isError), [])
  })

  it('is kept when it is an error', () => {
    assert.ok(isError('F0000 00:00:1 cpu_feature_guard.cc:47] The TensorFlow library was compiled to use AVX2 instructions, but these are not available.'))
    assert.ok(isError('E0000 00:00:1 cuda_dnn.cc:456] Loaded runtime CuDNN library: 9.1.0 but source was compiled with: 9.3.0.'))
  })
})
