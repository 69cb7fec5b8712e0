import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const folders = new Set<string>()

/** A folder that is gone when the work is done, and also when the process is ended before. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-bench-'))
  folders.add(folder)
  try {
    return await work(folder)
  } finally {
    remove(folder)
  }
}

function remove(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
}

process.on('exit', () => folders.forEach(remove))
