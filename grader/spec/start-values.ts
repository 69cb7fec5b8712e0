import type { Tensor } from '@tensorflow/tfjs'
import { host } from './host'

/**
 * What a call left behind that looks like the start value of a variable: tf.variable copies the tensor it is given,
 * so in `tf.variable(tf.zeros([3, 1]))` the zeros stay. These are the tensors that the call made outside tf.tidy,
 * that are alive after it and not part of its result; none, if the call made no variable.
 */
export async function startValuesLeft(call: () => unknown): Promise<Tensor[]> {
  const { track } = host().tf.engine().state.activeScope
  const [before, variables] = [track.length, variablesSoFar()]
  const result = await call()
  if (variablesSoFar() === variables + 1) return []
  const kept = typeof result === 'object' && result !== null ? Object.values(result) : []
  return track.slice(before).filter((tensor) => !tensor.isDisposed && !kept.includes(tensor))
}

/** How many variables have been made in all, this one included: a variable without a name is named by its number. */
function variablesSoFar(): number {
  const { tf } = host()
  const variable = tf.tidy(() => tf.variable(tf.scalar(0)))
  variable.dispose()
  return Number(variable.name)
}
