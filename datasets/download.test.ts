import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import zlib from 'node:zlib'
import { download, type Order, type Progress } from './download'
import { type Answer, closedPort, fileOf, noise, type Server, serve, temporaryFolder, whole } from './testing'

const content = noise(300_000)
const file = fileOf('numbers', content)
const IMPATIENT = { silence: 0.3, pauses: [0.01, 0.01] }

function order(server: Pick<Server, 'url'>, more: Partial<Order> = {}): Order {
  const target = path.join(temporaryFolder(), 'deep', 'numbers')
  return { url: `${server.url}numbers`, target, file, patience: IMPATIENT, ...more }
}

/** Files in the folder of the target, so that nothing half-written is overlooked. */
function left({ target }: Order): string[] {
  return fs.existsSync(path.dirname(target)) ? fs.readdirSync(path.dirname(target)).sort() : []
}

function assertWhole(one: Order): void {
  assert.deepEqual(left(one), ['numbers'])
  assert.ok(Buffer.from(content).equals(fs.readFileSync(one.target)))
}

test('downloads a file and says how far it is', async () => {
  const heard: Progress[] = []
  const one = order(await serve(whole(content)), { tell: (progress) => heard.push(progress) })
  assert.equal(await download(one), undefined)
  assertWhole(one)
  assert.deepEqual(heard.at(-1), { kind: 'bytes', received: content.length, total: content.length })
})

test('does not ask again for a file that is there', async () => {
  const server = await serve(whole(content))
  const one = order(server)
  await download(one)
  assert.equal(await download(one), undefined)
  assert.equal(server.asked.length, 1)
})

test('goes on behind a cut as often as each try brings something', async () => {
  const server = await serve(whole(content, { cutAfter: 50_000 }))
  const one = order(server)
  assert.equal(await download(one), undefined)
  assertWhole(one)
  const ranges = server.asked.map(({ range }) => range)
  assert.equal(ranges[0], undefined)
  assert.ok(ranges.length > IMPATIENT.pauses.length + 1, 'more tries than pauses')
  // On a busy machine a try may be cut before any of it was read; once something is there, it is kept.
  const goneOn = ranges.slice(ranges.findIndex((range) => range !== undefined))
  assert.ok(goneOn.length > 1 && goneOn.every((range) => /^bytes=[1-9]\d*-$/.test(range!)), String(ranges))
})

test('keeps what came when the server stays away, and goes on from there the next time', async () => {
  const server = await serve(whole(content, { cutAfter: 100_000 }))
  const first = server.answer
  server.answer = (request, response) => (server.asked.length === 1 ? first(request, response) : response.destroy())
  const one = order(server)
  const failure = await download(one)
  assert.ok(failure?.kind === 'offline' || failure?.kind === 'interrupted', JSON.stringify(failure))
  assert.deepEqual(left(one), ['numbers.part', 'numbers.part.json'])
  server.answer = whole(content)
  assert.equal(await download(one), undefined)
  assertWhole(one)
  assert.equal(server.asked.at(-1)?.range, 'bytes=100000-')
})

test('starts over where the server knows no ranges', async () => {
  const server = await serve(whole(content, { cutAfter: 100_000 }))
  const first = server.answer
  server.answer = (request, response) => {
    if (server.asked.length === 1) first(request, response)
    else response.writeHead(200, { 'content-length': content.length }).end(content)
  }
  const one = order(server)
  assert.equal(await download(one), undefined)
  assertWhole(one)
  assert.equal(server.asked[1]?.range, 'bytes=100000-')
})

test('starts over when the file on the server has changed', async () => {
  const server = await serve(whole(noise(200_000).reverse(), { version: '"old"', cutAfter: 100_000 }))
  const one = order(server, { patience: { silence: 1, pauses: [] } })
  assert.equal((await download(one))?.kind, 'interrupted')
  server.answer = whole(content, { version: '"new"' })
  assert.equal(await download(one), undefined)
  assertWhole(one)
})

test('starts over when two versions were put together', async () => {
  const server = await serve(whole(noise(300_000).reverse(), { cutAfter: 100_000 }))
  const one = order(server, { patience: { silence: 1, pauses: [] } })
  await download(one)
  server.answer = whole(content)
  assert.equal(await download(one), undefined)
  assertWhole(one)
  assert.deepEqual(server.asked.map(({ range }) => range), [undefined, 'bytes=100000-', undefined])
})

test('takes nothing from the part of another address', async () => {
  const server = await serve(whole(noise(200_000).reverse(), { cutAfter: 100_000 }))
  const one = order(server, { patience: { silence: 1, pauses: [] } })
  await download(one)
  server.answer = whole(content)
  assert.equal(await download({ ...one, url: `${server.url}elsewhere` }), undefined)
  assertWhole(one)
  assert.equal(server.asked.at(-1)?.range, undefined)
})

test('takes a part that is all there (the server answers 416)', async () => {
  const server = await serve(whole(content))
  const one = order(server)
  fs.mkdirSync(path.dirname(one.target))
  fs.writeFileSync(`${one.target}.part`, content)
  fs.writeFileSync(`${one.target}.part.json`, JSON.stringify({ url: one.url, version: '"1"' }))
  assert.equal(await download(one), undefined)
  assertWhole(one)
})

test('starts over from a part that is too long (416 again)', async () => {
  const server = await serve(whole(content))
  const one = order(server)
  fs.mkdirSync(path.dirname(one.target))
  fs.writeFileSync(`${one.target}.part`, noise(400_000))
  fs.writeFileSync(`${one.target}.part.json`, JSON.stringify({ url: one.url, version: '"1"' }))
  assert.equal(await download(one), undefined)
  assertWhole(one)
})

test('throws away what is not the file', async () => {
  const one = order(await serve((_, response) => response.end('<html>Please log in</html>')))
  const failure = await download(one)
  assert.ok(failure?.kind === 'wrong content')
  assert.equal(failure.expected, file.sha256)
  assert.match(failure.actual, /^[0-9a-f]{64} \(26 bytes instead of 300,000: cut off, or another edition\)$/)
  assert.deepEqual(left(one), [])
})

test('does not let something endless fill the disk', async () => {
  const one = order(await serve((_, response) => response.end(noise(3_000_000))))
  assert.equal((await download(one))?.kind, 'wrong content')
  assert.deepEqual(left(one), [])
})

test('checks what a packed file holds, however it was packed', async () => {
  const packed = zlib.gzipSync(content, { level: 1 })
  const one = order(await serve(whole(packed)))
  assert.equal(await download(one), undefined)
  assert.ok(packed.equals(fs.readFileSync(one.target)))
})

test('takes a file that the server says is packed for the journey only', async () => {
  const packed = zlib.gzipSync(content)
  const headers = { etag: '"1"', 'content-encoding': 'gzip', 'content-length': packed.length }
  const one = order(await serve((_, response) => response.writeHead(200, headers).end(packed)))
  assert.equal(await download(one), undefined)
  assertWhole(one)
})

test('says which status a server refused with, and does not ask again', async () => {
  const server = await serve((_, response) => response.writeHead(404).end('no such file'))
  const one = order(server)
  assert.deepEqual(await download(one), { kind: 'refused', url: one.url, status: 404 })
  assert.equal(server.asked.length, 1)
  assert.deepEqual(left(one), [])
})

test('asks a busy server again', async () => {
  const server = await serve(whole(content))
  const fine = server.answer
  server.answer = (request, response) => (server.asked.length < 3 ? response.writeHead(503).end() : fine(request, response))
  const one = order(server)
  assert.equal(await download(one), undefined)
  server.answer = (_, response) => response.writeHead(503).end()
  assert.deepEqual(await download(order(server)), { kind: 'refused', url: one.url, status: 503 })
})

test('gives up on a server that never answers', async () => {
  const server = await serve(() => undefined)
  const failure = await download(order(server))
  assert.ok(failure?.kind === 'interrupted')
  assert.equal(failure.reason, 'nothing came for 0.3 s')
  assert.equal(server.asked.length, IMPATIENT.pauses.length + 1)
})

/** Sends 1,000 bytes and then nothing more. */
const beginning: Answer = (_, response) => {
  response.writeHead(200, { etag: '"1"', 'content-length': content.length }).write(content.subarray(0, 1_000))
}

test('notices a server that falls silent in the middle', async () => {
  const server = await serve(beginning)
  const failure = await download(order(server))
  assert.ok(failure?.kind === 'interrupted')
  assert.equal(failure.received, 1000)
})

test('knows at once when there is no network', async () => {
  const url = await closedPort()
  const start = performance.now()
  const failure = await download(order({ url }, { patience: { silence: 10, pauses: [10] } }))
  assert.deepEqual(failure, { kind: 'offline', host: new URL(url).host, reason: 'ECONNREFUSED' })
  assert.ok(performance.now() - start < 5_000)
})

test('can be stopped, and goes on the next time', async () => {
  const stop = new AbortController()
  const server = await serve(beginning)
  const one = order(server, { signal: stop.signal, tell: () => stop.abort(), patience: undefined })
  assert.deepEqual(await download(one), { kind: 'stopped' })
  server.answer = whole(content)
  assert.equal(await download({ ...one, signal: undefined }), undefined)
  assert.equal(server.asked.at(-1)?.range, 'bytes=1000-')
  assertWhole(one)
})

test('says that the disk is full', { skip: !fs.existsSync('/dev/full') }, async () => {
  const one = order(await serve(whole(content)))
  fs.mkdirSync(path.dirname(one.target))
  // A device that takes nothing.
  fs.symlinkSync('/dev/full', `${one.target}.part`)
  assert.deepEqual(await download(one), { kind: 'disk full', folder: path.dirname(one.target) })
})

test('says where it may not write', async () => {
  const folder = temporaryFolder()
  fs.writeFileSync(path.join(folder, 'occupied'), '')
  const one = order(await serve(whole(content)), { target: path.join(folder, 'occupied', 'numbers') })
  const failure = await download(one)
  assert.equal(failure?.kind, 'unwritable')
})

test('two at once take turns; the second finds the file there', async () => {
  const server = await serve((request, response) => setTimeout(() => whole(content)(request, response), 100))
  const heard: string[] = []
  const one = order(server)
  const both = await Promise.all([download(one), download({ ...one, tell: ({ kind }) => heard.push(kind) })])
  assert.deepEqual(both, [undefined, undefined])
  assert.equal(server.asked.length, 1)
  assertWhole(one)
})
