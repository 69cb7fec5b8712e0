import chalk from 'chalk'
import inquirer from 'inquirer'
import type { Course, Exercise } from '../course/course'
import { earned, isUnlocked, type Progress } from './progress'
import { exerciseMark } from './screens/overview'

type Questions = Parameters<typeof inquirer.prompt<{ answer: unknown }>>[0]

/** What prompts throw when nobody answers. */
const LEFT = ['ExitPromptError', 'AbortPromptError']

/** A choice among things, or nothing when the learner backs out with Escape or Ctrl-C. */
async function prompt<T>(question: Record<string, unknown>): Promise<T | undefined> {
  const escape = new AbortController()
  const heard = (_text: string | undefined, key: { name?: string }) => key.name === 'escape' && escape.abort()
  process.stdin.on('keypress', heard)
  try {
    const ask = inquirer.createPromptModule({ signal: escape.signal })
    const { answer } = await ask<{ answer: unknown }>([{ ...question, name: 'answer' }] as unknown as Questions)
    return answer as T
  } catch (error) {
    if (LEFT.includes((error as Error).name)) return undefined
    throw error
  } finally {
    process.stdin.off('keypress', heard)
  }
}

/** The chapters and their exercises with marks and points; those still locked cannot be chosen. */
export async function chooseExercise(course: Course, progress: Progress, current: Exercise, free: boolean): Promise<Exercise | undefined> {
  const choices = course.chapters.flatMap((chapter) => [
    new inquirer.Separator(`\n  ${chalk.bold(`${chapter.number}  ${chapter.title}`)}`),
    ...chapter.exercises.map((exercise) => {
      const open = free || isUnlocked(course, progress, exercise)
      const points = `${earned(exercise, progress.exercises[exercise.key])}/${exercise.points}`
      const name = `${exerciseMark(progress, exercise)} ${exercise.id.padEnd(5)}${exercise.title.padEnd(44)} ${points}`
      return { name, value: exercise, disabled: open ? false : chalk.dim('locked') }
    }),
  ])
  return prompt({ type: 'select', message: `Go to ${chalk.dim('(Escape: back; what is locked opens when the one before has passed)')}`, choices, default: current, pageSize: Math.max(8, (process.stdout.rows || 24) - 4), loop: false })
}

export async function confirm(message: string): Promise<boolean> {
  return (await prompt<boolean>({ type: 'confirm', message, default: false })) ?? false
}

export async function chooseOne(message: string, options: string[]): Promise<number | undefined> {
  return prompt({ type: 'select', message, choices: options.map((name, i) => ({ name, value: i + 1 })), loop: false })
}

export async function chooseSeveral(message: string, options: string[]): Promise<number[] | undefined> {
  return prompt({ type: 'checkbox', message, choices: options.map((name, i) => ({ name, value: i + 1 })), loop: false })
}

export async function typeIn(message: string, problemWith: (text: string) => string | undefined): Promise<string | undefined> {
  return prompt({ type: 'input', message, validate: (text: string) => problemWith(text) ?? true })
}
