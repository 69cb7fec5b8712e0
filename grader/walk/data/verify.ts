import chalk from 'chalk'
import type { Dataset } from '../../../datasets/dataset'
import { inWords } from '../../../datasets/failure'
import { isAbsent, isWhole, look, type Seen, type SeenEdition } from '../../../datasets/load'
import { placesOf } from '../../../datasets/places'
import { placeInWords, shortened } from './words'

/** Checks every file of these sets in every place that has some. Gives the exit code. */
export function verify(sets: Dataset[], root: string): number {
  let fine = true
  for (const dataset of sets) {
    console.log(`\n${chalk.bold(dataset.title)}`)
    const places = placesOf(dataset, root)
      .map((place) => ({ place, editions: look(dataset, place) }))
      .filter(({ editions }) => !editions.every(isAbsent))
    for (const { place, editions } of places) {
      console.log(`  ${placeInWords(place, root)}`)
      for (const file of worthTelling(editions)) console.log(line(file, root))
    }
    if (places.length === 0) console.log(`  ${chalk.red('✗')} not on this machine: npm run data -- get ${dataset.id}`)
    fine &&= (places.length > 0 || dataset.standIn !== undefined) && places.every(({ editions }) => worthTelling(editions).every((file) => file.is === 'whole'))
  }
  console.log()
  return fine ? 0 : 1
}

/** Every file that is there, once; and what is missing, unless another edition makes the set whole. */
function worthTelling(editions: SeenEdition[]): Seen[] {
  const files = editions.filter((edition) => !isAbsent(edition)).flatMap((edition) => edition.files)
  return [...new Set(files)].filter((file) => file.is !== 'missing' || !editions.some(isWhole))
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
