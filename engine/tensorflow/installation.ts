import fs from 'node:fs'
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

export interface Fingerprint {
  bytes: number
  /** Milliseconds since 1970. */
  changed: number
}

/** The file that says which folder is in use: switching to another one is one atomic write. */
function recordFile(root: string): string {
  return path.join(engineFolder('tensorflow', root), 'installation.json')
}

export function readInstallation(root: string): Installation | undefined {
  const file = recordFile(root)
  if (!fs.existsSync(file)) return undefined
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Installation
  } catch {
    // A file that somebody else wrote into is as good as none: installing anew replaces it.
    return undefined
  }
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

/** What tells an exchanged library from the one that was tried; nothing when there is none. */
export function fingerprint(libraries: string): Fingerprint | undefined {
  const stat = fs.statSync(path.join(libraries, libraryNames()[0]), { throwIfNoEntry: false })
  return stat && { bytes: stat.size, changed: Math.round(stat.mtimeMs) }
}
