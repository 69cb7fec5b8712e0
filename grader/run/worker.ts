import { runCLI } from 'jest'
import { theEngine } from './environment'
import { fromJest } from './from-jest'
import type { Job, Message, Reply } from './runner'

/**
 * The process that runs specs for the walk: one at a time, and warm, so that TensorFlow.js, Jest and TypeScript
 * are loaded only once. Started by `runner.ts`, which also ends it when a run is to be broken off.
 */
const root = process.cwd()

/** Each run leaves a little behind in this process; past so many bytes it makes room for a fresh one. */
const MUCH_MEMORY = 1.5e9

let last: Promise<unknown> = announceEngine()

process.on('message', (job: Job) => {
  last = last.then(async () => {
    const reply = await run(job)
    send(reply, () => {
      if (process.memoryUsage.rss() > MUCH_MEMORY) process.exit()
    })
  })
})
process.on('disconnect', () => process.exit())

async function announceEngine(): Promise<void> {
  try {
    const { name, device, why } = await theEngine()
    send({ engine: { name, device, why } })
  } catch (error) {
    send({ engineError: (error as Error).message })
  }
}

function send(message: Message, sent: () => void = () => undefined): void {
  process.send?.(message, sent)
}

async function run({ id, exercise, env }: Job): Promise<Reply> {
  Object.assign(process.env, env)
  const options = {
    $0: '',
    _: [],
    config: `${root}/jest.config.js`,
    runInBand: true,
    reporters: [],
    runTestsByPath: true,
    testPathPatterns: [`exercises/${exercise}.spec.ts`],
  } as unknown as Parameters<typeof runCLI>[0]
  try {
    const { results } = await runCLI(options, [root])
    return { id, result: fromJest(root, results.testResults[0]) }
  } catch (error) {
    return { id, error: (error as Error).message }
  }
}
