import type { Tensor } from '@tensorflow/tfjs'
import { host, type Promised } from './host'
import { Todo, Wrong, WrongKind } from './outcome'
import { brief, hasNaN, isTensor, isThenable, isVariable, sample, tensorsIn } from './values'

/** What was seen of the learner's functions while their spec ran; `care.ts` turns it into checks. */
export const sightings = {
  leaks: [] as { call: string; count: number; threw: boolean; async: boolean }[],
  inputs: [] as { call: string; what: string }[],
  nan: [] as { call: string }[],
  hurried: [] as { call: string }[],
}

/** What is said about tensors that were left behind. tf.tidy refuses functions that give a Promise, so it is no advice for those. */
export function leakSentence({ call, count, threw, async }: (typeof sightings.leaks)[number]): string {
  const advice = async
    ? 'dispose what nobody needs any more, such as networks, scores, and optimizers made by tf.train, which do not go with their network. tf.tidy(() => …) frees only what is made where nothing is awaited.'
    : 'put the steps into tf.tidy(() => …), which frees all but what it returns, or dispose what nobody needs any more.'
  return `\`${call}\` left ${count === 1 ? '1 tensor' : `${count} tensors`} behind${threw ? ' when it threw' : ''}: ${advice}`
}

/** What is said about an input that was touched. */
export function inputSentence({ call, what }: (typeof sightings.inputs)[number]): string {
  return `\`${call}\` ${what}: inputs are for reading only.`
}

/** What is said when a training is not waited for. */
export function hurriedSentence({ call }: (typeof sightings.hurried)[number]): string {
  return `\`${call}\` came back while its network was still training: write await in front of fit, fitDataset or trainOnBatch.`
}

let last: string | undefined
let watching = true

/** The last call of a learner's function, for an error that arose in the spec from what the call gave. */
export function lastCall(): string | undefined {
  return last
}

/**
 * Calls made in `body`, which may be async, are not watched: for functions that are handed something leaky or broken
 * on purpose.
 */
export function unwatched<T>(body: () => T): T {
  const watchAgain = () => {
    watching = true
  }
  let result: T | undefined
  watching = false
  try {
    result = body()
    return isThenable(result) ? (Promise.resolve(result).finally(watchAgain) as T) : result
  } finally {
    if (!isThenable(result)) watchAgain()
  }
}

/**
 * An exercise's module with every function watched: what it leaves behind, whether it changes its inputs, and
 * whether it gives the kind of value that its signature promises. The transform puts this around each exercise.
 */
export function observe(learners: Record<string, unknown>, file: string): Record<string, unknown> {
  const contract = host().contract(file)
  const watched: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(learners)) {
    const promise = contract[name] ?? { async: true, returns: 'anything' }
    watched[name] = typeof value === 'function' && !isClass(value) ? watch(name, value as AnyFunction, promise) : value
  }
  for (const name of Object.keys(contract)) {
    watched[name] ??= () => {
      throw new Wrong(`${host().settings.shownAs} exports no function \`${name}\`: the spec calls it by that name.`)
    }
  }
  return watched
}

/** A class can only be called with `new`, which belongs to whoever calls it. */
function isClass(value: object): boolean {
  return Function.prototype.toString.call(value).startsWith('class')
}

type AnyFunction = (...args: unknown[]) => unknown

function watch(name: string, fn: AnyFunction, promised: Promised): AnyFunction {
  return function (this: unknown, ...args: unknown[]) {
    if (!watching) return fn.apply(this, args)
    const call = new Call(name, args, promised)
    const threw = (error: unknown): never => {
      call.threw(error)
      throw error
    }
    let result: unknown
    try {
      result = fn.apply(this, args)
    } catch (error) {
      threw(error)
    }
    if (!isThenable(result)) return call.gave(result)
    if (!promised.async) {
      result.then(undefined, () => undefined)
      throw new WrongKind(`\`${name}\` gave a Promise: it should give its result directly, without async and await.`, 'a Promise')
    }
    call.async = true
    return result.then((value) => call.gave(value), threw)
  }
}

/** One call of a learner's function, from just before it until its result is known. */
class Call {
  private readonly count = host().tf.memory().numTensors
  private readonly trainings = host().trainingsUnderWay()
  private readonly held: Set<Tensor>
  private readonly inputs: Input[]
  /** Whether it gave a Promise. */
  async = false

  constructor(
    private readonly name: string,
    private readonly args: unknown[],
    private readonly promised: Promised,
  ) {
    last = `\`${name}\` was called and has not come back.`
    this.held = new Set([...tensorsIn(args)].filter((tensor) => !tensor.isDisposed))
    this.inputs = [
      ...[...this.held].map((tensor) => (isVariable(tensor) ? variableInput(tensor) : tensorInput(tensor))),
      ...args.filter(isShortArray).map(arrayInput),
    ]
  }

  gave<T>(result: T): T {
    last = `The last call, \`${this.name}\`, gave ${brief(result)}.`
    this.lookForLeaks(result, false)
    this.lookAround()
    const complaint = wrongKind(this.name, this.promised, result)
    if (complaint) throw new WrongKind(complaint, brief(result))
    if (hasNaN(result) && !this.inputs.some((input) => input.hasNaN)) sightings.nan.push({ call: this.name })
    return result
  }

  threw(error: unknown): void {
    // A half-written function leaves behind what its other half will need.
    if (!(error instanceof Todo)) this.lookForLeaks(undefined, true)
    this.lookAround()
  }

  /** Tensors that nobody holds any more. */
  private lookForLeaks(result: unknown, threw: boolean): void {
    const disposedInputs = [...this.held].filter((tensor) => tensor.isDisposed).length
    const handedOver = [...tensorsIn(result, this.args)].filter((t) => !this.held.has(t) && !t.isDisposed).length
    const count = host().tf.memory().numTensors - this.count + disposedInputs - handedOver
    if (count > 0) sightings.leaks.push({ call: this.name, count, threw, async: this.async })
  }

  /** Inputs that are not what they were, and trainings that go on. */
  private lookAround(): void {
    for (const input of this.inputs) {
      const what = input.change()
      if (what) sightings.inputs.push({ call: this.name, what })
    }
    if (host().trainingsUnderWay() > this.trainings) sightings.hurried.push({ call: this.name })
  }
}

/** The sentence for a result that is not what the signature promises, if it is not. */
function wrongKind(name: string, { returns }: Promised, result: unknown): string | undefined {
  if (returns === 'anything') return undefined
  if (result === undefined) return `\`${name}\` gave undefined: is its \`return\` missing?`
  if (isTensor(result) && result.isDisposed) {
    return `\`${name}\` gave a tensor that is already disposed: return what the caller needs, and dispose only the rest.`
  }
  if (kindOf(result) === returns) return undefined
  const article = returns === 'array' || returns === 'object' ? 'an' : 'a'
  return `\`${name}\` should give ${article} ${returns}, but it gave ${brief(result)}.`
}

function kindOf(value: unknown): string {
  if (isTensor(value)) return 'tensor'
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** An argument, and what it was like before the call. */
interface Input {
  hasNaN: boolean
  /** How the argument differs now, in words. */
  change(): string | undefined
}

function tensorInput(tensor: Tensor): Input {
  const shape = `[${tensor.shape.join(', ')}]`
  const before = sample(tensor)
  return {
    hasNaN: before.some(Number.isNaN),
    change() {
      if (tensor.isDisposed) return `disposed a tensor of shape ${shape} that belongs to the caller`
      return same(before, sample(tensor)) ? undefined : `changed the numbers inside its input of shape ${shape}`
    },
  }
}

/** Variables, such as the weights of a model, are there to be changed. */
function variableInput(variable: Tensor): Input {
  return {
    hasNaN: false,
    change: () => (variable.isDisposed ? `disposed a variable of shape [${variable.shape.join(', ')}] that belongs to the caller` : undefined),
  }
}

/** Numbers and words are compared to some depth, whatever else is in the array by being the same thing or another. */
function arrayInput(array: unknown[]): Input {
  const before = entriesOf(array)
  return {
    hasNaN: before.some(Number.isNaN),
    change() {
      const now = entriesOf(array)
      const isSame = now.length === before.length && now.every((entry, i) => Object.is(entry, before[i]))
      return isSame ? undefined : 'changed an array that belongs to the caller'
    },
  }
}

/** The entries of an array and of the arrays in it, each of these behind its length. */
function entriesOf(array: unknown[], depth = 3): unknown[] {
  if (depth === 0) return array
  return array.flatMap((entry) => (Array.isArray(entry) ? [entry.length, ...entriesOf(entry, depth - 1)] : [entry]))
}

/** An array that can be looked through at every call. */
function isShortArray(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length <= MANY && value.flat(3).length <= MANY
}

const MANY = 10_000

function same(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((number, i) => number === b[i] || (Number.isNaN(number) && Number.isNaN(b[i])))
}
