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
  for (const [i, question] of quiz.entries()) {
    say(chalk.bold(paragraph(`${i + 1}.  ${question.ask}`, 2, width)))
    if (question.kind === 'order') question.options.forEach((option, k) => say(paragraph(`${k + 1}  ${option}`, 6, width)))
    const answer = await ask(question)
    if (answer === undefined) return undefined
    const ok = isRight(question, answer)
    if (ok) right++
    say(`${ok ? chalk.green('  Right.') : chalk.red('  Not quite.')}\n${paragraph(question.why, 2, width)}\n`)
  }
  return right
}

/** @returns the answer in the form in which it is hashed; nothing when the learner backs out */
async function ask(question: Question): Promise<string | undefined> {
  switch (question.kind) {
    case 'choice':
      return (await chooseOne('Choose one', question.options))?.toString()
    case 'several':
      return (await chooseSeveral('Mark all that are true', question.options))?.join(',')
    case 'order':
      return typed('The numbers in order, such as 2,1,3:', question)
    case 'number':
      return typed(question.unit ? `A number, in ${question.unit}:` : 'A number:', question)
  }
}

async function typed(message: string, question: Question): Promise<string | undefined> {
  const text = await typeIn(message, (text) => {
    const read = normalise(question, text)
    return 'problem' in read ? read.problem : undefined
  })
  const read = text === undefined ? undefined : normalise(question, text)
  return read && 'answer' in read ? read.answer : undefined
}
