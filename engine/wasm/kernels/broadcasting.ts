import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { tile } from './tile'
import { kernelOf, setKernel, size, type Wasm, withScratch } from './wasm-backend'

const names = ['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'Maximum', 'Minimum', 'Pow', 'FloorDiv', 'Mod']

/**
 * Comparisons and other computations of two tensors of different shapes. Stock WebAssembly is slow at them unless the
 * shapes are equal or one tensor is a single number: twenty times so, in the gradient of every maximum along an axis.
 * Here both are spread out to the same shape first.
 */
export function mendBroadcasting(tf: typeof tfjs): void {
  for (const name of names) {
    const stock = kernelOf(tf, name)
    setKernel(tf, name, (args) => {
      const backend = args.backend as Wasm
      const { a, b } = args.inputs as Record<'a' | 'b', TensorInfo>
      if (size(a) === 1 || size(b) === 1 || String(a.shape) === String(b.shape)) return stock(backend, { a, b })
      const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape)
      return withScratch(backend, (scratch) => {
        const [spreadA, spreadB] = [a, b].map((x) => (String(x.shape) === String(shape) ? x : scratch(spread(backend, x, shape))))
        return stock(backend, { a: spreadA, b: spreadB })
      })
    })
  }
}

function spread(backend: Wasm, x: TensorInfo, shape: number[]): TensorInfo {
  const full = [...Array<number>(shape.length - x.shape.length).fill(1), ...x.shape]
  return tile(backend, { ...x, shape: full }, shape.map((length, axis) => (full[axis] === 1 ? length : 1)))
}
