import type { Build } from '../installation'
import type { Failure } from './failure'
import type { Downloader, PythonTensorflow, System } from './system'
import { downloadSize, GLIBC, OLDEST, TENSORFLOW, type WheelSet, wheelsFor } from './wheels'

/** What an installation will do; made before anybody is asked. */
export interface Plan {
  version: string
  build: Build
  compiler: string
  source: Source
  /** Bytes that come through the network. */
  download: number
  /** Bytes that stay on the disk. */
  kept: number
  /** Bytes that the disk must have free while it is installed. */
  needed: number
}

/** Where the libraries come from: a Python package that is used in place, or the package index. */
export type Source = { kind: 'python'; folder: string } | { kind: 'wheels'; set: WheelSet; downloader: Downloader }

export interface Wishes {
  /** By default for GPUs where NVIDIA's driver is. */
  build?: Build
  /** Set to leave Python's own TensorFlow alone. */
  fetch?: boolean
}

/** Bytes of the addon, with room to spare. */
const ADDON = 1e6

/** Decides how TensorFlow comes to this system, or why it cannot. */
export function planFor(system: System, { build, fetch }: Wishes = {}): Plan | Failure {
  const { platform, arch, compiler, downloader } = system
  const name = `${platform}-${arch}`
  if (!wheelsFor('cpu', name)) return { kind: 'unsupported', system: inWords(platform, arch) }
  if (platform === 'linux') {
    if (!system.glibc) return { kind: 'musl' }
    if (isOlder(system.glibc, GLIBC)) return { kind: 'old glibc', found: system.glibc, needed: GLIBC }
  }
  if (build === 'gpu' && !wheelsFor('gpu', name)) return { kind: 'no GPU build', system: inWords(platform, arch) }
  const wanted = build ?? (system.nvidia && wheelsFor('gpu', name) ? 'gpu' : 'cpu')
  if (!compiler) return { kind: 'no compiler', platform }
  const python = fetch ? undefined : fitting(system.python, wanted, build)
  if (python) {
    return { version: python.version, build: wanted, compiler, source: { kind: 'python', folder: python.folder }, download: 0, kept: ADDON, needed: ADDON }
  }
  if (!downloader) return { kind: 'no downloader' }
  const set = wheelsFor(wanted, name)!
  const download = downloadSize(set)
  // uv unpacks whole packages, of which parts are kept.
  const spare = downloader.tool === 'uv' ? 2 * set.unpacked : set.unpacked
  return { version: TENSORFLOW, build: wanted, compiler, source: { kind: 'wheels', set, downloader }, download, kept: set.unpacked, needed: download + spare }
}

/** Python's TensorFlow, unless it is too old or lacks NVIDIA's libraries where they are wanted. */
function fitting(python: PythonTensorflow | undefined, wanted: Build, asked: Build | undefined): PythonTensorflow | undefined {
  if (!python || isOlder(python.version, OLDEST)) return undefined
  if (wanted === 'gpu' && !python.gpu) return undefined
  // Whoever asks for the build without GPUs does not want the GPU to be taken.
  return asked === 'cpu' && python.gpu ? undefined : python
}

/** Compares versions such as 2.9 and 2.12.1 number by number. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)))
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [mine, theirs] = [a[i] || 0, b[i] || 0]
    if (mine !== theirs) return mine < theirs
  }
  return false
}

function inWords(platform: string, arch: string): string {
  const names: Record<string, string> = { win32: 'Windows', darwin: 'macOS', linux: 'Linux', freebsd: 'FreeBSD' }
  const processors: Record<string, string> = { x64: 'x86-64', ia32: '32-bit x86' }
  return `${names[platform] ?? platform} on ${processors[arch] ?? arch}`
}
