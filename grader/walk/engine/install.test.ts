import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { inPipes } from '../testing/command'

const root = path.resolve(__dirname, '../../..')
const folders: string[] = []
after(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })))

function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-'))
  folders.push(folder)
  return folder
}

/** `npm run engine -- …` in a course of its own, on a machine with these programs. */
async function engine(args: string[], programs: Record<string, string> = {}) {
  const [course, tools] = [temporaryFolder(), temporaryFolder()]
  for (const [name, body] of Object.entries(programs)) fs.writeFileSync(path.join(tools, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
  const ran = await inPipes(root, ['--import', 'tsx', 'grader/walk/engine.ts', '--root', course, ...args], { PATH: tools })
  return { ...ran, left: fs.readdirSync(course) }
}

const isSupported = process.platform !== 'win32' && (process.platform !== 'darwin' || process.arch === 'arm64')

describe('npm run engine -- install', { skip: !isSupported && 'TensorFlow has no library for this system' }, () => {
  const tools = { 'c++': 'exit 0', python3: '[ "$1" = -m ] || exit 1' }

  it('says what it would fetch, from where, how big and where to, and does nothing without a yes', async () => {
    const { code, out, err, left } = await engine(['install', 'tensorflow'], tools)
    assert.deepEqual([code, left], [2, []])
    assert.match(out, /TensorFlow 2\.21\.0 for processors\n.*from .*package index, through pip\n.*download 2\d\d MB: tensorflow.*\n.*to .*\.tensorlings.engine.tensorflow/)
    assert.match(err, /say yes with --yes/)
  })

  it('refuses in one sentence on a machine without a compiler, or without pip and uv', async () => {
    const without = async (programs: Record<string, string>) => {
      const { code, out, err, left } = await engine(['install', 'tensorflow', '--yes'], programs)
      assert.deepEqual([code, out, left], [1, '', []])
      return err
    }
    assert.match(await without({ python3: tools.python3 }), /^There is no C\+\+ compiler/)
    assert.match(await without({ 'c++': tools['c++'] }), /^Neither pip nor uv with a Python is here/)
  })

  it('does not take two answers to one question', async () => {
    const { code, err } = await engine(['install', 'tensorflow', '--gpu', '--cpu'], tools)
    assert.deepEqual([code, err], [2, 'Ask for --gpu or for --cpu, not for both.\n'])
  })

  it('has the same manners for webgpu', async () => {
    const { code, out, err, left } = await engine(['install', 'webgpu'], tools)
    assert.deepEqual([code, left], [2, []])
    assert.match(out, /^webgpu 0\.6\.2 from npm.*\n.*from .*\n.*download \d+\.\d MB\n.*to /)
    assert.match(err, /say yes with --yes/)
  })

  it('knows what can be installed and removed', async () => {
    for (const command of ['install', 'remove']) {
      const { code, err } = await engine([command, 'abacus'])
      assert.equal(code, 2)
      assert.match(err, /Allowed choices are tensorflow, webgpu/)
    }
  })

  it('removes what is not there without complaint', async () => {
    for (const name of ['tensorflow', 'webgpu']) {
      const { code, out } = await engine(['remove', name])
      assert.equal(code, 0)
      assert.match(out, new RegExp(`is not installed here: there is nothing to remove`))
    }
  })
})
