import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { startOn, startWebgpuFrom } from '.'
import type { Adapter, Dawn } from './dawn'
import { softwareIn } from './device'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'webgpu-'))
after(() => fs.rmSync(root, { recursive: true }))

/** A folder with a package `webgpu` of the source given. */
function withPackage(name: string, source: string): string {
  const folder = path.join(root, name)
  const inside = path.join(folder, 'node_modules', 'webgpu')
  fs.mkdirSync(inside, { recursive: true })
  fs.writeFileSync(path.join(inside, 'package.json'), '{ "name": "webgpu", "type": "module", "main": "index.js" }')
  fs.writeFileSync(path.join(inside, 'index.js'), source)
  return folder
}

const info = { vendor: 'acme', architecture: 'mark-1', device: 'acme-gpu', description: 'ACME driver' }

/** A package that finds the adapter given. */
function dawnWith(adapter: Partial<Adapter> | null): Dawn {
  return { create: () => ({ requestAdapter: async () => adapter as Adapter | null }), globals: {} }
}

/** What a start may not leave behind: the names on the global object, and the backends. */
function traces(): unknown {
  return [Object.getOwnPropertyNames(globalThis), Object.getOwnPropertyDescriptor(globalThis, 'navigator'), tf.getBackend(), tf.findBackend('webgpu')]
}

async function refused(start: ReturnType<typeof startOn>): Promise<{ reason: string; fix?: string }> {
  const before = traces()
  const result = await start
  assert.ok(result.kind === 'unavailable')
  assert.deepEqual(traces(), before, 'something is left behind')
  return result
}

describe('webgpu', () => {
  it('is not to be had without its package, and the course installs that', async () => {
    const { reason, fix } = await refused(startWebgpuFrom([path.join(root, 'empty')], tf, {}))
    assert.deepEqual([reason, fix], ['the package webgpu is not installed', 'npm run engine -- install webgpu'])
  })

  for (const [message, reason] of [
    ["/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by /x/dawn.node)", 'it needs GLIBC 2.34, and this system is older'],
    ["Cannot find module '/x/dist/linux-ia32/dawn.node'", `it has no build for ${process.platform} on ${process.arch}`],
    ['the sky falls\n  at once', 'the package webgpu could not be loaded: the sky falls'],
  ]) {
    it(`says in a clause why the package cannot be loaded: ${reason}`, async () => {
      const folder = withPackage(`broken-${message.length}`, `throw new Error(${JSON.stringify(message)})`)
      assert.equal((await refused(startWebgpuFrom([folder], tf, {}))).reason, reason)
    })
  }

  it('takes the package of the first folder that has one', async () => {
    const folders = [path.join(root, 'empty'), withPackage('first', 'throw new Error("first")'), withPackage('second', 'throw new Error("second")')]
    assert.match((await refused(startWebgpuFrom(folders, tf, {}))).reason, /: first$/)
  })

  it('needs an adapter', async () => {
    assert.equal((await refused(startOn(dawnWith(null), tf, { forced: true }))).reason, 'no GPU adapter was found')
  })

  it('does not take a software adapter by itself', async () => {
    const adapter = { info: { ...info, device: 'llvmpipe-llvm-15' } }
    assert.equal((await refused(startOn(dawnWith(adapter), tf, {}))).reason, 'the only adapter is software (llvmpipe), which is slower than wasm')
  })

  it('says why a device was refused', async () => {
    const adapter = { info, limits: {}, features: new Set<string>(), requestDevice: () => Promise.reject(new Error('out of handles\nat once')) }
    assert.equal((await refused(startOn(dawnWith(adapter), tf, {}))).reason, 'the GPU could not be opened: out of handles')
  })
})

describe('an adapter', () => {
  it('of software is told by its names, or by its own word', () => {
    assert.equal(softwareIn({ ...info, architecture: 'swiftshader' }), 'swiftshader')
    assert.equal(softwareIn({ ...info, description: 'Microsoft Basic Render Driver' }), 'basic render')
    assert.equal(softwareIn({ ...info, isFallbackAdapter: true }), 'ACME driver')
  })

  it('of a GPU is not', () => {
    assert.equal(softwareIn(info), undefined)
    assert.equal(softwareIn({ ...info, isFallbackAdapter: false }), undefined)
  })
})
