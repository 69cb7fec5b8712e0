import type * as tfjs from '@tensorflow/tfjs'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import { copy, kernelOf, madeAs, type Scratch, setKernel, size, type Wasm, withScratch } from './wasm-backend'

/**
 * Matrix products for training. Stock WebAssembly multiplies a·b an order of magnitude faster than aᵀ·b and a·bᵀ,
 * which every gradient of a dense layer needs. Here the transposes are done first and the product runs on the fast
 * path; where aᵀ·b could also be (bᵀ·a)ᵀ, the way that moves fewer numbers is taken.
 *
 * Also filled: int32 products and a bias that was reshaped (stock throws), products of which one side is empty, and a
 * second operand that was reshaped (stock remembers it by its data alone, so that the product of the shape it had
 * before is taken for the one it has now).
 */
export function registerBatchMatMul(tf: typeof tfjs): void {
  const [stockProduct, stockFused, stockTranspose, stockCast] = ['BatchMatMul', '_FusedMatMul', 'Transpose', 'Cast'].map((name) => kernelOf(tf, name))

  const transposed = (backend: Wasm, x: TensorInfo) => stockTranspose(backend, { x }, { perm: swapLast(x.shape.length) })
  const cast = (backend: Wasm, x: TensorInfo, dtype: string) => stockCast(backend, { x }, { dtype })
  const product = (backend: Wasm, a: TensorInfo, b: TensorInfo) =>
    withScratch(backend, (scratch) => stockProduct(backend, { a, b: asItWasMade(backend, b, scratch) }, { transposeA: false, transposeB: false }))

  const batchMatMul: KernelFunc = ({ inputs, backend: anyBackend, attrs }) => {
    const backend = anyBackend as Wasm
    const { a, b } = inputs as Record<'a' | 'b', TensorInfo>
    const { transposeA, transposeB } = attrs as unknown as Transposes
    return withScratch(backend, (scratch) => {
      if (a.dtype === 'int32' && b.dtype === 'int32') {
        const floats = { a: scratch(cast(backend, a, 'float32')), b: scratch(cast(backend, b, 'float32')) }
        return cast(backend, scratch(batchMatMul({ inputs: floats, backend, attrs }) as TensorInfo), 'int32')
      }
      if (size(a) === 0 || size(b) === 0) return emptyProduct(tf, backend, a, b, { transposeA, transposeB })
      const turned = (x: TensorInfo, turn: boolean) => (turn ? scratch(transposed(backend, x)) : x)
      if (!flipIsCheaper(a, b, { transposeA, transposeB })) return product(backend, turned(a, transposeA), turned(b, transposeB))
      // op(a)·op(b) = (op(b)ᵀ·op(a)ᵀ)ᵀ: what was transposed is taken as it lies, and the other way round.
      return transposed(backend, scratch(product(backend, turned(b, !transposeB), turned(a, !transposeA))))
    })
  }

  const fusedMatMul: KernelFunc = ({ inputs, backend: anyBackend, attrs }) => {
    const backend = anyBackend as Wasm
    const { a, b, bias } = inputs as Record<'a' | 'b', TensorInfo> & { bias?: TensorInfo }
    const { transposeA, transposeB } = attrs as unknown as Transposes
    return withScratch(backend, (scratch) => {
      const turned = (x: TensorInfo, turn: boolean) => (turn ? scratch(transposed(backend, x)) : x)
      const straight = { ...inputs, a: turned(a, transposeA), b: asItWasMade(backend, turned(b, transposeB), scratch) }
      // The kernel asks for a bias whose data, not only whose tensor, has one axis.
      const flatBias = bias && madeAs(backend, bias).length !== 1 ? { bias: scratch(copy(backend, bias, [size(bias)])) } : {}
      return stockFused(backend, { ...straight, ...flatBias }, { ...attrs, transposeA: false, transposeB: false })
    })
  }

  setKernel(tf, 'BatchMatMul', batchMatMul)
  setKernel(tf, '_FusedMatMul', fusedMatMul)
}

interface Transposes {
  transposeA: boolean
  transposeB: boolean
}

function swapLast(rank: number): number[] {
  const perm = Array.from({ length: rank }, (_, i) => i)
  return [...perm.slice(0, -2), rank - 1, rank - 2]
}

/** Whether computing the transposed product and turning it back moves fewer numbers than turning the operands. */
function flipIsCheaper(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposes): boolean {
  if (!transposeA && !transposeB) return false
  const result = size(a) / a.shape.at(transposeA ? -2 : -1)! * b.shape.at(transposeB ? -2 : -1)!
  const straight = (transposeA ? size(a) : 0) + (transposeB ? size(b) : 0)
  const flipped = (transposeA ? 0 : size(a)) + (transposeB ? 0 : size(b)) + result
  return flipped < straight
}

/** A product without any number to add up: zeros, or nothing at all. */
function emptyProduct(tf: typeof tfjs, backend: Wasm, a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposes): TensorInfo {
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  const out = backend.makeOutput([...batch, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!], 'float32')
  backend.typedArrayFromHeap(out).fill(0)
  return out
}

/** A matrix whose data were made as this matrix: itself, or a copy. */
function asItWasMade(backend: Wasm, x: TensorInfo, scratch: Scratch): TensorInfo {
  const made = madeAs(backend, x)
  const isSame = made.at(-1) === x.shape.at(-1) && made.at(-2) === x.shape.at(-2)
  return isSame ? x : scratch(copy(backend, x, x.shape))
}
