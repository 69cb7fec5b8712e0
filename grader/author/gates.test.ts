import assert from 'node:assert/strict'
import fs from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { type Course, loadCourse } from '../course/course'
import { stubOf } from '../course/stub'
import { chapterText, kit, smallCourse } from '../course/testing/small-course'
import type * as Runners from '../run/runner'
import type * as Gates from './gates'

const REFERENCE = `export function twice(x: number): number {
  // #region solution: two times x
  return 2 * x
  // #endregion
}
`
const CHECK = "check('doubles', () => expect(twice(3), 'twice(3)').toBe(6))\n"
const TRAP = "trap('squared', 'That is x squared: 3 becomes 6, not 9.', () => twice(3) === 9)\n"
const SQUARED = { squared: { find: '2 * x', replace: 'x * x' } }

interface Parts {
  reference?: string
  stub?: string
  tests?: string
  foils?: Record<string, { find: string; replace: string }>
}

/** Exercises which all are the same one, but for what is wrong with it. */
const EXERCISES: Record<string, Parts> = {
  '01-fine': {},
  '02-out-of-sync': { stub: `${stubOf(REFERENCE)}// a line more\n` },
  '03-stub-missing': { stub: '' },
  '04-trap-without-foil': { foils: {} },
  '05-foil-without-trap': { tests: CHECK, foils: SQUARED },
  '06-foil-uncaught': { foils: { squared: { find: '2 * x', replace: '4 * x' } } },
  '07-foil-passes': { foils: { squared: { find: '2 * x', replace: 'x + x' } } },
  '08-foil-does-not-match': { foils: { squared: { find: '4 * x', replace: 'x * x' } } },
  '09-reference-fails': { reference: REFERENCE.replace('2 * x', '2 * x + 1'), foils: { squared: { find: '2 * x + 1', replace: 'x * x' } } },
  '11-bar-not-measured': { tests: `${CHECK}${TRAP}// bar('accuracy')\n` },
  '10-nothing-to-write': { reference: REFERENCE.replace(/^ *\/\/ #.*\n/gm, '') },
}

function texts(): Record<string, string> {
  const foils = Object.fromEntries(Object.entries(EXERCISES).map(([name, { foils }]) => [name, foils ?? SQUARED]))
  const all: Record<string, string> = {
    'exercises/01-small/chapter.ts': chapterText('Small', Object.keys(EXERCISES)),
    'solutions/01-small/foils.ts': `export default ${JSON.stringify(foils)}`,
  }
  for (const [name, { reference = REFERENCE, stub = stubOf(reference), tests = CHECK + TRAP }] of Object.entries(EXERCISES)) {
    all[`solutions/01-small/${name}.ts`] = reference
    if (stub) all[`exercises/01-small/${name}.ts`] = stub
    all[`exercises/01-small/${name}.spec.ts`] = `import { check, expect, trap } from '#spec'\nimport { twice } from './${name}'\n${tests}`
  }
  return all
}

describe('the gates of an exercise', { timeout: 900_000 }, () => {
  let course: Course
  let runner: Runners.Runner
  let gates: typeof Gates
  before(() => {
    course = loadCourse(smallCourse(texts()))
    runner = new (kit<typeof Runners>(course.root, 'grader/run/runner').Runner)(course.root)
    gates = kit<typeof Gates>(course.root, 'grader/author/gates')
  })
  after(() => {
    runner.close()
    fs.rmSync(course.root, { recursive: true, force: true })
  })

  /** What is wrong with an exercise, by gate; `undefined` for a gate that was tried and passed. */
  async function problems(name: string): Promise<Record<string, string | undefined>> {
    const exercise = course.exercises.find(({ file }) => file === name)!
    const found: Record<string, string | undefined> = {}
    for await (const { gate, problem } of gates.gate(course, runner, exercise)) found[gate] = problem
    return found
  }
  /** The only thing that is wrong with it. */
  async function problem(name: string): Promise<[gate: string, problem: string]> {
    const wrong = Object.entries(await problems(name)).filter(([, problem]) => problem !== undefined) as [string, string][]
    assert.equal(wrong.length, 1, JSON.stringify(wrong))
    return wrong[0]
  }

  it('are all tried, and all passed by one that is fine', async () => {
    assert.deepEqual(await problems('01-fine'), {
      'stub in sync': undefined,
      'every trap has a foil': undefined,
      'bars are calibrated': undefined,
      'stub is unattempted': undefined,
      'reference passes': undefined,
      'foil squared is caught': undefined,
    })
  })

  it('stop a stub that is not that of its reference', async () => {
    const file = 'exercises/01-small/02-out-of-sync.ts'
    assert.deepEqual(await problem('02-out-of-sync'), ['stub in sync', `${file} is not the stub of solutions/01-small/02-out-of-sync.ts: \`npm run author -- stubs\` writes it anew`])
  })
  it('stop a stub that is missing', async () => {
    assert.deepEqual(await problem('03-stub-missing'), ['stub in sync', 'exercises/01-small/03-stub-missing.ts is missing: `npm run author -- stubs` writes it'])
  })
  it('stop a bar that nobody has measured', async () => {
    assert.deepEqual(await problem('11-bar-not-measured'), ['bars are calibrated', 'not measured: accuracy, quick. `npm run calibrate -- 1.11` does it'])
  })
  it('stop a trap without a foil', async () => {
    assert.deepEqual(await problem('04-trap-without-foil'), ['every trap has a foil', 'the trap squared has no foil'])
  })
  it('stop a foil without a trap, which nothing can catch', async () => {
    const { 'every trap has a foil': alone, 'foil squared is caught': uncaught } = await problems('05-foil-without-trap')
    assert.equal(alone, 'the foil squared has no trap')
    assert.match(uncaught!, /^the foil counts as failed: doubles: twice\(3\): expected 6, got 9\./)
  })
  it('stop a foil that is caught by something else', async () => {
    const [gate, words] = await problem('06-foil-uncaught')
    assert.equal(gate, 'foil squared is caught')
    assert.match(words, /^the foil counts as failed: doubles: twice\(3\): expected 6, got 12\./)
  })
  it('stop a foil that is not wrong at all', async () => {
    assert.match((await problem('07-foil-passes'))[1], /^the foil counts as passed/)
  })
  it('stop a foil whose edit no longer matches', async () => {
    const [gate, words] = await problem('08-foil-does-not-match')
    assert.equal(gate, 'foils can be made')
    assert.match(words, /"4 \* x" must match exactly once, but matches 0 times/)
  })
  it('stop a reference that fails', async () => {
    const [gate, words] = await problem('09-reference-fails')
    assert.equal(gate, 'reference passes')
    assert.match(words, /^failed: doubles: twice\(3\): expected 6, got 7\./)
  })
  it('stop an exercise with nothing to write', async () => {
    const { 'stub is unattempted': words } = await problems('10-nothing-to-write')
    assert.match(words!, /^the stub counts as passed/)
  })
})
