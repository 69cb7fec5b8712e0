import chalk from 'chalk'
import type { Dataset } from '../../../datasets/dataset'
import { inWords } from '../../../datasets/failure'
import { look, type Seen } from '../../../datasets/load'
import { placesOf } from '../../../datasets/places'
import { placeInWords, shortened } from './words'

/** Checks every file of these sets in every place that has some. Gives the exit code. */
export function verify(sets: Dataset[], root: string): number {
  let fine = true
  for (const dataset of sets) {
    console.log(`\n${chalk.bold(dataset.title)}`)
    const places = placesOf(dataset, root)
      .map((place) => ({ place, files: look(dataset, place) }))
      .filter(({ files }) => files.some((file) => file.is !== 'missing'))
    for (const { place, files } of places) {
      console.log(`  ${placeInWords(dataset, place, root)}`)
      for (const file of files) console.log(line(file, root))
    }
    if (places.length === 0) console.log(`  ${chalk.red('✗')} not on this machine: npm run data -- get ${dataset.id}`)
    fine &&= places.length > 0 && places.every(({ files }) => files.every((file) => file.is === 'whole'))
  }
  console.log()
  return fine ? 0 : 1
}

function line(seen: Seen, root: string): string {
  switch (seen.is) {
    case 'whole':
      return `    ${chalk.green('✓')} ${shortened(seen.path, root)}  sha256 ${seen.file.sha256.slice(0, 8)}…`
    case 'bad':
      return `    ${chalk.red('✗')} ${inWords(seen.failure)}`
    case 'missing':
      return `    ${chalk.red('✗')} ${seen.file.name} is missing`
  }
}
