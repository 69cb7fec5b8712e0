import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { describe, it } from 'node:test'

/** An engine is started once per process, so each of these gets a process of its own; it says what came of it as JSON. */
const SCRIPT = `
  const names = () => [...Object.getOwnPropertyNames(globalThis).filter((name) => !name.startsWith('_tf')), ...process.eventNames()]
  const before = names()
  require('./engine').startEngine('wasm', { threads: THREADS }).then(async ({ tf, device }) => {
    const left = names().filter((name) => !before.includes(name))
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [12, 12, 2], filters: 8, kernelSize: 3, activation: 'relu', trainable: false, kernelInitializer: 'ones' }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
        tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
      ],
    })
    model.compile({ optimizer: 'rmsprop', loss: 'meanSquaredError' })
    const [x, y] = [tf.randomUniform([64, 12, 12, 2], 0, 1, 'float32', 3), tf.randomUniform([64, 3], 0, 1, 'float32', 4)]
    for (let i = 0; i < 3; i++) await model.trainOnBatch(x, y)
    // More than the module has at its start, so that its memory grows.
    const million = tf.ones([1000, 1000])
    const sums = Array.from({ length: 20 }, () => million.add(1)).map((sum) => sum.sum().arraySync())
    const bits = Buffer.concat(model.getWeights().map((weight) => Buffer.from(weight.dataSync().buffer)))
    console.log(JSON.stringify({ device, left, sums, weights: require('crypto').createHash('sha1').update(bits).digest('hex') }))
    process.exitCode = 7
  })
`

interface Ended {
  code: number | null
  device: string
  left: string[]
  sums: number[]
  weights: string
}

/** A run of the script, after some other lines; it may print nothing but its JSON. */
function run(threads: number, first = ''): Promise<Ended> {
  const script = first + SCRIPT.replace('THREADS', String(threads))
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], { cwd: path.resolve(__dirname, '..', '..'), timeout: 60_000 })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += String(text)))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      try {
        resolve({ code, ...(JSON.parse(printed) as Omit<Ended, 'code'>) })
      } catch {
        reject(new Error(`code ${code}: ${printed}`))
      }
    })
  })
}

describe('threads on wasm', { concurrency: 2 }, () => {
  it('compute the very numbers that one thread computes, in a process that ends by itself and is left as it was', async () => {
    const one = await run(1)
    assert.match(one.device, /one thread$/)
    for (const threads of [2, 3]) {
      const many = await run(threads)
      assert.deepEqual(many, { code: 7, device: one.device.replace('one thread', `${threads} threads`), left: [], sums: Array(20).fill(2e6), weights: one.weights })
    }
  })

  const broken = {
    'may not be started': 'class { constructor() { throw new Error() } }',
    'break at once': 'class extends threads.Worker { constructor() { super("throw new Error()", { eval: true }) } }',
    'never answer': 'class extends threads.Worker { postMessage() {} }',
  }
  for (const [what, Worker] of Object.entries(broken)) {
    it(`are left out where they ${what}`, async () => {
      const hurry = 'const inTime = setTimeout; globalThis.setTimeout = (work, ms) => inTime(work, ms / 20);'
      const first = `const threads = require('worker_threads'); threads.Worker = ${Worker}; ${hurry}`
      const { code, device, sums } = await run(2, first)
      assert.deepEqual([code, device, sums[0]], [7, 'CPU, SIMD, one thread', 2e6])
    })
  }
})
