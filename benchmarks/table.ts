/** A table before it is drawn: rows of cells, the first of them the heading. */
export interface Table {
  heading: string[]
  rows: string[][]
}

/** Columns side by side, the first one to the left, the others to the right. */
export function inColumns({ heading, rows }: Table): string {
  const all = [heading, ...rows]
  const widths = heading.map((_, i) => Math.max(...all.map((row) => row[i].length)))
  return all.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ').trimEnd()).join('\n')
}

/** Numbers stand to the right, and so does all but the first column, unless it is a table of words. */
export function inMarkdown({ heading, rows }: Table, of: 'numbers' | 'words' = 'numbers'): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(heading), `|${heading.map((_, i) => (i === 0 || of === 'words' ? '---' : '--:')).join('|')}|`, ...rows.map(line)].join('\n')
}

/** Three digits that count. */
export function figure(value: number): string {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)
}
