import type { Optimizer } from '@tensorflow/tfjs'
import type { Builtins } from './builtins'
import { isStateful, type Stateful } from './states'
import type { Looked } from './step'
import type { Watched } from './watched'

/** What a model is made of, as far as it is looked at here. */
export interface ModelParts {
  name: string
  layers: object[]
  optimizer_?: Optimizer
  lossFunctions?: unknown[]
  metricsTensors?: [unknown, number][]
  collectedTrainableWeights?: object[]
}

/** Which of a model's steps it is. */
export type Kind = 'training' | 'evaluation' | 'prediction'

/**
 * Looks a model through: which properties of its layers, losses, metrics and optimizer decide what a step does, and
 * whether some of it is not TensorFlow.js' own. With `custom` that is no reason against compiling.
 */
export function lookAtModel(model: object, kind: Kind, builtins: Builtins, custom: boolean): Looked {
  const parts = model as ModelParts
  const look = new Look(builtins)
  look.list(parts, 'layers')
  if (kind !== 'prediction') {
    look.functions(parts, 'lossFunctions', 'loss')
    look.functions(parts, 'metricsTensors', 'metric')
  }
  const optimizers = kind === 'training' && parts.optimizer_ ? [parts.optimizer_] : []
  if (kind === 'training') {
    look.property(parts, 'optimizer_')
    look.list(parts, 'collectedTrainableWeights')
    for (const optimizer of optimizers) look.optimizer(optimizer)
  }
  return { watched: look.watched, optimizers, stateful: look.stateful, isRecurrent: look.isRecurrent, ...(look.refusal && !custom && { refusal: look.refusal }) }
}

/** Properties of optimizers; what follows the learning rate is known from comparing runs. */
export function lookAtOptimizer(optimizer: Optimizer, builtins: Builtins): Looked {
  const look = new Look(builtins)
  look.optimizer(optimizer)
  return { watched: look.watched, optimizers: [optimizer], ...(look.refusal && { refusal: look.refusal }) }
}

/** Properties that do not decide what a step does: names, links between layers, what only building needs, tensors that come and go. */
const SKIPPED = new Set([
  ...['name', 'id', 'inboundNodes', 'outboundNodes', '_refCount', '_updates', 'initialWeights', 'fastWeightInitDuringBuild', '_addedWeightNames', '_built', 'built'],
  ...['kernelInitializer', 'biasInitializer', 'recurrentInitializer', 'depthwiseInitializer', 'pointwiseInitializer', 'embeddingsInitializer'],
  ...['alphaInitializer', 'betaInitializer', 'gammaInitializer', 'movingMeanInitializer', 'movingVarianceInitializer'],
  ...['states_', 'keptStates', 'dropoutMask', 'recurrentDropoutMask', 'inputSpec', 'stateSpec'],
  // Counted by the step itself.
  'iterations_',
])

/** Of a model within a model only the layers count. */
const OF_MODELS = new Set(['layers', 'model', 'trainable_'])

/** Methods that somebody may have replaced in one object. */
const METHODS = ['call', 'apply', 'computeMask', 'minimize', 'computeGradients', 'applyGradients']

class Look {
  readonly watched: Watched[] = []
  readonly stateful: Stateful[] = []
  isRecurrent = false
  refusal?: string
  private readonly seen = new Set<object>()

  constructor(private readonly builtins: Builtins) {}

  property(of: object, key: string): void {
    this.watched.push({ of, key })
  }

  /** A property that holds a list. */
  list(of: object, key: string): void {
    this.property(of, key)
    const list = (of as Record<string, unknown>)[key]
    if (Array.isArray(list)) this.elements(list, key)
  }

  functions(of: object, key: string, what: string): void {
    this.property(of, key)
    for (const one of ((of as Record<string, unknown>)[key] ?? []) as unknown[]) {
      const found = Array.isArray(one) ? (one as unknown[])[0] : one
      if (!this.builtins.functions.has(found)) this.refuse(`its ${what} ${nameOf(found)} is not one of TensorFlow.js`)
    }
  }

  optimizer(optimizer: Optimizer): void {
    this.owned(optimizer)
    for (const [key, value] of Object.entries(optimizer) as [string, unknown][]) {
      if (typeof value === 'function') this.function(value, key)
      // What follows the learning rate is found out by comparing runs, so it may change without a new record.
      if (key === 'learningRate' || SKIPPED.has(key) || isTensor(value)) continue
      this.property(optimizer, key)
      if (Array.isArray(value)) this.property(value, 'length')
    }
  }

  private elements(list: unknown[], key: string): void {
    this.property(list, 'length')
    for (const [i, element] of list.entries()) {
      this.property(list, String(i))
      this.value(element, key)
    }
  }

  private value(value: unknown, key: string): void {
    if (typeof value === 'function') return this.function(value, key)
    if (typeof value !== 'object' || value === null || this.seen.has(value) || isTensor(value)) return
    this.seen.add(value)
    if (Array.isArray(value)) return this.elements(value, key)
    if (isLayerVariable(value)) {
      this.property(value, 'trainable_')
      this.property(value, 'val')
      this.property(value.val, 'trainable')
      return
    }
    const isPlain = Object.getPrototypeOf(value) === Object.prototype
    if (!isPlain && !isSerializable(value)) return
    if (!isPlain) this.owned(value)
    if (isStateful(value)) this.stateful.push(value)
    if ('cell' in value && 'returnSequences' in value) this.isRecurrent = true
    for (const key of Object.keys(value)) {
      if (SKIPPED.has(key) || (isModel(value) && !OF_MODELS.has(key))) continue
      const inner = (value as Record<string, unknown>)[key]
      this.property(value, key)
      this.value(inner, key)
    }
  }

  /** A function in a layer: the losses of regularizers are TensorFlow.js' own, all others somebody has put there. */
  private function(value: unknown, key: string): void {
    if (key === '_losses' && String(value) === this.builtins.regularizerLoss) return
    this.refuse(key === '_losses' ? 'a layer has a loss of its own (addLoss)' : key === '_callHook' ? 'a layer has a call hook' : `something in it has a function of its own (${key})`)
  }

  /** An object with methods that should be those of TensorFlow.js. */
  private owned(value: object): void {
    for (const key of METHODS) if (key in value) this.property(value, key)
    const { constructor } = value
    if (!this.builtins.classes.has(constructor)) this.refuse(`${constructor.name} is not a class of TensorFlow.js`)
  }

  private refuse(reason: string): void {
    this.refusal ??= reason
  }
}

function isTensor(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'dataId' in value
}

function isLayerVariable(value: object): value is { val: object; trainable_: boolean } {
  return 'val' in value && 'trainable_' in value && typeof value.val === 'object' && value.val !== null
}

function isSerializable(value: object): boolean {
  return 'getClassName' in value
}

function isModel(value: object): boolean {
  return 'layers' in value && Array.isArray(value.layers)
}

function nameOf(value: unknown): string {
  return typeof value === 'function' && value.name ? value.name : 'without a name'
}
