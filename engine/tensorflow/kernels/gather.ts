import type { TensorFlow } from '../../engine'
import { setKernel } from '../../kernels'
import { harmlessReads } from '../compiled/recorder'

/**
 * GatherV2 reads its indices in JavaScript, but only to refuse those that are out of range, and on a processor
 * TensorFlow's own operation refuses them as well: such a read does not keep a step from being compiled. (On a GPU that
 * operation gives zeros for them.)
 */
export function registerGather(tf: TensorFlow): void {
  const stock = tf.getKernel('GatherV2', 'tensorflow').kernelFunc
  setKernel(tf, 'tensorflow', 'GatherV2', (call) => harmlessReads(() => stock(call)))
}
