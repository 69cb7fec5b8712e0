import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import type { Answer } from './protocol'
import { Worker } from './worker'

const READY = `console.log(JSON.stringify({ kind: 'ready', what: 'a test', device: 'CPU' }));`

/** A worker that says it is ready, and then does this with each line. */
function worker(does: string, patience = 30): Worker {
  return new Worker([process.execPath, '-e', `${READY} require('readline').createInterface({ input: process.stdin }).on('line', (line) => { ${does} })`], { patience })
}

const reason = (answer: Answer) => (answer.kind === 'failed' ? answer.reason : assert.fail(`it answered ${answer.kind}`))

describe('a contender in a process of its own', () => {
  it('says what it is, and answers one question after the other', async () => {
    const echo = worker(`console.log(JSON.stringify({ kind: 'taken', seconds: JSON.parse(line).ask.length }))`)
    assert.deepEqual(await echo.about, { kind: 'ready', what: 'a test', device: 'CPU' })
    assert.deepEqual(await echo.ask({ ask: 'train' }), { kind: 'taken', seconds: 5 })
    assert.deepEqual(await echo.ask({ ask: 'evaluate' }), { kind: 'taken', seconds: 8 })
    echo.kill()
  })

  it('that crashes says how, with its last words, also to later questions', async () => {
    const broken = worker(`console.error('no more memory'); process.exit(3)`)
    assert.equal(reason(await broken.ask({ ask: 'train' })), 'it crashed, with exit code 3: no more memory')
    assert.equal(reason(await broken.ask({ ask: 'train' })), 'it crashed, with exit code 3: no more memory')
    assert.equal(broken.isRunning, false)
  })

  it('that does not start says why', async () => {
    const missing = new Worker(['/nowhere/python'])
    assert.match(reason((await missing.about) as Answer), /ENOENT/)
    assert.match(reason(await missing.ask({ ask: 'peak' })), /ENOENT/)
  })

  it('that hangs is ended', async () => {
    const hung = worker('for (;;);', 1)
    await hung.about
    assert.equal(reason(await hung.ask({ ask: 'predict' })), 'it hung: no answer in 1 s')
    assert.equal(hung.isRunning, false)
  })

  it('that says something else than an answer is heard', async () => {
    const chatty = worker(`console.log('Epoch 1/5')`)
    assert.equal(reason(await chatty.ask({ ask: 'train' })), 'it said Epoch 1/5')
    chatty.kill()
  })

  it('is not left behind, nor are its rows, when the command ends in the middle', async () => {
    const command = `
      const { Worker } = require(${JSON.stringify(path.join(__dirname, 'worker.ts'))})
      const { inTemporaryFolder } = require(${JSON.stringify(path.join(__dirname, 'temporary.ts'))})
      const deaf = "console.log(JSON.stringify({ kind: 'ready', what: process.pid, device: '' })); setInterval(() => {}, 1000)"
      void inTemporaryFolder(async (folder) => {
        const { what } = await new Worker([process.execPath, '-e', deaf]).about
        console.log(JSON.stringify({ pid: what, folder }))
        process.exit(130)
      })`
    let output = ''
    try {
      execFileSync(process.execPath, ['--import', 'tsx', '-e', command], { encoding: 'utf8' })
    } catch (error) {
      output = (error as { stdout: string }).stdout
    }
    const { pid, folder } = JSON.parse(output) as { pid: number; folder: string }
    assert.equal(fs.existsSync(folder), false)
    await gone(pid)
  })
})

/** Waits until a process has ended; the test runner's own limit ends the waiting. */
async function gone(pid: number): Promise<void> {
  try {
    process.kill(pid, 0)
  } catch {
    return
  }
  await new Promise((resolve) => setTimeout(resolve, 50))
  return gone(pid)
}
