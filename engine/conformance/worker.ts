/**
 * Runs tfjs-core's own suite on one engine, in a process of its own: an engine may end the process.
 *
 *     node --import tsx engine/conformance/worker.ts SUBJECT [GREP]
 */
import fs from 'node:fs'
import path from 'node:path'
import Jasmine from 'jasmine'
import type { TensorFlow } from '../engine'
import { type Event, EVENTS, SPEC_LIMIT, type Spec } from './events'
import { type Subject, startSubject, versionOf } from './subjects'

async function main(subject: Subject, grep: RegExp): Promise<void> {
  const tf = await startSubject(subject).catch((error: Error) => tell({ kind: 'unavailable', reason: error.message }))
  if (!tf) process.exit(0)
  tell({ kind: 'started', version: versionOf(subject, tf) })
  const runner = new Jasmine()
  loadSuite(runner, tf)
  runner.jasmine.DEFAULT_TIMEOUT_INTERVAL = SPEC_LIMIT
  runner.env.configure({ specFilter: (spec) => grep.test(spec.getFullName()) })
  runner.exitOnCompletion = false
  runner.clearReporters()
  runner.addReporter({
    specStarted: ({ fullName: name }) => tell({ kind: 'begun', name }),
    specDone: ({ fullName, status, failedExpectations }) => {
      if (status !== 'excluded') done(fullName, status === 'pending' ? 'skipped' : status, failedExpectations)
    },
    suiteDone: ({ fullName, failedExpectations }) => {
      if (failedExpectations.length > 0) done(`${fullName} (afterAll)`, 'failed', failedExpectations)
    },
    jasmineDone: () => {
      tell({ kind: 'finished' })
      process.exit(0)
    },
  })
  await runner.execute()
}

/**
 * The suite comes as ES modules in *.js files without extensions in their imports, which Node does not load; tsx does.
 * It has its own copy of tfjs-core in single files, while the engine uses the one file of the package: both share
 * their state, kernels and flags, through globals, as TensorFlow.js means them to.
 */
function loadSuite(runner: Jasmine, tf: TensorFlow): void {
  const core = path.join(path.dirname(require.resolve('@tensorflow/tfjs-core/package.json')), 'dist')
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const load = (file: string) => require(path.join(core, file)) as Record<'setTestEnvs', (environments: TestEnvironment[]) => void>
  const backendName = tf.getBackend()
  // Else the small numbers of the specs would never reach the GPU.
  if (backendName === 'webgpu') tf.env().set('WEBGPU_CPU_FORWARD', false)
  load('public/chained_ops/register_all_chained_ops')
  load('register_all_gradients')
  load('jasmine_util').setTestEnvs([{ name: `test-${backendName}`, backendName, flags: flagsOf(tf), isDataSync: readsAtOnce(tf) }])
  runner.loadConfig({ spec_dir: '.', spec_files: [], random: false })
  load('tests')
}

interface TestEnvironment {
  name: string
  backendName: string
  flags: object
  isDataSync: boolean
}

/** Those that the engine was started with: the suite sets them again and again. They do not show in the specs' names. */
function flagsOf(tf: TensorFlow): object {
  return Object.defineProperty({ ...tf.env().getFlags() }, 'toJSON', { value: () => ({}) })
}

/** Whether results can be had without awaiting them. */
function readsAtOnce(tf: TensorFlow): boolean {
  try {
    return tf.tidy(() => tf.scalar(1).add(1).dataSync()[0] === 2)
  } catch {
    return false
  }
}

function done(name: string, status: Spec['status'], [failure]: { message: string }[]): void {
  tell({ kind: 'done', name, status, ...(failure && { message: failure.message.slice(0, 500) }) })
}

function tell(event: Event): void {
  fs.writeSync(EVENTS, `${JSON.stringify(event)}\n`)
}

const [subject, grep = ''] = process.argv.slice(2)
void main(subject as Subject, new RegExp(grep))
