import fs from 'node:fs'
import chalk from 'chalk'
import { type Dataset, downloadSize } from '../../../datasets/dataset'
import { inWords } from '../../../datasets/failure'
import { load, type Search } from '../../../datasets/load'
import { userFolders } from '../../../datasets/places'
import { datasets } from '../../../datasets/registry'
import { labelled, megabytes, placeInWords, problem } from './words'

/** Prints what there is of every set, from where, and how to get the rest. Gives the exit code. */
export function list(root: string, json: boolean): number {
  const all = datasets.map((dataset) => ({ dataset, search: load(dataset, root) }))
  if (json) {
    console.log(JSON.stringify(all.map(({ dataset, search }) => record(dataset, search)), undefined, 2))
  } else {
    console.log(['', ...all.map(({ dataset, search }) => entry(dataset, search, root)), footer(root)].join('\n'))
  }
  return all.every(({ search }) => search.kind === 'found') ? 0 : 1
}

/** A set for programs. */
function record(dataset: Dataset, search: Search): object {
  return {
    ...dataset,
    here: search.kind === 'found',
    place: search.kind === 'found' ? search.place : null,
    problems: search.rejected.map(inWords),
    downloadBytes: downloadSize(dataset),
    get: `npm run data -- get ${dataset.id}`,
  }
}

/** A set for people. */
function entry(dataset: Dataset, search: Search, root: string): string {
  const { id, title, what, files, licence, exercises } = dataset
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const where =
    search.kind === 'found'
      ? [
          `  ${chalk.green('✓')} here     ${placeInWords(dataset, search.place, root)}`,
          `    other    npm run data -- get ${id}    downloads ${megabytes(downloadSize(dataset))}; npm run data -- add FOLDER takes yours`,
        ].join('\n')
      : [
          `  ${chalk.red('✗')} missing  npm run data -- get ${id}    downloads ${megabytes(downloadSize(dataset))}`,
          `             npm run data -- add FOLDER   if you have its files`,
        ].join('\n')
  const facts = labelled([
    ['size', `${megabytes(bytes)} in ${files.length} files`],
    ['licence', licence],
    ['used by', exercises.join(', ')],
  ])
  const problems = search.rejected.map((failure) => `${problem(failure)}\n`)
  return `${chalk.bold(title)}  ${what}\n${where}\n${facts}\n${problems.join('')}`
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
