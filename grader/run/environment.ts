import fs from 'node:fs'
import util from 'node:util'
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment'
import type { Circus } from '@jest/types'
import { TestEnvironment } from 'jest-environment-node'
import * as datasets from '../../datasets'
import { onNotice } from '../../datasets/notices'
import { type Engine, startEngine } from '../../engine'
import type { Event } from '../spec/events'
import { isCare } from '../spec/outcome'
import type { Host, Settings } from '../spec/host'
import { countTrainings } from '../spec/trainings'
import { contractOf } from './contract'
import { barsFor } from './calibration'
import { closeNodesRealm, LOADERS } from './exam/closed-realm'
import { type OpenExam, openExam } from './exam/exam'
import { noting } from './noting'
import { partsOf } from './parts'
import { plain } from './plain'
import { printing } from './printing'
import { seededRandom } from './random'
import { eventsFile, readSettings, readThreads } from './settings'
import { Watchdog } from './watchdog'

/**
 * Where specs run. Jest loads this file once per process, in Node's own realm; each spec then gets a sandbox
 * of its own. TensorFlow.js is loaded once here and lent to all of them.
 */
export default class SpecEnvironment extends TestEnvironment {
  private readonly settings: Settings
  private readonly events: string | undefined
  private readonly random = Math.random
  private readonly workers: number
  private readonly wantsExam: boolean
  private exam: OpenExam | undefined
  private openNodesRealm: (() => void) | undefined
  /** Errors that nobody caught, from promises and timers. */
  private strays: unknown[] = []
  /** Whether this spec was given made-up data in place of a real set. */
  private isOnStandIn = false

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context)
    this.settings = readSettings(config.projectConfig.rootDir, context.testPath)
    this.events = eventsFile(this.settings.exercise)
    this.workers = config.globalConfig.maxWorkers
    this.wantsExam = 'exam' in context.docblockPragmas
  }

  override async setup(): Promise<void> {
    await super.setup()
    const engine = await theEngine(this.workers)
    if (this.wantsExam) this.exam = await openExam({ repeatable: this.settings.calibrating, events: this.events })
    this.settings.engine = engine.name
    this.shareRealm()
    this.global['tensorlings'] = this.host(engine)
    this.catchPrints()
    onNotice((text) => this.emit({ type: 'noticed', text }))
    this.muzzleProcess()
    await engine.tf.setBackend(engine.name)
    engine.tf.engine().startScope('spec')
    const { exercise, subject, profile, seed } = this.settings
    this.emit({ type: 'started', exercise, subject, profile, seed, engine: engine.name, at: Date.now(), ...(this.wantsExam && { exam: true }) })
    this.sayTrouble(engine)
    dog().follow(this.settings.shownAs, this.events)
    dog().allow(LOADING)
    if (this.wantsExam) this.openNodesRealm = closeNodesRealm()
  }

  handleTestEvent(event: Circus.Event, state: Circus.State): void {
    if (event.name === 'error') this.strays.push(event.error)
    if (event.name === 'run_start') {
      dog().allow(undefined)
      // The checks that every spec gets judge the calls of all others, so they go last.
      const { children } = state.rootDescribeBlock
      children.push(...children.splice(0).sort((a, b) => Number(isCare(a.name)) - Number(isCare(b.name))))
    }
  }

  override async teardown(): Promise<void> {
    dog().allow(undefined)
    this.openNodesRealm?.()
    this.exam?.close()
    Math.random = this.random
    this.releasePrints()
    const { tf } = await theEngine(this.workers)
    tf.engine().endScope()
    tf.disposeVariables()
    this.emit({ type: 'finished', at: Date.now(), peak: 1024 * process.resourceUsage().maxRSS })
    await super.teardown()
  }

  /** Once a process, that a faster engine should be here and is not: a run may be all that somebody sees. */
  private sayTrouble({ name, trouble }: Engine): void {
    if (!trouble || troubleIsSaid) return
    troubleIsSaid = true
    this.emit({ type: 'noticed', text: `This ran on ${name}. ${trouble}` })
  }

  private emit(event: Event): void {
    if (this.events) fs.appendFileSync(this.events, `${JSON.stringify(event, (_, value: unknown) => (typeof value === 'string' ? plain(value) : value))}\n`)
  }

  private host(engine: Engine): Host {
    const { settings } = this
    return {
      tf: engine.tf,
      datasets: noting(datasets, () => (this.isOnStandIn = true)),
      settings,
      emit: (event) => this.emit(event),
      reseed: (salt) => {
        Math.random = seededRandom(`${settings.exercise} ${salt}`, settings.seed)
        ;(this.global as unknown as typeof globalThis).Math.random = Math.random
      },
      patience: dog(),
      strays: () => this.strays.splice(0),
      trainingsUnderWay: (trainingsUnderWay ??= countTrainings(engine.tf)),
      contract: contractOf,
      onStandIn: () => this.isOnStandIn,
      bars: () => barsFor(settings, this.isOnStandIn),
      parts: partsOf(settings, () => this.isOnStandIn),
      ...(this.exam && { exam: this.exam }),
    }
  }

  /**
   * TensorFlow.js makes and tests arrays and errors of Node's own realm. The sandbox gets the same typed arrays,
   * and `instanceof Error` there accepts any native error.
   */
  private shareRealm(): void {
    for (const name of TYPED_ARRAYS) (this.global as Record<string, unknown>)[name] = globalThis[name]
    const sandbox = this.global as unknown as typeof globalThis
    const { Error: SandboxError } = sandbox
    const isInstance = Function.prototype[Symbol.hasInstance]
    Object.defineProperty(SandboxError, Symbol.hasInstance, {
      value(this: unknown, error: unknown) {
        return isInstance.call(this, error) || (this === SandboxError && util.types.isNativeError(error))
      },
    })
  }

  /** What the learner prints, also through TensorFlow.js (`x.print()`), is kept for the screen. */
  private catchPrints(): void {
    const kept = printing((text) => this.emit({ type: 'printed', text }))
    const original = { ...console }
    this.global.console = kept
    for (const method of PRINTS) console[method] = kept[method]
    this.releasePrints = () => {
      Object.assign(console, original)
      kept.end()
    }
  }

  private releasePrints = (): void => undefined

  /** A learner's program may not end the course's, nor write past it. */
  private muzzleProcess(): void {
    const { process } = this.global
    const refuse = (name: string) => () => {
      throw new Error(`your code called process.${name}: that would end the whole course, or get round it, so it was refused`)
    }
    Object.assign(process, { exit: refuse('exit'), abort: refuse('abort'), kill: refuse('kill') })
    // These load what the judged file may not import in an exam.
    if (this.wantsExam) for (const name of LOADERS) Object.defineProperty(process, name, { value: refuse(name) })
    const write = (text: string | Uint8Array) => {
      this.global.console.log(String(text).replace(/\n$/, ''))
      return true
    }
    for (const stream of ['stdout', 'stderr'] as const) {
      Object.defineProperty(process, stream, { value: { ...process[stream], write }, configurable: true })
    }
  }
}

const TYPED_ARRAYS = [
  'Float32Array', 'Float64Array', 'Int8Array', 'Int16Array', 'Int32Array', 'Uint8ClampedArray',
  'Uint16Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array',
] as const

const PRINTS = ['log', 'info', 'warn', 'error', 'debug'] as const

/** Seconds that loading a spec and its exercise may take: an exercise can loop for ever at its top level, too. */
const LOADING = 15

let watchdog: Watchdog | undefined
function dog(): Watchdog {
  watchdog ??= new Watchdog()
  return watchdog
}

let troubleIsSaid = false

let trainingsUnderWay: (() => number) | undefined

let engine: Promise<Engine> | undefined

/** The engine of this process, one of so many side by side; started once, by whoever asks first. */
export function theEngine(workers = 1): Promise<Engine> {
  engine ??= startEngine(undefined, { threads: readThreads(workers) })
  return engine
}
