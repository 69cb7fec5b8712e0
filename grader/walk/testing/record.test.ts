import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import { loadCourse } from '../../course/course'

const root = path.resolve(__dirname, '../../..')
const read = (...parts: string[]) => fs.readFileSync(path.join(root, ...parts), 'utf8')

/** record.ts writes docs/walk.md anew. */
describe('the recorded walk', () => {
  const recorded = read('docs/walk.md')

  it('counts as many exercises as the course has', () => {
    const counts = [...recorded.matchAll(/ (\d+) of (\d+) {3}\d+ points$/gm)].map(([, , count]) => Number(count))
    assert.deepEqual(new Set(counts), new Set([loadCourse(root).exercises.length]))
  })

  it('shows checks that their specs have', () => {
    const chapter = path.join('exercises', '04-mnist')
    const specs = fs.readdirSync(path.join(root, chapter)).filter((name) => name.endsWith('.spec.ts'))
    const text = specs.map((name) => read(chapter, name)).join('\n')
    const names = [...recorded.matchAll(/^ {2}[✓✗] (\D.*?)(?: {2}[\d.]+ s)?$/gm)].map(([, name]) => name)
    assert.ok(names.length > 0)
    assert.deepEqual(names.filter((name) => !text.includes(`'${name}'`)), [])
  })
})
