import fs from 'node:fs'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { frameworksFolder } from './python/install'

/** What has been measured is kept while it goes on, so that a run that is stopped can go on later. */
export type KeptName = 'versus' | 'recurrent' | 'book'

/** Where it lies, ignored by git. */
export function keptFile(root: string, name: KeptName): string {
  return path.join(frameworksFolder(root), `${name}.json`)
}

/** Writes it whole or not at all, in place of what was kept before. */
export function keep(root: string, name: KeptName, found: object): void {
  fs.mkdirSync(frameworksFolder(root), { recursive: true })
  writeFileAtomic.sync(keptFile(root, name), `${JSON.stringify(found, undefined, 2)}\n`)
}

/** What was kept; nothing where there is no such file, or somebody has broken it. */
export function kept<T>(root: string, name: KeptName): T | undefined {
  try {
    return JSON.parse(fs.readFileSync(keptFile(root, name), 'utf8')) as T
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
