import path from 'node:path'
import { benchEngine } from './engine'
import { benchWalk } from './walk'

/** `npm run bench`: what is fast and what is not, measured here and now, side by side in one run. */
async function main(): Promise<void> {
  await benchWalk(path.resolve(__dirname, '..'))
  console.log('')
  await benchEngine()
}

void main().then(() => process.exit(0))
