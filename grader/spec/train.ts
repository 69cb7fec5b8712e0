import type { data, LayersModel, Tensor, Tensor2D } from '@tensorflow/tfjs'
import type { Batch } from './batches'
import { define } from './check'
import type { Profile } from './events'
import { host } from './host'
import { measured } from './measured'
import { Wrong } from './outcome'
import { progressed, STANDSTILL, underway } from './standstill'

/** At most so many steps a second are reported: the screen redraws no faster. */
const REPORTS_PER_SECOND = 10

/** How much training a run asks for; the bar on the screen and the count of steps follow from it. */
export interface Plan {
  rows: number
  batch: number
  epochs: number
}

/** A training run as its spec sees it. */
export interface Run<Settings> {
  /** The settings of the profile that is run. */
  settings: Settings
  profile: Profile
  /**
   * Runs the learner's training and watches it: epochs go to the screen, every loss must be a number, and the
   * optimizer must have moved the weights ⌈rows / batch⌉ · epochs times.
   */
  training<T>(plan: Plan, body: () => T | Promise<T>): Promise<T>
  /**
   * The share of rows whose most probable class is the labelled one, measured by the spec: `x` [n, …], `y` one-hot
   * [n, classes] float32, or one column of 0 and 1, [n, 1] or [n], where the model gives one probability: then from
   * 0.5 it is class 1. A model that gives one class to everything is reported as such.
   */
  accuracy(model: LayersModel, x: Tensor2D, y: Tensor): number
  /** The same over batches. */
  accuracyOver(model: LayersModel, batches: data.Dataset<Batch>): Promise<number>
  /** Puts a number on the screen, beside the book's and that of learners' notes on it, that no bar is held against. */
  show(name: string, value: number, beside?: { book?: number; notes?: number }): void
  /**
   * One long part of a run, such as one configuration of a grid. What it comes to, plain data, is kept on disk, so
   * that a run that was broken off goes on there; it is forgotten when the run has passed. `name` and `settings` together
   * say which part it is.
   */
  kept<T>(name: string, settings: unknown, work: () => T | Promise<T>): Promise<T>
}

/**
 * A network trained and measured. Runs when everything before it passed; `profiles` says how much of what.
 */
export function train<Settings>(
  name: string,
  profiles: Record<Profile, Settings>,
  body: (run: Run<Settings>) => unknown,
): void {
  const { profile } = host().settings
  const run: Run<Settings> = { settings: profiles[profile], profile, training, accuracy, accuracyOver, show, kept }
  define({ role: 'training', name, seconds: STANDSTILL, last: true }, async () => {
    await underway(() => body(run))
    // A run that fell short is not forgotten: unchanged code would only fall short again, after the same wait.
    host().parts.clear()
  })
}

async function training<T>(plan: Plan, body: () => T | Promise<T>): Promise<T> {
  const steps = Math.ceil(plan.rows / plan.batch) * plan.epochs
  host().emit({ type: 'training', ...plan, steps })
  const watch = new Watch(steps, plan.epochs)
  let result: T
  try {
    result = await body()
  } finally {
    watch.end()
  }
  const arithmetic = `${number(plan.rows)} rows in batches of ${plan.batch} are ${number(steps / plan.epochs)} steps an epoch, ${number(steps)} in ${plan.epochs}`
  if (watch.step !== steps) {
    throw new Wrong(`The optimizer took ${number(watch.step)} steps, but ${arithmetic}.`, [
      { at: 'steps', expected: number(steps), actual: number(watch.step) },
    ])
  }
  return result
}

/** Follows the optimizer and `fit` while a training runs, without changing what they do. */
class Watch {
  step = 0
  private epoch = 0
  private loss: number | undefined
  private reported = 0
  private lossRead = 0
  private readonly restore: () => void

  constructor(
    private readonly steps: number,
    private readonly epochs: number,
  ) {
    const { tf } = host()
    const optimizer = tf.Optimizer.prototype as unknown as Record<'incrementIterations', () => void>
    const model = tf.LayersModel.prototype as unknown as { fit: Fit; fitDataset: FitDataset }
    const { incrementIterations } = optimizer
    const { fit, fitDataset } = model
    const stepped = () => this.stepped()
    const listening = (args: FitArgs) => ({ ...args, callbacks: [...asCallbacks(args?.callbacks), this.callback()] })
    optimizer.incrementIterations = function (this: unknown) {
      incrementIterations.call(this)
      stepped()
    }
    model.fit = function (x, y, args) {
      return fit.call(this, x, y, listening(args))
    }
    model.fitDataset = function (dataset, args) {
      return fitDataset.call(this, dataset, listening(args))
    }
    this.restore = () => {
      optimizer.incrementIterations = incrementIterations
      model.fit = fit
      model.fitDataset = fitDataset
    }
  }

  end(): void {
    this.restore()
  }

  private stepped(): void {
    this.step++
    progressed()
    const now = performance.now()
    if (now - this.reported < 1000 / REPORTS_PER_SECOND && this.step !== this.steps) return
    this.reported = now
    const loss = this.loss === undefined ? {} : { loss: this.loss }
    host().emit({ type: 'step', step: this.step, steps: this.steps, ...loss })
  }

  /** Reads the losses that `fit` tells its callbacks; those of batches only as often as they are shown. */
  private callback(): unknown {
    const { tf } = host()
    const read = (value: unknown) => (value instanceof tf.Tensor ? value.dataSync()[0] : Number(value))
    const watch = this
    return new (class extends tf.Callback {
      override async onBatchEnd(_batch: number, logs?: Record<string, unknown>): Promise<void> {
        const now = performance.now()
        if (logs?.['loss'] === undefined || now - watch.lossRead < 1000 / REPORTS_PER_SECOND) return
        watch.lossRead = now
        watch.loss = finite(read(logs['loss']), 'batch', watch.step)
      }
      override async onEpochEnd(_epoch: number, logs: Record<string, unknown> = {}): Promise<void> {
        const numbers = Object.fromEntries(Object.entries(logs).map(([key, value]) => [key, read(value)]))
        watch.epoch++
        finite(numbers['loss'] ?? 0, 'epoch', watch.epoch)
        host().emit({ type: 'epoch', epoch: watch.epoch, epochs: watch.epochs, numbers })
      }
    })()
  }
}

type Fit = (this: unknown, x: unknown, y: unknown, args: FitArgs) => Promise<unknown>
type FitDataset = (this: unknown, dataset: unknown, args: FitArgs) => Promise<unknown>
type FitArgs = { callbacks?: unknown } | undefined

/** `fit` takes one callback or several, as objects of functions or as tf.Callbacks; several must be of one kind. */
function asCallbacks(given: unknown): unknown[] {
  const { tf } = host()
  const list = given === undefined || given === null ? [] : Array.isArray(given) ? given : [given]
  return list.map((item: object) => ('setModel' in item ? item : new tf.CustomCallback(item)))
}

function finite(loss: number, unit: string, at: number): number {
  if (Number.isFinite(loss)) return loss
  throw new Wrong(
    `The loss became ${loss} in ${unit} ${at}: look at the scale of the inputs, the learning rate, and labels without a class.`,
  )
}

/** Rows that are predicted at once while measuring. */
const MEASURED_AT_ONCE = 1024

function accuracy(model: LayersModel, x: Tensor2D, y: Tensor): number {
  const score = new Score()
  const rows = x.shape[0]
  for (let begin = 0; begin < rows; begin += MEASURED_AT_ONCE) {
    const size = Math.min(MEASURED_AT_ONCE, rows - begin)
    host().tf.tidy(() => score.add(model, x.slice(begin, size), y.slice(begin, size)))
  }
  return score.share()
}

async function accuracyOver(model: LayersModel, batches: data.Dataset<Batch>): Promise<number> {
  const score = new Score()
  await batches.forEachAsync(({ xs, ys }) => {
    host().tf.tidy(() => score.add(model, xs, ys))
    xs.dispose()
    ys.dispose()
    progressed()
  })
  return score.share()
}

/** Counts right answers. */
class Score {
  private rows = 0
  private right = 0
  private readonly given = new Set<number>()

  add(model: LayersModel, x: Tensor2D, y: Tensor): void {
    const predicted = classesOf(model.predictOnBatch(x) as Tensor)
    const labelled = classesOf(y)
    predicted.forEach((label, i) => {
      this.given.add(label)
      if (label === labelled[i]) this.right++
    })
    this.rows += predicted.length
  }

  share(): number {
    const [only] = this.given
    if (this.rows >= 50 && this.given.size === 1) {
      throw new Wrong(`The network gives class ${only} to all ${number(this.rows)} rows: it has learned nothing from its inputs.`)
    }
    return this.right / this.rows
  }
}

/** The class of each row: of [n, classes] the most probable one, of [n, 1] or [n] whether it is likely. */
function classesOf(p: Tensor): Uint8Array | Int32Array {
  const isOneColumn = p.rank === 1 || p.shape[1] === 1
  return (isOneColumn ? p.greaterEqual(0.5) : p.argMax(1)).dataSync<'bool' | 'int32'>()
}

function show(name: string, value: number, beside: { book?: number; notes?: number } = {}): void {
  measured({ name, value, ...beside })
}

async function kept<T>(name: string, settings: unknown, work: () => T | Promise<T>): Promise<T> {
  const { parts, emit } = host()
  const part = [name, settings]
  const before = parts.read(part)
  if (before) {
    emit({ type: 'resumed', part: name })
    return before.result as T
  }
  const result = await work()
  parts.write(part, result)
  return result
}

function number(n: number): string {
  return n.toLocaleString('en')
}
