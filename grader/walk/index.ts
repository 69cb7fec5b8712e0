import path from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import { findExercise } from '../course/course'
import { readProfile } from '../run/settings'
import type { Profile } from '../spec/events'
import * as commands from './commands'
import { Desk } from './desk'
import { Session } from './session'

/** `npm run exercise`: the guided walk on a terminal, and the same by arguments anywhere. */
async function main(argv: string[]): Promise<number> {
  const desk = new Desk(path.resolve(__dirname, '../..'))
  const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY)
  let code = 0
  const finish = async (exitCode: number | Promise<number>) => {
    code = await exitCode
  }

  const out = (json = false): commands.Out => ({
    say: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
    width: process.stdout.columns || 100,
    json,
  })
  const json = () => new Option('--json', 'one JSON value instead of words')
  const profile = () => new Option('--profile <name>', 'how much to train').choices(['quick', 'full'])
  const profileOf = (options: Options) => options.profile ?? program.opts<Options>().profile ?? preset
  type Options = { json?: boolean; profile?: Profile; answers?: string; free?: boolean; again?: boolean }

  let preset: Profile
  try {
    preset = readProfile(process.env['PROFILE'])
  } catch (error) {
    out().complain((error as Error).message)
    return 2
  }

  const program = new Command('npm run exercise --')
    .description('Learn deep learning by making failing specs pass. Without a command: the guided walk.')
    .exitOverride()
    // An option that stands behind a command is the command's.
    .enablePositionalOptions()
    .configureHelp({ sortSubcommands: false })
    .argument('[id]', 'the exercise to start at, such as 4.1')
    .option('--free', 'choose exercises in any order')
    .addOption(profile())
    .action(async (id: string | undefined, options: Options) => {
      const start = id === undefined ? commands.current(desk, options.free) : findExercise(desk.course, id)
      if (!start) {
        out().complain(`There is no exercise or command ${id}. See the exercises with: npm run exercise -- list`)
        code = 2
      } else if (isTerminal) {
        code = await new Session(desk, { profile: profileOf(options), free: options.free ?? false }, start).start()
      } else {
        code = commands.next(desk, out(), id === undefined ? undefined : start)
      }
    })
  program
    .command('list')
    .description('every chapter and exercise, what is done, and the points')
    .addOption(json())
    .action((options: Options) => finish(commands.list(desk, out(options.json))))
  program
    .command('next')
    .description('what to write next, and where')
    .addOption(json())
    .action((options: Options) => finish(commands.next(desk, out(options.json))))
  program
    .command('check [id]')
    .description('run the spec on your file')
    .addOption(profile())
    .addOption(json())
    .action((id: string | undefined, options: Options) => finish(commands.check(desk, out(options.json), id, profileOf(options))))
  program
    .command('preview [id]')
    .description('watch the reference pass, without seeing its code')
    .addOption(profile())
    .addOption(json())
    .action((id: string | undefined, options: Options) => finish(commands.preview(desk, out(options.json), id, profileOf(options))))
  program
    .command('hint [id]')
    .description('one more hint; the first is free')
    .option('--again', 'those that you have read, and no other')
    .addOption(json())
    .action((id: string | undefined, options: Options) => finish(commands.hint(desk, out(options.json), id, options.again ?? false)))
  program
    .command('reset <id>')
    .description('put the stub back; a copy of your file is kept')
    .addOption(json())
    .action((id: string, options: Options) => finish(commands.reset(desk, out(options.json), id)))
  program
    .command('solution [id]')
    .description('the reference beside yours, once yours has passed')
    .addOption(json())
    .action((id: string | undefined, options: Options) => finish(commands.solution(desk, out(options.json), id)))
  program
    .command('quiz <chapter>')
    .description("a chapter's questions")
    .option('--answers <list>', 'your answers in order, separated by ;')
    .addOption(json())
    .action((chapter: string, options: Options) => finish(commands.quiz(desk, out(options.json), chapter, options.answers)))

  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
  return code
}

// A reader that closes the pipe early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  },
)
