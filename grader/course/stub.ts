/**
 * The stub of a reference: what the learner starts from. In the reference, the part to write stands between
 *
 *     // #region solution: flatten, then scale to 0..1
 *     // #endregion
 *
 * and becomes `todo('flatten, then scale to 0..1')`. A region without words (a helper of the reference's own) is
 * left out altogether.
 */
export function stubOf(reference: string): string {
  const out: string[] = []
  let region: { indent: string; words: string | undefined; line: number } | undefined
  let todos = 0
  reference.split(/\r?\n/).forEach((line, i) => {
    const start = /^(\s*)\/\/ #region solution(?:: (.+))?$/.exec(line)
    if (start) {
      if (region) throw new Error(`line ${i + 1}: a solution region begins inside the one of line ${region.line}`)
      region = { indent: start[1], words: start[2], line: i + 1 }
    } else if (region && /^\s*\/\/ #endregion/.test(line)) {
      if (region.words !== undefined) {
        todos++
        out.push(`${region.indent}todo('${region.words.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}')`)
      } else if (out.at(-1) === '') {
        out.pop()
      }
      region = undefined
    } else if (/#region solution/.test(line)) {
      // A mark that is not read as one would give the solution away.
      throw new Error(`line ${i + 1}: a solution region begins with \`// #region solution\` or \`// #region solution: words\``)
    } else if (!region) {
      out.push(line)
    }
  })
  if (region) throw new Error(`line ${(region as { line: number }).line}: this solution region has no #endregion`)
  return todos === 0 ? out.join('\n') : withTodoImported(out).join('\n')
}

function withTodoImported(lines: string[]): string[] {
  const lastImport = lines.findLastIndex((line) => /^(import\b|} from )/.test(line))
  const below = lines.slice(lastImport + 1)
  return [...lines.slice(0, lastImport + 1), "import { todo } from '#spec'", ...(below[0] === '' ? [] : ['']), ...below]
}

/** Something still to be written: in words, at a line (from 1), within an exported function, or a method of a class. */
export interface Todo {
  words: string
  line: number
  within: string | undefined
}

/** What is still to be written in a learner's file. */
export function todosIn(source: string): Todo[] {
  let within: string | undefined
  let inClass: string | undefined
  return source.split('\n').flatMap((text, i) => {
    const name = /^export (?:async )?function (\w+)/.exec(text)?.[1]
    inClass = name === undefined ? (/^export class (\w+)/.exec(text)?.[1] ?? inClass) : undefined
    const method = inClass && /^ {2}(?:static )?(?:async )?(\w+)\(/.exec(text)?.[1]
    within = name ?? (method ? `${inClass}.${method}` : within)
    const words = /^\s*(?:return )?todo\((['"`])(.*)\1\)/.exec(text)?.[2]
    return words === undefined ? [] : [{ words: words.replace(/\\(.)/g, '$1'), line: i + 1, within }]
  })
}
