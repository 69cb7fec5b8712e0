import type { Tensor, TensorInfo } from '@tensorflow/tfjs'
import type { Binding, NativeBackend, NumberArray, OperationOption, TensorData } from '../native-backend'

/** What one run of a step asked of TensorFlow. Tensors are told apart by their number in the addon, which is never used twice. */
export interface Recording {
  operations: RecordedOperation[]
  /** How many numbers these operations have made. */
  numbers: number
  /** Numbers that JavaScript handed over during the step, by tensor. */
  uploads: Map<number, Upload>
  /** Tensors that were there before the step and that it used, by number; the object tells their data. */
  outside: Map<number, object>
  /** Data that the step has made and left behind. */
  born: Set<object>
  /** Data that was there before and is not any more. */
  died: Set<object>
  /** Why this run cannot stand for others, as a clause; nothing when it can. */
  trouble?: string
}

export interface RecordedOperation {
  type: string
  attributes: OperationOption[]
  inputs: number[]
  outputs: number[]
}

export interface Upload {
  dtype: number
  shape: number[]
  values: NumberArray
}

/** More operations than this take TensorFlow too long to make a function of. */
export const MOST_OPERATIONS = 30_000

/** Numbers handed over from JavaScript are compared with those of the next run, so they are kept: up to so many bytes. */
export const MOST_UPLOADED_BYTES = 64e6

let active: Recorder | undefined

/** Whether a step is being recorded. */
export function isRecording(): boolean {
  return active !== undefined
}

/**
 * Runs what reads numbers of tensors only to check them, in a way that TensorFlow checks once more by itself: such
 * reads do not keep a step from being compiled.
 */
export function harmlessReads<T>(body: () => T): T {
  const recorder = active
  if (!recorder) return body()
  recorder.harmless++
  try {
    return body()
  } finally {
    recorder.harmless--
  }
}

/**
 * Runs `body` and notes what it asks of TensorFlow. Everything goes through a few functions of the binding and of the
 * backend, so neither gradients nor optimizers nor layers need to know of it. What `body` throws is thrown.
 */
export function record<T>(backend: NativeBackend, body: () => T): { result: T; recording: Recording } {
  const recorder = new Recorder(backend)
  active = recorder
  recorder.begin()
  try {
    return { result: body(), recording: recorder.recording }
  } finally {
    recorder.end()
    active = undefined
  }
}

class Recorder {
  readonly recording: Recording = { operations: [], numbers: 0, uploads: new Map(), outside: new Map(), born: new Set(), died: new Set() }
  harmless = 0
  private readonly binding: Binding
  /** Tensors that operations of this step have given. */
  private readonly made = new Set<number>()
  private uploaded = 0

  constructor(private readonly backend: NativeBackend) {
    this.binding = backend.binding
  }

  /** Puts own functions in front of those of the backend; they hide them as properties of the object itself. */
  begin(): void {
    const { backend, recording } = this
    const { getInputTensorIds, readSync, tensorMap } = backend
    backend.binding = this.watchedBinding()
    backend.getInputTensorIds = (tensors) => {
      for (const tensor of tensors) this.handOverOutside(tensor)
      const ids = getInputTensorIds.call(backend, tensors)
      for (const [i, id] of ids.entries()) if (!this.isInside(id)) recording.outside.set(id, tensors[i].dataId)
      return ids
    }
    backend.readSync = (dataId) => {
      // Numbers that JavaScript has made in this step are its own; all others come from tensors.
      const isOwn = recording.born.has(dataId) && tensorMap.get(dataId).values !== null
      if (!isOwn && this.harmless === 0) this.spoil('it reads the numbers of a tensor in JavaScript')
      return readSync.call(backend, dataId)
    }
    const [set, remove] = [tensorMap.set, tensorMap.delete]
    tensorMap.set = (dataId, data: TensorData) => {
      recording.born.add(dataId)
      set.call(tensorMap, dataId, data)
    }
    tensorMap.delete = (dataId) => {
      if (!recording.born.delete(dataId)) recording.died.add(dataId)
      return remove.call(tensorMap, dataId)
    }
  }

  end(): void {
    const { backend, binding } = this
    backend.binding = binding
    const hidden = backend as Partial<NativeBackend>
    delete hidden.getInputTensorIds
    delete hidden.readSync
    const map = backend.tensorMap as Partial<NativeBackend['tensorMap']>
    delete map.set
    delete map.delete
  }

  private watchedBinding(): Binding {
    const { binding, recording } = this
    return Object.create(binding, {
      createTensor: {
        value: (shape: number[], dtype: number, values: unknown) => {
          const id = binding.createTensor(shape, dtype, values)
          this.keepUpload(id, shape, dtype, values)
          return id
        },
      },
      executeOp: {
        value: (type: string, attributes: OperationOption[], inputs: number[], count: number) => {
          const outputs = binding.executeOp(type, attributes, inputs, count)
          for (const { id, shape } of outputs) {
            this.made.add(id)
            recording.numbers += shape.reduce((product, length) => product * length, 1)
          }
          if (recording.operations.length >= MOST_OPERATIONS) this.spoil(`it has more than ${MOST_OPERATIONS} operations`)
          if (!recording.trouble) recording.operations.push({ type, attributes, inputs: inputs.slice(), outputs: outputs.map(({ id }) => id) })
          return outputs
        },
      },
      runSavedModel: {
        value: (...args: unknown[]) => {
          this.spoil('it runs a SavedModel')
          return (binding as unknown as { runSavedModel(...args: unknown[]): unknown }).runSavedModel(...args)
        },
      },
    }) as Binding
  }

  private isInside(id: number): boolean {
    return this.made.has(id) || this.recording.uploads.has(id)
  }

  /** Numbers of a tensor from before the step are handed over outside of the record: they are not the step's. */
  private handOverOutside({ dataId }: TensorInfo): void {
    if (dataId === undefined || this.recording.born.has(dataId)) return
    const data = this.backend.tensorMap.get(dataId)
    if (data.values === null) return
    data.id = this.binding.createTensor(data.shape, data.dtype, data.values)
    data.values = null
  }

  private keepUpload(id: number, shape: number[], dtype: number, values: unknown): void {
    if (!isNumberArray(values)) return this.spoil('it makes texts in JavaScript')
    this.uploaded += values.byteLength
    if (this.uploaded > MOST_UPLOADED_BYTES) return this.spoil(`it makes more than ${MOST_UPLOADED_BYTES / 1e6} MB of numbers in JavaScript`)
    this.recording.uploads.set(id, { dtype, shape: shape.slice(), values: values.slice() })
  }

  /** The first trouble is the one that is told. What was noted until then is of no use any more. */
  private spoil(trouble: string): void {
    const { recording } = this
    recording.trouble ??= trouble
    recording.operations.length = 0
    recording.uploads.clear()
  }
}

function isNumberArray(values: unknown): values is NumberArray {
  return values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array
}

/** The number of a tensor in the addon. Numbers that were not handed to TensorFlow yet are handed over. */
export function idOf(backend: NativeBackend, tensor: Tensor): number {
  return backend.getInputTensorIds([tensor])[0]
}
