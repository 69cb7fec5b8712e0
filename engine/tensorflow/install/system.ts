import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { libraryNames } from '../installation'

/** What is on this machine, as far as an installation depends on it. */
export interface System {
  platform: NodeJS.Platform
  arch: string
  /** The version of the GNU C library; nothing on macOS, or on a Linux built on musl. */
  glibc?: string
  /** A C++ compiler that answers. */
  compiler?: string
  /** What fetches from the Python package index. */
  downloader?: Downloader
  /** A TensorFlow that Python has. */
  python?: PythonTensorflow
  /** Whether NVIDIA's driver is here. */
  nvidia: boolean
}

export interface Downloader {
  tool: 'pip' | 'uv'
  command: string[]
}

export interface PythonTensorflow {
  /** The folder of its package. */
  folder: string
  version: string
  /** Whether it brings NVIDIA's libraries. */
  gpu: boolean
}

/** Looks around; takes a second or so. */
export async function lookAround(): Promise<System> {
  // On a Mac without its command line tools, asking for a compiler or for Python opens a window.
  if (process.platform === 'darwin' && !(await answers(['xcode-select', '-p']))) return { platform: process.platform, arch: process.arch, nvidia: false }
  const [compiler, downloader, python, nvidia] = await Promise.all([findCompiler(), findDownloader(), findPythonTensorflow(), findNvidiaDriver()])
  return { platform: process.platform, arch: process.arch, glibc: glibc(), compiler, downloader, python, nvidia }
}

function glibc(): string | undefined {
  // Or else it may look up names in the network.
  Object.assign(process.report, { excludeNetwork: true })
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime
}

async function findCompiler(): Promise<string | undefined> {
  return first(['c++', 'g++', 'clang++'], async (command) => (await answers([command, '--version'])) && command)
}

async function findDownloader(): Promise<Downloader | undefined> {
  const pips = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']]
  const pip = await first(pips, async (command) => (await answers([...command, '--version'])) && command)
  if (pip) return { tool: 'pip', command: pip }
  // uv wants a Python, even for files that need none, and would fetch one without a word.
  return (await answers(['uv', 'python', 'find', '--no-python-downloads'])) ? { tool: 'uv', command: ['uv'] } : undefined
}

/** Finds the package without importing it, which would take seconds. */
const FIND = `
import importlib.metadata as m, importlib.util as u, json, os
spec = u.find_spec('tensorflow')
for name in ('tensorflow', 'tensorflow-cpu', 'tensorflow_cpu', 'tensorflow-macos', 'tensorflow-gpu'):
    try:
        version = m.version(name)
        break
    except m.PackageNotFoundError:
        version = None
if spec and spec.origin and version:
    print(json.dumps({'folder': os.path.dirname(os.path.realpath(spec.origin)), 'version': version}))
`

/** The TensorFlow of the Python on the search path, if it has the libraries and headers that the addon needs. */
async function findPythonTensorflow(): Promise<PythonTensorflow | undefined> {
  return first(['python3', 'python'], async (python) => {
    const said = await output([python, '-c', FIND])
    if (!said?.startsWith('{')) return undefined
    const { folder, version } = JSON.parse(said) as { folder: string; version: string }
    const needed = [...libraryNames(), path.join('include', 'tensorflow', 'c', 'eager', 'c_api.h')]
    if (!needed.every((file) => fs.existsSync(path.join(folder, file)))) return undefined
    return { folder, version, gpu: fs.existsSync(path.join(folder, '..', 'nvidia', 'cudnn')) }
  })
}

/** WSL2 has no file of the driver, so its own tool is asked as well. */
async function findNvidiaDriver(): Promise<boolean> {
  return fs.existsSync('/proc/driver/nvidia/version') || answers(['nvidia-smi', '-L'])
}

async function first<T, R>(candidates: T[], find: (candidate: T) => Promise<R | false | undefined>): Promise<R | undefined> {
  for (const candidate of candidates) {
    const found = await find(candidate)
    if (found) return found
  }
  return undefined
}

async function answers(command: string[]): Promise<boolean> {
  return (await output(command)) !== undefined
}

/** What a command prints; nothing if there is no such command or it fails. */
function output([file, ...args]: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(file, args, { timeout: 20_000 }, (error, stdout) => resolve(error ? undefined : stdout.trim()))
  })
}
