import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { Parts, Settings } from '../spec/host'

const root = path.resolve(__dirname, '../..')

/**
 * The finished parts of a run, such as one configuration of a grid, one file each under `.tensorlings/parts`. A part
 * counts only for the very same run: the judged file, what it imports and its spec unchanged, profile, engine, seed and data the same.
 * While bars are measured, nothing is taken from before.
 */
export function partsOf(settings: Settings, onStandIn: () => boolean): Parts {
  const { subject, exercise, profile } = settings
  const folder = path.join(root, '.tensorlings', 'parts', ...[subject, exercise, profile].map((name) => name.replaceAll('/', '_')))
  const fileOf = (part: unknown) => {
    const { file, engine, seed } = settings
    const sources = [...withImports(file), path.join(root, 'exercises', `${exercise}.spec.ts`)].map((source) => fs.readFileSync(source, 'utf8'))
    const run = JSON.stringify([sources, engine, seed, onStandIn(), part])
    return path.join(folder, `${createHash('sha256').update(run).digest('hex').slice(0, 32)}.json`)
  }
  return {
    read(part) {
      if (settings.calibrating) return undefined
      let text: string
      try {
        text = fs.readFileSync(fileOf(part), 'utf8')
      } catch {
        return undefined
      }
      return JSON.parse(text) as { result: unknown }
    },
    write(part, result) {
      if (settings.calibrating) return
      fs.mkdirSync(folder, { recursive: true })
      writeFileAtomic.sync(fileOf(part), JSON.stringify({ result }))
    },
    clear() {
      if (settings.calibrating) return
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A file and all files of the course that it imports, directly or through others. */
function withImports(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file) || !fs.existsSync(file)) return []
  seen.add(file)
  const imports = [...fs.readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*(['"`])(\.\.?\/.+?)\1/g)]
  return [file, ...imports.flatMap(([, , name]) => withImports(path.resolve(path.dirname(file), `${name}.ts`), seen))]
}
