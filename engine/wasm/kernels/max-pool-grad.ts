import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import type { Conv2DInfo } from './convolution'
import { type Pooling, poolInfoOf } from './pools'
import { setKernel, type Wasm } from './wasm-backend'

/**
 * The gradient of max pooling: what comes back to a window goes to its maximum, to the first one where several are
 * equal. Stock WebAssembly takes the last one, and none at all where no number of a window is above zero.
 *
 * input: float32 [batch, height, width, channels]; dy: float32 [batch, out height, out width, channels];
 * the result: float32, of the shape of `input`.
 */
export function registerMaxPoolGrad(tf: typeof tfjs): void {
  setKernel(tf, 'MaxPoolGrad', ({ inputs, backend: anyBackend, attrs }) => {
    const backend = anyBackend as Wasm
    const { dy, input } = inputs as Record<'dy' | 'input', TensorInfo>
    const info = poolInfoOf(tf, input.shape, attrs as unknown as Pooling)
    const out = backend.makeOutput(input.shape, 'float32')
    const [gradient, x, back] = [out, input, dy].map((tensor) => backend.typedArrayFromHeap(tensor))
    gradient.fill(0)
    addToMaxima(gradient, x, back, info)
    return out
  })
}

function addToMaxima(gradient: Float32Array, x: Float32Array, dy: Float32Array, info: Conv2DInfo): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info
  const window = new Int32Array(filterHeight * filterWidth)
  for (let row = 0; row < batchSize * outHeight; row++) {
    const firstOfPicture = Math.floor(row / outHeight) * inHeight
    const top = (row % outHeight) * strideHeight - padInfo.top
    for (let column = 0; column < outWidth; column++) {
      const left = column * strideWidth - padInfo.left
      let count = 0
      for (let r = Math.max(0, top); r < Math.min(inHeight, top + filterHeight); r++) {
        for (let c = Math.max(0, left); c < Math.min(inWidth, left + filterWidth); c++) {
          window[count++] = ((firstOfPicture + r) * inWidth + c) * inChannels
        }
      }
      const atDy = (row * outWidth + column) * inChannels
      for (let channel = 0; channel < inChannels; channel++) {
        let max = -Infinity
        let at = -1
        for (let i = 0; i < count; i++) {
          const value = x[window[i] + channel]
          if (value > max) {
            max = value
            at = window[i] + channel
          }
        }
        if (at >= 0) gradient[at] += dy[atDy + channel]
      }
    }
  }
}
