import type { TensorInfo } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { NativeBackend } from '../native-backend'

/**
 * Transform (turns, shifts and zooms pictures, [batch, height, width, channels]) by TensorFlow's own operation
 * ImageProjectiveTransformV3, which takes the same eight numbers a picture.
 */
export function registerTransform(tf: TensorFlow): void {
  tf.registerKernel({
    kernelName: 'Transform',
    backendName: 'tensorflow',
    kernelFunc: ({ inputs, attrs, backend: anyBackend }) => {
      const backend = anyBackend as NativeBackend
      const { image, transforms } = inputs as Record<'image' | 'transforms', TensorInfo>
      const { interpolation, fillMode, fillValue, outputShape } = attrs as unknown as TransformAttributes
      const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_FLOAT } = backend.binding
      const size = tf.tensor1d(outputShape ?? image.shape.slice(1, 3), 'int32')
      const fill = tf.scalar(fillValue ?? 0)
      const options = [
        { name: 'dtype', type: TF_ATTR_TYPE, value: TF_FLOAT },
        { name: 'interpolation', type: TF_ATTR_STRING, value: (interpolation ?? 'nearest').toUpperCase() },
        { name: 'fill_mode', type: TF_ATTR_STRING, value: (fillMode ?? 'constant').toUpperCase() },
      ]
      try {
        return backend.executeSingleOutput('ImageProjectiveTransformV3', options, [image, transforms, size, fill])
      } finally {
        tf.dispose([size, fill])
      }
    },
  })
}

interface TransformAttributes {
  interpolation?: string
  fillMode?: string
  fillValue?: number
  /** Height and width. */
  outputShape?: [number, number]
}
