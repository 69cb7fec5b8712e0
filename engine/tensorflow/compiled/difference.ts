import type { Binding, OperationOption } from '../native-backend'

/**
 * How far x lies from y: max|x − y| / max(1, max|y|) for real numbers, 0 or ∞ for all others; NaN when either has
 * numbers that are none. Computed by TensorFlow, so that large tensors are not read.
 */
export function differenceOf(binding: Binding, x: number, y: number, dtype: number): number {
  const temporary: number[] = []
  const run = (operation: string, inputs: number[], options: OperationOption[] = []) => {
    const [{ id }] = binding.executeOp(operation, options, inputs, 1)
    temporary.push(id)
    return id
  }
  const read = (id: number) => (binding.tensorDataSync(id) as Float32Array | Uint8Array)[0]
  try {
    const axes = allAxes(binding, y, run, temporary)
    if (dtype !== binding.TF_FLOAT) return read(run('All', [run('Equal', [x, y]), axes])) === 1 ? 0 : Infinity
    const apart = run('Abs', [run('Sub', [x, y])])
    // A maximum may lose a NaN; a sum does not.
    if (Number.isNaN(read(run('Sum', [apart, axes])))) return NaN
    return read(run('Max', [apart, axes])) / Math.max(1, read(run('Max', [run('Abs', [y]), axes])))
  } finally {
    for (const id of temporary) binding.deleteTensor(id)
  }
}

/** The numbers of all axes of a tensor. */
function allAxes(binding: Binding, id: number, run: (operation: string, inputs: number[]) => number, temporary: number[]): number {
  const [zero, one] = [0, 1].map((value) => binding.createTensor([], binding.TF_INT32, Int32Array.of(value)))
  temporary.push(zero, one)
  return run('Range', [zero, run('Rank', [id]), one])
}
