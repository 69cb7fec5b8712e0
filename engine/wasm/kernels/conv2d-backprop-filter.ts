import type * as tfjs from '@tensorflow/tfjs'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import { type Conv2DInfo, type Convolution, convInfoOf } from './convolution'
import { kernelOf, setKernel, type Wasm, withScratch } from './wasm-backend'

/** Positions of dy that are multiplied at a time: enough for long inner loops, few enough to stay in the caches. */
const POSITIONS = 2048

/**
 * The gradient of a convolution with respect to its filter, which stock WebAssembly lacks. At every position of dy
 * each number of the filter meets one number of x. With these written out as a matrix (im2col; Chellapilla, Puri and
 * Simard 2006) of [filter height · filter width · channels in, positions], its product with dy as
 * [positions, channels out] is the gradient, in the order of the filter's numbers.
 *
 * x: float32 [batch, height, width, channels in]; dy: float32 [batch, out height, out width, channels out];
 * the result: float32 [filter height, filter width, channels in, channels out].
 * `elsewhere` takes what is not in this order (NCHW).
 */
export function registerConv2DBackpropFilter(tf: typeof tfjs, elsewhere: KernelFunc): void {
  const matMul = kernelOf(tf, 'BatchMatMul')
  setKernel(tf, 'Conv2DBackpropFilter', (args) => {
    const backend = args.backend as Wasm
    const { x, dy } = args.inputs as Record<'x' | 'dy', TensorInfo>
    const attrs = args.attrs as unknown as Convolution & { filterShape: number[] }
    if (attrs.dataFormat === 'NCHW') return elsewhere(args)
    const info = convInfoOf(tf, x.shape, attrs.filterShape, attrs)

    const gradient = backend.makeOutput(attrs.filterShape, 'float32')
    backend.typedArrayFromHeap(gradient).fill(0)
    const rows = info.batchSize * info.outHeight
    const rowsAtATime = Math.max(1, Math.floor(POSITIONS / info.outWidth))
    for (let start = 0; start < rows; start += rowsAtATime) {
      const some = { start, end: Math.min(rows, start + rowsAtATime) }
      const product = withScratch(backend, (scratch) => {
        const a = scratch(patches(backend, x, info, some))
        const b = scratch(rowsOf(backend, dy, info, some))
        return matMul(backend, { a, b }, { transposeA: false, transposeB: false })
      })
      addTo(backend.typedArrayFromHeap(gradient), backend.typedArrayFromHeap(product))
      backend.disposeData(product.dataId)
    }
    return gradient
  })
}

/** Rows of dy: row r is the row r mod out height of picture r / out height. */
interface Rows {
  start: number
  end: number
}

/** The numbers of dy in these rows, as [positions, channels]. */
function rowsOf(backend: Wasm, dy: TensorInfo, { outWidth, outChannels }: Conv2DInfo, { start, end }: Rows): TensorInfo {
  const out = backend.makeOutput([(end - start) * outWidth, outChannels], 'float32')
  const rowLength = outWidth * outChannels
  backend.typedArrayFromHeap(out).set(backend.typedArrayFromHeap(dy).subarray(start * rowLength, end * rowLength))
  return out
}

/** What of x each number of the filter meets at the positions of these rows: [numbers of a filter, positions]. */
function patches(backend: Wasm, x: TensorInfo, info: Conv2DInfo, { start, end }: Rows): TensorInfo {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info
  const positions = (end - start) * outWidth
  const out = backend.makeOutput([filterHeight * filterWidth * inChannels, positions], 'float32')
  const [to, from] = [backend.typedArrayFromHeap(out), backend.typedArrayFromHeap(x)]
  const step = strideWidth * inChannels
  for (let row = start; row < end; row++) {
    const picture = Math.floor(row / outHeight)
    const top = (row % outHeight) * strideHeight - padInfo.top
    for (let r = 0; r < filterHeight; r++) {
      const inRow = top + r
      const isPadding = inRow < 0 || inRow >= inHeight
      for (let c = 0; c < filterWidth; c++) {
        const left = c - padInfo.left
        // The columns of dy from `first` to before `last` meet a number of x here; left and right of them is padding.
        const first = isPadding ? outWidth : clamp(Math.ceil(-left / strideWidth), outWidth)
        const last = isPadding ? outWidth : clamp(Math.ceil((inWidth - left) / strideWidth), outWidth)
        const firstNumber = ((picture * inHeight + inRow) * inWidth + left + first * strideWidth) * inChannels
        let line = (r * filterWidth + c) * inChannels * positions + (row - start) * outWidth
        for (let channel = 0; channel < inChannels; channel++, line += positions) {
          for (let i = 0; i < first; i++) to[line + i] = 0
          for (let i = first, at = firstNumber + channel; i < last; i++, at += step) to[line + i] = from[at]
          for (let i = last; i < outWidth; i++) to[line + i] = 0
        }
      }
    }
  }
  return out
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value))
}

function addTo(sum: Float32Array, term: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] += term[i]
}
