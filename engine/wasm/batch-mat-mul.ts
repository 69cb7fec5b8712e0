import type * as tfjs from '@tensorflow/tfjs'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'

/**
 * Matrix products for training. Stock WebAssembly multiplies a·b at 12–22 GFLOP/s on one core, but aᵀ·b and
 * a·bᵀ, which every gradient of a dense layer needs, at 1–1.6. Here the transposes are done first and the
 * product runs on the fast path. Where aᵀ·b could also be (bᵀ·a)ᵀ, the way that moves fewer numbers is taken.
 *
 * Also filled: int32 products (stock throws) and products of which one side is empty.
 */
export function registerBatchMatMul(tf: typeof tfjs): void {
  const kernel = (name: string): KernelFunc => {
    const found = tf.getKernel(name, 'wasm')
    if (!found) throw new Error(`the wasm backend has no kernel ${name}`)
    return found.kernelFunc
  }
  const [multiply, transposed, cast] = [kernel('BatchMatMul'), kernel('Transpose'), kernel('Cast')]
  const fused = kernel('_FusedMatMul')

  const batchMatMul: KernelFunc = ({ inputs, backend: anyBackend, attrs }) => {
    const backend = anyBackend as WasmBackend
    const { a, b } = inputs as Record<'a' | 'b', TensorInfo>
    const { transposeA, transposeB } = attrs as unknown as Record<'transposeA' | 'transposeB', boolean>
    const made: TensorInfo[] = []
    const using = (info: TensorInfo) => {
      made.push(info)
      return info
    }
    const transpose = (x: TensorInfo) =>
      transposed({ inputs: { x }, backend, attrs: { perm: swapLast(x.shape.length) } }) as TensorInfo
    const toDtype = (x: TensorInfo, dtype: string) => cast({ inputs: { x }, backend, attrs: { dtype } }) as TensorInfo
    const product = (left: TensorInfo, right: TensorInfo) =>
      multiply({ inputs: { a: left, b: right }, backend, attrs: { transposeA: false, transposeB: false } }) as TensorInfo

    try {
      if (a.dtype === 'int32' && b.dtype === 'int32') {
        const [left, right] = [using(toDtype(a, 'float32')), using(toDtype(b, 'float32'))]
        const result = using(batchMatMul({ inputs: { a: left, b: right }, backend, attrs }) as TensorInfo)
        return toDtype(result, 'int32')
      }
      if (size(a) === 0 || size(b) === 0) return emptyProduct(tf, backend, a, b, transposeA, transposeB)
      if (!transposeA && !transposeB) return product(a, b)

      const flip = flipIsCheaper(a, b, transposeA, transposeB)
      if (flip) {
        // op(a)·op(b) = (op(b)ᵀ·op(a)ᵀ)ᵀ: what was transposed is taken as it lies, and the other way round.
        const left = transposeB ? b : using(transpose(b))
        const right = transposeA ? a : using(transpose(a))
        return transpose(using(product(left, right)))
      }
      return product(transposeA ? using(transpose(a)) : a, transposeB ? using(transpose(b)) : b)
    } finally {
      for (const info of made) backend.disposeData(info.dataId)
    }
  }

  const fusedMatMul: KernelFunc = (params) => {
    const { inputs, backend: anyBackend, attrs } = params
    const backend = anyBackend as WasmBackend
    const { a, b } = inputs as Record<'a' | 'b', TensorInfo>
    const { transposeA, transposeB } = attrs as unknown as Record<'transposeA' | 'transposeB', boolean>
    const made: TensorInfo[] = []
    const straight = (x: TensorInfo, turn: boolean) => {
      if (!turn) return x
      made.push(transposed({ inputs: { x }, backend, attrs: { perm: swapLast(x.shape.length) } }) as TensorInfo)
      return made.at(-1)!
    }
    try {
      return fused({
        ...params,
        inputs: { ...inputs, a: straight(a, transposeA), b: straight(b, transposeB) },
        attrs: { ...attrs, transposeA: false, transposeB: false },
      })
    } finally {
      for (const info of made) backend.disposeData(info.dataId)
    }
  }

  replace(tf, 'BatchMatMul', batchMatMul)
  replace(tf, '_FusedMatMul', fusedMatMul)
}

interface WasmBackend {
  disposeData(dataId: object): boolean
  makeOutput(shape: number[], dtype: string): TensorInfo
  typedArrayFromHeap(info: TensorInfo): Float32Array
}

function replace(tf: typeof tfjs, kernelName: string, kernelFunc: KernelFunc): void {
  tf.unregisterKernel(kernelName, 'wasm')
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc })
}

function size({ shape }: TensorInfo): number {
  return shape.reduce((product, length) => product * length, 1)
}

function swapLast(rank: number): number[] {
  const perm = Array.from({ length: rank }, (_, i) => i)
  return [...perm.slice(0, -2), rank - 1, rank - 2]
}

/** Whether computing the transposed product and turning it back moves fewer numbers than turning the operands. */
function flipIsCheaper(a: TensorInfo, b: TensorInfo, transposeA: boolean, transposeB: boolean): boolean {
  const [aSize, bSize] = [size(a), size(b)]
  const rows = a.shape.at(transposeA ? -1 : -2)!
  const columns = b.shape.at(transposeB ? -2 : -1)!
  const batch = Math.max(aSize / (a.shape.at(-1)! * a.shape.at(-2)!), bSize / (b.shape.at(-1)! * b.shape.at(-2)!))
  const straight = (transposeA ? aSize : 0) + (transposeB ? bSize : 0)
  const flipped = (transposeA ? 0 : aSize) + (transposeB ? 0 : bSize) + batch * rows * columns
  return flipped < straight
}

/** A product without any number to add up: zeros, or nothing at all. */
function emptyProduct(
  tf: typeof tfjs,
  backend: WasmBackend,
  a: TensorInfo,
  b: TensorInfo,
  transposeA: boolean,
  transposeB: boolean,
): TensorInfo {
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  const shape = [...batch, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!]
  const out = backend.makeOutput(shape, 'float32')
  backend.typedArrayFromHeap(out).fill(0)
  return out
}
