import type { TensorFlow } from '../../../engine'
import type { FunctionBinding, NativeBackend } from '../../native-backend'

/** Runs of functions that fail while `fails` is set, before TensorFlow hears of them; `undo` takes this away again. */
export function failingRuns(tf: TensorFlow): { fails: boolean; undo(): void } {
  const backend = tf.backend() as NativeBackend
  const binding = backend.binding as NativeBackend['binding'] & FunctionBinding
  const runs = { fails: false, undo: () => void (backend.binding = binding) }
  const runFunction: FunctionBinding['runFunction'] = (...args) => {
    if (runs.fails) throw new Error('out of memory')
    binding.runFunction(...args)
  }
  backend.binding = Object.create(binding, { runFunction: { value: runFunction } }) as typeof binding
  return runs
}
