import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, it } from 'node:test'
import type { Tensor } from '@tensorflow/tfjs'
import { data, net, over, shortly } from './testing/both'
import { nativeTensorflow } from './testing/native'
import { explain } from './verdicts'

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
    assert.match(lines[0], /^training of net_of_plain\S* \(float32 \[4,3,2\], float32 \[4,3,1\]\) is compiled: \d+ operations became one function of \d+/)
    assert.match(lines[1], /^training of net_of_plain_too\S* \(float32 \[4,3,2\], float32 \[4,3,1\]\) is not compiled: its loss ownLoss is not one of TensorFlow\.js$/)
    assert.match(lines[2], /^odd \(float32 \[4,3,2\]\) has the code of TensorFlow\.js, not the lean one: an activation that the lean code does not know$/)
    assert.match(lines[3], /^training of net_of_odd\S* .* is compiled: /)
  })

  it('is nothing without, and kept all the same', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    assert.deepEqual(told(''), { lines: [], verdicts: 4 })
  })

  it('says nothing for an argument that is not there, compiled or not', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    const { tf } = found
    const ownLoss = (target: Tensor, output: Tensor) => output.sub(target).square().mean(-1)
    for (const loss of ['meanSquaredError', ownLoss]) {
      const model = net(tf)
      const before = model.optimizer
      model.compile({ optimizer: tf.train.sgd(0.01), loss })
      before.dispose()
      const [x, y] = data(tf)
      await model.fit(x, y, { ...shortly, batchSize: 21 })
      const { kind, shapes } = explain().at(-1)!
      assert.equal(kind, loss === ownLoss ? 'eager' : 'compiled')
      assert.deepEqual(shapes.slice(0, 3), ['float32 [21,6]', 'float32 [21,1]', 'nothing'])
      tf.dispose([x, y])
      over(model)
    }
  })

  it('is with COMPILE=off of layers alone', async (t) => {
    const found = await nativeTensorflow()
    if ('missing' in found) return t.skip(found.missing)
    assert.deepEqual(told('off'), { lines: [], verdicts: 1 })
  })
})
