import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import type { TensorFlow } from '../engine'

/**
 * Puts right two gradients of plain JavaScript. The one of `resizeNearestNeighbor` takes every picture of a batch but
 * the first from a wrong place, without a word; the one of `resizeBilinear` has height and width the wrong way round,
 * so that training stops unless pictures are square. Other engines borrow them and are compared with them, too.
 */
export function correctResizeGradients(tf: TensorFlow): void {
  const [stockNearest, stockBilinear] = ['ResizeNearestNeighborGrad', 'ResizeBilinearGrad'].map((name) => tf.getKernel(name, 'cpu').kernelFunc)

  const nearest: KernelFunc = ({ inputs, backend: anyBackend, attrs }) => {
    const backend = anyBackend as Cpu
    const { images, dy } = inputs as Record<'images' | 'dy', TensorInfo>
    const [batch, ...shape] = images.shape
    const out = new Float32Array(batch * size(shape))
    for (let i = 0; i < batch; i++) {
      const alone = { images: picture(backend, images, i), dy: picture(backend, dy, i) }
      const gradient = stockNearest({ inputs: alone, backend, attrs }) as TensorInfo
      out.set(valuesOf(backend, gradient), i * size(shape))
      for (const { dataId } of [alone.images, alone.dy, gradient]) backend.disposeData(dataId)
    }
    return backend.makeTensorInfo(images.shape, images.dtype, out)
  }

  // Its numbers lie as they should; only the shape written on them is wrong.
  const bilinear: KernelFunc = ({ inputs, backend, attrs }) => ({ ...(stockBilinear({ inputs, backend, attrs }) as TensorInfo), shape: (inputs as { images: TensorInfo }).images.shape })

  for (const [kernelName, kernelFunc] of Object.entries({ ResizeNearestNeighborGrad: nearest, ResizeBilinearGrad: bilinear })) {
    tf.unregisterKernel(kernelName, 'cpu')
    tf.registerKernel({ kernelName, backendName: 'cpu', kernelFunc })
  }
}

/** What is used of the plain JavaScript backend. */
interface Cpu {
  data: { get(dataId: object): { values: Float32Array } }
  disposeData(dataId: object): boolean
  makeTensorInfo(shape: number[], dtype: string, values: Float32Array): TensorInfo
}

function valuesOf({ data }: Cpu, { dataId }: TensorInfo): Float32Array {
  return data.get(dataId).values
}

/** One picture of a batch, as a batch of its own. */
function picture(backend: Cpu, batch: TensorInfo, i: number): TensorInfo {
  const shape = batch.shape.slice(1)
  return backend.makeTensorInfo([1, ...shape], batch.dtype, valuesOf(backend, batch).subarray(i * size(shape), (i + 1) * size(shape)))
}

function size(shape: number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}
