import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { isRecording } from '../compiled/recorder'
import type { NativeBackend } from '../native-backend'
import type { WholeLayer } from './kind'
import type { Run } from './sequence'

/** Half of so many samples still keeps a thread busy longer than it takes to hand the work over. */
const FEWEST_SAMPLES = 64

/** Of longer sequences TensorFlow takes longer to make a function twice as large than most trainings would gain. */
const MOST_STEPS = 200

/**
 * Whether the samples of a batch are better computed as two halves: each step of a sequence waits for the one before,
 * so a sequence alone keeps one thread busy; two halves have nothing to wait for in each other. That holds in a compiled
 * step, whose operations TensorFlow runs as they become ready; launched one by one they would only be twice as many.
 */
export function isBetterHalved(tf: TensorFlow, { input: { shape } }: WholeLayer, threads: number): boolean {
  const [steps, samples] = shape
  return isRecording() && threads > 1 && samples >= FEWEST_SAMPLES && steps <= MOST_STEPS && !(tf.backend() as NativeBackend).isUsingGpuDevice
}

/** Runs either half of the samples by itself and joins the results. */
export function inHalves(tf: TensorFlow, layer: WholeLayer, run: (half: WholeLayer) => Run): Run {
  const samples = layer.input.shape[1]!
  const sizes = [samples >> 1, samples - (samples >> 1)]
  const halved = <T extends Tensor>(tensor: T, axis: number) => tf.split(tensor, sizes, axis)
  const [inputs, masks, dropouts] = [halved(layer.input, 1), layer.mask && halved(layer.mask, 1), layer.recurrentDropout && halved(layer.recurrentDropout, 0)]
  const initials = layer.initial.map((state) => halved(state, 0))
  const runs = inputs.map((input, i) =>
    run({ ...layer, input, initial: initials.map((state) => state[i]), ...(masks && { mask: masks[i] }), ...(dropouts && { recurrentDropout: dropouts[i] }) }),
  )
  return { output: tf.concat(runs.map(({ output }) => output)), state: runs[0].state.map((_, k) => tf.concat(runs.map(({ state }) => state[k]))) }
}
