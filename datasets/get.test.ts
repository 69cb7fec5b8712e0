import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import zlib from 'node:zlib'
import { get, type GetOptions } from './get'
import { load } from './load'
import { cacheFolder } from './places'
import { type Answer, closedPort, datasetOf, fileOf, noise, serve, temporaryFolder } from './testing'

const [a, b] = [noise(5_000), noise(200)]
const toy = datasetOf([fileOf('a', a, true), fileOf('b', b)])
const patience = { silence: 1, pauses: [] }

/** Serves the files of the toy set from `folder`. */
function mirror(folder: string): Answer {
  const files: Record<string, Uint8Array> = { [`${folder}a.gz`]: zlib.gzipSync(a), [`${folder}b`]: b }
  return ({ url }, response) => {
    const content = files[url!]
    if (content) response.end(content)
    else response.writeHead(404).end()
  }
}

test('brings every file of a set into the cache', async () => {
  const root = temporaryFolder()
  const { url } = await serve(mirror('/set/'))
  const done: string[] = []
  const tell: GetOptions['tell'] = (file, { kind }) => kind === 'done' && done.push(file.name)
  const failures = await get(toy, { root, origins: [`${url}set/`], tell })
  assert.deepEqual(failures, [])
  assert.deepEqual(done, ['a', 'b'])
  assert.deepEqual(fs.readdirSync(cacheFolder(toy, root)).sort(), ['a.gz', 'b'])
  const search = load(toy, root)
  assert.ok(search.kind === 'found' && search.place.kind === 'cache')
})

test('goes through the origins until one has the file, and stays with it', async () => {
  const root = temporaryFolder()
  const server = await serve(mirror('/second/'))
  const origins = [await closedPort(), `${server.url}first/`, `${server.url}second/`]
  assert.deepEqual(await get(toy, { root, origins, patience }), [])
  assert.deepEqual(server.asked.map((request) => request.path), ['/first/a.gz', '/second/a.gz', '/second/b'])
})

test('asks only for what is not there', async () => {
  const root = temporaryFolder()
  fs.mkdirSync(cacheFolder(toy, root), { recursive: true })
  fs.writeFileSync(path.join(cacheFolder(toy, root), 'a.gz'), zlib.gzipSync(a))
  const server = await serve(mirror('/'))
  assert.deepEqual(await get(toy, { root, origins: [server.url] }), [])
  assert.deepEqual(server.asked.map((request) => request.path), ['/b'])
})

test('replaces a corrupt file', async () => {
  const root = temporaryFolder()
  fs.mkdirSync(cacheFolder(toy, root), { recursive: true })
  fs.writeFileSync(path.join(cacheFolder(toy, root), 'a.gz'), 'not a')
  const { url } = await serve(mirror('/'))
  assert.deepEqual(await get(toy, { root, origins: [url] }), [])
  assert.equal(load(toy, root).kind, 'found')
})

test('gives one failure for each origin', async () => {
  const server = await serve((_, response) => response.writeHead(403).end())
  const failures = await get(toy, { root: temporaryFolder(), origins: [await closedPort(), server.url], patience })
  assert.deepEqual(failures.map(({ kind }) => kind), ['offline', 'refused'])
})

test('does not go on to the next origin when it was stopped', async () => {
  const stop = new AbortController()
  const server = await serve((_, response) => void response.writeHead(200).write('x'))
  const origins = [`${server.url}first/`, `${server.url}second/`]
  const failures = await get(toy, { root: temporaryFolder(), origins, signal: stop.signal, tell: () => stop.abort() })
  assert.deepEqual(failures, [{ kind: 'stopped' }])
  assert.equal(server.asked.length, 1)
})
