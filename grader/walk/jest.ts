import chalk from 'chalk'
import { ResultReporter } from '../run/reporter'
import type { Result } from '../run/result'
import { checkList, verdictScreen, verdictWord } from './screens/verdict'
import { plural } from './screens/layout'

/** What `npx jest` prints: the walk's own words for each exercise, then how many passed. */
export default class JestReporter extends ResultReporter {
  onResult(result: Result): void {
    const { exercise, subject, verdict } = result
    const title = `${chalk.bold(`${subject}/${exercise}.ts`)}  ${verdictWord(verdict)}`
    const width = process.stdout.columns ?? 100
    const body = verdict.kind === 'unattempted' ? checkList(result.checks, width) : verdictScreen(result, width)
    process.stdout.write(`\n${title}\n${body}\n`)
  }

  override onRunComplete(): void {
    super.onRunComplete()
    const count = (kind: string) => this.results.filter(({ verdict }) => verdict.kind === kind).length
    const [passed, unattempted] = [count('passed'), count('unattempted')]
    const wrong = this.results.length - passed - unattempted
    const words = [`${passed} passed`, `${wrong} not right yet`, `${unattempted} not written yet`]
    process.stdout.write(`\n${plural(this.results.length, 'exercise')}: ${words.join(', ')}\n`)
  }
}
