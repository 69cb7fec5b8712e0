import type { Optimizer, Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { NativeBackend } from '../native-backend'
import { type Compiled, type CompiledStep, compileStep } from './compiled'
import { rateOf } from './optimizers'
import { isRecording } from './recorder'
import { type Arguments, type Eager, type Run, runAndRecord } from './run'
import { settings } from './settings'
import type { Stateful } from './states'
import { compareTraces, type Dial, type Turned } from './trace'
import { shapeInWords, tell } from './verdicts'
import { signatureOf, type Watched } from './watched'

/** What a step belongs to: a model, or a function of a person's own. */
export interface Subject {
  /** `training of sequential_1` */
  name: string
  /** What decides what the step does, apart from its arguments and from tensors. Asked whenever some of it has changed. */
  look(): Looked
}

export interface Looked {
  /** Properties that are compared before each replay; the step is recorded anew when one has changed. */
  watched: Watched[]
  /** Each has had one step of its own before anything is recorded: in that it makes its variables. */
  optimizers: Optimizer[]
  /** Layers whose states go from step to step. */
  stateful?: Stateful[]
  /** It has a layer that works through a sequence step by step: its function is large. */
  isRecurrent?: boolean
  /** Why this may not be compiled, as a clause. */
  refusal?: string
}

/** How much one run of a step asks for. */
export interface Size {
  operations: number
  /** Numbers that these make. */
  numbers: number
  /** It leaves states for the next one. */
  isStateful: boolean
}

/** As many functions are kept for one step: for other shapes, or other settings. */
const MOST_FUNCTIONS = 16

/** What none of so many steps has asked for makes room for others, and what found no room asks again. */
const PATIENCE = 200

/** How often a step is recorded in the hope of two runs that agree. */
const MOST_ATTEMPTS = 4

/** Where a step stands, for arguments of certain shapes and settings as they are. */
interface Entry {
  shapes: (Shape | null)[]
  watched: Watched[]
  values: unknown[]
  key: string
  optimizers: Optimizer[]
  stateful: Stateful[]
  attempts: number
  /** The number of the step that has asked for it last. */
  lastUsed: number
  /** The last run that was recorded; the next one is held against it. */
  run?: Run
  /** Numbers that follow a learning rate, by their place in the recorded run. */
  turned: Map<number, Turned>
  /** Learning rates that were seen to change: what follows them is known. */
  followed: Set<number>
  /** Learning rates that were the same all along: numbers that follow one of them may follow the other. */
  tied: [number, number][]
  compiled?: Compiled
  /** Of the function. */
  size?: Size
  eager?: true
  /** The number of the step at which it may ask for room again. */
  waitsUntil?: number
}

interface Shape {
  dtype: string
  shape: number[]
}

/**
 * A step that is recorded twice while it runs as ever, made a function of TensorFlow, checked against its second run,
 * and from then on replayed. Whatever speaks against it, it runs operation by operation as before.
 */
export class Step {
  private readonly entries = new Map<string, Entry>()
  private current: Entry | undefined
  private steps = 0
  private isFullSaid = false
  private readonly warm = new WeakSet<Optimizer>()
  private readonly held: Held = { removals: new Set() }

  constructor(
    private readonly tf: TensorFlow,
    private readonly backend: NativeBackend,
    private readonly subject: Subject,
  ) {
    whenForgotten.register(this, this.held)
  }

  /** Takes the step: the tensors it gives, and all it does to variables, are the same whichever way it is taken. */
  run(args: Arguments, eager: Eager): Tensor[] {
    if (!this.isCallable()) return eager(args)
    this.steps++
    const entry = this.current && !this.hasWaited(this.current) && fits(this.current, args) ? this.current : this.find(args)
    if (entry) entry.lastUsed = this.steps
    if (!entry || entry.eager) return eager(args)
    if (entry.compiled && !this.isTurnedUnseen(entry)) return this.replay(entry, entry.compiled, args, eager)
    return this.record(entry, args, eager)
  }

  /** Whether there is nothing in it that keeps it from being compiled, whatever its arguments. */
  mayBeCompiled(): boolean {
    return this.isCallable() && this.subject.look().refusal === undefined
  }

  /** The function of the step that was taken last; nothing while it is not made, `eager` when it will not be. */
  get latest(): Size | 'eager' | undefined {
    return this.current?.eager ? 'eager' : this.current?.compiled && this.current.size
  }

  /** Whether this is one of its first steps and its function takes long to make: then it had better be taken as it is. */
  isTooEarly(first: number): boolean {
    if (this.steps >= first || !this.isCallable() || !this.subject.look().isRecurrent) return false
    this.steps++
    return true
  }

  /** Forgets all functions; they are made anew when the step goes on. */
  forget(): void {
    for (const entry of this.entries.values()) this.drop(entry)
    this.entries.clear()
    this.current = undefined
  }

  /** Not within a record or a gradient, which must see each operation, nor when somebody measures operations. */
  private isCallable(): boolean {
    const engine = this.tf.engine()
    const { gradientDepth, profiling } = engine.state
    return settings.on && !isRecording() && gradientDepth === 0 && !profiling && engine.backendName === 'tensorflow' && !this.tf.env().getBool('DEBUG')
  }

  private find(args: Arguments): Entry | undefined {
    const { watched, optimizers, stateful = [], refusal } = this.subject.look()
    if (!refusal && optimizers.some((optimizer) => !this.warm.has(optimizer))) {
      for (const optimizer of optimizers) this.warm.add(optimizer)
      this.current = undefined
      return undefined
    }
    const shapes = args.map(shapeOf)
    const values = watched.map(({ of, key }) => (of as Record<string, unknown>)[key])
    const key = `${JSON.stringify(shapes)} ${signatureOf(values)}`
    let entry = this.entries.get(key)
    if (entry && (!isAlive(entry) || this.hasWaited(entry))) {
      this.drop(entry)
      this.entries.delete(key)
      entry = undefined
    }
    if (!entry) {
      entry = { shapes, watched, values, key, optimizers, stateful, attempts: 0, lastUsed: this.steps, turned: new Map(), followed: new Set(), tied: [] }
      this.entries.set(key, entry)
      if (refusal) this.giveUp(entry, refusal)
      else if (this.isFull(entry)) this.wait(entry)
    }
    this.current = entry
    return entry
  }

  /** Functions for settings that are no more, and those that nobody has used for long, make room for others. */
  private isFull(newest: Entry): boolean {
    if (this.entries.size <= MOST_FUNCTIONS) return false
    for (const [key, entry] of this.entries) {
      if (entry === newest || (isAlive(entry) && !entry.eager && this.steps - entry.lastUsed <= PATIENCE && hasSameSettings(entry, newest))) continue
      this.drop(entry)
      this.entries.delete(key)
    }
    return this.entries.size > MOST_FUNCTIONS
  }

  /** Runs as it is for a while. It is said once: with ever other shapes it would be said in each step. */
  private wait(entry: Entry): void {
    entry.eager = true
    entry.waitsUntil = this.steps + PATIENCE
    if (this.isFullSaid) return
    this.isFullSaid = true
    this.say(entry, `there are functions for ${MOST_FUNCTIONS} other shapes already`)
  }

  private hasWaited({ waitsUntil }: Entry): boolean {
    return waitsUntil !== undefined && this.steps >= waitsUntil
  }

  /** A learning rate that was a constant until now has changed, or one of two that were the same: what follows it is not known yet. */
  private isTurnedUnseen({ run, followed, tied, optimizers }: Entry): boolean {
    return optimizers.some((optimizer, i) => !followed.has(i) && rateOf(optimizer) !== run!.rates[i]) || tied.some(([i, k]) => rateOf(optimizers[i]) !== rateOf(optimizers[k]))
  }

  private replay(entry: Entry, compiled: Compiled, args: Arguments, eager: Eager): Tensor[] {
    try {
      return compiled.replay(args, entry.optimizers.map(rateOf))
    } catch (error) {
      // Variables change only when all has gone well, so the same step can be taken once more. If that throws as well,
      // the arguments are to blame and not the function.
      const results = eager(args)
      this.giveUp(entry, `replaying it failed: ${(error as Error).message}`)
      return results
    }
  }

  private record(entry: Entry, args: Arguments, eager: Eager): Tensor[] {
    const { tf, backend } = this
    const before = entry.run
    const { results, run, trouble, close } = runAndRecord(tf, backend, args, eager, entry, before)
    try {
      entry.attempts++
      if (trouble) {
        entry.run = undefined
        this.failed(entry, trouble)
        return results
      }
      entry.run = run
      if (!before) return results
      const dials = run!.rates.map((now, i): Dial => ({ then: before.rates[i], now }))
      const compared = compareTraces(before.trace, run!.trace, dials)
      if ('trouble' in compared) {
        this.failed(entry, compared.trouble)
        return results
      }
      if (entry.tied.length > 0) {
        // Whatever was found while they were the same may follow the wrong one.
        entry.turned.clear()
        entry.followed.clear()
      }
      for (const [index, turned] of compared.turned) entry.turned.set(index, turned)
      for (const [i, { then, now }] of dials.entries()) if (then !== now) entry.followed.add(i)
      entry.tied = pairsOfEqual(dials)
      this.compile(entry, run!, args)
      return results
    } finally {
      close()
    }
  }

  private compile(entry: Entry, run: Run, args: Arguments): void {
    this.drop(entry)
    let step: CompiledStep
    try {
      step = compileStep(this.tf, this.backend, run, entry.turned)
    } catch (error) {
      this.giveUp(entry, `TensorFlow does not take it: ${(error as Error).message}`)
      return
    }
    if ('trouble' in step) {
      this.giveUp(entry, step.trouble)
      return
    }
    entry.compiled = step.compiled
    entry.size = { operations: run.recorded, numbers: run.numbers, isStateful: entry.stateful.length > 0 }
    entry.attempts = 0
    // Without a learning rate that may change, no other run will be held against this one.
    if (entry.optimizers.length === 0) entry.run = undefined
    this.held.removals.add(step.compiled.remove)
    tell({ step: this.subject.name, shapes: args.map(shapeInWords), kind: 'compiled', ...step.figures })
  }

  private failed(entry: Entry, trouble: string): void {
    this.drop(entry)
    if (entry.attempts >= MOST_ATTEMPTS) this.giveUp(entry, trouble)
  }

  private giveUp(entry: Entry, reason: string): void {
    this.drop(entry)
    entry.eager = true
    entry.run = undefined
    this.say(entry, reason)
  }

  private say({ shapes }: Entry, reason: string): void {
    tell({ step: this.subject.name, shapes: shapes.map(shapeInWords), kind: 'eager', reason })
  }

  private drop(entry: Entry): void {
    if (!entry.compiled) return
    this.held.removals.delete(entry.compiled.remove)
    entry.compiled.remove()
    entry.compiled = undefined
  }
}

/** What a step leaves in the addon. It outlives the step for a moment, so that it can be cleared away. */
interface Held {
  removals: Set<() => void>
}

const whenForgotten = new FinalizationRegistry<Held>(({ removals }) => {
  for (const remove of removals) remove()
})

function fits({ shapes, watched, values, compiled }: Entry, args: Arguments): boolean {
  if (args.length !== shapes.length) return false
  for (let i = 0; i < args.length; i++) if (!hasShape(args[i], shapes[i])) return false
  for (let i = 0; i < watched.length; i++) if (!Object.is((watched[i].of as Record<string, unknown>)[watched[i].key], values[i])) return false
  return compiled?.isAlive() ?? true
}

function hasShape(arg: Tensor | null, wanted: Shape | null): boolean {
  if (!arg || !wanted) return !arg && !wanted
  const { dtype, shape } = wanted
  if (arg.dtype !== dtype || arg.shape.length !== shape.length) return false
  for (let i = 0; i < shape.length; i++) if (arg.shape[i] !== shape[i]) return false
  return true
}

/** Dials that were turned alike, two and two. */
function pairsOfEqual(dials: Dial[]): [number, number][] {
  return dials.flatMap((a, i) => dials.flatMap((b, k): [number, number][] => (i < k && a.then !== a.now && a.then === b.then && a.now === b.now ? [[i, k]] : [])))
}

function shapeOf(arg: Tensor | null): Shape | null {
  return arg && { dtype: arg.dtype, shape: arg.shape }
}

function isAlive({ compiled }: Entry): boolean {
  return compiled?.isAlive() ?? true
}

function hasSameSettings(a: Entry, b: Entry): boolean {
  return a.values.length === b.values.length && a.values.every((value, i) => Object.is(value, b.values[i]))
}
