/**
 * `npm run data`: which data sets are here, from where, and how to get the rest.
 * It exits with 0 when all is well, 1 when something failed or exercises lack what they need, 2 when the command was not understood.
 */
import chalk from 'chalk'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { Dataset } from '../../datasets/dataset'
import { DataError } from '../../datasets/failure'
import { courseRoot } from '../../datasets/places'
import { datasets } from '../../datasets/registry'
import { add, remove } from './data/folders'
import { get, type GetOptions } from './data/get'
import { list } from './data/list'
import { verify } from './data/verify'

async function main(): Promise<number> {
  let code = 0
  const program = new Command('npm run data --')
    .usage('[command]')
    .description('The data sets of the course. Without a command: what is here, and from where.')
    .option('--json', 'the same for programs')
    // Tests run the command on a course of their own.
    .addOption(new Option('--root <folder>').default(courseRoot).hideHelp())
    .enablePositionalOptions()
    .allowExcessArguments()
    .exitOverride()
    .action(({ json }: { json?: boolean }) => {
      const [unknown] = program.args
      if (unknown) program.error(`error: there is no command '${unknown}'; npm run data -- --help lists them`)
      code = list(root(), json ?? false)
    })
  const root = () => program.opts<{ root: string }>().root

  program
    .command('get')
    .description('download a set')
    .argument('<id>', `which one: ${ids}`, named)
    .option('--from <url>', 'a web folder that has its files, instead of those it was published in', webFolder)
    .option('--yes', 'do not ask')
    .action(async (dataset: Dataset, options: GetOptions) => {
      code = await get(dataset, options, root())
    })
  program
    .command('add')
    .description('search a folder of yours, before all else')
    .argument('<folder>')
    .action((folder: string) => {
      code = add(folder, root())
    })
  program
    .command('remove')
    .description('search it no longer')
    .argument('<folder>')
    .action((folder: string) => {
      code = remove(folder, root())
    })
  program
    .command('verify')
    .description('check every file there is')
    .argument('[id]', `only this set: ${ids}`, named)
    .action((dataset: Dataset | undefined) => {
      code = verify(dataset ? [dataset] : datasets, root())
    })

  try {
    await program.parseAsync()
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof DataError)) throw error
    console.error(error.message)
    return 1
  }
}

const ids = datasets.map(({ id }) => id).join(', ')

function named(id: string): Dataset {
  const dataset = datasets.find((one) => one.id === id)
  if (!dataset) throw new InvalidArgumentError(`The sets are: ${ids}.`)
  return dataset
}

function webFolder(url: string): string {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new InvalidArgumentError('It must begin with http:// or https://.')
  }
  return url.endsWith('/') ? url : `${url}/`
}

// Colours are for people; a pipe, a file and whoever sets NO_COLOR get plain text.
if (!process.stdout.isTTY || process.env['NO_COLOR']) chalk.level = 0

void main().then((code) => {
  process.exitCode = code
})
