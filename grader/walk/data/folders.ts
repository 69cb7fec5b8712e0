import fs from 'node:fs'
import chalk from 'chalk'
import type { Place } from '../../../datasets/dataset'
import { addedFolders, addFolder, removeFolder } from '../../../datasets/folders'
import { failuresOf, isWhole, look } from '../../../datasets/load'
import { asTyped } from '../../../datasets/places'
import { datasets } from '../../../datasets/registry'
import { fileCount, indented, problem } from './words'

/** Remembers a folder that holds at least one whole set. Gives the exit code. */
export function add(typed: string, root: string): number {
  const folder = asTyped(typed)
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    console.error(`${folder} is not a folder: name the folder in which the data files lie.`)
    return 1
  }
  const place: Place = { kind: 'added folder', folder }
  const seen = datasets.map((dataset) => ({ dataset, editions: look(dataset, place) }))
  const problems = seen.flatMap(({ dataset, editions }) => failuresOf(dataset, place, editions))
  const whole = seen.flatMap(({ dataset, editions }) => {
    const edition = editions.find(isWhole)?.edition
    return edition ? [{ dataset, edition }] : []
  })
  for (const failure of problems) console.error(problem(failure))
  if (whole.length === 0) {
    const refusal = `${folder} holds no whole data set, so it was not added. Sets and their files, plain or packed as NAME.gz:`
    console.error(indented(refusal, 0))
    for (const { title, editions } of datasets) {
      const forms = editions.map(({ files }) => files.map(({ name }) => name).join(', '))
      console.error(indented(`${title}: ${forms.join('; or ')}`, 2))
    }
    return 1
  }
  addFolder(root, folder)
  for (const { dataset, edition } of whole) {
    console.log(`  ${chalk.green('✓')} ${dataset.title}: ${fileCount(edition)}, each checked.`)
  }
  console.log(`${folder} was added: it is searched before downloads and packages.`)
  return 0
}

/** Forgets a folder; what lies in it stays as it is. Gives the exit code. */
export function remove(typed: string, root: string): number {
  const folder = asTyped(typed)
  const added = addedFolders(root)
  if (!added.includes(folder)) {
    const others = added.length > 0 ? `these were: ${added.join(', ')}` : 'no folder was'
    console.error(`${folder} was never added; ${others}.`)
    return 1
  }
  removeFolder(root, folder)
  console.log(`${folder} is no longer searched. Nothing in it was changed.`)
  return 0
}
