import fs from 'node:fs'
import path from 'node:path'
import { sync as writeFileAtomic } from 'write-file-atomic'
import { DataError } from './failure'

/** What `.tensorlings/data.json` holds. */
interface Remembered {
  /** Folders the user added, absolute. */
  folders: string[]
}

export function addedFolders(root: string): string[] {
  const file = fileIn(root)
  if (!fs.existsSync(file)) return []
  try {
    const { folders } = JSON.parse(fs.readFileSync(file, 'utf8')) as Remembered
    return folders.map(String)
  } catch {
    throw new DataError({ kind: 'unreadable settings', file })
  }
}

export function addFolder(root: string, folder: string): void {
  write(root, { folders: [...addedFolders(root).filter((other) => other !== folder), folder] })
}

export function removeFolder(root: string, folder: string): void {
  write(root, { folders: addedFolders(root).filter((other) => other !== folder) })
}

function write(root: string, remembered: Remembered): void {
  const file = fileIn(root)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  writeFileAtomic(file, `${JSON.stringify(remembered, undefined, 2)}\n`)
}

function fileIn(root: string): string {
  return path.join(root, '.tensorlings', 'data.json')
}
