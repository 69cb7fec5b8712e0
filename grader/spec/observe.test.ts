import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import type { Promised } from './host'
import { lastCall, leakSentence, observe, sightings, unwatched } from './observe'
import { Todo, Wrong } from './outcome'
import { type FakeHost, fakeHost } from './testing/host'

let host: FakeHost
before(async () => {
  host = await fakeHost()
})
beforeEach(() => {
  sightings.leaks.length = sightings.inputs.length = sightings.nan.length = sightings.hurried.length = 0
})

/** A learner's function as a spec gets it. */
function watched<F>(f: F, promised: Partial<Promised> = {}): F {
  host.contracts = { f: { async: false, returns: 'anything', ...promised } }
  return observe({ f }, 'any.ts')['f'] as F
}

const counts = () => sightings.leaks.map(({ count }) => count)
const inputs = () => sightings.inputs.map(({ what }) => what)

describe('tensors left behind', () => {
  it('are counted, with the function that left them', () => {
    watched(() => {
      tf.zeros([2]).add(1).add(1)
    })()
    assert.deepEqual(sightings.leaks, [{ call: 'f', count: 3, threw: false, async: false }])
  })

  it('come with advice that works, also where something is awaited', () => {
    assert.match(leakSentence({ call: 'f', count: 1, threw: true, async: false }), /`f` left 1 tensor behind when it threw: put the steps into tf\.tidy/)
    assert.match(leakSentence({ call: 'f', count: 2, threw: false, async: true }), /`f` left 2 tensors behind: dispose what nobody needs any more, .* tf\.tidy/)
  })

  it('are none in tf.tidy, nor when all are disposed', () => {
    watched((x: tf.Tensor) => tf.tidy(() => x.add(1).mul(2)))(tf.ones([3]))
    watched(() => tf.dispose(tf.zeros([2])))()
    assert.deepEqual(counts(), [])
  })

  it('are found when the function throws, too', () => {
    const f = watched((x: tf.Tensor) => {
      x.add(1)
      throw new RangeError('no')
    })
    assert.throws(() => f(tf.zeros([2])), /no/)
    assert.ok(sightings.leaks[0].threw)
    assert.ok(sightings.leaks[0].count > 0)
  })

  it('are none in a function that is half written', () => {
    const f = watched(() => {
      tf.zeros([2])
      throw new Todo('the other half')
    })
    assert.throws(() => f(), Todo)
    assert.deepEqual(counts(), [])
  })

  it('are none for an input that somebody disposed before', () => {
    const gone = tf.zeros([2])
    gone.dispose()
    watched((x: tf.Tensor) => x.shape)(gone)
    assert.deepEqual([counts(), inputs()], [[], []])
  })

  it('are found when a promise is kept, and when it is broken', async () => {
    const leaky = (fail: boolean) =>
      watched(
        async () => {
          await Promise.resolve()
          tf.zeros([2])
          if (fail) throw new Error('late')
          return 3
        },
        { async: true },
      )
    assert.equal(await leaky(false)(), 3)
    await assert.rejects(leaky(true)(), /late/)
    assert.deepEqual(sightings.leaks.map(({ count, threw, async }) => [count, threw, async]), [[1, false, true], [1, true, true]])
  })

  const results: [string, () => unknown][] = [
    ['a tensor', () => tf.zeros([2])],
    ['an array', () => [tf.zeros([2]), [tf.zeros([2])]]],
    ['an object in an object', () => ({ weights: { kernel: tf.zeros([2]), bias: tf.zeros([2]) }, loss: 1 })],
    ['a Map', () => new Map([['kernel', tf.zeros([2])]])],
    ['a Set', () => new Set([tf.zeros([2]), tf.zeros([2])])],
    ['a variable', () => tf.tidy(() => tf.variable(tf.zeros([2])))],
    ['one tensor twice', () => { const x = tf.zeros([2]); return [x, x] }],
    ['a model', () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 2 })] })],
    ['an instance of a class', () => new (class { readonly weights = tf.zeros([2]) })()],
    ['an object that holds itself', () => { const node: Record<string, unknown> = { x: tf.zeros([2]) }; return (node['self'] = node) }],
  ]
  for (const [what, make] of results) {
    it(`are none of those handed over in ${what}`, () => {
      watched(make)()
      assert.deepEqual(counts(), [])
    })
  }

  it('are none of those put where the caller can reach them: an argument', () => {
    watched((state: { w: tf.Tensor }) => {
      state.w.dispose()
      state.w = tf.ones([3])
    })({ w: tf.zeros([2]) })
    assert.deepEqual(counts(), [])
  })

  for (const optimizer of ['sgd', 'rmsprop', 'adam']) {
    it(`are none of those that ${optimizer} keeps when a model is trained`, async () => {
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 2 })] })
      model.compile({ optimizer, loss: 'meanSquaredError' })
      const [x, y] = [tf.ones([8, 3]), tf.ones([8, 2])]
      const train = watched(async (m: tf.LayersModel) => (await m.fit(x, y, { epochs: 2, verbose: 0 })).history, { async: true })
      await train(model)
      await train(model)
      assert.deepEqual(counts(), [])
    })
  }

  it('are found beside a model that is trained', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 2 })] })
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
    await watched(
      async (m: tf.LayersModel) => {
        await m.fit(tf.ones([8, 3]), tf.ones([8, 2]), { verbose: 0 })
      },
      { async: true },
    )(model)
    assert.deepEqual(counts(), [2])
  })

  it('do not hide behind inputs that were disposed', () => {
    watched((x: tf.Tensor) => {
      x.dispose()
      tf.zeros([2])
    })(tf.ones([3]))
    assert.deepEqual(counts(), [1])
  })
})

describe('inputs', () => {
  it('that are only read are no news', () => {
    watched((x: tf.Tensor, y: number[], z: number[][]) => [x.dataSync()[0], [...y].sort(), z.map((row) => row[0])])(tf.ones([2]), [3, 1, 2], [[1]])
    assert.deepEqual(inputs(), [])
  })
  it('that are disposed are named by their shape', () => {
    watched((x: tf.Tensor) => x.dispose())(tf.ones([2, 3]))
    assert.deepEqual(inputs(), ['disposed a tensor of shape [2, 3] that belongs to the caller'])
  })
  it('that lie in objects are looked at, too', () => {
    watched((data: { x: tf.Tensor }) => data.x.dispose())({ x: tf.ones([2]) })
    assert.equal(inputs().length, 1)
  })
  it('whose numbers change are named by their shape', () => {
    watched((x: tf.Tensor) => {
      x.dataSync()[1] = 5
    })(tf.ones([2, 3]))
    assert.deepEqual(inputs(), ['changed the numbers inside its input of shape [2, 3]'])
  })
  it('that held NaN before are not changed by holding it still', () => {
    watched((x: tf.Tensor) => x.shape)(tf.tensor1d([NaN, 1]))
    assert.deepEqual(inputs(), [])
  })
  it('that are variables may not be disposed', () => {
    watched((x: tf.Variable) => x.dispose())(tf.variable(tf.ones([2])))
    assert.deepEqual(inputs(), ['disposed a variable of shape [2] that belongs to the caller'])
  })
  it('that are variables may change: that is what they are for', () => {
    const w = tf.variable(tf.zeros([2]))
    watched((v: tf.Variable) => tf.tidy(() => v.assign(tf.ones([2]))))(w)
    assert.deepEqual(inputs(), [])
  })
  it('that are arrays are sorted, filled or lengthened by somebody else', () => {
    watched((x: number[]) => x.sort())([3, 1, 2])
    watched((x: string[]) => x.push('more'))(['a'])
    watched((x: number[][]) => (x[1][0] = 9))([[1], [2]])
    assert.deepEqual(inputs(), new Array(3).fill('changed an array that belongs to the caller'))
  })
  it('may be lists of tensors, of which each belongs to the caller', () => {
    const list = () => [tf.zeros([1]), tf.ones([1])]
    watched((x: tf.Tensor[]) => x.pop()?.dispose())(list())
    watched((x: tf.Tensor[]) => x.reverse())(list())
    watched((x: { units: number }[]) => (x[0] = { units: 1 }))([{ units: 1 }])
    assert.equal(inputs().filter((what) => what === 'changed an array that belongs to the caller').length, 3)
  })
  it('may get an entry that is the same', () => {
    watched((x: number[][]) => (x[0] = [...x[0]]))([[1, 2]])
    watched((x: tf.Tensor[]) => x.splice(0, 1, x[0]))([tf.zeros([1])])
    assert.deepEqual(inputs(), [])
  })
  it('are looked at when the function throws or its promise is broken', async () => {
    const spoil = (x: number[]) => {
      x.reverse()
      throw new Error('no')
    }
    assert.throws(() => watched(spoil)([1, 2]))
    await assert.rejects(watched(async (x: number[]) => spoil(x), { async: true })([1, 2]))
    assert.equal(inputs().length, 2)
  })
})

describe('a training', () => {
  const net = () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] })
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    return model
  }
  const [x, y] = [() => tf.ones([4, 1]), () => tf.ones([4, 1])]

  it('that is not waited for is noticed, whatever the function gives or throws', async () => {
    const begun: Promise<unknown>[] = []
    const begin = (m: tf.LayersModel) => void begun.push(m.fit(x(), y(), { verbose: 0 }))
    watched(begin)(net())
    await watched(async (m: tf.LayersModel) => Promise.resolve(begin(m)), { async: true })(net())
    await assert.rejects(watched((m: tf.LayersModel) => Promise.reject(new Error(String(begin(m)))), { async: true })(net()))
    watched((m: tf.LayersModel) => void begun.push(m.trainOnBatch(x(), y())))(net())
    assert.deepEqual(sightings.hurried, new Array(4).fill({ call: 'f' }))
    await Promise.all(begun)
  })

  it('that is waited for is nothing to tell, nor is one that somebody else has begun', async () => {
    const others = net().fit(x(), y(), { verbose: 0 })
    await watched(async (m: tf.LayersModel) => (await m.fit(x(), y(), { verbose: 0, epochs: 2 })).epoch, { async: true })(net())
    watched(() => 3)()
    await others
    assert.deepEqual(sightings.hurried, [])
  })
})

describe('large inputs', () => {
  it('are looked through without getting lost in them', () => {
    const words = Array.from({ length: 300_000 }, (_, i) => `word ${i}`)
    const rows = Array.from({ length: 300_000 }, () => [1, 2])
    assert.equal(watched((...all: unknown[]) => all.length)(words, rows, new Set(words), new Map(rows.map((row, i) => [i, row]))), 4)
  })
})

describe('NaN', () => {
  const seen = () => sightings.nan.length
  it('is seen in a number and in tensors, nested ones, too', async () => {
    watched(() => NaN)()
    watched(() => tf.tensor1d([1, NaN]))()
    watched(() => ({ scores: [tf.scalar(NaN)] }))()
    await watched(async () => tf.scalar(NaN), { async: true })()
    assert.deepEqual(sightings.nan, new Array(4).fill({ call: 'f' }))
  })
  it('is no news when it came in', () => {
    watched((x: tf.Tensor) => x.clone())(tf.scalar(NaN))
    watched((x: number[]) => x[0])([NaN])
    assert.equal(seen(), 0)
  })
  it('is not ∞, and not in strings', () => {
    watched(() => tf.tensor1d([Infinity]))()
    watched(() => tf.tensor1d(['NaN']))()
    watched(() => 'NaN')()
    assert.equal(seen(), 0)
  })
})

describe('a result of another kind than promised', () => {
  const complaint = (result: unknown, returns: Promised['returns']): string | undefined => {
    try {
      watched(() => result, { returns })()
      return undefined
    } catch (error) {
      if (error instanceof Wrong) return error.sentence
      throw error
    }
  }
  it('is none when it is of that kind', () => {
    const kinds: [unknown, Promised['returns']][] = [
      [tf.scalar(1), 'tensor'], [1, 'number'], [true, 'boolean'], ['', 'string'], [[], 'array'], [{}, 'object'], [new Map(), 'object'],
      [undefined, 'anything'], [null, 'anything'],
    ]
    for (const [result, returns] of kinds) assert.equal(complaint(result, returns), undefined, returns)
  })
  it('says what was promised and what came', () => {
    assert.equal(complaint([1], 'tensor'), '`f` should give a tensor, but it gave an array of 1.')
    assert.equal(complaint(tf.scalar(1), 'number'), '`f` should give a number, but it gave a tensor of shape [], float32.')
    assert.equal(complaint(tf.scalar(1), 'object'), '`f` should give an object, but it gave a tensor of shape [], float32.')
    assert.equal(complaint(Float32Array.of(1), 'array'), '`f` should give an array, but it gave an object { 0 }.')
    assert.equal(complaint(null, 'object'), '`f` should give an object, but it gave null.')
    assert.equal(complaint('1', 'number'), '`f` should give a number, but it gave "1".')
  })
  it('asks for the return when nothing came', () => {
    for (const returns of ['tensor', 'number', 'boolean', 'string', 'array', 'object'] as const) {
      assert.equal(complaint(undefined, returns), '`f` gave undefined: is its `return` missing?')
    }
  })
  it('says that a tensor was disposed too early', () => {
    const gone = tf.scalar(1)
    gone.dispose()
    assert.match(complaint(gone, 'tensor')!, /^`f` gave a tensor that is already disposed/)
  })
  it('is also what a promise gives', async () => {
    await assert.rejects(watched(async () => 'text', { async: true, returns: 'number' })(), /`f` should give a number, but it gave "text"/)
  })
  it('is a Promise where none is promised, also a broken one', () => {
    assert.throws(watched(async () => 1, { returns: 'number' }), /`f` gave a Promise: it should give its result directly/)
    assert.throws(watched(async () => Promise.reject(new Error('unheard')), { returns: 'number' }), /gave a Promise/)
  })
  it('is not a plain value where a Promise is promised', () => {
    assert.equal((watched(() => 1, { async: true, returns: 'number' }) as () => unknown)(), 1)
  })
})

describe('the exports of an exercise', () => {
  it('that are missing say so when they are called', () => {
    host.contracts = { explore: { async: false, returns: 'object' } }
    const { explore } = observe({}, 'any.ts') as { explore: () => void }
    assert.throws(explore, (error) => error instanceof Wrong && /01-prepare-digits\.ts exports no function `explore`/.test(error.sentence))
  })
  it('that nobody promised are watched for leaks, and may give anything', async () => {
    host.contracts = {}
    const { helper } = observe({ helper: async () => void tf.zeros([1]) }, 'any.ts') as { helper: () => Promise<void> }
    await helper()
    assert.deepEqual(sightings.leaks, [{ call: 'helper', count: 1, threw: false, async: true }])
  })
  it('that are no functions are what they were', () => {
    const size = { width: 28 }
    assert.equal(observe({ size }, 'any.ts')['size'], size)
  })
  it('can be classes', () => {
    class Net {
      readonly units = 3
    }
    const exported = observe({ Net }, 'any.ts') as { Net: typeof Net }
    assert.equal(new exported.Net().units, 3)
    assert.ok(new exported.Net() instanceof Net)
  })
  it('keep their `this`', () => {
    const object = { units: 3, f: watched(function (this: { units: number }) { return this.units }) }
    assert.equal(object.f(), 3)
  })
})

describe('calls that are not watched', () => {
  const leaky = () => {
    tf.zeros([2])
    return NaN
  }
  it('leave no trace, whatever they do', () => {
    const f = watched(leaky, { returns: 'string' })
    assert.ok(Number.isNaN(unwatched(() => f())))
    assert.deepEqual([sightings.leaks, sightings.nan], [[], []])
  })
  it('end with the body, also when it throws', () => {
    assert.throws(() => unwatched(() => { throw new Error('no') }))
    watched(leaky)()
    assert.deepEqual(counts(), [1])
  })
  it('go on to the end of an async body', async () => {
    const f = watched(leaky)
    await unwatched(async () => {
      await Promise.resolve()
      f()
    })
    assert.deepEqual(counts(), [])
    f()
    assert.deepEqual(counts(), [1])
  })
})

describe('the last call', () => {
  it('is said to be under way, then what it gave', () => {
    let during: string | undefined
    watched(() => {
      during = lastCall()
      return tf.zeros([2])
    })()
    assert.equal(during, '`f` was called and has not come back.')
    assert.equal(lastCall(), 'The last call, `f`, gave a tensor of shape [2], float32.')
  })
})
