import path from 'node:path'
import { Command } from 'commander'
import { benchChapters } from './chapters'
import { benchEngine } from './engine'
import { benchEngines } from './engines'
import { benchExercises } from './exercises'
import { benchWalk } from './walk'

/** `npm run bench`: what is fast and what is not, measured here and now, side by side in one run. */
async function main({ write = false, full = false }: { write?: boolean; full?: boolean }): Promise<void> {
  const root = path.resolve(__dirname, '..')
  await benchWalk(root)
  console.log('')
  await benchEngines(root, write)
  console.log('')
  await benchEngine()
  console.log('')
  await benchChapters()
  console.log('')
  await benchExercises(full ? 'full' : 'quick')
}

void new Command('npm run bench --')
  .option('--write', 'keep the speed of the engines as what the walk tells of them (engine/measured.json)')
  .option('--full', 'train the exercises in the full profile, which takes hours without a GPU')
  .action((options: { write?: boolean; full?: boolean }) => main(options))
  .parseAsync()
  .then(() => process.exit(0))
