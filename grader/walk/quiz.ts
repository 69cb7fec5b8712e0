import chalk from 'chalk'
import type { Question } from '../course/chapter'
import type { CourseChapter } from '../course/course'
import { isRight, normalise } from '../course/quiz'
import { chooseOne, chooseSeveral, typeIn } from './menus'
import { paragraph } from './screens/layout'

/** Points for each right answer. */
export const POINTS_PER_ANSWER = 5

/**
 * Asks the questions of a chapter, one after the other, and explains each answer.
 * @returns how many were right; nothing when the learner stopped on the way
 */
export async function takeQuiz({ quiz, title }: CourseChapter, say: (text: string) => void, width: number): Promise<number | undefined> {
  say(`\n  ${chalk.bold(`Quiz: ${title}`)}\n`)
  let right = 0
  for (const question of quiz) {
    const answer = await ask(question)
    if (answer === undefined) return undefined
    const ok = isRight(question, answer)
    if (ok) right++
    say(`${ok ? chalk.green('  Right.') : chalk.red('  Not quite.')}\n${paragraph(question.why, 2, width)}\n`)
  }
  return right
}

async function ask(question: Question): Promise<string | undefined> {
  switch (question.kind) {
    case 'choice':
      return (await chooseOne(question.ask, question.options))?.toString()
    case 'several':
      return (await chooseSeveral(`${question.ask} (space marks, return answers)`, question.options))?.join(',')
    case 'order':
    case 'number': {
      const list = question.kind === 'order' ? question.options.map((option, i) => `\n    ${i + 1}  ${option}`).join('') : ''
      const how = question.kind === 'order' ? '\n  In order, such as 2,1,3:' : question.unit ? ` (${question.unit})` : ''
      const typed = await typeIn(`${question.ask}${list}${how}`, (text) => {
        const read = normalise(question, text)
        return 'problem' in read ? read.problem : undefined
      })
      if (typed === undefined) return undefined
      const read = normalise(question, typed)
      return 'answer' in read ? read.answer : undefined
    }
  }
}
