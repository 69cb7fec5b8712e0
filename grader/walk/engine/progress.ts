import chalk from 'chalk'
import { createLogUpdate } from 'log-update'
import type { EngineFinding, News } from '../../../engine/examine'
import { three } from './screen'

/** Shows how the examination comes along, a line an engine, until the report takes its place. */
export interface Progress {
  tell(news: News): void
  end(): void
}

/** For somebody who watches; a pipe gets the report alone. */
export function progressOnTerminal(): Progress {
  const live = createLogUpdate(process.stdout)
  const done: string[] = []
  return {
    tell(news) {
      if (news.kind === 'found') done.push(lineOf(news.finding))
      const now = news.kind === 'looking' ? [chalk.dim(`  ${(news.name ?? '').padEnd(10)}  ${doing(news)}`)] : []
      live(['', 'Looking at the engines, some seconds each …', ...done, ...now].join('\n'))
    },
    end: () => {
      live.clear()
      live.done()
    },
  }
}

function doing({ name, verified }: News & { kind: 'looking' }): string {
  if (verified !== undefined) return `holds against cpu what it computes: ${verified} kinds of layers`
  return name ? 'measuring …' : 'starting …'
}

function lineOf(finding: EngineFinding): string {
  const name = finding.name.padEnd(10)
  if (finding.kind !== 'usable') return `  ${name}  ${finding.kind === 'broken' ? chalk.red(finding.reason) : finding.reason}`
  const { gflops, step } = finding.speed
  return `  ${name}  ${three(gflops).padStart(7)} GFLOP/s  ${three(step).padStart(7)} ms a step`
}
