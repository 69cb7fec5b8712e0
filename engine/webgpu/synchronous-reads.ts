import type { TensorFlow } from '../engine'
import type { Device } from './dawn'

/**
 * Lets `x.dataSync()` work on webgpu outside of a browser, where the stock backend would go through a canvas.
 *
 * Dawn for Node does its waiting in ticks: while something is under way it hands a function to `setImmediate`, found
 * on the global object each time, which looks whether it is done
 * (https://dawn.googlesource.com/dawn/+/refs/heads/main/src/dawn/node/binding/AsyncRunner.cpp). Here the numbers are
 * asked for as the asynchronous read does, and the ticks are run on the spot until they are there.
 */
export function readSynchronously(tf: TensorFlow, backend: GpuBackend, spare: Tick): void {
  const stock = backend.readSync.bind(backend)
  backend.readSync = (dataId) => {
    const data = backend.tensorMap.get(dataId)
    // Complex numbers have none of their own; the stock method reads their two halves through this one.
    if (data.values == null && data.resource) {
      data.values = tf.util.convertBackendValuesAndArrayBuffer(download(backend, data.resource, spare), data.dtype)
    }
    return stock(dataId)
  }
}

/** Runs what starts something in Dawn and gives back its result, and the ticks that Dawn wanted to be called for it. */
export function keepingTicks<T>(start: () => T): { result: T; ticks: Tick[] } {
  const original = globalThis.setImmediate
  const ticks: Tick[] = []
  globalThis.setImmediate = ((tick: Tick) => void ticks.push(tick)) as unknown as typeof setImmediate
  try {
    return { result: start(), ticks }
  } finally {
    globalThis.setImmediate = original
  }
}

/** Looks after everything that is under way, and asks for the next tick if something still is. May be called again. */
export type Tick = () => void

/** What is used of the webgpu backend, most of it private there. */
export interface GpuBackend {
  device: Device
  tensorMap: { get(dataId: object): { values?: unknown; resource?: GpuBuffer; dtype: 'float32' | 'int32' | 'bool' } }
  bufferManager: { acquireBuffer(size: number, usage: number): GpuBuffer; releaseBuffer(buffer: GpuBuffer): void }
  commandEncoder: { copyBufferToBuffer(from: GpuBuffer, offset: number, to: GpuBuffer, toOffset: number, bytes: number): void }
  ensureCommandEncoderReady(): void
  endComputePassEncoder(): void
  submitQueue(): void
  readSync(dataId: object): unknown
  read(dataId: object): Promise<unknown>
}

interface GpuBuffer {
  size: number
  mapState: 'unmapped' | 'pending' | 'mapped'
  mapAsync(mode: number): Promise<void>
  getMappedRange(): ArrayBuffer
  unmap(): void
}

/** `GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST`, and `GPUMapMode.READ`; the specification fixes the numbers. */
const TO_BE_READ = 0x0001 | 0x0008
const READ = 0x0001

function download(backend: GpuBackend, resource: GpuBuffer, spare: Tick): ArrayBuffer {
  const staging = backend.bufferManager.acquireBuffer(resource.size, TO_BE_READ)
  backend.ensureCommandEncoderReady()
  backend.endComputePassEncoder()
  backend.commandEncoder.copyBufferToBuffer(resource, 0, staging, 0, resource.size)
  backend.submitQueue()
  wait(staging, spare)
  if (staging.mapState !== 'mapped') throw new Error('the GPU did not give the numbers back')
  const numbers = staging.getMappedRange().slice(0)
  staging.unmap()
  backend.bufferManager.releaseBuffer(staging)
  return numbers
}

function wait(staging: GpuBuffer, spare: Tick): void {
  // Whether it worked is seen by the state.
  let { ticks } = keepingTicks(() => void staging.mapAsync(READ).catch(() => undefined))
  // With something else under way Dawn's next tick lies with Node already, and goes on from there by itself.
  const isAlone = ticks.length > 0
  for (let looks = 0; staging.mapState === 'pending'; looks++) {
    if (looks > PATIENT) Atomics.wait(clock, 0, 0, NAP)
    const tick = ticks[0] ?? spare
    ;({ ticks } = keepingTicks(tick))
  }
  if (isAlone) for (const tick of ticks) setImmediate(tick)
}

/** Looks at full speed before naps (in milliseconds) come between: a GPU is mostly quick, software needs the processor. */
const PATIENT = 2000
const NAP = 0.1

const clock = new Int32Array(new SharedArrayBuffer(4))
