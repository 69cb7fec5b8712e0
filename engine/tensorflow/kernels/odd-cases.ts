import { borrowCases, type KernelCall } from '../../borrowed-kernels'
import type { TensorFlow } from '../../engine'
import type { NativeBackend } from '../native-backend'

/** Calls which TensorFlow.js defines but the native backend refuses, or answers in its own way: rare, so slow will do. */
export function borrowOddCases(tf: TensorFlow): void {
  const borrow = (kernels: string[], isOne: (call: KernelCall) => boolean) => borrowCases(tf, 'tensorflow', kernels, isOne)
  borrow(['Conv2D', 'FusedConv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter'], isChannelsFirst)
  borrow(['Conv2DBackpropInput', ...POOLS], isPaddedByNumber)
  borrow(['DepthwiseConv2dNative', 'FusedDepthwiseConv2D'], isDilated)
  borrow(['Greater', 'GreaterEqual', 'Less', 'LessEqual'], has('string'))
  borrow(['LeakyRelu', 'Step'], has('int32'))
  borrow(['Diag'], has('bool'))
}

const POOLS = ['MaxPool', 'MaxPoolGrad', 'AvgPool', 'AvgPoolGrad', 'MaxPool3D', 'MaxPool3DGrad', 'AvgPool3D', 'AvgPool3DGrad']

/** Pictures with their channels in front: on a processor TensorFlow takes them last only. */
function isChannelsFirst({ attrs, backend }: KernelCall): boolean {
  return attrs?.['dataFormat'] === 'NCHW' && !(backend as NativeBackend).isUsingGpuDevice
}

/** Padding other than `same` or `valid`. */
function isPaddedByNumber({ attrs }: KernelCall): boolean {
  return typeof attrs?.['pad'] !== 'string'
}

/** TensorFlow has no such kernel on processors without the newest instructions. */
function isDilated({ attrs }: KernelCall): boolean {
  return [attrs?.['dilations']].flat().some((dilation) => Number(dilation) > 1)
}

/** Whether an input is of a type. */
function has(dtype: string): (call: KernelCall) => boolean {
  return ({ inputs }) => Object.values(inputs).some((input) => (input)?.dtype === dtype)
}
