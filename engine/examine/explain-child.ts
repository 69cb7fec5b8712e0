import type { Tensor } from '@tensorflow/tfjs'
import { explain, type TensorFlow, tryEngine } from '..'
import { layerKinds, VOCABULARY } from './layers'
import type { Explanation, Explained } from './explain'

/** Trains a net around each kind of layer for a few steps and prints what became of its steps, as JSON. */
async function main(): Promise<Explained> {
  const result = await tryEngine('tensorflow')
  if (result.kind === 'unavailable') return { kind: 'not here', reason: result.reason, ...(result.fix && { fix: result.fix }) }
  const tf = await import('@tensorflow/tfjs')
  const explanations: Explanation[] = []
  for (const { name, model, inputs, loss } of [...kindsOf(tf), ...oddOnes(tf)]) explanations.push(await explained(tf, name, model, inputs, loss))
  return { kind: 'explained', ...(result.note && { note: result.note }), explanations }
}

interface Net {
  name: string
  model: ReturnType<TensorFlow['model']>
  inputs: Tensor[]
  loss: string | ((target: Tensor, output: Tensor) => Tensor)
}

const ROWS = 4
/** One that warms up, and as many as are recorded at most in the hope of two that agree. */
const STEPS = 6

function kindsOf(tf: TensorFlow): Net[] {
  return layerKinds.flatMap(({ name, inputs: shapes, holds, loss = 'meanSquaredError', build }) => {
    const symbols = shapes.map((shape) => tf.input({ shape }))
    const model = tf.model({ inputs: symbols, outputs: build(tf, symbols) })
    const inputs = shapes.map((shape) => (holds === 'words' ? tf.randomUniform([ROWS, ...shape], 0, VOCABULARY, 'int32').toFloat() : tf.randomNormal([ROWS, ...shape])))
    // What has no weights is not trained.
    return model.trainableWeights.length > 0 ? [{ name, model, inputs, loss }] : []
  })
}

/** What is beside the rules. */
function oddOnes(tf: TensorFlow): Net[] {
  const { dense, dropout, gaussianNoise, lstm, simpleRNN } = tf.layers
  class Twice extends tf.layers.Layer {
    static className = 'Twice'
    override call(x: Tensor | Tensor[]): Tensor {
      return [x].flat()[0].mul(2)
    }
  }
  const net = (name: string, model: Net['model'], inputs = [tf.randomNormal([ROWS, 5])], loss: Net['loss'] = 'meanSquaredError'): Net => ({ name, model, inputs, loss })
  function ownLoss(target: Tensor, output: Tensor): Tensor {
    return output.sub(target).square().mean(-1)
  }
  return [
    net('dropout without a seed', tf.sequential({ layers: [dense({ inputShape: [5], units: 4 }), dropout({ rate: 0.5 }), dense({ units: 1 })] })),
    net('gaussianNoise', tf.sequential({ layers: [gaussianNoise({ inputShape: [5], stddev: 1 }), dense({ units: 1 })] })),
    net('stateful simpleRNN', tf.sequential({ layers: [simpleRNN({ units: 2, stateful: true, batchInputShape: [ROWS, 3, 2] })] }), [tf.randomNormal([ROWS, 3, 2])]),
    net('lstm with softmax', tf.sequential({ layers: [lstm({ inputShape: [3, 2], units: 2, activation: 'softmax' })] }), [tf.randomNormal([ROWS, 3, 2])]),
    net('a layer of one’s own', tf.sequential({ layers: [dense({ inputShape: [5], units: 4 }), new Twice({})] })),
    net('a loss of one’s own', tf.sequential({ layers: [dense({ inputShape: [5], units: 4 })] }), undefined, ownLoss),
  ]
}

async function explained(tf: TensorFlow, name: string, model: Net['model'], inputs: Tensor[], loss: Net['loss']): Promise<Explanation> {
  const before = explain().length
  model.compile({ optimizer: tf.train.sgd(0.01), loss })
  const [output] = model.outputs
  const target = tf.randomUniform([ROWS, ...(output.shape.slice(1) as number[])])
  for (let step = 0; step < STEPS; step++) await model.trainOnBatch(inputs, target)
  const seen = explain().slice(before)
  const stock = seen.find((verdict) => verdict.kind === 'stock')?.reason
  const verdict = seen.filter((verdict) => verdict.kind !== 'stock').at(-1)
  const more = stock === undefined ? {} : { stock }
  if (!verdict) return { name, reason: 'compiled steps are turned off here', ...more }
  return verdict.kind === 'eager' ? { name, reason: verdict.reason, ...more } : { name, recorded: verdict.recorded, operations: verdict.operations, ...more }
}

main().then(
  (found) => {
    console.log(JSON.stringify(found))
    process.exit(0)
  },
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
