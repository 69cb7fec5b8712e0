import chalk from 'chalk'
import type { Course, Exercise } from '../../course/course'
import { earned, hasPassed, type Progress, totalPoints } from '../progress'
import { columns, plural } from './layout'

/** Done, done in the book's full setting, or still open. */
export function exerciseMark(progress: Progress, exercise: Exercise): string {
  if (!hasPassed(progress, exercise)) return chalk.dim('·')
  return chalk.green(progress.exercises[exercise.key]?.full ? '★' : '✓')
}

/** Every chapter with its exercises, what is done, and the points. */
export function overview(course: Course, progress: Progress, current: Exercise | undefined): string {
  const chapters = course.chapters.map((chapter) => {
    const rows = chapter.exercises.map((exercise) => [
      exerciseMark(progress, exercise),
      exercise.id,
      exercise.title + (exercise === current ? '  ← here' : ''),
      `${earned(exercise, progress.exercises[exercise.key])} of ${exercise.points}`,
    ])
    const quiz = progress.quizzes[chapter.folder]
    const all = chapter.quiz.length
    if (all > 0) rows.push([quiz ? chalk.green('✓') : chalk.dim('·'), 'quiz', plural(all, 'question'), `${quiz?.points ?? 0} of ${5 * all}`])
    return `${chalk.bold(`${chapter.number}  ${chapter.title}`)}\n${columns(rows, 3)}`
  })
  const passed = course.exercises.filter((exercise) => hasPassed(progress, exercise)).length
  const sum = `${passed} of ${plural(course.exercises.length, 'exercise')} done, ${plural(totalPoints(course, progress), 'point')}`
  return [...chapters, sum].join('\n\n')
}
