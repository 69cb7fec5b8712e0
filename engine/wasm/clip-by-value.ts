import type * as tfjs from '@tensorflow/tfjs'
import type { TensorInfo } from '@tensorflow/tfjs'
import { borrowedKernel } from '../borrowed-kernels'
import { kernelOf, setKernel, type Wasm, withScratch } from './wasm-backend'

/**
 * Numbers kept within bounds. What is no number stays NaN, so that a training that went astray shows; stock WebAssembly
 * makes the lower bound of it. It also takes the bits of whole numbers for those of floats. Both are borrowed.
 */
export function mendClipByValue(tf: typeof tfjs): void {
  const [stock, sum, elsewhere] = [kernelOf(tf, 'ClipByValue'), kernelOf(tf, 'Sum'), borrowedKernel(tf, 'ClipByValue')]
  setKernel(tf, 'ClipByValue', (args) => {
    const [backend, { x }] = [args.backend as Wasm, args.inputs as { x: TensorInfo }]
    if (x.dtype !== 'float32') return elsewhere(args)
    return withScratch(backend, (scratch) => {
      // A sum is NaN if a number is (or when infinities meet): quicker than looking at each from JavaScript.
      const total = scratch(sum(backend, { x }, { axis: x.shape.map((_, axis) => axis), keepDims: false }))
      const isPlain = !Number.isNaN(backend.typedArrayFromHeap(total)[0])
      return isPlain ? stock(backend, { x }, args.attrs) : (elsewhere(args) as TensorInfo)
    })
  })
}
