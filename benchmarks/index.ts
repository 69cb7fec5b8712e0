import path from 'node:path'
import { Command } from 'commander'
import { benchEngine } from './engine'
import { benchEngines } from './engines'
import { benchWalk } from './walk'

/** `npm run bench`: what is fast and what is not, measured here and now, side by side in one run. */
async function main({ write = false }: { write?: boolean }): Promise<void> {
  const root = path.resolve(__dirname, '..')
  await benchWalk(root)
  console.log('')
  await benchEngines(root, write)
  console.log('')
  await benchEngine()
}

void new Command('npm run bench --')
  .option('--write', 'keep the speed of the engines as what the walk tells of them (engine/measured.json)')
  .action((options: { write?: boolean }) => main(options))
  .parseAsync()
  .then(() => process.exit(0))
