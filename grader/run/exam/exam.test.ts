import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { readEvents } from '../events'
import { openExam } from './exam'
import { problems } from './problems'

const SIZE = { rows: 200, testRows: 1_000 }
const open: { close(): void }[] = []
after(() => open.forEach((exam) => exam.close()))

async function exam(options: { repeatable?: boolean; events?: string } = {}) {
  const opened = await openExam(options)
  open.push(opened)
  return opened
}

/** The numbers of each row, whichever columns they are in. */
function inAnyOrder({ x, columns }: { x: Float32Array; columns: number }): Float32Array[] {
  return Array.from({ length: x.length / columns }, (_, row) => x.slice(row * columns, (row + 1) * columns).sort())
}

/** The same answer to every test row. */
const always = (value: number) => new Array<number>(SIZE.testRows).fill(value)

test('hands out rows of each problem, and no label of a test row', async () => {
  const { pose } = await exam()
  for (const [problem, kind, columns, classes] of [['moons', 'binary', 20, 2], ['glyphs', 'multiclass', 64, 4], ['scales', 'regression', 12, 1]] as const) {
    const { x, y, testX, ...facts } = await pose(problem, SIZE, 1)
    assert.deepEqual({ kind: facts.kind, columns: facts.columns, classes: facts.classes }, { kind, columns, classes })
    assert.deepEqual([x.length, y.length, testX.length], [200 * columns, 200, 1_000 * columns])
    assert.ok([...x, ...y, ...testX].every(Number.isFinite))
    if (classes > 1) assert.deepEqual([...new Set(y)].sort(), Array.from({ length: classes }, (_, label) => label))
  }
})

test('the seed decides the rows that come with labels, and a secret the others', async () => {
  const [first, second] = [await (await exam()).pose('moons', SIZE, 5), await (await exam()).pose('moons', SIZE, 5)]
  assert.deepEqual(inAnyOrder(first), inAnyOrder(second))
  assert.notDeepEqual(first.x, second.x)
  assert.notDeepEqual(first.testX, second.testX)
  const other = await (await exam()).pose('moons', SIZE, 6)
  assert.notDeepEqual(inAnyOrder(first), inAnyOrder(other))
})

test('a repeatable exam repeats the test rows, too, and no rows come twice', async () => {
  const [first, second] = [await (await exam({ repeatable: true })).pose('scales', SIZE, 5), await (await exam({ repeatable: true })).pose('scales', SIZE, 5)]
  assert.deepEqual(first, second)
  assert.notDeepEqual(first.x.subarray(0, 80), first.testX.subarray(0, 80))
})

test('scores each list of answers by itself', async () => {
  const { pose, judge } = await exam()
  await pose('moons', SIZE, 1)
  const [zeros, ones, twos] = await judge('moons', [always(0), always(1), always(2)])
  assert.ok(Math.abs(zeros - 0.5) < 0.1, String(zeros))
  assert.ok(Math.abs(zeros + ones - 1) < 1e-9)
  assert.equal(twos, 0)
  const { y } = await pose('scales', SIZE, 1)
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length
  const [middle, far] = await judge('scales', [always(mean), always(mean + 1_000)])
  assert.ok(middle > 5 && middle < 8, String(middle))
  assert.ok(Math.abs(far - 1_000) < 1, String(far))
})

test('poses once and judges once', async () => {
  const { pose, judge } = await exam()
  await assert.rejects(judge('glyphs', [always(0)]), /not handed out/)
  await pose('glyphs', SIZE, 1)
  await assert.rejects(pose('glyphs', SIZE, 2), /before/)
  await assert.rejects(judge('glyphs', [[0, 1]]), /lists of 1000/)
  await judge('glyphs', [always(0)])
  await assert.rejects(judge('glyphs', [always(1)]), /judged once/)
})

test('scores no more lists than a learner has runs: many would tell the labels', async () => {
  const { pose, judge } = await exam()
  await pose('moons', SIZE, 1)
  await assert.rejects(judge('moons', Array.from({ length: 65 }, () => always(0))), /1 to 64/)
  await assert.rejects(judge('moons', []), /1 to 64/)
  assert.equal((await judge('moons', Array.from({ length: 64 }, () => always(0)))).length, 64)
})

test('an answer that is no number is never right', async () => {
  const { pose, judge } = await exam()
  await pose('moons', SIZE, 1)
  await pose('scales', SIZE, 1)
  assert.deepEqual(await judge('moons', [always(NaN)]), [0])
  assert.deepEqual(await judge('scales', [always(NaN)]), [NaN])
})

test('what was judged is told by the process that judges, in the file of events', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-'))
  const events = path.join(folder, 'events.ndjson')
  try {
    const { pose, judge } = await exam({ events })
    await pose('glyphs', SIZE, 1)
    const scores = await judge('glyphs', [always(0), always(1)])
    assert.deepEqual(readEvents(events), [{ type: 'judged', problem: 'glyphs', lists: 2, scores, goal: problems.glyphs.goal }])
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
})

test('what this process is told to load later, the other one does not load', async () => {
  process.env['NODE_OPTIONS'] = '--require /there/is/no/such/file.cjs'
  try {
    const { pose } = await exam()
    assert.equal((await pose('moons', SIZE, 1)).columns, 20)
  } finally {
    delete process.env['NODE_OPTIONS']
  }
})

const onLinux = { skip: process.platform !== 'linux' && 'needs /proc' }

test('the other process is nobody\'s child, and ends with the exam', onLinux, async () => {
  const mark = path.join(os.tmpdir(), `nobodys-child-${process.pid}`)
  const { close } = await exam({ events: mark })
  const [pid, ...more] = processesWith(mark)
  assert.equal(more.length, 0)
  const [, parent] = /^PPid:\s*(\d+)$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  assert.notEqual(Number(parent), process.pid)
  close()
  await ended(mark)
})

test('the other process ends however this one ends', onLinux, async () => {
  const mark = path.join(os.tmpdir(), `no-orphan-${process.pid}`)
  const script = `require('tsx/cjs'); require(${JSON.stringify(path.join(__dirname, 'exam.ts'))}).openExam({ events: ${JSON.stringify(mark)} }).then(() => console.log('open'))`
  const opener = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'], cwd: __dirname })
  await once(opener.stdout, 'data')
  assert.ok(processesWith(mark).length > 0)
  opener.kill('SIGKILL')
  await once(opener, 'exit')
  await ended(mark)
})

/** Processes whose command line holds a mark, as the setter's does, where its events go. */
function processesWith(mark: string): string[] {
  return fs.readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(mark)
    } catch {
      return false
    }
  })
}

async function ended(mark: string): Promise<void> {
  for (let tries = 0; processesWith(mark).length > 0; tries++) {
    assert.ok(tries < 200, 'it is still there')
    await sleep(50)
  }
}

test('says so when the other process is gone', async () => {
  const { pose, close } = await exam()
  close()
  await assert.rejects(pose('moons', SIZE, 1))
})
