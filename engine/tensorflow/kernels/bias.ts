import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { setKernel } from '../../kernels'
import type { NativeBackend } from '../native-backend'

/**
 * Add of one number a column, as layers add their bias: in TensorFlow an operation of its own, which is computed
 * together with the product before it and the relu behind it.
 */
export function registerBias(tf: TensorFlow): void {
  const stock = tf.getKernel('Add', 'tensorflow').kernelFunc
  setKernel(tf, 'tensorflow', 'Add', (call) => {
    const { a, b } = call.inputs as { a: Tensor; b: Tensor }
    const isBias = a.dtype === 'float32' && b.dtype === 'float32' && b.shape.length === 1 && a.shape.length > 1 && a.shape.at(-1) === b.shape[0]
    if (!isBias) return stock(call)
    const backend = call.backend as NativeBackend
    const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_FLOAT } = backend.binding
    return backend.executeSingleOutput('BiasAdd', [{ name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT }, { name: 'data_format', type: TF_ATTR_STRING, value: 'NHWC' }], [a, b])
  })
}
