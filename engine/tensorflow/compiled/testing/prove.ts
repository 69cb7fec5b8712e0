/**
 * `npm run test:compiled`: trains random small models with compiled steps and without, 1,000 unless told otherwise, and
 * says how many differ. Exits with 1 when one does or when fewer than nine in ten were compiled, with 2 when it cannot
 * be tried here.
 */
import { Command } from 'commander'
import { nativeTensorflow } from './native'
import { trainRandomModels } from './property'

async function main(count: number, first: number): Promise<number> {
  const found = await nativeTensorflow({ threads: 2 })
  if ('missing' in found) {
    console.error(`Compiled steps need ${found.missing}`)
    return 2
  }
  const started = performance.now()
  const tell = (done: number) => process.stderr.isTTY && process.stderr.write(`\r${done} of ${count}`)
  const { compiled, difference, reasons, failures } = await trainRandomModels(found.tf, found.backend, first, count, tell)
  if (process.stderr.isTTY) process.stderr.write('\n')
  console.log(`${count} models in ${((performance.now() - started) / 1000).toFixed(0)} s: ${failures.length} differ, leak or fail; the training of ${compiled} was compiled; largest difference ${difference.toExponential(1)}`)
  for (const [reason, times] of reasons) console.log(`  not compiled, ${times} times: ${reason}`)
  for (const failure of failures) console.log(`✗ ${failure}`)
  return failures.length === 0 && compiled >= 0.9 * count ? 0 : 1
}

const { models, first } = new Command('npm run test:compiled --')
  .option('--models <count>', 'how many', Number, 1000)
  .option('--first <seed>', 'the seed of the first', Number, 1)
  .parse()
  .opts<{ models: number; first: number }>()

void main(models, first).then((code) => process.exit(code))
