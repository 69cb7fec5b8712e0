/** What the tests of this folder share: small sets, a course of their own to put them in, a server that misbehaves. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import zlib from 'node:zlib'
import type { DataFile, Dataset, Edition } from './dataset'

/** A folder that is gone when the tests are over. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-data-'))
  after(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Bytes that do not get smaller when packed, the same for the same length. */
export function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let state = 1
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[i] = state >>> 24
  }
  return bytes
}

export function fileOf(name: string, content: Uint8Array, packed = false): DataFile {
  return {
    name,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    ...(packed && { gzipped: zlib.gzipSync(content).length }),
  }
}

/** A set of one edition. */
export function datasetOf(files: DataFile[], edition: Partial<Edition> = {}): Dataset {
  return datasetIn([{ what: 'for tests', files, origins: ['http://localhost/'], decode: (bytes) => bytes, ...edition }])
}

export function datasetIn(editions: Edition[]): Dataset {
  const texts = { title: 'Toy', what: 'a set for tests', licence: 'none', citation: 'none' }
  return { id: 'toy', ...texts, contract: [], editions, exercises: [] }
}

/** How the server answers; each request is also written to `asked`. */
export type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void

export interface Server {
  url: string
  /** Path and Range of every request. */
  asked: { path: string; range: string | undefined }[]
  answer: Answer
}

export async function serve(answer: Answer): Promise<Server> {
  const asked: Server['asked'] = []
  const server = { url: '', asked, answer }
  const listener = http.createServer((request, response) => {
    asked.push({ path: request.url!, range: request.headers.range })
    server.answer(request, response)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  server.url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`
  after(() => {
    listener.closeAllConnections()
    listener.close()
  })
  return server
}

/** An address at which nobody listens. */
export async function closedPort(): Promise<string> {
  const listener = http.createServer()
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const { port } = listener.address() as AddressInfo
  await new Promise((resolve) => listener.close(resolve))
  return `http://127.0.0.1:${port}/`
}

/** A well-behaved server of one file: knows its version, gives ranges of it. `cutAfter` ends a connection early. */
export function whole(
  content: Uint8Array,
  { version = '"1"', cutAfter = Infinity }: { version?: string; cutAfter?: number } = {},
): Answer {
  return (request, response) => {
    const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')
    const same = request.headers['if-range'] === version
    const from = asked && same ? Number(asked[1]) : 0
    if (from >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
      return
    }
    response.writeHead(from > 0 ? 206 : 200, {
      etag: version,
      'content-length': content.length - from,
      ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
    })
    const until = Math.min(content.length, from + cutAfter)
    if (until === content.length) response.end(content.subarray(from))
    // What was not read yet when a connection is cut is lost with it: leave the other side time to read.
    else response.write(content.subarray(from, until), () => setTimeout(() => response.destroy(), 50))
  }
}
