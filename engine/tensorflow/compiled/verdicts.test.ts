import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, it } from 'node:test'
import { nativeTensorflow } from './testing/native'

/** Runs the nets in a process of its own: the lines it prints on the error stream, and how many verdicts it had. */
function told(COMPILE: string): { lines: string[]; verdicts: number } {
  const { stderr, stdout } = spawnSync(process.execPath, ['--import', 'tsx', path.join(__dirname, 'testing', 'told-child.ts')], { encoding: 'utf8', env: { ...process.env, COMPILE } })
  return { lines: stderr.split('\n').filter((line) => / is (not )?compiled: |, not the lean one: /.test(line)), verdicts: Number(stdout) }
}

describe('what is told of steps', () => {
  it('is a line for each with COMPILE=explain, with the reason of what is not compiled or not lean', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    const { lines, verdicts } = told('explain')
    assert.equal(lines.length, 4, lines.join('\n'))
    assert.equal(verdicts, 4)
    assert.match(lines[0], /^training of net_of_plain\S* \(float32 \[4,3,2\], float32 \[4,3,1\](, nothing)?\) is compiled: \d+ operations became one function of \d+/)
    assert.match(lines[1], /^training of net_of_plain_too\S* \(float32 \[4,3,2\], float32 \[4,3,1\](, nothing)?\) is not compiled: its loss ownLoss is not one of TensorFlow\.js$/)
    assert.match(lines[2], /^odd \(float32 \[4,3,2\]\) has the code of TensorFlow\.js, not the lean one: an activation that the lean code does not know$/)
    assert.match(lines[3], /^training of net_of_odd\S* .* is compiled: /)
  })

  it('is nothing without, and kept all the same', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    assert.deepEqual(told(''), { lines: [], verdicts: 4 })
  })

  it('is with COMPILE=off of layers alone', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    assert.deepEqual(told('off'), { lines: [], verdicts: 1 })
  })
})
