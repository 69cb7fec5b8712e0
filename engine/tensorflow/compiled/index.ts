import type { TensorFlow } from '../../engine'
import { makesFunctions, type NativeBackend } from '../native-backend'
import { builtinsOf } from './builtins'
import { type Argument, type CompiledFunction, compiledFunction, type Given, type Native } from './functions'
import { compileModels } from './layers-model'
import { watchOptimizers } from './optimizers'

export { compileSteps } from './layers-model'
export { explain, inWords, tellOfStock, type Verdict } from './verdicts'

let native: Native | undefined

/** Lets the native backend take whole training steps as one function. Nothing when the addon cannot make functions. */
export function installCompiledSteps(tf: TensorFlow, backend: NativeBackend): void {
  if (!makesFunctions(backend.binding)) return
  watchOptimizers(tf)
  native = { tf, backend, builtins: builtinsOf(tf) }
  compileModels(native)
}

/**
 * A function that does what `fn` does, compiled: for training loops of one's own. The first call runs as it is, the
 * next two are recorded, and from then on the record is replayed. It may be given tensors, lists of tensors and plain
 * values; it may read and assign variables, step optimizers, and give tensors.
 *
 * Whoever uses it promises that `fn` does the same operations each time, whatever the numbers in its tensors: what it
 * computes in JavaScript from anything else stays as it was when it was recorded. Data that change come as arguments. A
 * learning rate may change from call to call. What breaks the promise in a way that can be seen (a number is read, other
 * operations come out, tensors are kept) runs as it is. On other engines than native TensorFlow it always does.
 */
export function compile<A extends Argument[], R extends Given>(fn: (...args: A) => R): CompiledFunction<A, R> {
  return compiledFunction(fn, () => native)
}
