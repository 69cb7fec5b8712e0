import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { engineFolder } from '../places'

/** A TensorFlow that is ready for use; one small file tells it, and is written last. */
export interface Installation {
  /** The folder beside that file which holds the addon and, unless they are Python's, the libraries. */
  folder: string
  version: string
  build: Build
  /** The folder of the Python package whose libraries are used in place. */
  python?: string
  /** The library as it was when it was tried. */
  library: Fingerprint
}

/** For the processor alone, or for NVIDIA's GPUs as well. */
export type Build = 'cpu' | 'gpu'

/** What tells other libraries, or another machine, from those on which it was tried. */
export interface Fingerprint {
  /** Of both libraries together. */
  bytes: number
  /** When the younger of them was written, in milliseconds since 1970. */
  changed: number
  /** The processor: a folder can be shared by machines that differ. */
  processor: string
}

/** The file that says which folder is in use: switching to another one is one atomic write. */
function recordFile(root: string): string {
  return path.join(engineFolder('tensorflow', root), 'installation.json')
}

/** Whether anything was written down, readable or not. */
export function hasRecord(root: string): boolean {
  return fs.existsSync(recordFile(root))
}

export function readInstallation(root: string): Installation | undefined {
  if (!hasRecord(root)) return undefined
  let record: unknown
  try {
    record = JSON.parse(fs.readFileSync(recordFile(root), 'utf8'))
  } catch {
    // A file that somebody else wrote into is as good as none: installing anew replaces it.
    return undefined
  }
  return isInstallation(record) ? record : undefined
}

function isInstallation(value: unknown): value is Installation {
  const { folder, version, build, python, library } = (value ?? {}) as Partial<Installation>
  const isName = typeof folder === 'string' && folder === path.basename(folder) && !folder.startsWith('.')
  return isName && typeof version === 'string' && (build === 'cpu' || build === 'gpu') && (python === undefined || typeof python === 'string') && typeof library === 'object' && library !== null
}

export function writeInstallation(root: string, installation: Installation): void {
  writeFileAtomic.sync(recordFile(root), `${JSON.stringify(installation, null, 2)}\n`)
}

export function addonFolder(root: string, { folder }: Pick<Installation, 'folder'>): string {
  return path.join(engineFolder('tensorflow', root), folder)
}

/** The folder with TensorFlow's libraries: Python's, or ours beside the addon. */
export function librariesOf(root: string, installation: Installation): string {
  return installation.python ?? path.join(addonFolder(root, installation), 'tensorflow')
}

/** The names of TensorFlow's two libraries on this system. */
export function libraryNames(platform: NodeJS.Platform = process.platform): [cc: string, framework: string] {
  return platform === 'darwin'
    ? ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib']
    : ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']
}

/** The libraries as they are here and now; nothing when one is missing. */
export function fingerprint(libraries: string): Fingerprint | undefined {
  const files = libraryNames().map((name) => fs.statSync(path.join(libraries, name), { throwIfNoEntry: false }))
  if (!files.every((file) => file !== undefined)) return undefined
  return {
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    changed: Math.round(Math.max(...files.map(({ mtimeMs }) => mtimeMs))),
    processor: os.cpus()[0]?.model ?? '',
  }
}
