import fs from 'node:fs/promises'
import path from 'node:path'

/**
 * What has come of a download so far: the bytes in `TARGET.part`, and beside them a note that says which version
 * of which address they are from.
 */
export class PartFile {
  readonly path: string
  private readonly notePath: string

  constructor(private readonly target: string) {
    this.path = `${target}.part`
    this.notePath = `${target}.part.json`
  }

  async size(): Promise<number> {
    return (await fs.stat(this.path).catch(() => undefined))?.size ?? 0
  }

  /** Where to go on with a download from `url`: nowhere, if the bytes are from elsewhere or nobody knows their version. */
  async resumePoint(url: string): Promise<ResumePoint | undefined> {
    const offset = await this.size()
    const note = await this.readNote()
    return offset > 0 && note?.url === url ? { offset, version: note.version } : undefined
  }

  /** Opened for a download from the first byte. The note comes second, so it never speaks of older bytes. */
  async startOver(url: string, version: string | undefined): Promise<fs.FileHandle> {
    await fs.rm(this.notePath, { force: true })
    const handle = await fs.open(this.path, 'w')
    const note: Note | undefined = version === undefined ? undefined : { url, version }
    if (note) await fs.writeFile(this.notePath, JSON.stringify(note))
    return handle
  }

  /** Opened to go on behind the last byte. */
  goOn(): Promise<fs.FileHandle> {
    return fs.open(this.path, 'a')
  }

  async discard(): Promise<void> {
    await fs.rm(this.path, { force: true })
    await fs.rm(this.notePath, { force: true })
  }

  /** Puts the file in its place: first all of it on the disk, then its name. */
  async publish(): Promise<void> {
    await flush(this.path, 'r+')
    await fs.rename(this.path, this.target)
    // Windows has no handles of folders; it keeps names safe by itself.
    if (process.platform !== 'win32') await flush(path.dirname(this.target), 'r')
    await fs.rm(this.notePath, { force: true })
  }

  private async readNote(): Promise<Note | undefined> {
    try {
      return JSON.parse(await fs.readFile(this.notePath, 'utf8')) as Note
    } catch {
      return undefined
    }
  }
}

export interface ResumePoint {
  /** Bytes that are there already. */
  offset: number
  version: string
}

interface Note {
  url: string
  /** The server's ETag or date of this version of the file. */
  version: string
}

async function flush(path: string, flags: string): Promise<void> {
  const handle = await fs.open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
