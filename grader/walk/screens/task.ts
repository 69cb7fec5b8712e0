import chalk from 'chalk'
import { type Course, type Exercise, files } from '../../course/course'
import { type Todo, todosIn } from '../../course/stub'
import { paragraph, plural } from './layout'

/** The line on top of every screen: where one is, how far one has come. */
export function header(course: Course, exercise: Exercise, passed: number, points: number, width: number): string {
  const chapter = course.chapters.find(({ number }) => number === exercise.chapter)!
  const left = `${chalk.bold('Tensorlings')}  ${chalk.dim(`chapter ${chapter.number}, ${chapter.title}`)}`
  const right = `${meter(passed / course.exercises.length)} ${passed} of ${course.exercises.length}   ${plural(points, 'point')}`
  const room = width - 1 - [`Tensorlings  chapter ${chapter.number}, ${chapter.title}`, right].join('').length
  return room > 2 ? left + ' '.repeat(room) + right : `${left}\n${right}`
}

function meter(share: number): string {
  const full = Math.round(12 * share)
  return '█'.repeat(full) + '░'.repeat(12 - full)
}

/** The number and the title of an exercise. */
export function heading({ id, title }: Exercise): string {
  return chalk.bold(`${id}  ${title}`)
}

/** What to do: the exercise in a few lines, what to write and where. */
export function taskScreen(exercise: Exercise, opening: string, source: string, width: number): string {
  const title = `${heading(exercise)}  ${chalk.dim(plural(exercise.points, 'point'))}`
  const texts = `${chalk.cyan(files.text(exercise))}  ${chalk.dim(`and the book, ${exercise.book}`)}`
  const read = `  ${chalk.dim('read')}   ${paragraph(texts, 9, width).trimStart()}`
  return [title, '', paragraph(opening, 2, width), '', toWrite(exercise, source, width), '', read].join('\n')
}

/** The learner's file, and what is still to be written in it. */
export function toWrite(exercise: Exercise, source: string, width: number): string {
  const todos = todosIn(source)
  const file = files.learners(exercise)
  const first = todos[0]?.line
  const parts = todos.length > 0 ? todoList(todos, width) : `         ${chalk.dim('nothing is marked todo any more')}`
  return `  ${chalk.dim('write')}  ${chalk.cyan(first ? `${file}:${first}` : file)}\n${parts}`
}

/** Name, line and words of each todo; the words keep to their column. */
function todoList(todos: Todo[], width: number): string {
  const widest = (cells: string[]) => Math.max(...cells.map((cell) => cell.length))
  const [names, lines] = [todos.map(({ within }) => within ?? ''), todos.map(({ line }) => `:${line}`)]
  const [name, line] = [widest(names), widest(lines)]
  const before = 9 + name + 2 + line + 2
  return todos
    .map(({ words }, i) => `${' '.repeat(9)}${names[i].padEnd(name + 2)}${chalk.dim(lines[i].padEnd(line + 2))}${paragraph(words, before, width).trimStart()}`)
    .join('\n')
}

/** The keys, as many as make sense now. */
export function keyLine(keys: [key: string, does: string][], width: number): string {
  const words = keys.map(([key, does]) => `${chalk.bold(key)} ${chalk.dim(does)}`)
  const lengths = keys.map(([key, does]) => key.length + does.length + 1)
  const lines: string[] = []
  let room = 0
  words.forEach((word, i) => {
    if (lines.length === 0 || room + lengths[i] + 3 > width) {
      lines.push(`  ${word}`)
      room = lengths[i] + 2
    } else {
      lines[lines.length - 1] += `   ${word}`
      room += lengths[i] + 3
    }
  })
  return lines.join('\n')
}
