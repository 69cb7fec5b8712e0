import type { TensorInfo } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { setKernel } from '../../kernels'

/**
 * Round of whole numbers: they stay as they are. TensorFlow ≥ 2.17 gives zeros for them, from Python too:
 * `tf.raw_ops.Round(x=[-3, 10, 5])` is `[0, 0, 0]`.
 */
export function registerRound(tf: TensorFlow): void {
  const stock = tf.getKernel('Round', 'tensorflow').kernelFunc
  const identity = tf.getKernel('Identity', 'tensorflow').kernelFunc
  setKernel(tf, 'tensorflow', 'Round', (call) => ((call.inputs['x'] as TensorInfo).dtype === 'int32' ? identity(call) : stock(call)))
}
