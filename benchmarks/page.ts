import fs from 'node:fs'
import path from 'node:path'

/** The parts of docs/benchmarks.md that are written by a command; `name` is also the section's name there. */
export type PartName = 'wasm' | 'chapters' | 'exercises' | 'versus' | 'recurrent' | 'book'

/** The page with a part put between its markers; none where it does not have them. */
export function withPart(page: string, name: PartName, part: string): string | undefined {
  const begin = `<!-- ${name}: written by npm run bench -- ${name} --write -->`
  const end = `<!-- /${name} -->`
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  return from < 0 || to < from ? undefined : `${page.slice(0, from + begin.length)}\n\n${part}\n\n${page.slice(to)}`
}

/** Puts a part into docs/benchmarks.md. */
export function writePart(root: string, name: PartName, part: string): void {
  const file = path.join(root, 'docs', 'benchmarks.md')
  const page = withPart(fs.readFileSync(file, 'utf8'), name, part)
  if (page === undefined) throw new Error(`docs/benchmarks.md has lost the marks between which ${name} is written`)
  fs.writeFileSync(file, page)
}
