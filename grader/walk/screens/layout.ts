import wrapAnsi from 'wrap-ansi'

/** Lines of text no wider than the screen, each behind the same indent. */
export function paragraph(text: string, indent: number, width: number): string {
  const room = Math.max(20, Math.min(width, WIDEST) - indent)
  return wrapAnsi(text, room)
    .split('\n')
    .map((line) => (line.trim() ? ' '.repeat(indent) + line : ''))
    .join('\n')
}

/** Lines longer than this are hard to read, however wide the screen is. */
const WIDEST = 110

/** Columns of text, each as wide as its widest cell; the last is not padded. */
export function columns(rows: string[][], indent: number, gap = 2): string {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? []
  return rows
    .map((row) => ' '.repeat(indent) + row.map((cell, i) => (i < row.length - 1 ? cell.padEnd(widths[i] + gap) : cell)).join(''))
    .join('\n')
}

/** 0.4 s, 12.3 s, 2 min 5 s. */
export function duration(seconds: number): string {
  if (seconds < 0.1) return `${Math.round(seconds * 1000)} ms`
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** A measured number: four decimals below 10, as the book prints accuracies. */
export function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 4 : 1)
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
