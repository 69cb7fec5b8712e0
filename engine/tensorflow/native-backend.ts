import { createRequire } from 'node:module'
import util from 'node:util'
import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs'
import type { TensorFlow } from '../engine'

const load = createRequire(__filename)

/** What the compiled addon offers, as far as it is used here. */
export interface Binding {
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
}

/** The backend of @tensorflow/tfjs-node-gpu, as far as it is used here. */
export interface NativeBackend extends KernelBackend {
  binding: Binding
  isUsingGpuDevice: boolean
  tensorMap: { get(dataId: object): TensorData }
  executeSingleOutput(operation: string, options: OperationOption[], inputs: TensorInfo[]): TensorInfo
  executeMultipleOutputs(operation: string, options: OperationOption[], inputs: TensorInfo[], outputs: number): TensorInfo[]
}

/** What the backend knows of the data behind a tensor. */
export interface TensorData {
  /** A number of TensorFlow's. */
  dtype: number
  /** Not handed to TensorFlow yet; that is done when they are used. */
  values: unknown
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
