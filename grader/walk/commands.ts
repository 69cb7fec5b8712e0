import path from 'node:path'
import chalk from 'chalk'
import { type CourseChapter, type Exercise, files, findChapter, findExercise } from '../course/course'
import { putStub } from '../course/keep'
import { isRight, normalise } from '../course/quiz'
import { openingOf, sectionOf } from '../course/text'
import { type Result, worthTypeChecking } from '../run/result'
import { type EngineInfo, Runner } from '../run/runner'
import { TypeChecker } from '../run/type-checker'
import type { Event, Profile } from '../spec/events'
import type { Desk } from './desk'
import { earned, hasPassed, isUnlocked, nextUnfinished, totalPoints } from './progress'
import { POINTS_PER_ANSWER } from './quiz'
import { figure, paragraph, plural } from './screens/layout'
import { overview } from './screens/overview'
import { heading, taskScreen, toWrite } from './screens/task'
import { hintsText, solutionText } from './screens/texts'
import { verdictScreen, verdictWord } from './screens/verdict'

/**
 * The walk by arguments, for pipes, CI and whoever likes to type: plain lines, no prompts. Each command returns
 * its exit code: 0 done as asked (a check: passed), 1 not so, 2 asked for something that is not there.
 */

/** Where a command writes; `json` asks for one JSON value instead of words. */
export interface Out {
  say(text: string): void
  complain(text: string): void
  width: number
  json: boolean
}

const DONE = 0
const NOT_SO = 1
const MISUSED = 2

export function list(desk: Desk, out: Out): number {
  const { course } = desk
  const progress = desk.progress()
  if (!out.json) {
    out.say(overview(course, progress, current(desk)))
    return DONE
  }
  const chapters = course.chapters.map(({ number, title, folder, exercises, quiz }) => ({
    number,
    title,
    folder,
    exercises: exercises.map((exercise) => ({
      id: exercise.id,
      title: exercise.title,
      file: files.learners(exercise),
      points: exercise.points,
      earned: earned(exercise, progress.exercises[exercise.key]),
      passed: hasPassed(progress, exercise),
      unlocked: isUnlocked(course, progress, exercise),
    })),
    quiz: { questions: quiz.length, right: progress.quizzes[folder]?.right ?? null },
  }))
  out.say(JSON.stringify({ chapters, points: totalPoints(course, progress), current: current(desk).id }, null, 2))
  return DONE
}

/** What to do next, in plain lines: the first exercise that has not passed, unless another is named. */
export function next(desk: Desk, out: Out, exercise = nextUnfinished(desk.course, desk.progress())): number {
  if (out.json) {
    out.say(JSON.stringify(exercise ? { id: exercise.id, title: exercise.title, file: files.learners(exercise) } : null))
  } else if (exercise) {
    const opening = openingOf(sectionOf(desk.course, exercise))
    out.say(taskScreen(exercise, opening, desk.source(exercise) ?? '', out.width))
    out.say(`\n  ${chalk.dim(`then run`)} npm run exercise -- check ${exercise.id}`)
  } else {
    out.say('Every exercise has passed.')
  }
  return DONE
}

export async function check(desk: Desk, out: Out, wanted: string | undefined, profile: Profile): Promise<number> {
  const exercise = pick(desk, out, wanted)
  if (!exercise) return MISUSED
  const result = await judge(desk, out, exercise, profile, 'exercises')
  if (!result) return MISUSED
  const points = await desk.record(exercise, result)
  if (out.json) out.say(JSON.stringify({ id: exercise.id, ...result, points }, null, 2))
  else {
    out.say(`${heading(exercise)}  ${verdictWord(result.verdict)}${points > 0 ? `  +${plural(points, 'point')}` : ''}`)
    out.say(verdictScreen(result, out.width))
    if (result.verdict.kind === 'unattempted') out.say(`\n${toWrite(exercise, desk.source(exercise) ?? '', out.width)}`)
  }
  return result.verdict.kind === 'passed' ? DONE : NOT_SO
}

/** The reference at work: its checks, its training and its numbers, without its code. */
export async function preview(desk: Desk, out: Out, wanted: string | undefined, profile: Profile): Promise<number> {
  const exercise = pick(desk, out, wanted)
  if (!exercise) return MISUSED
  const result = await judge(desk, out, exercise, profile, 'solutions')
  if (!result) return MISUSED
  if (out.json) out.say(JSON.stringify({ id: exercise.id, ...result }, null, 2))
  else out.say(`${heading(exercise)}  what the reference does\n${verdictScreen(result, out.width)}`)
  return result.verdict.kind === 'passed' ? DONE : NOT_SO
}

export async function hint(desk: Desk, out: Out, wanted: string | undefined, again: boolean): Promise<number> {
  const exercise = pick(desk, out, wanted)
  if (!exercise) return MISUSED
  const { hints, isLast } = again ? desk.hintsRead(exercise) : await desk.hint(exercise)
  out.say(out.json ? JSON.stringify({ id: exercise.id, hints, isLast }) : `${heading(exercise)}\n${hintsText(hints, isLast, out.width, hasPassed(desk.progress(), exercise))}`)
  return DONE
}

export async function reset(desk: Desk, out: Out, wanted: string | undefined): Promise<number> {
  const exercise = pick(desk, out, wanted)
  if (!exercise) return MISUSED
  const kept = await putStub(desk.course, exercise)
  const words = kept ? `The stub is back. Your file was kept as ${kept}` : 'The stub is back; there was nothing of yours to keep.'
  out.say(out.json ? JSON.stringify({ id: exercise.id, file: files.learners(exercise), kept: kept ?? null }) : words)
  return DONE
}

export function solution(desk: Desk, out: Out, wanted: string | undefined): number {
  const exercise = pick(desk, out, wanted)
  if (!exercise) return MISUSED
  const patch = desk.solution(exercise)
  if (!patch) {
    out.complain(`The solution of ${exercise.id} is shown once yours has passed. Until then there are hints: npm run exercise -- hint ${exercise.id}`)
    return NOT_SO
  }
  out.say(out.json ? JSON.stringify({ id: exercise.id, hunks: patch.hunks }) : solutionText(patch))
  return DONE
}

/** The questions of a chapter or, with answers (`2;1,3;3,1,2;1957;4`), how many are right and why. */
export async function quiz(desk: Desk, out: Out, wanted: string, answers: string | undefined): Promise<number> {
  const chapter = findChapter(desk.course, wanted)
  if (!chapter) {
    out.complain(`There is no chapter ${wanted}: the chapters are ${desk.course.chapters.map(({ number }) => number).join(', ')}.`)
    return MISUSED
  }
  if (chapter.quiz.length === 0) {
    out.complain(`Chapter ${chapter.number} has no quiz.`)
    return MISUSED
  }
  return answers === undefined ? askQuiz(chapter, out) : answerQuiz(desk, chapter, answers, out)
}

function askQuiz({ number, title, quiz }: CourseChapter, out: Out): number {
  if (out.json) {
    out.say(JSON.stringify(quiz.map(({ why: _, answer: __, ...question }) => question), null, 2))
    return DONE
  }
  out.say(chalk.bold(`Quiz of chapter ${number}: ${title}`))
  quiz.forEach((question, i) => {
    out.say(`\n${paragraph(`${i + 1}.  ${question.ask}`, 0, out.width)}`)
    if (question.kind === 'number') {
      if (question.unit) out.say(chalk.dim(`    in ${question.unit}`))
      return
    }
    question.options.forEach((option, k) => out.say(paragraph(`${k + 1}  ${option}`, 4, out.width)))
    if (question.kind === 'several') out.say(chalk.dim('    as many as you like'))
  })
  out.say(`\nAnswer all at once: npm run exercise -- quiz ${number} --answers "${quiz.map(sampleAnswer).join(';')}"`)
  return DONE
}

/** An answer of the right form, to show the form. */
function sampleAnswer(question: CourseChapter['quiz'][number]): string {
  switch (question.kind) {
    case 'choice':
      return '1'
    case 'several':
      return '1,3'
    case 'order':
      return question.options.map((_, i) => i + 1).reverse().join(',')
    case 'number':
      return '42'
  }
}

async function answerQuiz(desk: Desk, chapter: CourseChapter, answers: string, out: Out): Promise<number> {
  const typed = answers.split(';')
  if (typed.length !== chapter.quiz.length) {
    out.complain(`There are ${chapter.quiz.length} questions, but ${plural(typed.length, 'answer')}: separate them by ;`)
    return MISUSED
  }
  const read = chapter.quiz.map((question, i) => normalise(question, typed[i]))
  const unreadable = read.findIndex((answer) => 'problem' in answer)
  const problem = read[unreadable]
  if (problem && 'problem' in problem) {
    out.complain(`Answer ${unreadable + 1}: ${problem.problem}.`)
    return MISUSED
  }
  const right = chapter.quiz.map((question, i) => 'answer' in read[i] && isRight(question, read[i].answer))
  const count = right.filter(Boolean).length
  await desk.recordQuiz(chapter.folder, count, count * POINTS_PER_ANSWER)
  if (out.json) out.say(JSON.stringify({ right, points: count * POINTS_PER_ANSWER }))
  else {
    chapter.quiz.forEach(({ why }, i) => out.say(paragraph(`${i + 1}.  ${right[i] ? 'Right.' : 'Not quite.'} ${why}`, 0, out.width)))
    out.say(`${count} of ${right.length} right, ${plural(count * POINTS_PER_ANSWER, 'point')}. The best try counts.`)
  }
  return count === right.length ? DONE : NOT_SO
}

/** Where the walk opens: at the first exercise that has not passed or, where all are open, at the one it was last at. */
export function current(desk: Desk, free = false): Exercise {
  const progress = desk.progress()
  const { exercises } = desk.course
  const last = exercises.find(({ key }) => key === progress.current)
  if (last && !hasPassed(progress, last) && (free || isUnlocked(desk.course, progress, last))) return last
  return nextUnfinished(desk.course, progress) ?? last ?? exercises[0]
}

function pick(desk: Desk, out: Out, wanted: string | undefined): Exercise | undefined {
  if (wanted === undefined) return current(desk)
  const exercise = findExercise(desk.course, wanted)
  if (!exercise) out.complain(`There is no exercise ${wanted}. See them all with: npm run exercise -- list`)
  return exercise
}

/** @returns nothing when there is no engine to run it */
async function judge(desk: Desk, out: Out, exercise: Exercise, profile: Profile, subject: string): Promise<Result | undefined> {
  let problem: string | undefined
  const onEngine = (engine: EngineInfo | string) => {
    if (typeof engine === 'string') problem = engine
  }
  const runner = new Runner(desk.root, { onEngine })
  const types = new TypeChecker(desk.root, false)
  try {
    // References have none.
    const typeErrors = subject === 'exercises' ? types.check(path.join(desk.root, files.learners(exercise))) : []
    const listen = out.json ? undefined : (event: Event) => tellEpoch(out, event)
    const result = await runner.run({ exercise: exercise.key, subject, profile }, listen).result
    if (problem !== undefined) {
      out.complain(problem)
      return undefined
    }
    if (!result) throw new Error('the run was broken off')
    return worthTypeChecking(result) ? { ...result, typeErrors: await typeErrors } : result
  } finally {
    runner.close()
    types.close()
  }
}

/** Training without a live picture: one line an epoch. */
function tellEpoch(out: Out, event: Event): void {
  if (event.type === 'training') {
    const { rows, batch, epochs } = event
    out.say(chalk.dim(`training on ${rows.toLocaleString('en')} rows, ${plural(epochs, 'epoch')}, batches of ${batch} …`))
  }
  if (event.type === 'epoch') {
    const numbers = Object.entries(event.numbers).map(([key, value]) => `${key} ${figure(value)}`)
    out.say(chalk.dim(`  epoch ${event.epoch} of ${event.epochs}   ${numbers.join('   ')}`))
  }
}
