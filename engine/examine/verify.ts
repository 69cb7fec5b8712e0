import type { LayersModel, Scalar, Tensor, Variable } from '@tensorflow/tfjs'
import type { EngineName, TensorFlow } from '../engine'
import { type LayerKind, layerKinds, type Loss, VOCABULARY } from './layers'

/** How an engine computes one kind of layer, held against plain JavaScript. */
export interface LayerVerdict {
  /** The name of the kind: `conv2d, strided`. */
  kind: string
  /** What differs, or what went wrong, a clause each; empty when all agrees. */
  problems: string[]
}

/**
 * How far numbers may lie apart: |x − y| ≤ TOLERANCE · max|y|, where y are the numbers of plain JavaScript and the
 * maximum is over the whole tensor. Single numbers near zero are what is left over where large ones cancel, so each
 * against itself would say little; against the tensor they belong to, an error of one in a thousand shows.
 */
export const TOLERANCE = 1e-3

/** Tensors that are zero but for rounding are equal: no two numbers this close count as different. */
const ROUNDING = 1e-6

/** Rows of each tiny batch. */
const ROWS = 4

/** Steps of gradient descent in the tiny training, and how long they are. */
const STEPS = 3
const RATE = 0.1

/**
 * Holds the engine that TensorFlow.js is on against plain JavaScript, for each kind of layer with the same weights and
 * inputs: what it gives, the gradients of the loss with respect to its inputs and each of its weights, and its weights
 * after three steps of training. Comes back on the engine.
 */
export async function* verify(tf: TensorFlow, engine: EngineName, kinds: LayerKind[] = layerKinds): AsyncGenerator<LayerVerdict> {
  for (const kind of kinds) {
    const wanted = await numbersOn(tf, 'cpu', kind)
    let problems: string[]
    try {
      problems = differences(await numbersOn(tf, engine, kind), wanted)
    } catch (error) {
      problems = [(error as Error).message.split('\n')[0]]
    }
    await tf.setBackend(engine)
    yield { kind: kind.name, problems }
  }
}

/** Everything that is compared, by what it is. */
export type Numbers = Map<string, Float32Array>

/** What one kind of layer gives on one engine, its gradients, and its weights after a little training. */
export async function numbersOn(tf: TensorFlow, engine: EngineName, kind: LayerKind): Promise<Numbers> {
  await tf.setBackend(engine)
  tf.engine().startScope()
  try {
    const { model, inputs, target } = setUp(tf, kind)
    const loss = kind.loss ?? 'meanSquaredError'
    const weights = model.trainableWeights.map((weight, i) => ({ name: weightNames(model)[i], variable: weight.read() as Variable }))
    const named = new Map<string, Tensor>([['output', model.predict(inputs) as Tensor]])

    // Nothing flows back through a word's number.
    const sources = kind.holds === 'words' ? [] : inputs.map((variable, i) => ({ name: inputs.length > 1 ? `input ${i + 1}` : 'input', variable }))
    const moved = [...sources, ...weights]
    const value = () => tf.metrics[loss](target, model.apply(inputs, { training: true }) as Tensor).mean<Scalar>()
    const { grads } = tf.variableGrads(value, moved.map(({ variable }) => variable))
    for (const { name, variable } of moved) named.set(`gradient of ${name}`, grads[variable.name])

    if (weights.length > 0) {
      const optimizer = tf.train.sgd(RATE)
      model.compile({ optimizer, loss })
      await model.fit(inputs, target, { epochs: STEPS, batchSize: ROWS, shuffle: false, verbose: 0, yieldEvery: 'never' })
      optimizer.dispose()
      for (const { name, variable } of weights) named.set(`${name} after ${STEPS} steps`, variable)
    }
    const numbers: Numbers = new Map()
    for (const [name, tensor] of named) numbers.set(name, Float32Array.from(await tensor.data()))
    model.dispose()
    return numbers
  } finally {
    tf.engine().endScope()
    tf.disposeVariables()
  }
}

/** A model of this one layer with weights that are always the same, a batch for it, and a target. */
function setUp(tf: TensorFlow, kind: LayerKind): { model: LayersModel; inputs: Variable[]; target: Tensor } {
  const symbols = kind.inputs.map((shape) => tf.input({ shape }))
  const model = tf.model({ inputs: symbols, outputs: kind.build(tf, symbols) })
  model.setWeights(model.weights.map(({ shape, originalName }, i) => fixed(tf, shape as number[], i + 1, originalName.includes('variance') ? 'positive' : 'numbers')))
  const inputs = kind.inputs.map((shape, i) => tf.variable(fixed(tf, [ROWS, ...shape], 100 + i, kind.holds ?? 'numbers')))
  return { model, inputs, target: targetOf(tf, [ROWS, ...(model.outputs[0].shape.slice(1) as number[])], kind.loss) }
}

function targetOf(tf: TensorFlow, shape: number[], loss: Loss = 'meanSquaredError'): Tensor {
  if (loss === 'meanSquaredError') return fixed(tf, shape, 200, 'numbers')
  const classes = Array.from({ length: shape[0] }, (_, row) => row)
  return loss === 'binaryCrossentropy'
    ? tf.tensor2d(classes.map((row) => [row % 2]))
    : tf.tensor2d(classes.map((row) => Array.from({ length: shape[1] }, (_, i) => Number(i === row % shape[1]))))
}

/** A tensor whose numbers follow from its salt alone: between -1 and 1, between 0.5 and 1, or of words. */
function fixed(tf: TensorFlow, shape: number[], salt: number, holds: 'numbers' | 'positive' | 'words'): Tensor {
  let state = Math.imul(salt, 2_654_435_761) >>> 0
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const share = state / 2 ** 32
    if (holds === 'words') return Math.floor(VOCABULARY * share)
    return holds === 'positive' ? 0.5 + share / 2 : 2 * share - 1
  }
  return tf.tensor(Float32Array.from({ length: shape.reduce((product, length) => product * length, 1) }, next), shape)
}

/** `kernel`, `bias`; with what tells them apart in front where a layer has two of a name: `forward_lstm/kernel`. */
function weightNames(model: LayersModel): string[] {
  const paths = model.trainableWeights.map(({ originalName }) => originalName.split('/'))
  const last = paths.map((path) => path.at(-1))
  return paths.map((path, i) => (last.indexOf(path.at(-1)) === last.lastIndexOf(path.at(-1)) ? last[i]! : `${i < paths.length / 2 ? 'first' : 'second'} ${last[i]}`))
}

/** What differs by more than the tolerance, a clause each: `gradient of kernel is off by 12 %`. */
export function differences(actual: Numbers, wanted: Numbers): string[] {
  return [...wanted].flatMap(([name, y]) => {
    const x = actual.get(name)
    if (x?.length !== y.length) return [`${name} has ${x?.length ?? 'no'} numbers, not ${y.length}`]
    const largest = y.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
    const apart = y.reduce((max, value, i) => Math.max(max, Number.isFinite(x[i]) ? Math.abs(x[i] - value) : Infinity), 0)
    if (apart <= Math.max(ROUNDING, TOLERANCE * largest)) return []
    return [Number.isFinite(apart) ? `${name} is off by ${percent(apart, largest)}` : `${name} has numbers that are none`]
  })
}

function percent(apart: number, largest: number): string {
  return largest === 0 ? apart.toPrecision(2) : `${Number(((100 * apart) / largest).toPrecision(2))} %`
}
