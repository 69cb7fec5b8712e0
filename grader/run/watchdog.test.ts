import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as seconds } from 'node:timers/promises'

/** A process that has a second, waits for nothing, and says whether its time is over. */
const PROGRAM = `
  const { Watchdog } = require(${JSON.stringify(path.join(__dirname, 'watchdog.ts'))})
  const dog = new Watchdog()
  dog.follow('any.ts', undefined)
  process.on('message', () => process.send(dog.isOver()))
  setTimeout(() => {
    dog.allow(1)
    process.send('begun')
  }, 500)
  setInterval(() => undefined, 1000)
`

describe('the clock of a check', { timeout: 240_000 }, () => {
  const watched = async (test: (child: ChildProcess, isOver: () => Promise<boolean>) => Promise<void>) => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-')), 'watched.cjs')
    fs.writeFileSync(file, PROGRAM)
    const child = fork(file, { execArgv: ['--import', 'tsx'], cwd: path.resolve(__dirname, '../..') })
    try {
      await once(child, 'message')
      await test(child, async () => {
        child.send('?')
        const [over] = (await once(child, 'message')) as [boolean]
        return over
      })
    } finally {
      child.kill('SIGKILL')
      fs.rmSync(path.dirname(file), { recursive: true, force: true })
    }
  }

  it('is over when nothing has happened for that long', () =>
    watched(async (_, isOver) => {
      assert.equal(await isOver(), false)
      let isLate = false
      // A second, and as much more as a busy machine takes.
      for (let tries = 0; !isLate && tries < 100; tries++) {
        await seconds(100)
        isLate = await isOver()
      }
      assert.ok(isLate)
    }))

  const halting = process.platform === 'win32' ? { skip: 'Windows has no signal that halts a process' } : {}
  it('does not run while the machine sleeps', halting, () =>
    watched(async (child, isOver) => {
      child.kill('SIGSTOP')
      await seconds(4000)
      child.kill('SIGCONT')
      assert.equal(await isOver(), false)
      await seconds(200)
      assert.equal(await isOver(), false)
    }))

  const adopting = process.platform === 'win32' ? { skip: 'Windows leaves the number of a dead parent as it was' } : {}
  it('ends a process that hears nothing, once its parent is gone', adopting, async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-'))
    const [busy, parent] = ['busy.cjs', 'parent.cjs'].map((name) => path.join(folder, name))
    fs.writeFileSync(busy, `const { Watchdog } = require(${JSON.stringify(path.join(__dirname, 'watchdog.ts'))})\nnew Watchdog()\nprocess.send(process.pid, () => { for (;;); })`)
    fs.writeFileSync(parent, `const child = require('node:child_process').fork(${JSON.stringify(busy)}, { execArgv: ['--import', 'tsx'] })\nchild.on('message', (pid) => process.send(pid))`)
    const middle = fork(parent, { cwd: path.resolve(__dirname, '../..') })
    const [pid] = (await once(middle, 'message')) as [number]
    try {
      await seconds(1000)
      assert.ok(isAlive(pid))
      middle.kill('SIGKILL')
      for (let tries = 0; isAlive(pid) && tries < 300; tries++) await seconds(100)
      assert.ok(!isAlive(pid))
    } finally {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL')
      fs.rmSync(folder, { recursive: true, force: true })
    }
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
