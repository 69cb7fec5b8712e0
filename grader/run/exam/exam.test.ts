import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openExam } from './exam'

const SIZE = { rows: 200, testRows: 1_000 }
const open: { close(): void }[] = []
after(() => open.forEach((exam) => exam.close()))

async function exam(options: { repeatable?: boolean } = {}) {
  const opened = await openExam(options)
  open.push(opened)
  return opened
}

/** The same answer to every test row. */
const always = (value: number) => new Array<number>(SIZE.testRows).fill(value)

test('hands out rows of each problem, and no label of a test row', async () => {
  const { pose } = await exam()
  for (const [problem, kind, columns, classes] of [['moons', 'binary', 20, 2], ['glyphs', 'multiclass', 64, 4], ['scales', 'regression', 12, 1]] as const) {
    const { x, y, testX, ...facts } = await pose(problem, SIZE, 1)
    assert.deepEqual(facts, { kind, columns, classes })
    assert.deepEqual([x.length, y.length, testX.length], [200 * columns, 200, 1_000 * columns])
    assert.ok([...x, ...y, ...testX].every(Number.isFinite))
    if (classes > 1) assert.deepEqual([...new Set(y)].sort(), Array.from({ length: classes }, (_, label) => label))
  }
})

test('the seed decides the rows that come with labels, and a secret the others', async () => {
  const [first, second] = [await (await exam()).pose('moons', SIZE, 5), await (await exam()).pose('moons', SIZE, 5)]
  assert.deepEqual([first.x, first.y], [second.x, second.y])
  assert.notDeepEqual(first.testX, second.testX)
  const other = await (await exam()).pose('moons', SIZE, 6)
  assert.notDeepEqual(first.x, other.x)
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

test('says so when the other process is gone', async () => {
  const { pose, close } = await exam()
  close()
  await assert.rejects(pose('moons', SIZE, 1))
})
