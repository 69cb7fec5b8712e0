import type { Optimizer, Tensor, TensorContainer } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { NativeBackend } from '../native-backend'
import type { Builtins } from './builtins'
import { lookAtOptimizer } from './looked'
import { countedSteps } from './optimizers'
import type { Arguments } from './run'
import { settings } from './settings'
import { type Looked, Step } from './step'

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

/** For so many different plain values a function is compiled; for more it runs as it is. */
const MOST_VALUES = 16

/**
 * A function that is compiled for each combination of plain values, and within these for each shape of its tensors.
 * `native` is asked at each call: a function may be made before the engine starts.
 */
export function compiledFunction<A extends Argument[], R extends Given>(fn: (...args: A) => R, native: () => Native | undefined): CompiledFunction<A, R> {
  const variants = new Map<string, Variant>()
  const call = (...args: A): R => {
    const found = native()
    if (!found || !settings.on) return fn(...args)
    const key = JSON.stringify(args.map(formOf))
    let variant = variants.get(key)
    if (!variant) {
      if (variants.size >= MOST_VALUES) return fn(...args)
      variants.set(key, (variant = new Variant(found, fn.name || 'a function')))
    }
    return variant.call(fn as unknown as (...args: Argument[]) => Given, args) as R
  }
  const dispose = () => {
    for (const variant of variants.values()) variant.step.forget()
  }
  return Object.assign(call, { dispose })
}

/** The function for one combination of plain values. */
class Variant {
  private optimizers: Optimizer[] | undefined
  /** It gives something else than tensors: it runs as it is. */
  private isOdd = false
  private build: (tensors: Tensor[]) => Given = () => undefined
  private readonly tf: TensorFlow
  readonly step: Step

  constructor({ tf, backend, builtins }: Native, name: string) {
    this.tf = tf
    this.step = new Step(tf, backend, { name, look: () => this.look(builtins) })
  }

  call(fn: (...args: Argument[]) => Given, args: Argument[]): Given {
    if (!this.optimizers) {
      // In its first call it makes its variables, and shows which optimizers it uses.
      const { result, optimizers } = countedSteps(() => fn(...args))
      this.optimizers = [...new Set(optimizers)]
      this.isOdd = partsOf(result) === undefined
      return result
    }
    // A variable that is passed may be assigned to, so nothing can stand in for it.
    if (this.isOdd || args.flat().some((arg) => arg instanceof this.tf.Variable)) return fn(...args)
    let odd: { given: Given } | undefined
    const eager = (tensors: Arguments) => {
      const given = fn(...filled(args, tensors as Tensor[]))
      const parts = partsOf(given)
      if (!parts) {
        this.isOdd = true
        odd = { given }
        return this.tf.tensor_util.getTensorsInContainer(given as TensorContainer)
      }
      this.build = parts.build
      return parts.tensors
    }
    const tensors = this.step.run(args.flatMap((arg) => (isTensor(arg) ? [arg] : Array.isArray(arg) ? arg : [])), eager)
    return odd ? odd.given : this.build(tensors)
  }

  private look(builtins: Builtins): Looked {
    const looks = this.optimizers!.map((optimizer) => lookAtOptimizer(optimizer, builtins))
    return { watched: looks.flatMap(({ watched }) => watched), optimizers: this.optimizers! }
  }
}

/** What tells arguments apart, whatever is in their tensors. */
function formOf(arg: Argument): unknown {
  if (isTensor(arg)) return 'tensor'
  if (Array.isArray(arg)) return { tensors: arg.length }
  return { [typeof arg]: String(arg) }
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
