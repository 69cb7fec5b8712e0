import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Question } from '../course/chapter'
import { type Exercise, files, findChapter, findExercise, loadCourse } from '../course/course'
import { foiled } from '../course/foils'
import { isRight } from '../course/quiz'
import { foilsOf, referenceOf } from '../course/reference'
import type { Result } from '../run/result'
import { inPipes, type Ran, WALK } from './testing/command'
import { courseCopy } from './testing/course-copy'

/** The walk by arguments, as a pipe or CI sees it: one after the other in one fresh copy of the course. */
describe('the walk by arguments', { timeout: 1_200_000 }, () => {
  const course = loadCourse(path.resolve(__dirname, '../..'))
  const exercise = findExercise(course, '4.1') as Exercise
  const reference = referenceOf(course.root, exercise)
  const file = files.learners(exercise)
  let root: string
  before(() => {
    root = courseCopy()
  })
  after(() => fs.rmSync(root, { recursive: true, force: true }))

  const walk = (...args: string[]) => inPipes(root, [...WALK, ...args])
  const json = async <T>(...args: string[]) => {
    const { code, out, err } = await walk(...args, '--json')
    assert.equal(err, '')
    return { code, value: JSON.parse(out) as T }
  }
  const save = (source: string) => fs.writeFileSync(path.join(root, file), source)
  const saved = () => fs.readFileSync(path.join(root, file), 'utf8')
  /** Asked for something that is not there: said in words, on the channel for that, and nothing else. */
  const isMisused = ({ code, out, err }: Ran, words: RegExp) => {
    assert.deepEqual([code, out], [2, ''])
    assert.match(err, words)
  }

  describe('list', () => {
    it('shows every chapter and exercise, none done', async () => {
      const { code, out, err } = await walk('list')
      assert.deepEqual([code, err], [0, ''])
      for (const { number, title } of course.chapters) assert.match(out, new RegExp(`^${number} {2}${title}$`, 'm'))
      for (const { id, title } of course.exercises) assert.ok(out.includes(`${id}   ${title}`), `${id} ${title}`)
      assert.match(out, new RegExp(`\n0 of ${course.exercises.length} exercises done, 0 points\n$`))
      assert.match(out, new RegExp(`${course.exercises[0].title} +← here`))
    })

    it('gives the same as JSON', async () => {
      interface Listed { id: string; file: string; points: number; earned: number; passed: boolean; unlocked: boolean }
      const { code, value } = await json<{ chapters: { exercises: Listed[] }[]; points: number; current: string }>('list')
      assert.equal(code, 0)
      assert.deepEqual([value.points, value.current], [0, course.exercises[0].id])
      const listed = value.chapters.flatMap(({ exercises }) => exercises)
      assert.deepEqual(listed.map(({ id, file, points }) => [id, file, points]), course.exercises.map((e) => [e.id, files.learners(e), e.points]))
      assert.deepEqual(listed.filter(({ unlocked }) => unlocked).map(({ id }) => id), [course.exercises[0].id])
      assert.ok(listed.every(({ earned, passed }) => earned === 0 && !passed))
    })
  })

  describe('next', () => {
    it('says what to write, where, and how to check it; so does the walk itself in a pipe', async () => {
      const [next, bare] = await Promise.all([walk('next'), walk()])
      const [first] = course.exercises
      assert.deepEqual([next.code, next.err], [0, ''])
      assert.match(next.out, new RegExp(`^${first.id} {2}${first.title}`))
      assert.match(next.out, new RegExp(`write {2}${files.learners(first)}:\\d+\n`))
      assert.match(next.out, new RegExp(`npm run exercise -- check ${first.id}\n$`))
      assert.deepEqual(bare, next)
    })
    it('gives the same as JSON', async () => {
      const [{ id, title, file }] = course.exercises.map((e) => ({ id: e.id, title: e.title, file: files.learners(e) }))
      assert.deepEqual(await json('next'), { code: 0, value: { id, title, file } })
    })
  })

  describe('what is not there', () => {
    it('is said so: exercises, chapters, commands, options, profiles', async () => {
      const [check, hint, quiz, command, option, profile, missing] = await Promise.all([
        walk('check', '9.9'), walk('hint', 'nothing'), walk('quiz', '99'), walk('chekc'), walk('list', '--colour'), walk('check', '4.1', '--profile', 'slow'), walk('reset'),
      ])
      isMisused(check, /^There is no exercise 9\.9\./)
      isMisused(hint, /^There is no exercise nothing\./)
      isMisused(quiz, /^There is no chapter 99: the chapters are 1, /)
      isMisused(command, /^There is no exercise or command chekc\./)
      isMisused(option, /unknown option '--colour'/)
      isMisused(profile, /'slow' is invalid.*quick, full/)
      isMisused(missing, /missing required argument 'id'/)
    })
    it('is said so for PROFILE, too', async () => {
      const { code, out, err } = await inPipes(root, [...WALK, 'check', '4.1'], { PROFILE: 'slow' })
      assert.deepEqual([code === 0, out], [false, ''])
      assert.match(err, /^PROFILE=slow is not a profile: use quick or full\n$/)
    })
    it('is help for --help', async () => {
      const { code, out, err } = await walk('--help')
      assert.deepEqual([code, err], [0, ''])
      for (const name of ['list', 'next', 'check', 'preview', 'hint', 'reset', 'solution', 'quiz']) assert.match(out, new RegExp(`^ {2}${name} `, 'm'))
    })
  })

  describe('before anything is written', () => {
    it('a check says that it is not, and what is to be done', async () => {
      const { code, out, err } = await walk('check', '4.1')
      assert.deepEqual([code, err], [1, ''])
      assert.match(out, /^4\.1 {2}.* {2}not written yet\n {2}· /)
      assert.doesNotMatch(out, /✗|points/)
    })
    it('a check takes its profile from either side of its name', async () => {
      for (const args of [['check', exercise.id, '--profile', 'full'], ['--profile', 'full', 'check', exercise.id]]) {
        assert.equal((await json<Result>(...args)).value.profile, 'full')
      }
    })
    it('the solution is not shown', async () => {
      const { code, out, err } = await walk('solution', '4.1')
      assert.deepEqual([code, out], [1, ''])
      assert.match(err, /shown once yours has passed.*hint 4\.1/)
    })
    it('hints come one by one', async () => {
      const [first, second, third] = exercise.hints.map((hint) => hint.slice(0, 30))
      const one = await walk('hint', '4.1')
      assert.ok(one.code === 0 && one.out.includes(first) && !one.out.includes(second) && one.out.includes('costs a fifth'))
      const two = await walk('hint', '4.1')
      assert.ok(two.out.includes(first) && two.out.includes(second) && !two.out.includes(third) && two.out.includes('costs another fifth'))
      const three = await walk('hint', '4.1')
      assert.ok(three.out.includes(third) && three.out.includes('the last one'))
      assert.deepEqual(await json('hint', '4.1'), { code: 0, value: { id: '4.1', hints: exercise.hints, isLast: true } })
    })
  })

  describe('a wrong answer', () => {
    it('gets the words of its mistake, and is a result as JSON', async () => {
      save(foiled(reference, foilsOf(course.root, exercise)['forgot-rescale']))
      const [{ code, out }, { value, ...other }] = await Promise.all([walk('check', '4.1'), json<Result & { id: string; points: number }>('check', '4.1')])
      assert.deepEqual([code, other.code], [1, 1])
      assert.match(out, /a known mistake[^]*A known mistake: forgot-rescale\n {2}\S.*255/)
      assert.deepEqual([value.id, value.exercise, value.points, value.verdict.kind], ['4.1', exercise.key, 0, 'trapped'])
      assert.ok(value.checks.some(({ role }) => role === 'trap'))
      assert.deepEqual(value.typeErrors, [])
    })
    it('is kept when the stub is put back', async () => {
      const mine = saved()
      const { code, out } = await walk('reset', '4.1')
      assert.equal(code, 0)
      const [, kept] = /kept as (\S+)/.exec(out)!
      assert.equal(fs.readFileSync(path.join(root, kept), 'utf8'), mine)
      assert.match(saved(), /todo\('/)
      assert.deepEqual(await json('reset', file), { code: 0, value: { id: '4.1', file, kept: null } })
    })
  })

  describe('a right answer', () => {
    it('passes, with the points that three hints have left', async () => {
      save(reference.replace(/^ *\/\/ #.*\n/gm, ''))
      const { code, out, err } = await walk('check', 'prepare-digits')
      assert.deepEqual([code, err], [0, ''])
      assert.match(out, /^4\.1 {2}.* {2}passed {2}\+6 points\n/)
      assert.doesNotMatch(out, /TypeScript/)
    })
    it('brings its points once, and they are listed', async () => {
      save(`${reference}export const wrong: number = 'text'\n`)
      const { code, value } = await json<Result & { points: number }>('check', '4.1')
      assert.deepEqual([code, value.points], [0, 0])
      assert.deepEqual(value.typeErrors.map(({ line, column, code }) => [line, column, code]), [[reference.split('\n').length, 14, 'TS2322']])
      const { out } = await walk('list')
      assert.match(out, /✓ {2}4\.1 .* 6 of 10\n/)
      assert.match(out, /\n1 of \d+ exercises done, 6 points\n$/)
    })
    it('opens the solution', async () => {
      save(reference.replace(/^ *\/\/ #.*\n/gm, ''))
      const { code, out } = await walk('solution', '4.1')
      assert.equal(code, 0)
      assert.match(out, /letter by letter/)
      save(saved().replace("'#'", "'@'"))
      assert.match((await walk('solution', '4.1')).out, /^ {2}-.*'@'.*\n {2}\+.*'#'/m)
      const { value } = await json<{ hunks: { lines: string[] }[] }>('solution', '4.1')
      assert.equal(value.hunks.length, 1)
    })
  })

  describe('a preview', () => {
    it('shows a training and its numbers, line by line, but none of the code', async () => {
      const trains = findExercise(course, '4.4') as Exercise
      const { code, out, err } = await walk('preview', '4.4')
      assert.deepEqual([code, err], [0, ''])
      assert.match(out, /^training on 6,000 rows, 3 epochs, batches of 128 …\n {2}epoch 1 of 3 {3}loss \d.*\n {2}epoch 2 of 3.*\n {2}epoch 3 of 3.*\n4\.4 {2}.*what the reference does\n/)
      assert.match(out, /test accuracy +0\.\d{4} +bar ≥/)
      const [, solution] = /#region solution.*\n([^]*?)\/\/ #endregion/.exec(referenceOf(course.root, trains))!
      for (const line of solution.split('\n').map((text) => text.trim()).filter((text) => text.length > 3)) assert.ok(!out.includes(line), line)
      const { value } = await json<{ points: number }>('list')
      assert.equal(value.points, 6)
    })
  })

  describe('a quiz', () => {
    const chapter = findChapter(course, '4')!
    const right = chapter.quiz.map(rightAnswer)
    const wrong = chapter.quiz.map((question, i) => (question.kind === 'number' ? '-1' : question.kind === 'order' ? right[i].split(',').reverse().join(',') : right[i] === '1' ? '2' : '1'))
    const all = chapter.quiz.length
    const first = (kind: Question['kind']) => chapter.quiz.findIndex((question) => question.kind === kind)
    /** The right answers but for one. */
    const but = (kind: Question['kind'], typed: string) => right.with(first(kind), typed)
    const answer = (answers: string[]) => walk('quiz', '4', '--answers', answers.join(';'))

    it('is asked without its answers', async () => {
      const { code, out } = await walk('quiz', 'mnist')
      assert.equal(code, 0)
      const words = out.replace(/\s+/g, ' ')
      for (const { ask, why, answer } of chapter.quiz) {
        assert.ok(words.includes(ask), ask)
        assert.ok(!words.includes(why) && !out.includes(answer))
      }
      assert.match(out, /Answer all at once: npm run exercise -- quiz 4 --answers "/)
      const { value } = await json<Question[]>('quiz', '4')
      assert.deepEqual(value.map((question) => Object.keys(question)), chapter.quiz.map(({ why: _, answer: __, ...question }) => Object.keys(question)))
    })

    it('refuses answers that are none, and says which', async () => {
      const [few, word, twice, far] = await Promise.all([
        answer(right.slice(1)),
        answer(but('number', 'many')),
        answer(but('order', '1,1')),
        answer(but('choice', '9')),
      ])
      isMisused(few, new RegExp(`^There are ${all} questions, but ${all - 1} answers: separate them by ;`))
      isMisused(word, new RegExp(`^Answer ${first('number') + 1}: the answer is a number`))
      isMisused(twice, new RegExp(`^Answer ${first('order') + 1}: each number only once`))
      isMisused(far, new RegExp(`^Answer ${first('choice') + 1}: answer with numbers from 1 to \\d`))
    })

    it('explains answers that are wrong', async () => {
      const { code, out } = await answer(wrong)
      assert.equal(code, 1)
      assert.equal(out.match(/Not quite\./g)?.length, all)
      const words = out.replace(/\s+/g, ' ')
      for (const { why } of chapter.quiz) assert.ok(words.includes(why), why)
      assert.match(out, new RegExp(`0 of ${all} right, 0 points`))
    })

    it('counts answers that are right, and keeps the best try', async () => {
      const best = await answer(right)
      assert.equal(best.code, 0, best.out + best.err)
      assert.match(best.out, new RegExp(`${all} of ${all} right, ${5 * all} points`))
      const { code, value } = await json<{ right: boolean[]; points: number }>('quiz', '4', '--answers', [right[0], ...wrong.slice(1)].join(';'))
      assert.deepEqual([code, value], [1, { right: right.map((_, i) => i === 0), points: 5 }])
      assert.match((await walk('list')).out, new RegExp(`quiz +${all} questions +${5 * all} of ${5 * all}\n[^]*, ${6 + 5 * all} points\n$`))
    })
  })

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [...WALK, 'list'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    let err = ''
    child.stderr.on('data', (text) => (err += String(text)))
    const code = await new Promise((resolve) => child.on('close', resolve))
    assert.deepEqual([code, err], [0, ''])
  })
})

/** The answer of a question, tried out. */
function rightAnswer(question: Question): string {
  const tried = question.kind === 'number' ? Array.from({ length: 100_000 }, (_, i) => String(i)) : picks(question.options.length)
  const found = tried.find((answer) => isRight(question, answer))
  assert.ok(found, `no answer found for: ${question.ask}`)
  return found
}

/** Every list of different positions. */
function picks(count: number, list: number[] = []): string[] {
  const further = Array.from({ length: count }, (_, i) => i + 1).filter((position) => !list.includes(position))
  return [...(list.length > 0 ? [list.join(',')] : []), ...further.flatMap((position) => picks(count, [...list, position]))]
}
