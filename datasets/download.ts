import fs from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lock } from 'proper-lockfile'
import type { DataFile } from './dataset'
import type { Failure } from './failure'
import { PartFile, type ResumePoint } from './part-file'
import { readChecked } from './read'

/** One file to download. */
export interface Order {
  url: string
  /** Where the file goes. */
  target: string
  file: DataFile
  tell?: (progress: Progress) => void
  /** Stops the download; what has come is kept. */
  signal?: AbortSignal
  patience?: Patience
}

export type Progress =
  /** Both in bytes; `total` is unknown while the server does not say. */
  | { kind: 'bytes'; received: number; total: number | undefined }
  /** The connection was lost; the next try is in so many seconds. */
  | { kind: 'retry'; reason: string; seconds: number }
  /** Another process downloads the same file; this one waits for it. */
  | { kind: 'waiting' }

export interface Patience {
  /** A connection that is silent for so long counts as lost. */
  silence: number
  /** Seconds before each further try; they start anew with every try that brings something. */
  pauses: number[]
}

const PATIENCE: Patience = { silence: 20, pauses: [1, 2, 4, 8] }

/** How often to look whether another process is done with the file, in milliseconds. */
const LOOK = 200

/** What is larger than the file by so many bytes is something else and need not fill the disk. */
const SLACK = 1_000_000

/**
 * Downloads a file, checks it, and puts it in its place in one step: whoever looks there finds the whole file or
 * none. Goes on where an earlier download broke off.
 *
 * @returns what went wrong, if anything did
 */
export async function download(order: Order): Promise<Failure | undefined> {
  const { target, file } = order
  const lockLost = new AbortController()
  const signal = order.signal ? AbortSignal.any([order.signal, lockLost.signal]) : lockLost.signal
  try {
    await fs.mkdir(path.dirname(target), { recursive: true })
    const release = await takeTurn({ ...order, signal }, lockLost)
    try {
      return readChecked(target, file).is === 'whole' ? undefined : await persevere({ ...order, signal })
    } finally {
      if (!lockLost.signal.aborted) await release()
    }
  } catch (error) {
    return failureOf(error, { ...order, signal })
  }
}

/** Waits until no other process downloads to the same place. A machine that slept may lose its turn later. */
async function takeTurn({ target, tell, signal }: Order, lost: AbortController): Promise<() => Promise<void>> {
  for (let told = false; ; told = true) {
    try {
      return await lock(target, { realpath: false, onCompromised: () => lost.abort() })
    } catch (error) {
      if (codeOf(error) !== 'ELOCKED') throw error
    }
    if (!told) tell?.({ kind: 'waiting' })
    await sleep(LOOK, undefined, { signal })
  }
}

/** Tries until the file is there, or until it makes no sense to go on. */
async function persevere(order: Order): Promise<Failure | undefined> {
  const { target, file, tell, signal, patience = PATIENCE } = order
  const part = new PartFile(target)
  let pauses = [...patience.pauses]
  let reached = false
  for (;;) {
    const before = await part.size()
    const end = await connect(order, part)
    if (end.kind === 'failed') return end.failure
    if (end.kind === 'complete') {
      const content = readChecked(part.path, file)
      if (content.is === 'whole') {
        await part.publish()
        return undefined
      }
      await part.discard()
      // Pieces of two versions may have been put together: once more from the start.
      if (end.resumed) continue
      return wrongContent(order, content.is === 'corrupt' ? content.actual : content.reason)
    }
    reached ||= end.failure.kind !== 'offline'
    // Nobody there from the start: a few seconds would not change that.
    if (!reached) return end.failure
    if ((await part.size()) > before) pauses = [...patience.pauses]
    const seconds = pauses.shift()
    if (seconds === undefined) return end.failure
    tell?.({ kind: 'retry', reason: end.reason, seconds })
    await sleep(seconds * 1000, undefined, { signal })
  }
}

/** How one connection ended. A lost one may be tried again; `failure` is what to say when patience has run out. */
type End =
  | { kind: 'complete'; resumed: boolean }
  | { kind: 'lost'; reason: string; failure: Failure }
  | { kind: 'failed'; failure: Failure }

/** One request, its bytes added to the part. Errors of the disk, and the signal's, are thrown. */
async function connect(order: Order, part: PartFile): Promise<End> {
  const { url, signal, patience = PATIENCE } = order
  const resume = await part.resumePoint(url)
  const silence = new Silence(patience.silence)
  let response: Response | undefined
  try {
    response = await fetch(url, {
      headers: headersFor(resume),
      signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
    })
    const { status } = response
    if (status === 200) return await receive(order, part, response, undefined, silence)
    if (resume && status === 206 && startOf(response) === resume.offset) {
      return await receive(order, part, response, resume, silence)
    }
    // Nothing lies behind what is there: that was all of it.
    if (resume && status === 416) return { kind: 'complete', resumed: true }
    const failure: Failure = { kind: 'refused', url, status }
    if (!BUSY.has(status)) return { kind: 'failed', failure }
    return { kind: 'lost', reason: `the server answered ${status}`, failure }
  } catch (error) {
    if (signal?.aborted || isDiskError(error)) throw error
    const silent = silence.signal.aborted
    const reason = silent ? `nothing came for ${patience.silence} s` : codeOf(error)
    const failure: Failure =
      response || silent
        ? { kind: 'interrupted', url, received: await part.size(), reason }
        : { kind: 'offline', host: new URL(url).host, reason }
    return { kind: 'lost', reason, failure }
  } finally {
    silence.end()
    // What nobody reads would keep the connection open.
    if (!response?.bodyUsed) await response?.body?.cancel()
  }
}

function headersFor(resume: ResumePoint | undefined): Record<string, string> {
  // A file packed once more on its way could not be resumed.
  const plain = { 'accept-encoding': 'identity' }
  return resume ? { ...plain, range: `bytes=${resume.offset}-`, 'if-range': resume.version } : plain
}

/** Answers after which it is worth asking again: too slow, too many, out of order for a while. */
const BUSY = new Set([408, 429, 500, 502, 503, 504])

/** Writes what comes to the part, behind what is there already or from the start. */
async function receive(
  order: Order,
  part: PartFile,
  response: Response,
  resume: ResumePoint | undefined,
  silence: Silence,
): Promise<End> {
  const { url, file, tell } = order
  let received = resume?.offset ?? 0
  const total = sizeOf(response, received)
  const handle = await (resume ? part.goOn() : part.startOver(url, versionOf(response)))
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      silence.broken()
      await handle.appendFile(chunk)
      received += chunk.length
      tell?.({ kind: 'bytes', received, total })
      if (received > file.bytes + SLACK) break
    }
  } finally {
    await handle.close()
  }
  if (received <= file.bytes + SLACK) return { kind: 'complete', resumed: resume !== undefined }
  await part.discard()
  return { kind: 'failed', failure: wrongContent(order, `more than ${received} bytes`) }
}

/** Unpacked on its way by fetch itself: offsets and lengths then speak of bytes that nobody sees. */
function isEncoded({ headers }: Response): boolean {
  return (headers.get('content-encoding') ?? 'identity') !== 'identity'
}

/** What tells this version of the file from others. Weak tags do not promise the same bytes. */
function versionOf(response: Response): string | undefined {
  if (isEncoded(response)) return undefined
  const tag = response.headers.get('etag')
  return tag && !tag.startsWith('W/') ? tag : (response.headers.get('last-modified') ?? undefined)
}

/** Size of the whole file, if the server says it. */
function sizeOf(response: Response, offset: number): number | undefined {
  const length = response.headers.get('content-length')
  return length && !isEncoded(response) ? offset + Number(length) : undefined
}

/** The first byte of a partial answer: 100 in `bytes 100-999/1000`. */
function startOf({ headers }: Response): number {
  return Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1])
}

function wrongContent({ url, file }: Order, actual: string): Failure {
  return { kind: 'wrong content', url, expected: file.sha256, actual }
}

/** Ends a request when nothing has come for a while. */
class Silence {
  private readonly controller = new AbortController()
  private readonly timer: NodeJS.Timeout

  constructor(seconds: number) {
    this.timer = setTimeout(() => this.controller.abort(), seconds * 1000)
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  broken(): void {
    this.timer.refresh()
  }

  end(): void {
    clearTimeout(this.timer)
  }
}

/** What an error that was thrown says. Errors that say nothing about the download are thrown on. */
function failureOf(error: unknown, { target, signal }: Order): Failure {
  if (signal?.aborted) return { kind: 'stopped' }
  if (!isDiskError(error)) throw error
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'disk full', folder: path.dirname(target) }
  return { kind: 'unwritable', file: target, reason: code }
}

/** Errors of the file system name the call that failed; fetch keeps those of the network as the cause of its own. */
function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

/** What went wrong, as short as it is known: ENOTFOUND, or `other side closed` where fetch's own codes say less. */
function codeOf(error: unknown): string {
  const { code, message, cause } = error as { code?: string; message?: string; cause?: unknown }
  if (cause) return codeOf(cause)
  return code && !code.startsWith('UND_') ? code : (message ?? String(error))
}
