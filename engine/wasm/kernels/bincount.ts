import { borrowCases } from '../../borrowed-kernels'
import type { TensorFlow } from '../../engine'

/**
 * Counts of whole numbers. Stock WebAssembly gives a row of counts per row of numbers where one row is wanted, reading
 * beyond the end, and prints a line about a negative number where it should refuse it. They are rare: borrowed.
 */
export function mendBincount(tf: TensorFlow): void {
  borrowCases(tf, 'wasm', ['Bincount', 'DenseBincount'])
}
