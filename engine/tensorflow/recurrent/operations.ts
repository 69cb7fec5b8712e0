import type { Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import type { NativeBackend, OperationOption } from '../native-backend'

/**
 * TensorFlow's own operations on float32 tensors, as many as recurrent layers need, each launched once. The functions
 * of TensorFlow.js cost twice as much each, for they keep a record for gradients; here gradients are written out.
 */
export interface Operations {
  /** An operation that gives a tensor of one type for tensors of that type: `AddV2`, `Tanh`, `TanhGrad`. */
  apply(name: string, ...inputs: Tensor[]): Tensor
  add(a: Tensor, b: Tensor): Tensor
  mul(a: Tensor, b: Tensor): Tensor
  sub(a: Tensor, b: Tensor): Tensor
  /** The sum of tensors of one shape. */
  sum(tensors: Tensor[]): Tensor
  /** The product of two matrices, each as it is or turned. */
  matMul(a: Tensor, b: Tensor, turned?: { a?: boolean; b?: boolean }): Tensor
  /** One where both are the same, zero elsewhere. */
  same(a: Tensor, b: Tensor): Tensor
  /** `yes` where x is greater than the limit, `no` elsewhere. */
  whereGreater(x: Tensor, limit: Tensor, yes: Tensor, no: Tensor): Tensor
  /** The columns of a matrix in equal parts. */
  split(matrix: Tensor, parts: number): Tensor[]
  /** The columns of a matrix in two parts of these widths. */
  splitAt(matrix: Tensor, widths: Tensor): Tensor[]
  /** Matrices side by side. */
  join(matrices: Tensor[]): Tensor
  /** Matrices below each other. */
  stack(matrices: Tensor[]): Tensor
  /** Tensors of one shape along a new axis. */
  pack(tensors: Tensor[], axis: 0 | 1): Tensor
  /** The opposite of `pack`. */
  unpack(tensor: Tensor, axis: 0 | 1): Tensor[]
}

/** The operations on the backend of the moment. To be made inside a tidy: they hold two small tensors of their own. */
export function operations(tf: TensorFlow): Operations {
  const backend = tf.backend() as NativeBackend
  const { binding } = backend
  const FLOAT = [type('T', binding.TF_FLOAT)]
  const single = (name: string, options: OperationOption[], inputs: Tensor[]) => backend.executeSingleOutput(name, options, inputs)
  const several = (name: string, options: OperationOption[], inputs: Tensor[], outputs: number) => backend.executeMultipleOutputs(name, options, inputs, outputs)
  const apply = (name: string, ...inputs: Tensor[]) => single(name, FLOAT, inputs)
  const [rows, columns] = [0, 1].map((axis) => tf.scalar(axis, 'int32'))

  function type(name: string, value: number): OperationOption {
    return { name, type: binding.TF_ATTR_TYPE, value }
  }
  function int(name: string, value: number): OperationOption {
    return { name, type: binding.TF_ATTR_INT, value }
  }
  function bool(name: string, value: boolean): OperationOption {
    return { name, type: binding.TF_ATTR_BOOL, value }
  }
  function concat(tensors: Tensor[], axis: Tensor): Tensor {
    if (tensors.length === 1) return tensors[0]
    return single('ConcatV2', [...FLOAT, int('N', tensors.length), type('Tidx', binding.TF_INT32)], [...tensors, axis])
  }

  return {
    apply,
    add: (a, b) => apply('AddV2', a, b),
    mul: (a, b) => apply('Mul', a, b),
    sub: (a, b) => apply('Sub', a, b),
    sum: (tensors) => single('AddN', [...FLOAT, int('N', tensors.length)], tensors),
    matMul: (a, b, turned = {}) => single('MatMul', [...FLOAT, bool('transpose_a', turned.a ?? false), bool('transpose_b', turned.b ?? false)], [a, b]),
    // A product with ones and zeros is made in half the time of a choice by SelectV2.
    same: (a, b) => single('Cast', [type('SrcT', binding.TF_BOOL), type('DstT', binding.TF_FLOAT), bool('Truncate', false)], [single('Equal', [...FLOAT, bool('incompatible_shape_error', true)], [a, b])]),
    whereGreater: (x, limit, yes, no) => apply('SelectV2', apply('Greater', x, limit), yes, no),
    split: (matrix, parts) => several('Split', [...FLOAT, int('num_split', parts)], [columns, matrix], parts),
    splitAt: (matrix, widths) => several('SplitV', [...FLOAT, int('num_split', 2), type('Tlen', binding.TF_INT32)], [matrix, widths, columns], 2),
    join: (matrices) => concat(matrices, columns),
    stack: (matrices) => concat(matrices, rows),
    pack: (tensors, axis) => single('Pack', [...FLOAT, int('N', tensors.length), int('axis', axis)], tensors),
    unpack(tensor, axis) {
      const length = tensor.shape[axis]!
      return several('Unpack', [...FLOAT, int('num', length), int('axis', axis)], [tensor], length)
    },
  }
}
