import { type Dataset, downloadSize, offered } from '../../../datasets/dataset'
import { type Failure, inWords } from '../../../datasets/failure'
import { get as download } from '../../../datasets/get'
import { load } from '../../../datasets/load'
import { cacheFolder } from '../../../datasets/places'
import { standInWords } from '../../../datasets/or-stand-in'
import { meterFor } from './meter'
import { fileCount, indented, labelled, placeInWords, problem, shortened, sizeInWords } from './words'

export interface GetOptions {
  /** A web folder to use instead of the set's origins, such as a mirror in the classroom. Ends in a slash. */
  from?: string
  /** Do not ask. */
  yes?: boolean
}

/** Downloads a set into the cache. Gives the exit code. */
export async function get(dataset: Dataset, { from, yes }: GetOptions, root: string): Promise<number> {
  const { title, licence, citation } = dataset
  const edition = offered(dataset)
  const search = load(dataset, root)
  // Whoever names a mirror wants a copy from there, even if a package has the set.
  if (search.kind === 'found' && (!from || search.place.kind === 'cache')) {
    console.log(`${title} is here already (${placeInWords(search.place, root)}): there is nothing to download.`)
    return 0
  }
  const origins = from ? [from] : edition.origins
  const others = origins.length > 1 ? `, or one of ${origins.length - 1} mirrors` : ''
  const plan: [string, string][] = [
    ['from', `${origins[0]}${others}`],
    ['to', shortened(cacheFolder(dataset, root), root)],
    ['size', `${sizeInWords(downloadSize(edition))} in ${fileCount(edition)}`],
    ['licence', licence],
    ['cite', citation],
  ]
  console.log(`${title}\n${labelled(plan)}`)
  if (!yes) {
    if (!process.stdin.isTTY || !process.stdout.isTTY) {
      console.error('Nothing was downloaded: there is no terminal to ask you on, so say yes with --yes.')
      return 2
    }
    const { confirm } = await import('../menus')
    if (!(await confirm('Download it?'))) {
      console.log('Nothing was downloaded.')
      return 1
    }
  }
  const failures = await downloaded(dataset, origins, root)
  if (failures.length === 0) {
    console.log(`${title} is here now, every file checked.`)
    return 0
  }
  console.error(explained(dataset, failures, root).join('\n'))
  return 1
}

/** Downloads with a bar or lines; Ctrl-C stops it in order, so that the next time goes on from there. */
async function downloaded(dataset: Dataset, origins: string[], root: string): Promise<Failure[]> {
  const stop = new AbortController()
  const stopped = () => stop.abort()
  process.once('SIGINT', stopped)
  const meter = meterFor(dataset)
  try {
    return await download(dataset, { root, origins, tell: meter.tell, signal: stop.signal })
  } finally {
    meter.end()
    process.off('SIGINT', stopped)
  }
}

/** Why it did not work, and what works without it. */
function explained(dataset: Dataset, failures: Failure[], root: string): string[] {
  const { title, exercises, standIn } = dataset
  const last = failures.at(-1)
  if (last?.kind === 'stopped') return [indented(inWords(last), 0)]
  const search = load(dataset, root)
  const still =
    search.kind === 'found'
      ? `${title} is here all the same (${placeInWords(search.place, root)}), so every exercise works.`
      : `${standIn ? standInWords(dataset) : `All exercises but ${exercises.join(', ')} work without it.`} With a copy from elsewhere: npm run data -- add FOLDER.`
  const offline = failures.filter((failure) => failure.kind === 'offline')
  if (offline.length < failures.length) {
    return [indented(`${title} was not downloaded.`, 0), ...failures.map(problem), indented(still, 0)]
  }
  const hosts = offline.map(({ host }) => host).join(', ')
  const reasons = [...new Set(offline.map(({ reason }) => reason))].join(', ')
  return [indented(`There is no connection to ${hosts} (${reasons}), so ${title} was not downloaded. ${still}`, 0)]
}
