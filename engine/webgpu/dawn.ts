import { createRequire } from 'node:module'
import path from 'node:path'
import { notInstalled, type Unavailable, unavailable } from '../engine'
import { engineFolder } from '../places'

/** The command that installs the package `webgpu`. */
export const INSTALL = 'npm run engine -- install webgpu'

/** What the npm package `webgpu` gives: Dawn, the WebGPU of Chrome, for Node. */
export interface Dawn {
  create(options: string[]): Gpu
  /** The classes and constants that a browser has on its window. */
  globals: Record<string, unknown>
}

/** What is used of WebGPU; the rest is in the specification, https://www.w3.org/TR/webgpu/. */
export interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<Adapter | null>
}

export interface Adapter {
  features: ReadonlySet<string>
  limits: Record<string, number>
  info: AdapterInfo
  requestDevice(descriptor: { requiredFeatures: string[]; requiredLimits: Record<string, number> }): Promise<Device>
}

export interface AdapterInfo {
  vendor: string
  architecture: string
  device: string
  description: string
  isFallbackAdapter?: boolean
}

export interface Device {
  lost: Promise<{ reason: string; message: string }>
  addEventListener(event: 'uncapturederror', listener: (event: { error: { message: string }; preventDefault(): void }) => void): void
  destroy(): void
}

/** The folders from which the package is looked for: the course's own, then the one its command installs into. */
export function placesOf(root: string): string[] {
  return [root, engineFolder('webgpu', root)]
}

/** Loads the package as the first of some folders finds it, in its `node_modules` or in one further up. */
export function loadDawn(folders: string[]): Dawn | Unavailable {
  const load = folders.map((folder) => createRequire(path.join(folder, 'package.json'))).find(isThere)
  if (!load) return notInstalled('the package webgpu is not installed', INSTALL)
  try {
    const dawn = load('webgpu') as Dawn
    return canLoadVulkan() ? dawn : unavailable('the Vulkan loader (libvulkan.so.1) is not installed')
  } catch (error) {
    return unavailable(inOneClause((error as Error).message))
  }
}

function isThere(require: NodeJS.Require): boolean {
  try {
    return require.resolve('webgpu') !== ''
  } catch {
    return false
  }
}

/** Asked before Dawn is, because Dawn would say so on the console. Only Linux has a loader that may be missing. */
function canLoadVulkan(): boolean {
  if (process.platform !== 'linux') return true
  try {
    process.dlopen({ exports: {} }, 'libvulkan.so.1')
  } catch (error) {
    // A library that is there and no addon ends here as well, with other words.
    return !(error as Error).message.includes('cannot open shared object file')
  }
  return true
}

function inOneClause(message: string): string {
  const glibc = /version [`'](GLIBC_[\d.]+)' not found/.exec(message)
  if (glibc) return `it needs ${glibc[1].replace('_', ' ')}, and this system is older`
  if (/Cannot find module '[^']*dawn\.node'/.test(message)) return `it has no build for ${process.platform} on ${process.arch}`
  return `the package webgpu could not be loaded: ${message.split('\n')[0]}`
}
