import { runCLI } from 'jest'
import { fromJest } from './from-jest'
import type { Job, Reply } from './runner'

/**
 * The process that runs specs for the walk: one at a time, and warm, so that TensorFlow.js, Jest and TypeScript
 * are loaded only once. Started by `runner.ts`, which also ends it when a run is to be broken off.
 */
const root = process.cwd()

/** Each run leaves a little behind in this process; past so many bytes it makes room for a fresh one. */
const MUCH_MEMORY = 1.5e9

process.on('message', (job: Job) => {
  void run(job).then((reply) => {
    process.send?.(reply, () => {
      if (process.memoryUsage.rss() > MUCH_MEMORY) process.exit()
    })
  })
})
process.on('disconnect', () => process.exit())

async function run({ id, exercise, env }: Job): Promise<Reply> {
  Object.assign(process.env, env)
  const { results } = await runCLI(
    {
      $0: '',
      _: [],
      config: `${root}/jest.config.js`,
      runInBand: true,
      watchman: false,
      reporters: [],
      runTestsByPath: true,
      testPathPatterns: [`exercises/${exercise}.spec.ts`],
    } as unknown as Parameters<typeof runCLI>[0],
    [root],
  )
  const [file] = results.testResults
  if (!file) return { id, error: `there is no spec exercises/${exercise}.spec.ts` }
  return { id, result: fromJest(root, file) }
}
