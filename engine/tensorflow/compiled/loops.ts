import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs'
import type { Native } from './functions'
import type { Arguments, Eager } from './run'
import type { Step } from './step'
import { inStretches } from './stretches'

/** A list of callbacks, as fit makes one: whatever keeps the sums of an epoch is always the first of it. */
interface CallbackList {
  callbacks: Callback[]
  setParams(params: { epochs: number }): void
  onTrainBegin(logs?: Logs): Promise<void>
  onTrainEnd(logs?: Logs): Promise<void>
  onEpochBegin(epoch: number, logs?: Logs): Promise<void>
  onEpochEnd(epoch: number, logs?: Logs): Promise<void>
  onBatchBegin(batch: number, logs?: Logs): Promise<void>
}

interface Callback {
  onBatchEnd(batch: number, logs: Logs): Promise<void>
}

interface Sums extends Callback {
  seen: number
  totals: Record<string, Tensor | number>
}

type Logs = Record<string, Tensor | number>

/** The parameters of fitLoop, in its order. */
type FitLoop = [
  train: (data: Tensor[]) => Tensor[],
  data: Tensor[],
  labels: string[],
  batchSize: number | undefined,
  epochs: number | undefined,
  verbose: unknown,
  callbacks: unknown,
  validate: ((data: Tensor[]) => Tensor[]) | null,
  validationData: Tensor[],
  shuffle: boolean | string | undefined,
  callbackMetrics: string[],
  initialEpoch: number | undefined,
  stepsPerEpoch: number | null,
  validationSteps: number | null,
]

/** A model that is being fitted; some of this is private. */
export interface Fitted {
  stopTraining_: boolean
  lossFunctions: unknown[]
  metricsTensors: unknown[]
  fitLoop(...args: FitLoop): Promise<unknown>
  testLoop(test: (data: Tensor[]) => Tensor[], data: Tensor[], batchSize: number, verbose?: number, steps?: number): Scalar[]
}

/** Of a function that trains or tests: its step, and how it is taken operation by operation; nothing when it must be left to TensorFlow.js. */
export type Stepper = (run: (data: Tensor[]) => Tensor[]) => { step: Step; eager: Eager } | undefined

/**
 * Each fit takes as arguments of its step all its data and the numbers of a batch's rows, so that the rows are picked
 * and the sums of the epoch are kept within the compiled step. Data of more different sizes than this come in batches.
 */
const MOST_SIZES = 4

/**
 * An epoch of fewer batches does not make up for what the function of a recurrent net takes to be made, when the
 * sequences are as long as this: so many steps are taken as ever, and the function is made in a later epoch.
 */
const FEWEST_BATCHES = 10
const LONG_SEQUENCE = 20

/**
 * Puts own loops in place of those over the batches of `fit` and `evaluate`. They do what TensorFlow.js' loops do, in
 * the same order and with the same draws, but leave more of it to the compiled step.
 */
export function compileLoops({ tf }: Pick<Native, 'tf'>, stepper: Stepper): void {
  const model = tf.LayersModel.prototype as unknown as Fitted
  const { fitLoop, testLoop } = model
  const sizes = new WeakMap<Fitted, Set<string>>()
  const isWelcome = (one: Fitted, data: Tensor[]) => {
    const known = sizes.get(one) ?? new Set()
    // One more than these is enough to know that there are more.
    if (known.size <= MOST_SIZES) sizes.set(one, known.add(data.map((tensor) => tensor?.shape.join()).join(';')))
    return known.size <= MOST_SIZES
  }

  model.fitLoop = function (this: Fitted, ...args) {
    const [train, data, , , , , , , , shuffle, , , stepsPerEpoch, validationSteps] = args
    const found = stepper(train)
    const isPlain = (stepsPerEpoch ?? undefined) === undefined && (validationSteps ?? undefined) === undefined && shuffle !== 'batch'
    if (!found || !isPlain || !isWelcome(this, data)) return fitLoop.apply(this, args)
    return takenOver(() => fitLoop.apply(this, withoutEpochs(args)), new Fit(tf, this, found, args))
  }

  model.testLoop = function (this: Fitted, test, data, batchSize, verbose = 0, steps) {
    const found = stepper(test)
    if (!found || verbose > 0 || (steps ?? undefined) !== undefined || !isWelcome(this, data) || !(data[0]?.shape[0] > 0)) return testLoop.call(this, test, data, batchSize, verbose, steps)
    return tf.tidy(() => {
      const rows = data[0].shape[0]
      let sums: Tensor[] = Array.from({ length: this.lossFunctions.length + this.metricsTensors.length }, () => tf.scalar(0))
      inStretches(found.step, rows, batchSize, ({ from, batches, batchSize: size }) => {
        const numbers = Int32Array.from({ length: batches * size }, (_, i) => from + i)
        const picked = batches === 1 ? tf.tensor1d(numbers, 'int32') : tf.tensor2d(numbers, [batches, size], 'int32')
        const eager = (all: Arguments) => {
          const { batch, before } = parts(tf, all, data.length)
          const add = (sums: Tensor[], one: Arguments) => found.eager(one).map((output, i) => tf.add(sums[i], tf.mul(size, output)))
          if (batches === 1) return add(before, batch)
          const stacks = batch.map((stack) => stack && tf.unstack(stack))
          return Array.from({ length: batches }, (_, i) => stacks.map((stack) => stack && stack[i])).reduce(add, before)
        }
        const after = found.step.run([...data, picked, ...sums], eager)
        tf.dispose([picked, ...sums])
        sums = after
      })
      return sums.map((sum) => tf.div<Scalar>(sum, rows))
    })
  }

  const list = tf.CallbackList.prototype as unknown as CallbackList
  const { setParams, onTrainBegin, onTrainEnd } = list
  list.setParams = function (this: CallbackList, params) {
    const fit = starting
    if (fit) {
      starting = undefined
      fits.set(this, fit)
      params = { ...params, epochs: fit.epochs }
    }
    setParams.call(this, params)
  }
  list.onTrainBegin = async function (this: CallbackList, logs) {
    await onTrainBegin.call(this, logs)
    await fits.get(this)?.run(this)
  }
  list.onTrainEnd = async function (this: CallbackList, logs) {
    fits.get(this)?.end()
    await onTrainEnd.call(this, logs)
  }
}

const fits = new WeakMap<CallbackList, Fit>()

/** The fit whose list of callbacks is about to be made. */
let starting: Fit | undefined

/** TensorFlow.js' own loop makes the callbacks and their list, and ends it all; the epochs between are ours. */
function takenOver<T>(loop: () => Promise<T>, fit: Fit): Promise<T> {
  starting = fit
  try {
    // Up to its first callback it runs at once.
    return loop()
  } finally {
    starting = undefined
  }
}

function withoutEpochs(args: FitLoop): FitLoop {
  const others = args.slice() as FitLoop
  others[4] = args[11] ?? 0
  return others
}

/** One call of fit. */
class Fit {
  readonly epochs: number
  private wasStopped = false
  private sums: Tensor[] = []
  /** Few batches of long sequences. */
  private readonly isShort: boolean

  constructor(
    private readonly tf: Native['tf'],
    private readonly model: Fitted,
    private readonly how: { step: Step; eager: Eager },
    private readonly args: FitLoop,
  ) {
    const [, data, , batchSize = 32] = args
    this.epochs = args[4] ?? 1
    this.isShort = data[0].shape[0] < FEWEST_BATCHES * batchSize && data.some((tensor) => (tensor?.shape[1] ?? 0) >= LONG_SEQUENCE)
  }

  async run(list: CallbackList): Promise<void> {
    const { tf, model, epochs } = this
    const [, data, , batchSize = 32, , , , , , shuffle = true, , initialEpoch] = this.args
    const order = Array.from({ length: data[0].shape[0] }, (_, i) => i)
    const logger = list.callbacks[0] as Sums
    model.stopTraining_ = false
    for (let epoch = initialEpoch ?? 0; epoch < epochs && !model.stopTraining_; epoch++) {
      await list.onEpochBegin(epoch)
      if (shuffle) tf.util.shuffle(order)
      const epochLogs: Logs = {}
      try {
        await this.epoch(list, Int32Array.from(order), batchSize, epochLogs, logger)
        this.handOver(logger)
      } finally {
        tf.dispose(this.sums)
        this.sums = []
      }
      await list.onEpochEnd(epoch, epochLogs)
    }
    this.wasStopped = model.stopTraining_
  }

  /** Afterwards TensorFlow.js' loop says that nothing was stopped. */
  end(): void {
    this.model.stopTraining_ = this.wasStopped
  }

  private async epoch(list: CallbackList, order: Int32Array, batchSize: number, epochLogs: Logs, logger: Sums): Promise<void> {
    const { tf, model } = this
    const [, , labels] = this.args
    const others = list.callbacks.slice(1)
    this.sums = labels.map(() => tf.keep(tf.scalar(0)))
    for (let batch = 0; batch * batchSize < order.length; batch++) {
      const logs: Logs = {}
      await list.onBatchBegin(batch, logs)
      const rows = order.subarray(batch * batchSize, (batch + 1) * batchSize)
      tf.tidy(() => {
        logs['batch'] = batch
        logs['size'] = rows.length
        for (const [i, output] of this.step(rows).entries()) logs[labels[i]] = tf.keep(output)
        if ((batch + 1) * batchSize >= order.length) this.validate(epochLogs, batchSize)
      })
      logger.seen += rows.length
      for (const callback of others) await callback.onBatchEnd(batch, logs)
      for (const value of Object.values(logs)) if (typeof value !== 'number') value.dispose()
      if (model.stopTraining_) break
    }
  }

  /** Takes a step on these rows. Gives the losses and metrics, and adds them to the sums. */
  private step(rows: Int32Array): Tensor[] {
    const { tf, how, sums } = this
    const [, data, labels] = this.args
    const size = rows.length
    const eager = (all: Arguments) => {
      const { batch, before } = parts(tf, all, data.length)
      const outputs = how.eager(batch).slice(0, labels.length)
      return [...outputs, ...outputs.map((output, i) => tf.keep(tf.add(before[i], tf.mul(output, size))))]
    }
    const all = [...data, tf.tensor1d(rows, 'int32'), ...sums]
    const given = this.isShort && how.step.isTooEarly(FEWEST_BATCHES) ? eager(all) : how.step.run(all, eager)
    this.sums = given.slice(labels.length)
    tf.dispose(sums)
    return given.slice(0, labels.length)
  }

  private validate(epochLogs: Logs, batchSize: number): void {
    const [, , labels, , , , , validate, validationData] = this.args
    if (!validate || !validationData) return
    for (const [i, output] of this.model.testLoop(validate, validationData, batchSize).slice(0, labels.length).entries()) epochLogs[`val_${labels[i]}`] = this.tf.keep(output)
  }

  /** What keeps the sums of an epoch makes means of them when it ends, and disposes of them. */
  private handOver(logger: Sums): void {
    for (const [i, label] of this.args[2].entries()) logger.totals[label] = this.sums[i]
    this.sums = []
  }
}

/** The rows of a batch, or of several that are stacked, picked of all data, and the sums before it. */
function parts(tf: Native['tf'], all: Arguments, count: number): { batch: (Tensor | null)[]; before: Tensor[] } {
  const picked = all[count] as Tensor1D | Tensor2D
  return { batch: all.slice(0, count).map((tensor) => tensor && tf.gather(tensor, picked)), before: all.slice(count + 1) as Tensor[] }
}
