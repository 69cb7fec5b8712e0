import type { LayersModel, Optimizer, Tensor, Variable } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../../engine'
import type { NativeBackend } from '../../native-backend'
import { seeded } from '../../seeded'
import { settings } from '../settings'
import { explain, type Verdict } from '../verdicts'

/** Numbers by what they are: the losses of each batch, a weight, a slot of an optimizer. */
export type Numbers = Map<string, ArrayLike<number>>

/** Trains something and tells its numbers; whatever it makes it disposes of, or leaves to the scope around it. */
export type Program = (tf: TensorFlow, numbers: Numbers) => Promise<void>

export interface Outcome {
  /** The largest difference of all numbers: |x − y| / max(1, max|y|), the maximum over each list. */
  difference: number
  /** The list in which it is. */
  where: string
  /** What became of the steps when they might be compiled. */
  verdicts: Verdict[]
  /** Tensors and handles of TensorFlow that are left, beyond those that are left without compiled steps. */
  leaks: { tensors: number; handles: number }
}

/**
 * Runs a program without and with compiled steps, from the same seed of Math.random, and holds the numbers against
 * each other. Lists that are missing or of another length count as infinitely far apart.
 */
export async function bothWays(tf: TensorFlow, backend: NativeBackend, program: Program): Promise<Outcome> {
  const eager = await once(tf, backend, program, false)
  const compiled = await once(tf, backend, program, true)
  const { difference, where } = compare(compiled.numbers, eager.numbers)
  return {
    difference,
    where,
    verdicts: compiled.verdicts,
    leaks: { tensors: compiled.tensors - eager.tensors, handles: compiled.handles - eager.handles },
  }
}

async function once(tf: TensorFlow, backend: NativeBackend, program: Program, on: boolean) {
  const numbers: Numbers = new Map()
  const before = { tensors: tf.memory().numTensors, handles: backend.binding.getNumOfTensors(), verdicts: new Set(explain()) }
  const { random } = Math
  const wasOn = settings.on
  settings.on = on
  Math.random = seeded(1)
  tf.engine().startScope()
  try {
    await program(tf, numbers)
  } finally {
    tf.engine().endScope()
    tf.disposeVariables()
    settings.on = wasOn
    Math.random = random
  }
  return { numbers, tensors: tf.memory().numTensors - before.tensors, handles: backend.binding.getNumOfTensors() - before.handles, verdicts: explain().filter((verdict) => !before.verdicts.has(verdict)) }
}

function compare(x: Numbers, y: Numbers): { difference: number; where: string } {
  let [difference, where] = [0, '']
  const note = (one: number, name: string) => {
    if (one > difference || Number.isNaN(one)) [difference, where] = [Number.isNaN(one) ? Infinity : one, name]
  }
  for (const name of new Set([...x.keys(), ...y.keys()])) {
    const [a, b] = [x.get(name), y.get(name)]
    note(a && b ? apart(a, b) : Infinity, name)
  }
  return { difference, where }
}

/** Numbers that are none are equal to each other: both ways may have got lost in the same place. */
function apart(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) return Infinity
  let [largest, difference] = [1, 0]
  for (let i = 0; i < x.length; i++) {
    if (Object.is(x[i], y[i])) continue
    largest = Math.max(largest, Math.abs(y[i]))
    const one = Math.abs(x[i] - y[i])
    if (!(one <= difference)) difference = one
  }
  return difference / largest
}

/** The weights of a model and all variables of its optimizer. */
export function noteModel(numbers: Numbers, model: LayersModel, name = 'model'): void {
  for (const [i, weight] of model.getWeights().entries()) numbers.set(`${name}: weight ${i}`, weight.dataSync().slice())
  const { optimizer } = model
  if (!optimizer) return
  numbers.set(`${name}: iterations`, [optimizer.iterations])
  for (const [i, slot] of slotsOf(optimizer).entries()) numbers.set(`${name}: slot ${i}`, slot.dataSync().slice())
}

/** Asked of the object itself: Adamax does not tell its weights. */
function slotsOf(optimizer: Optimizer): Tensor[] {
  return (Object.values(optimizer) as unknown[]).flatMap((value) => {
    const one = (found: unknown): Tensor[] => (isTensor(found) ? [found] : isSlot(found) ? [found.variable] : [])
    return Array.isArray(value) ? value.flatMap(one) : one(value)
  })
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'dataId' in value
}

function isSlot(value: unknown): value is { variable: Variable } {
  return typeof value === 'object' && value !== null && 'variable' in value
}

/** What `fit` tells, by metric. */
export function noteHistory(numbers: Numbers, history: Record<string, unknown>, name = 'history'): void {
  for (const [i, values] of Object.values(history).entries()) numbers.set(`${name} ${i}`, values as number[])
}
