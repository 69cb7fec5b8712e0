import type { TensorFlow } from '../../engine'
import { makesFunctions, type NativeBackend } from '../native-backend'
import { builtinsOf } from './builtins'
import { compileModels } from './layers-model'
import { watchOptimizers } from './optimizers'

export { compileSteps } from './layers-model'
export { explain, inWords, type Verdict } from './verdicts'

/** Lets the native backend take whole training steps as one function. Nothing when the addon cannot make functions. */
export function installCompiledSteps(tf: TensorFlow, backend: NativeBackend): void {
  if (!makesFunctions(backend.binding)) return
  watchOptimizers(tf)
  compileModels(tf, backend, builtinsOf(tf))
}
