import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { setKernel } from '../../kernels'
import type { NativeBackend } from '../native-backend'

const KERNEL = 'ReluGrad'

/**
 * The gradient of relu as TensorFlow's own operation, dy where y > 0 and 0 elsewhere. TensorFlow.js computes the slope of
 * x as a tensor of its own, in several passes, and multiplies. And it takes relu's output instead of its input: then
 * nobody but relu needs the input, and TensorFlow computes it together with the product and the bias before it.
 */
export function registerReluGradient(tf: TensorFlow): void {
  setKernel(tf, 'tensorflow', KERNEL, ({ inputs, backend }) => {
    const native = backend as NativeBackend
    return native.executeSingleOutput('ReluGrad', [{ name: 'T', type: native.binding.TF_ATTR_TYPE, value: native.binding.TF_FLOAT }], [inputs['dy'] as Tensor, inputs['y'] as Tensor])
  })
  const slope = (dy: Tensor, y: Tensor): Tensor => tf.engine().runKernel(KERNEL, { dy, y })
  // Gradients are those of all engines: the others go on as before.
  const isHere = ({ dtype }: Tensor) => tf.getBackend() === 'tensorflow' && dtype === 'float32'
  tf.unregisterGradient('Relu')
  tf.registerGradient({
    kernelName: 'Relu',
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => (isHere(y) ? slope(dy as Tensor, y) : tf.mul(dy as Tensor, tf.cast(tf.step(y), 'float32'))) }),
  })
  tf.registerGradient({ kernelName: KERNEL, inputsToSave: ['y'], gradFunc: (dy, [y]) => ({ dy: () => slope(dy as Tensor, y), y: () => tf.zerosLike(y) }) })
}
