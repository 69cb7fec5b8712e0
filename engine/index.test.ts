import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { describe, it } from 'node:test'
import type { Engine } from '.'

type Started = Pick<Engine, 'name' | 'device' | 'why'> & { backend: string; printed: string }

/** An engine is chosen once per process, so each of these gets a process of its own. It also multiplies something. */
const SCRIPT = `
  require('./engine').startEngine().then(
    ({ tf, name, device, why }) => {
      const [seven] = tf.tensor2d([[1, 2]]).matMul(tf.tensor2d([[1], [3]])).dataSync()
      console.log(JSON.stringify({ name, device, why, backend: seven === 7 && tf.getBackend() }))
    },
    (error) => console.log(JSON.stringify({ error: error.message })),
  )
`

function start(engine?: string): Promise<Started & { error?: string }> {
  const env = { ...process.env }
  delete env['ENGINE']
  if (engine !== undefined) env['ENGINE'] = engine
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', SCRIPT], { cwd: path.resolve(__dirname, '..'), env })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += String(text)))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      const line = printed.split('\n').find((text) => text.startsWith('{'))
      if (line) resolve({ ...(JSON.parse(line) as Started), printed: printed.replace(`${line}\n`, '') })
      else reject(new Error(printed))
    })
  })
}

describe('the engine', { concurrency: 2 }, () => {
  it('is the fastest one here, unless one is asked for', async () => {
    const { name, backend, why, device, printed } = await start()
    assert.equal(backend, name)
    assert.match(why, /the fastest one here|faster: npm run engine|(tensorflow|webgpu): /)
    assert.match(device, /^(CPU|NVIDIA GPU|GPU)/)
    assert.equal(printed, '', 'TensorFlow.js talks in the middle of what the learner prints')
  })

  for (const engine of ['wasm', 'cpu']) {
    it(`is ${engine} when ENGINE=${engine}`, async () => {
      const { name, backend, why, printed } = await start(engine)
      assert.deepEqual([name, backend, why, printed], [engine, engine, `asked for by ENGINE=${engine}`, ''])
    })
  }

  it('is not chosen by an empty ENGINE', async () => {
    assert.doesNotMatch((await start('')).why, /asked for/)
  })

  for (const engine of ['abacus', 'WASM']) {
    it(`is refused when ENGINE=${engine}, with the names there are`, async () => {
      const { error } = await start(engine)
      assert.match(String(error), new RegExp(`^ENGINE=${engine} is not an engine of this course: use one of .*\\bwasm\\b.*\\bcpu\\b.* or leave it out`))
    })
  }
})
