import fs from 'node:fs'
import chalk from 'chalk'
import { type ArrayContract, type Dataset, downloadSize, offered } from '../../../datasets/dataset'
import { inWords } from '../../../datasets/failure'
import { load, type Search } from '../../../datasets/load'
import { userFolders } from '../../../datasets/places'
import { datasets } from '../../../datasets/registry'
import { standInWords } from '../../../datasets/or-stand-in'
import { fileCount, indented, labelled, placeInWords, problem, sizeInWords } from './words'

/** Prints what there is of every set, from where, and how to get the rest. Gives the exit code. */
export function list(root: string, json: boolean): number {
  const all = datasets.map((dataset) => ({ dataset, search: load(dataset, root) }))
  if (json) {
    console.log(JSON.stringify(all.map(({ dataset, search }) => record(dataset, search)), undefined, 2))
  } else {
    console.log(['', ...all.map(({ dataset, search }) => entry(dataset, search, root)), footer(root)].join('\n'))
  }
  return all.every(({ dataset, search }) => search.kind === 'found' || dataset.standIn !== undefined) ? 0 : 1
}

/** A set for programs. */
function record(dataset: Dataset, search: Search): object {
  return {
    ...dataset,
    here: search.kind === 'found',
    place: search.kind === 'found' ? search.place : null,
    edition: search.kind === 'found' ? search.edition.what : null,
    problems: search.rejected.map(inWords),
    downloadBytes: downloadSize(offered(dataset)),
    get: `npm run data -- get ${dataset.id}`,
  }
}

/** A set for people. */
function entry(dataset: Dataset, search: Search, root: string): string {
  const { title, what, notes, contract, licence, citation, exercises } = dataset
  const edition = search.kind === 'found' ? search.edition : offered(dataset)
  const bytes = edition.files.reduce((sum, file) => sum + file.bytes, 0)
  const facts = labelled([
    ['size', `${sizeInWords(bytes)} in ${fileCount(edition)}`],
    ...arrays(contract),
    ['licence', licence],
    ['cite', citation],
    ...(notes ? [['note', notes] as [string, string]] : []),
    ['used by', exercises.join(', ')],
  ])
  const problems = search.rejected.map((failure) => `${problem(failure)}\n`)
  return `${chalk.bold(title)}  ${what}\n${where(dataset, search, root)}\n${facts}\n${problems.join('')}`
}

function where(dataset: Dataset, search: Search, root: string): string {
  const get = `npm run data -- get ${dataset.id}    downloads ${sizeInWords(downloadSize(offered(dataset)))}`
  if (search.kind === 'found') {
    const { place, edition } = search
    const which = dataset.editions.length > 1 ? `, ${edition.what}` : ''
    return [
      `  ${chalk.green('✓')} here     ${placeInWords(place, root)}${which}`,
      `    other    ${get}; npm run data -- add FOLDER takes yours`,
    ].join('\n')
  }
  const owned = dataset.elsewhere ? `, as from ${dataset.elsewhere}` : ''
  return [
    `  ${chalk.red('✗')} missing  ${get}`,
    `             npm run data -- add FOLDER   if you have its files${owned}`,
    ...(dataset.standIn ? [indented(standInWords(dataset), 13)] : []),
  ].join('\n')
}

/** What a loader gives, an array a line. */
function arrays(contract: ArrayContract[]): [string, string][] {
  const shapes = contract.map(({ shape, dtype }) => `${dtype} [${shape.join(', ')}]`)
  const [names, forms] = [contract.map(({ name }) => name.length), shapes.map(({ length }) => length)].map((all) => Math.max(...all))
  return contract.map(({ name, means }, i) => [i === 0 ? 'arrays' : '', `${name.padEnd(names)}  ${shapes[i].padEnd(forms)}  ${means}`])
}

function footer(root: string): string {
  const folders = userFolders(root)
  if (folders.length === 0) return 'More: npm run data -- --help\n'
  const lines = folders.map(({ kind, folder }) => {
    const notes = [...(kind === 'DATA_DIR' ? ['from DATA_DIR'] : []), ...(fs.existsSync(folder) ? [] : ['not there'])]
    return `  ${folder}${notes.length > 0 ? `  (${notes.join(', ')})` : ''}`
  })
  return `Your folders, searched first:\n${lines.join('\n')}\n`
}
