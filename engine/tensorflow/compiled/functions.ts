import type { Optimizer, Tensor, TensorContainer } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { NativeBackend } from '../native-backend'
import type { Builtins } from './builtins'
import { lookAtOptimizer } from './looked'
import { countedSteps } from './optimizers'
import type { Arguments } from './run'
import { settings } from './settings'
import { type Looked, Step } from './step'
import { shapeInWords, tell } from './verdicts'

/** What a function of one's own may be given: tensors, lists of tensors, and plain values that rarely change. */
export type Argument = Tensor | Tensor[] | number | string | boolean | null | undefined

/** What it may give: nothing, a tensor, or several. */
export type Given = Tensor | Tensor[] | Record<string, Tensor> | null | undefined | void

export interface Native {
  tf: TensorFlow
  backend: NativeBackend
  builtins: Builtins
}

/** A function that is compiled; `dispose` lets go of what TensorFlow holds for it. It may be called again afterwards. */
export type CompiledFunction<A extends Argument[], R extends Given> = ((...args: A) => R) & { dispose(): void }

/** A function is compiled for so many combinations of plain values and shapes of tensors; for more it runs as it is. */
const MOST_VARIANTS = 16

/** What none of so many calls has asked for makes room for others. */
const PATIENCE = 200

/**
 * A function that is compiled for each combination of plain values and shapes of its tensors. `native` is asked at each
 * call: a function may be made before the engine starts.
 */
export function compiledFunction<A extends Argument[], R extends Given>(fn: (...args: A) => R, native: () => Native | undefined): CompiledFunction<A, R> {
  const name = fn.name || 'a function'
  const variants = new Map<string, Variant>()
  let calls = 0
  let isFullSaid = false
  const makeRoom = () => {
    for (const [key, { step, lastCall }] of variants) {
      if (calls - lastCall <= PATIENCE) continue
      step.forget()
      variants.delete(key)
    }
    return variants.size < MOST_VARIANTS
  }
  const call = (...args: A): R => {
    const found = native()
    if (!found || !settings.on) return fn(...args)
    calls++
    const key = JSON.stringify(args.map(formOf))
    let variant = variants.get(key)
    if (!variant) {
      if (variants.size >= MOST_VARIANTS && !makeRoom()) {
        if (!isFullSaid) tell({ step: name, shapes: shapesOf(args), kind: 'eager', reason: `it was given ${MOST_VARIANTS} other combinations of values and shapes already` })
        isFullSaid = true
        return fn(...args)
      }
      variants.set(key, (variant = new Variant(found, name)))
    }
    variant.lastCall = calls
    return variant.call(fn as unknown as (...args: Argument[]) => Given, args) as R
  }
  const dispose = () => {
    for (const { step } of variants.values()) step.forget()
  }
  return Object.assign(call, { dispose })
}

/** The function for one combination of plain values and shapes. */
class Variant {
  lastCall = 0
  private optimizers: Optimizer[] | undefined
  /** It gives something else than tensors: it runs as it is. */
  private isOdd = false
  private readonly said = new Set<string>()
  private build: (tensors: Tensor[]) => Given = () => undefined
  private readonly tf: TensorFlow
  private readonly name: string
  readonly step: Step

  constructor({ tf, backend, builtins }: Native, name: string) {
    this.tf = tf
    this.name = name
    this.step = new Step(tf, backend, { name, look: () => this.look(builtins) })
  }

  call(fn: (...args: Argument[]) => Given, args: Argument[]): Given {
    if (!this.optimizers) {
      // In its first call it makes its variables, and shows which optimizers it uses.
      const { result, optimizers } = countedSteps(() => fn(...args))
      this.optimizers = [...new Set(optimizers)]
      if (partsOf(result) === undefined) this.becomeOdd(args)
      return result
    }
    if (args.flat().some((arg) => arg instanceof this.tf.Variable)) {
      this.say('it is given a variable, which it may assign to', args)
      return fn(...args)
    }
    if (this.isOdd) return fn(...args)
    let odd: { given: Given } | undefined
    const eager = (tensors: Arguments) => {
      const given = fn(...filled(args, tensors as Tensor[]))
      const parts = partsOf(given)
      if (!parts) {
        this.becomeOdd(args)
        odd = { given }
        return this.tf.tensor_util.getTensorsInContainer(given as TensorContainer)
      }
      this.build = parts.build
      return parts.tensors
    }
    const tensors = this.step.run(tensorsOf(args), eager)
    return odd ? odd.given : this.build(tensors)
  }

  private becomeOdd(args: Argument[]): void {
    this.isOdd = true
    this.say('it gives something else than tensors', args)
  }

  /** Each reason once, as it would be said in each call. */
  private say(reason: string, args: Argument[]): void {
    if (this.said.has(reason)) return
    this.said.add(reason)
    tell({ step: this.name, shapes: shapesOf(args), kind: 'eager', reason })
  }

  private look(builtins: Builtins): Looked {
    const looks = this.optimizers!.map((optimizer) => lookAtOptimizer(optimizer, builtins))
    // Optimizers without a list of variables take those that can be trained at the time.
    const variables = Object.values(this.tf.engine().registeredVariables)
    return { watched: [...looks.flatMap(({ watched }) => watched), ...variables.map((of) => ({ of, key: 'trainable' }))], optimizers: this.optimizers! }
  }
}

function shapesOf(args: Argument[]): string[] {
  return tensorsOf(args).map(shapeInWords)
}

function tensorsOf(args: Argument[]): Tensor[] {
  return args.flat().filter(isTensor)
}

/** What tells arguments apart, whatever is in their tensors. */
function formOf(arg: Argument): unknown {
  if (isTensor(arg)) return { dtype: arg.dtype, shape: arg.shape }
  if (Array.isArray(arg)) return arg.map(formOf)
  return { [typeof arg]: Object.is(arg, -0) ? '-0' : String(arg) }
}

/** The arguments with other tensors in place of theirs. */
function filled(args: Argument[], tensors: Tensor[]): Argument[] {
  let at = 0
  return args.map((arg) => (isTensor(arg) ? tensors[at++] : Array.isArray(arg) ? arg.map(() => tensors[at++]) : arg))
}

interface Parts {
  tensors: Tensor[]
  build(tensors: Tensor[]): Given
}

function partsOf(given: Given): Parts | undefined {
  if (given === undefined || given === null) return { tensors: [], build: () => given }
  if (isTensor(given)) return { tensors: [given], build: ([one]) => one }
  if (Array.isArray(given)) return given.every(isTensor) ? { tensors: given, build: (tensors) => tensors } : undefined
  const entries = typeof given === 'object' ? Object.entries(given) : []
  if (entries.length === 0 || !entries.every(([, value]) => isTensor(value))) return undefined
  return { tensors: entries.map(([, value]) => value), build: (tensors) => Object.fromEntries(entries.map(([key], i) => [key, tensors[i]])) }
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'dataId' in value
}
