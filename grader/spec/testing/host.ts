import * as tf from '@tensorflow/tfjs'
import { countTrainings } from '../trainings'
import type { Event } from '../events'
import type { Contract, Host, Settings } from '../host'

/** What a fake host was told, and what it lends; tests may set both. */
export interface FakeHost extends Host {
  events: Event[]
  contracts: Contract
  settings: Settings
}

let underWay: (() => number) | undefined

/**
 * Puts a host on the global object, as a worker does, with the real TensorFlow.js on its plain JavaScript backend.
 * Nothing is seeded, nothing is ever over, and no function promises anything until a test says so.
 */
export async function fakeHost(): Promise<FakeHost> {
  await tf.setBackend('cpu')
  // It would greet in the middle of the tests' output.
  Object.assign(tf.backend(), { firstUse: false })
  const host: FakeHost = {
    tf,
    datasets: {} as Host['datasets'],
    settings: {
      exercise: '04-mnist/01-prepare-digits',
      subject: 'exercises',
      file: '/course/exercises/04-mnist/01-prepare-digits.ts',
      shownAs: 'exercises/04-mnist/01-prepare-digits.ts',
      profile: 'quick',
      seed: 0,
      engine: 'cpu',
      calibrating: false,
    },
    events: [],
    contracts: {},
    emit: (event) => host.events.push(event),
    reseed: () => undefined,
    patience: { allow: () => undefined, isOver: () => false },
    strays: () => [],
    trainingsUnderWay: (underWay ??= countTrainings(tf)),
    contract: () => host.contracts,
    onStandIn: () => false,
    bars: () => ({}),
    parts: { read: () => undefined, write: () => undefined, clear: () => undefined },
  }
  globalThis.tensorlings = host
  return host
}
