/**
 * `npm run engine`: which engine trains here and why, how fast each one is, and what each lacks.
 * It exits with 0 when all is well, 1 when no engine trains, one broke down or computes wrongly, 2 when the command was
 * not understood.
 */
import path from 'node:path'
import chalk from 'chalk'
import { Argument, Command, CommanderError, Option } from 'commander'
import { offeredEngines } from '../../engine'
import { examine } from '../../engine/examine'
import { loadCourse } from '../course/course'
import { readAbilities } from '../run/abilities'
import { doable } from './engine/exercises'
import { explainProgram, explainSteps } from './engine/explain'
import { type Progress, progressOnTerminal } from './engine/progress'
import { type Report, screen } from './engine/screen'
import { type InstallOptions, installTensorflow, removeTensorflow } from './engine/tensorflow'
import { installWebgpuPackage, removeWebgpuPackage } from './engine/webgpu'

interface Options {
  json?: boolean
  verify?: boolean
}

const INSTALLABLE = ['tensorflow', 'webgpu'] as const
type Installable = (typeof INSTALLABLE)[number]

async function main(): Promise<number> {
  let code = 0
  const program = new Command('npm run engine --')
    .usage('[command]')
    .description('What trains here: every engine, its device and its speed, or why it is not to be had.')
    .option('--verify', 'hold what each engine computes against cpu, for each kind of layer')
    .option('--json', 'the same for programs')
    // Tests run the command on a course of their own.
    .addOption(new Option('--root <folder>').default(path.resolve(__dirname, '../..')).hideHelp())
    .enablePositionalOptions()
    .allowExcessArguments()
    .exitOverride()
    .action(async (options: Options) => {
      const [unknown] = program.args
      if (unknown) program.error(`error: there is no command '${unknown}'; npm run engine -- --help lists them`)
      code = await report(root(), options)
    })
  const root = () => program.opts<{ root: string }>().root

  program
    .command('install')
    .description('install an engine')
    .allowExcessArguments(false)
    .addArgument(new Argument('<engine>', 'which one').choices(INSTALLABLE))
    .option('--gpu', "TensorFlow for NVIDIA's GPUs, also where no driver is found")
    .option('--cpu', 'TensorFlow for processors, also where there is a GPU')
    .option('--yes', 'do not ask')
    .action(async (engine: Installable, options: InstallOptions) => {
      code = await (engine === 'tensorflow' ? installTensorflow(options, root()) : installWebgpuPackage(options, root()))
    })
  program
    .command('remove')
    .description('take an installed engine away')
    .allowExcessArguments(false)
    .addArgument(new Argument('<engine>', 'which one').choices(INSTALLABLE))
    .action(async (engine: Installable) => {
      code = await (engine === 'tensorflow' ? removeTensorflow(root()) : removeWebgpuPackage(root()))
    })
  program
    .command('explain')
    .description('which training steps are compiled on native TensorFlow, and why others are not')
    .argument('[program]', 'a program of your own to run; without it, one net of each kind')
    .argument('[args...]', 'what it is run with')
    .passThroughOptions()
    .action(async (file: string | undefined, args: string[]) => {
      code = file ? await explainProgram(file, args) : await explainSteps()
    })

  try {
    await program.parseAsync()
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
}

/** Looks at everything and shows it. Gives the exit code. */
async function report(root: string, { json = false, verify = false }: Options): Promise<number> {
  const progress = process.stdout.isTTY && !json ? progressOnTerminal() : undefined
  const abort = new AbortController()
  onSignals(abort, progress)
  const examination = await examine({ verify, signal: abort.signal, ...(progress && { tell: progress.tell }) })
  const [course, abilities] = [loadCourse(root), readAbilities(root)]
  const found: Report = { ...examination, exercises: offeredEngines.map((engine) => doable(course, abilities, engine)) }
  progress?.end()
  process.stdout.write(json ? `${JSON.stringify(found, undefined, 2)}\n` : `${screen(found, process.stdout.columns || 80)}\n`)
  return isWell(found) ? 0 : 1
}

function isWell({ chosen, engines }: Report): boolean {
  const fails = engines.some((engine) => engine.kind === 'broken' || (engine.kind === 'unavailable' && engine.fix !== undefined && !engine.absent) || (engine.kind === 'usable' && engine.verdicts?.some(({ problems }) => problems.length > 0)))
  return chosen.kind === 'chosen' && !fails
}

/** Whoever breaks this off gets the prompt back at once, and no process is left behind. */
function onSignals(abort: AbortController, progress: Progress | undefined): void {
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) {
    process.once(signal, () => {
      abort.abort()
      progress?.end()
      process.exit(code)
    })
  }
}

// Colours are for people; a pipe, a file and whoever sets NO_COLOR get plain text.
if (!process.stdout.isTTY || process.env['NO_COLOR']) chalk.level = 0

main().then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    console.error(`npm run engine could not go on: ${error.message}`)
    process.exitCode = 1
  },
)
