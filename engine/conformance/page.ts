import { fromMarkdown, inMarkdown, type Row } from './table'

export const BEGIN = '<!-- conformance: written by npm run test:conformance -- --write -->'
export const END = '<!-- /conformance -->'

/**
 * A page with new rows in the table between its markers; none where it does not have them. The rows of engines that
 * are not among them stay: not every machine has every engine. They come in the order of `engines`.
 */
export function withRows(page: string, rows: Row[], engines: readonly string[]): string | undefined {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) return undefined
  const there = fromMarkdown(page.slice(begin + BEGIN.length, end))
  const byName = new Map([...there, ...rows].map((row) => [row[0], row]))
  const inOrder = engines.map((name) => byName.get(name)).filter((row) => row !== undefined)
  return `${page.slice(0, begin)}${BEGIN}\n\n${inMarkdown(inOrder)}\n\n${page.slice(end)}`
}
