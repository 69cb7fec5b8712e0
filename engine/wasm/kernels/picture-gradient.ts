import type { TensorInfo } from '@tensorflow/tfjs'
import type { Conv2DInfo } from './convolution'
import { type Wasm, withScratch } from './wasm-backend'

/** How a convolution with stride 1 is told its padding: by axis, before and after. */
type Padding = [[0, 0], [number, number], [number, number], [0, 0]]

export interface Steps {
  /** The filter that has these rows and these columns of the convolution's own, in this order. */
  taps(rows: number[], columns: number[]): TensorInfo
  /** dy, convolved with such a filter, with stride 1; the result has the channels of the pictures. */
  convolve(dy: TensorInfo, filter: TensorInfo, pad: Padding): TensorInfo
  /** A part of dy. */
  slice(dy: TensorInfo, begin: number[], size: number[]): TensorInfo
}

/**
 * The gradient of a convolution with respect to its pictures, made of convolutions with stride 1 (Dumoulin and Visin
 * 2016, "A guide to convolution arithmetic for deep learning", chapter 4).
 *
 * Row h of a picture met row r of the filter at row (h + padding − r) / stride of dy, where that is whole. So the rows
 * fall into as many phases as the stride is long, and those of one phase met only every stride-th row of the filter: a
 * phase is dy convolved with these rows of the filter, turned around. The columns likewise. (To spread dy out with
 * zeros instead would multiply mostly zeros.)
 *
 * dy: float32 [batch, out height, out width, channels out]; the result: float32, of the shape `info.inShape`.
 */
export function pictureGradient(backend: Wasm, dy: TensorInfo, info: Conv2DInfo, steps: Steps): TensorInfo {
  const phasesOfRows = phases(info.inHeight, info.outHeight, info.filterHeight, info.strideHeight, info.padInfo.top)
  const phasesOfColumns = phases(info.inWidth, info.outWidth, info.filterWidth, info.strideWidth, info.padInfo.left)
  const part = (rows: Phase, columns: Phase) =>
    withScratch(backend, (scratch) => {
      const isWhole = rows.length === info.outHeight && columns.length === info.outWidth
      const size = [info.batchSize, rows.length, columns.length, info.outChannels]
      const met = isWhole ? dy : scratch(steps.slice(dy, [0, rows.begin, columns.begin, 0], size))
      return steps.convolve(met, scratch(steps.taps(rows.taps, columns.taps)), [[0, 0], rows.pad, columns.pad, [0, 0]])
    })

  const [row, column] = [phasesOfRows[0], phasesOfColumns[0]]
  if (info.strideHeight === 1 && info.strideWidth === 1 && row && column) return part(row, column)
  const gradient = backend.makeOutput(info.inShape, 'float32')
  backend.typedArrayFromHeap(gradient).fill(0)
  for (const rows of phasesOfRows) {
    for (const columns of phasesOfColumns) {
      const values = part(rows, columns)
      put(backend.typedArrayFromHeap(gradient), backend.typedArrayFromHeap(values), info, rows, columns)
      backend.disposeData(values.dataId)
    }
  }
  return gradient
}

/** The rows (or columns) first, first + stride, … of a picture: what of the filter and of dy they met. */
interface Phase {
  first: number
  count: number
  taps: number[]
  /** The part of dy that counts, and the zeros around it. */
  begin: number
  length: number
  pad: [number, number]
}

/** The phases that met anything. */
function phases(inLength: number, outLength: number, filterLength: number, stride: number, padding: number): Phase[] {
  const found: Phase[] = []
  for (let phase = 0; phase < stride; phase++) {
    const taps: number[] = []
    for (let tap = phase; tap < filterLength; tap += stride) taps.unshift(tap)
    const first = (((phase - padding) % stride) + stride) % stride
    const count = Math.ceil((inLength - first) / stride)
    if (taps.length === 0 || count <= 0) continue
    // Where in dy the last tap of `taps` lies for the first and for the last row of this phase.
    const atFirst = (first + padding - phase) / stride
    const [before, after] = [taps.length - 1 - atFirst, atFirst + count - outLength]
    const [begin, end] = [Math.max(0, -before), outLength - Math.max(0, -after)]
    if (end <= begin) continue
    found.push({ first, count, taps, begin, length: end - begin, pad: [Math.max(0, before), Math.max(0, after)] })
  }
  return found
}

/** Puts the pixels of one phase between those of the others. */
function put(gradient: Float32Array, values: Float32Array, info: Conv2DInfo, rows: Phase, columns: Phase): void {
  const { batchSize, inHeight, inWidth, inChannels, strideHeight, strideWidth } = info
  let from = 0
  for (let picture = 0; picture < batchSize; picture++) {
    for (let i = 0; i < rows.count; i++) {
      const row = picture * inHeight + rows.first + i * strideHeight
      for (let j = 0; j < columns.count; j++) {
        const to = (row * inWidth + columns.first + j * strideWidth) * inChannels
        for (let channel = 0; channel < inChannels; channel++) gradient[to + channel] = values[from++]
      }
    }
  }
}
