import type { Adapter, AdapterInfo, Device, Gpu } from './dawn'
import { keepingTicks, type Tick } from './synchronous-reads'

/** A device, what it is, a tick that drives it, and the first thing that went wrong on it since this was last asked. */
export interface OpenDevice {
  device: Device
  info: AdapterInfo
  tick: Tick
  trouble(): string | undefined
}

/** The fastest adapter there is. */
export async function findAdapter(gpu: Gpu): Promise<Adapter | undefined> {
  return (await gpu.requestAdapter({ powerPreference: 'high-performance' })) ?? undefined
}

/** Opens a device with all that the adapter allows of what TensorFlow.js asks for. */
export async function openDevice(adapter: Adapter): Promise<OpenDevice> {
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]))
  const requiredFeatures = ['timestamp-query'].filter((feature) => adapter.features.has(feature))
  const { result, ticks } = keepingTicks(() => adapter.requestDevice({ requiredFeatures, requiredLimits }))
  for (const tick of ticks) setImmediate(tick)
  const device = await result
  return { device, info: adapter.info, tick: ticks[0], trouble: troubles(device) }
}

/** An adapter that computes on the processor, in words; nothing for a real GPU. */
export function softwareIn({ vendor, architecture, device, description, isFallbackAdapter }: AdapterInfo): string | undefined {
  const words = [vendor, architecture, device, description].join(' ')
  const known = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i.exec(words)
  return known?.[0].toLowerCase() ?? (isFallbackAdapter ? description || device || vendor : undefined)
}

/** As the stock backend asks for them. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
]

/**
 * A GPU reports what went wrong (memory that ran out, most of all) by the way and computes on, with zeros. It is kept
 * here to be told when numbers are read.
 */
function troubles(device: Device): () => string | undefined {
  let [passing, lasting]: (string | undefined)[] = []
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault()
    passing ??= event.error.message.split('\n')[0]
  })
  void device.lost.then(({ reason, message }) => {
    if (reason !== 'destroyed') lasting = `it was lost: ${message.split('\n')[0]}`
  })
  return () => {
    const told = lasting ?? passing
    passing = undefined
    return told
  }
}
