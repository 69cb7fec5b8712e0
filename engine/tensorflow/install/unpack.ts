import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import { InstallError } from './failure'

/** What is kept of a package: TensorFlow's two libraries and the headers of its C interface, NVIDIA's libraries. */
const KEPT = [
  /^tensorflow\/libtensorflow_(cc|framework)\.[^/]+$/,
  /^tensorflow\/include\/(tensorflow\/c\/|tensorflow\/core\/platform\/ctstring|tsl\/platform\/ctstring|xla\/tsl\/c\/).*\.h$/,
  /^nvidia\/[^/]+\/lib\/[^/]+$/,
  // The assembler that compiles for GPUs newer than the libraries.
  /^nvidia\/cuda_nvcc\/(bin|nvvm)\//,
]

export function isKept(file: string): boolean {
  return KEPT.some((pattern) => pattern.test(file))
}

/** Unpacks the kept parts of a wheel, which is a zip archive, into a folder. */
export async function unpackWheel(wheel: string, folder: string, signal: AbortSignal): Promise<void> {
  const archive = await yauzl.openPromise(wheel).catch((error: Error) => {
    throw new InstallError({ kind: 'wrong content', reason: `${path.basename(wheel)}: ${error.message}` })
  })
  try {
    for await (const entry of archive.eachEntry()) {
      if (signal.aborted) throw new InstallError({ kind: 'stopped' })
      if (entry.fileName.endsWith('/') || !isKept(entry.fileName)) continue
      const file = path.join(folder, entry.fileName)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      const isProgram = entry.fileName.includes('/bin/')
      await pipeline(await archive.openReadStreamPromise(entry), fs.createWriteStream(file, { mode: isProgram ? 0o755 : 0o644 }))
    }
  } finally {
    archive.close()
  }
}

/** Takes the kept parts out of a folder of unpacked packages, and drops the rest. */
export function pickPackages(packages: string, folder: string): void {
  for (const entry of fs.readdirSync(packages, { recursive: true, withFileTypes: true })) {
    const file = path.relative(packages, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')
    if (!entry.isFile() || !isKept(file)) continue
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.renameSync(path.join(packages, file), path.join(folder, file))
  }
  fs.rmSync(packages, { recursive: true })
}
