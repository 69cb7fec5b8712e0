import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { inProcess } from './process'
import type { Message } from './worker'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-worker-'))
after(() => fs.rmSync(folder, { recursive: true, force: true }))

/** What is heard of a worker that does this. */
async function heard(does: string, options: { signal?: AbortSignal; patience?: number; tell?: () => void } = {}): Promise<Message[]> {
  const file = path.join(fs.mkdtempSync(path.join(folder, 'one-')), 'worker.cjs')
  fs.writeFileSync(file, `const say = (message, then) => process.send(message, then)\n${does}`)
  const messages: Message[] = []
  const tell = (message: Message) => {
    messages.push(message)
    options.tell?.()
  }
  await inProcess({ forced: false, verify: false }, tell, options.signal, file, options.patience === undefined ? undefined : { atStart: 60, later: options.patience })
  return messages
}

const STARTED = `{ kind: 'started', name: 'wasm', device: 'CPU' }`
const started = { kind: 'started', name: 'wasm', device: 'CPU' }

describe('an engine in a process of its own', () => {
  it('is heard to the end', async () => {
    assert.deepEqual(await heard(`say(${STARTED}); say({ kind: 'finished' }, () => process.exit())`), [started, { kind: 'finished' }])
  })

  it('that crashes is said to have crashed, and how', async () => {
    assert.deepEqual(await heard(`say(${STARTED}, () => process.kill(process.pid, 'SIGSEGV'))`), [started, { kind: 'failed', reason: 'it crashed: its process ended by SIGSEGV' }])
    assert.deepEqual(await heard('process.exit(3)'), [{ kind: 'failed', reason: 'it crashed: its process ended with exit code 3' }])
  })

  it('that hangs is ended, even in a loop without end', async () => {
    // It has to have started for the loop to be what it hangs in; that takes a moment on a busy machine.
    const [first, last] = await heard(`say(${STARTED}, () => { for (;;); })`, { patience: 5 })
    assert.deepEqual([first, last], [started, { kind: 'failed', reason: 'it hung: no sign of life for 5 s' }])
  })

  it('ends at once when it is broken off, and nothing is said of it', async () => {
    const abort = new AbortController()
    const messages = await heard(`say(${STARTED}, () => { for (;;); })`, { signal: abort.signal, tell: () => abort.abort() })
    assert.deepEqual(messages, [started])
  })
})
