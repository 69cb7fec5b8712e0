import { createRequire } from 'node:module'
import util from 'node:util'
import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs'
import type { TensorFlow } from '../engine'

const load = createRequire(__filename)

/** What the compiled addon offers, as far as it is used here. Tensors are known to it by number; no number is used twice. */
export interface Binding extends Partial<FunctionBinding> {
  TF_Version: string
  TF_ATTR_TYPE: number
  TF_ATTR_STRING: number
  TF_ATTR_INT: number
  TF_ATTR_FLOAT: number
  TF_ATTR_BOOL: number
  TF_FLOAT: number
  TF_INT32: number
  TF_INT64: number
  TF_BOOL: number
  createTensor(shape: number[], dtype: number, values: unknown): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): unknown
  executeOp(operation: string, options: OperationOption[], inputs: number[], outputs: number): TensorMetadata[]
  getNumOfTensors(): number
}

/** What addon/functions.cc adds to it; an addon that was built before has nothing of it. */
export interface FunctionBinding {
  functionsVersion: number
  /** Makes a function of TensorFlow. Throws when anything about the graph is not as it should be. */
  compileFunction(graph: FunctionGraph): void
  removeFunction(name: string): void
  /**
   * Runs a function. `inputs` are the tensors for its parameters; the numbers of its results are written to `outputs`;
   * the tensors in `spent` are deleted when all has gone well.
   */
  runFunction(name: string, inputs: Int32Array, outputs: Int32Array, spent: Int32Array): void
}

/** The version of these functions that is used here; functions.cc has the same number. */
export const FUNCTIONS_VERSION = 1

/** Whether an addon makes functions the way they are used here. */
export function makesFunctions(binding: Binding): binding is Binding & FunctionBinding {
  return binding.functionsVersion === FUNCTIONS_VERSION
}

/** A function as a list of operations. Values are numbered: parameters, then constants, then the outputs of operations. */
export interface FunctionGraph {
  /** Letters, digits and _. */
  name: string
  parameters: { dtype: number; shape: number[] }[]
  constants: { dtype: number; shape: number[]; values: NumberArray }[]
  operations: { type: string; attributes: OperationOption[]; inputs: number[]; outputs: number }[]
  outputs: number[]
}

export type NumberArray = Float32Array | Int32Array | Uint8Array

/** A tensor as the addon gives it: its type is a number of TensorFlow's. */
export interface TensorMetadata {
  id: number
  dtype: number
  shape: number[]
}

/** What the backend knows of the data behind a tensor. */
export interface TensorData extends TensorMetadata {
  /** Numbers that were not handed to TensorFlow yet; until then `id` means nothing. */
  values: unknown
  /** How many tensors share it. */
  refCount: number
}

/** The backend of @tensorflow/tfjs-node-gpu, as far as it is used here. */
export interface NativeBackend extends KernelBackend {
  binding: Binding
  isUsingGpuDevice: boolean
  tensorMap: {
    get(dataId: object): TensorData
    set(dataId: object, data: TensorData): void
    has(dataId: object): boolean
    delete(dataId: object): boolean
  }
  /** The tensors' numbers; what was not handed to TensorFlow yet is handed over. */
  getInputTensorIds(tensors: TensorInfo[]): number[]
  createOutputTensor(metadata: TensorMetadata): Tensor
  executeSingleOutput(operation: string, options: OperationOption[], inputs: TensorInfo[]): Tensor
  executeMultipleOutputs(operation: string, options: OperationOption[], inputs: TensorInfo[], outputs: number): Tensor[]
}

export interface OperationOption {
  name: string
  type: number
  value: unknown
}

/**
 * Makes the native backend known to TensorFlow.js as `tensorflow`, over an addon that is loaded already. The package's
 * own entry looks for the addon inside node_modules, where `npm ci` deletes it; so its parts are taken one by one.
 */
export function registerNativeBackend(tf: TensorFlow, binding: Binding): void {
  bringBackUtil()
  const name = '@tensorflow/tfjs-node-gpu'
  load(`${name}/dist/register_all_kernels`)
  const { NodeJSKernelBackend } = load(`${name}/dist/nodejs_kernel_backend`) as {
    NodeJSKernelBackend: new (binding: Binding, packageName: string) => NativeBackend
  }
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, name))
}

/** The package calls two functions that Node 22 warns of and Node 23 no longer has. */
function bringBackUtil(): void {
  const isNullOrUndefined = (value: unknown) => value === null || value === undefined
  Object.assign(util, { isNullOrUndefined, isArray: (value: unknown) => Array.isArray(value) })
}
