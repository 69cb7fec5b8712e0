import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { setKernel } from '../../kernels'
import type { NativeBackend } from '../native-backend'

/**
 * Step, the slope of relu: 1 above zero, `alpha` elsewhere, NaN where x is NaN. The stock kernel makes a tensor of ones
 * as large as x in JavaScript each time and hands it over, which takes longer than all the rest of it.
 */
export function registerStep(tf: TensorFlow): void {
  const stock = tf.getKernel('Step', 'tensorflow').kernelFunc
  setKernel(tf, 'tensorflow', 'Step', (call) => {
    const x = call.inputs['x'] as Tensor
    if (x.dtype !== 'float32') return stock(call)
    const { alpha } = call.attrs as { alpha: number }
    const backend = call.backend as NativeBackend
    const { TF_ATTR_TYPE, TF_FLOAT } = backend.binding
    const select = (operation: string, inputs: Tensor[]) => backend.executeSingleOutput(operation, [{ name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT }], inputs)
    return tf.tidy(() => {
      const above = tf.greater(x, 0)
      const step = alpha === 0 ? above.cast('float32') : select('SelectV2', [above, tf.scalar(1), tf.scalar(alpha)])
      return select('Select', [tf.isNaN(x), x, step])
    })
  })
}
