import path from 'node:path'
import { Argument, Command, Option } from 'commander'
import { examineMachine } from '../engine/examine/machine'
import { benchChapters } from './chapters'
import { benchWasm } from './wasm'
import { benchEngines } from './engines'
import { benchExercises } from './exercises'
import { writePart } from './page'
import { inColumns, inMarkdown, type Table } from './table'
import { bench, type SectionName, type VersusFlags, versusSections } from './versus/command'
import { frameworkNames } from './versus/frameworks'
import { machineInWords } from './versus/report'
import { benchWalk } from './walk'

/**
 * `npm run bench`: what is fast and what is not, measured here and now, side by side in one run.
 * It exits with 0 when what was asked for was measured, 2 when the command was not understood.
 */
const sections = {
  walk: 'how long a learner waits',
  engines: 'one training step on every engine of this machine',
  wasm: 'milliseconds of a training step with our wasm kernels, the stock ones and plain JavaScript',
  chapters: 'milliseconds of a training step of the nets of chapters 5 to 7 on every engine',
  exercises: 'every exercise that trains, quick profile, with its memory',
  versus: 'nine nets beside Keras and PyTorch (docs/benchmarks.md)',
  recurrent: 'recurrent nets of many kinds beside Keras',
  book: "the book's trainings from beginning to end beside Keras; takes long, so only when named",
}
type Section = keyof typeof sections
/** Those that are one table, in docs/benchmarks.md as well. */
type Tabled = 'wasm' | 'chapters' | 'exercises'

interface Flags extends VersusFlags {
  full?: boolean
}

async function main(named: Section[], flags: Flags, command: Command): Promise<void> {
  const root = path.resolve(__dirname, '..')
  const isVersus = flags.quick || flags.json || flags.only || flags.without || flags.goOn
  const wanted: Section[] = named.length > 0 ? named : isVersus ? ['versus'] : ['walk', 'engines', 'wasm', 'chapters', 'exercises', 'versus', 'recurrent']
  const isVersusSection = (section: Section): section is SectionName => (versusSections as readonly string[]).includes(section)
  const others = wanted.filter((section): section is Exclude<Section, SectionName> => !isVersusSection(section))
  if (flags.json && others.length > 0) command.error(`error: --json is for versus, recurrent and book, not for ${others.join(', ')}`)
  if (flags.write && flags.full) command.error('error: --write keeps the quick profile of the exercises: leave out --full')
  const tables: Record<Tabled, () => Promise<Table>> = { wasm: benchWasm, chapters: benchChapters, exercises: () => benchExercises(flags.full ? 'full' : 'quick') }
  for (const section of others) {
    if (section === 'walk') await benchWalk(root)
    else if (section === 'engines') await benchEngines(root, flags.write ?? false)
    else {
      const where = `${new Date().toISOString().slice(0, 10)}, ${machineInWords(await examineMachine())}.`
      console.log(`${section}: ${sections[section]}\n`)
      const table = await tables[section]()
      console.log(`\n${inColumns(table)}\n\n${where}`)
      if (flags.write) writePart(root, section, `${where}\n\n${inMarkdown(table)}`)
    }
    console.log('')
  }
  const problem = await bench(wanted.filter(isVersusSection), flags, root)
  if (problem) command.error(`error: ${problem}`)
}

const list = (text: string) => text.split(',').filter((name) => name !== '')

const program: Command = new Command('npm run bench --')
  .description(`Sections:\n${Object.entries(sections).map(([name, what]) => `  ${name.padEnd(10)} ${what}`).join('\n')}`)
  .addArgument(new Argument('[sections...]', 'what to measure; all but book by default').choices(Object.keys(sections)))
  .option('--write', 'keep what was measured: in docs/benchmarks.md; engines in engine/measured.json, which the walk tells of')
  .option('--full', 'exercises: train in the full profile, which takes hours without a GPU')
  .option('--quick', 'versus: less than a minute, with fewer nets, steps and rounds')
  .option('--json', 'versus, recurrent, book: the result for programs, as one JSON value')
  .option('--only <names>', 'versus, recurrent, book: these nets or trainings, separated by commas', list)
  .addOption(new Option('--without <framework>', 'versus: leave one out').choices(frameworkNames).argParser((name, before: string[] | undefined) => [...(before ?? []), name]))
  .option('--seeds <count>', 'book: how many seeds', Number, 3)
  .option('--go-on', 'versus, recurrent, book: keep what a run before has measured that was stopped, and measure the rest')
  .option('--yes', 'fetch what is missing of Keras and PyTorch without asking')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action((named: Section[], flags: Flags) => main(named, flags, program))

// Nothing is left behind: processes and folders are cleared away as this one ends.
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) process.once(signal, () => process.exit(code))

program.parseAsync().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(`npm run bench could not go on: ${error.stack}`)
    process.exit(1)
  },
)
